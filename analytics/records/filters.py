"""Filters: which episodes and tests a question is about (`--where COLUMN=VALUE`, the dashboard's filters)."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.errors import WrongUsage
from analytics.records.records import Records
from analytics.records.stays import KNOWN_AT_LEAVING, leaving_rows

IDENTIFIERS = ("patient_id", "episode_id", "specimen_id", "source_row")
"""Columns that single out a person: never a filter or a grouping."""

NAMES_SHOWN = 8


@dataclass(frozen=True)
class Condition:
    """One `COLUMN=VALUE` or `COLUMN!=VALUE`."""

    column: str
    value: str
    equal: bool = True


def parse_conditions(texts: Iterable[str]) -> tuple[Condition, ...]:
    """Conditions of the command line; `WrongUsage` when a text has no `=`."""
    return tuple(_condition(text) for text in texts)


def _condition(text: str) -> Condition:
    column, separator, value = text.partition("=")
    if not separator or not column.strip("! ") or not value.strip():
        raise WrongUsage(
            "A --where filter has no column, no = or no value.", "Write it as COLUMN=VALUE or COLUMN!=VALUE."
        )
    return Condition(column.strip().removesuffix("!").strip(), value.strip(), not column.strip().endswith("!"))


def selected(
    records: Records, conditions: Iterable[Condition], *, leaving: Callable[[], np.ndarray] | None = None
) -> tuple[Records, np.ndarray]:
    """The records with only the matching tests, and which rows of `records.episodes` match (boolean array).

    The same column twice = or, different columns = and; case does not matter. A column of episodes selects episodes,
    else one of drug_tests selects tests. Episodes are marked, not removed, so that tests still find their own stay; a
    joined stay is asked for its discharge by the episode that ends it (`leaving`: those rows, where they are known).
    Raises WrongUsage for a column nobody has and for a value nothing matches.
    """
    episodes = np.ones(len(records.episodes), bool)
    tests = np.ones(len(records.drug_tests), bool)
    for name, group in _by_column(conditions).items():
        if column := _column_called(name, records.episodes):
            matching = _matches(records.episodes, column, group, records)
            if column in KNOWN_AT_LEAVING:
                matching = matching[leaving() if leaving else leaving_rows(records)]
            episodes &= matching
        elif column := _column_called(name, records.drug_tests):
            tests &= _matches(records.drug_tests, column, group, records)
        else:
            raise WrongUsage(f"No filter column is called “{name}”.", _nearest(name, _columns(records)))
    if not tests.all():
        records = replace(records, drug_tests=records.drug_tests[tests].reset_index(drop=True))
    return records, episodes


def _by_column(conditions: Iterable[Condition]) -> dict[str, list[Condition]]:
    grouped: dict[str, list[Condition]] = {}
    for condition in conditions:
        grouped.setdefault(condition.column.casefold(), []).append(condition)
    return grouped


def _columns(records: Records) -> list[str]:
    names = [*records.episodes.columns, *records.drug_tests.columns]
    return sorted({str(n) for n in names} - set(IDENTIFIERS))


def _column_called(name: str, frame: pd.DataFrame) -> str | None:
    found = [str(c) for c in frame.columns if str(c).casefold() == name and c not in IDENTIFIERS]
    return found[0] if found else None


def _matches(frame: pd.DataFrame, column: str, conditions: list[Condition], records: Records) -> np.ndarray:
    words, place = _distinct_words(frame[column])
    wanted = [_spelling(c.value.casefold(), frame[column]) for c in conditions if c.equal]
    unwanted = [_spelling(c.value.casefold(), frame[column]) for c in conditions if not c.equal]
    present = set(words[np.bincount(place, minlength=len(words)) > 0])
    for value in (*wanted, *unwanted):
        if value not in present:
            shared = _shared_values(words[place], frame["patient_id"], records.settings.suppression_threshold)
            raise WrongUsage(f"Nothing in column “{column}” matches the value asked for.", _nearest(value, shared))
    keep = np.isin(words, wanted) if wanted else np.ones(len(words), bool)
    matching: np.ndarray = (keep & ~np.isin(words, unwanted))[place]
    return matching


def _spelling(word: str, column: pd.Series) -> str:
    """yes and no stand for true and false in a column of the two."""
    return {"yes": "true", "no": "false"}.get(word, word) if pd.api.types.is_bool_dtype(column) else word


def _shared_values(words: np.ndarray, patient: pd.Series, least: int) -> list[str]:
    """The values that so many patients share: a value of fewer could name one of them, and is never shown."""
    people = pd.Series(patient.cat.codes.to_numpy()).groupby(words).nunique()
    return sorted(str(word) for word in people.index[people >= least] if word)


def _distinct_words(column: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """The values of a column as case-folded words, and the place of each row's ("" where empty).

    Whole numbers have no decimal point. A million rows of a coded column are compared by their codes.
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        words = np.array(["", *(str(c).casefold() for c in column.cat.categories)], dtype=object)
        return words, column.cat.codes.to_numpy() + 1
    text = column.astype(object).where(column.notna(), "").map(_word)
    place, words = pd.factorize(text.to_numpy(dtype=object))
    return words, place


def _word(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return str(value).casefold()


def _nearest(word: str, allowed: list[str]) -> str:
    near = difflib.get_close_matches(word.casefold(), [a.casefold() for a in allowed], n=NAMES_SHOWN, cutoff=0.5)
    shown = near or allowed[:NAMES_SHOWN]
    return f"Nearest: {', '.join(shown)}." if shown else "No value there is shared by enough patients to be shown here."
