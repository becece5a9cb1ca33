"""Rules about rows that come twice: exactly, or with different content for one and the same thing.

Of exact duplicates the first row is used. Of conflicting ones a rule that does not depend on the order of rows decides:
a drug test keeps the least favourable result, a follow-up the contact that was made, others the fuller row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analytics.records.days import NO_DAY
from analytics.records.rules import Found, Rule, Source
from analytics.records.typed import TypedColumn, TypedTable
from analytics.records.words import Fault

SAME_THING: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "episodes": (("patient_id", "admitted_on"), ("episode_id",)),
    "attendance": (("patient_id", "session_on", "starts_at"), ("service", "therapy")),
    "drug_tests": (("patient_id", "collected_on", "scheduled_on", "analyte"), ("specimen_id", "specimen", "method")),
    "follow_ups": (("patient_id", "due_on"), ()),
    "measures": (("patient_id", "measured_on", "instrument"), ("stage", "item")),
}
"""What makes two rows the same thing: columns that must be there (starts_at, so that two groups a day stay two), and
columns that count where the source has them. Collected tests ignore when they were scheduled."""

WORST_FIRST: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "drug_tests": (
        "result",
        (
            "positive",
            "admitted",
            "refused",
            "positive_prescribed",
            "negative",
            "dilute",
            "invalid",
            "unable",
            "no_show",
            "pending",
            "excused",
        ),
    ),
    "follow_ups": (
        "outcome",
        ("deceased", "completed", "incarcerated", "residential", "refused", "unreachable", "pending"),
    ),
    "attendance": (
        "status",
        (
            "attended",
            "partial",
            "late",
            "no_show",
            "cancelled_by_patient",
            "cancelled_by_program",
            "excused",
            "unrecorded",
        ),
    ),
}
"""Which of conflicting rows is kept: of two test results the less favourable, of two contacts the one that was made, of
two statuses the recorded one."""

BLOCK_ROWS = 1 << 15
GOLDEN = np.uint64(0x9E3779B97F4A7C15)  # an odd constant that spreads consecutive codes over 64 bits


def duplicate_exact(source: Source) -> Found:
    """Every cell equals an earlier row's: the later row is set aside."""
    for table in source.tables.values():
        rows = np.flatnonzero(table.usable)
        later = rows[_repeats(table, list(table.columns), rows)]
        yield (
            table.name,
            Fault(
                "duplicate_exact",
                "",
                later,
                "quarantine",
                "The row repeats an earlier row exactly.",
                "Nothing to do; the first one is used.",
            ),
        )


def duplicate_conflicting(source: Source) -> Found:
    """Two rows tell different things about one test, session, contact or admission: one is used."""
    for name, (needed, also) in SAME_THING.items():
        table = source.tables.get(name)
        key = _key(table, needed, also) if table is not None else []
        if table is None or not key:
            continue
        rows = _complete(table, needed, np.flatnonzero(table.usable))
        column = WORST_FIRST[name][0] if name in WORST_FIRST else key[0]
        yield (
            name,
            Fault(
                "duplicate_conflicting",
                column,
                _not_best(table, key, rows),
                "quarantine",
                f"Another row says something else about the same {THINGS[name]}; "
                f"{KEPT.get(name, 'the fuller one')} is used.",
                "Correct or remove one of the rows in the source.",
            ),
        )


THINGS = {
    "episodes": "admission",
    "attendance": "session",
    "drug_tests": "test",
    "follow_ups": "contact",
    "measures": "measurement",
}
KEPT = {
    "drug_tests": "the less favourable result",
    "follow_ups": "the contact that was made",
    "attendance": "the recorded status",
}


def _key(table: TypedTable, needed: Sequence[str], also: Sequence[str]) -> list[str]:
    dates = [name for name in needed if name not in table.columns]
    if dates and table.name != "drug_tests":
        return []
    return [name for name in (*needed, *also) if name in table.columns]


def _complete(table: TypedTable, needed: Sequence[str], rows: np.ndarray) -> np.ndarray:
    """Rows whose time is known: without it two rows may be two sessions."""
    if table.name != "attendance":
        return rows
    known = np.logical_and.reduce([~table.columns[name].empty[rows] for name in needed])
    return rows[known]


def _rank(table: TypedTable, rows: np.ndarray) -> np.ndarray:
    """Rank of some rows: the lowest is kept. By the status or result that decides, then by the cells filled."""
    rank = np.zeros(len(rows), np.int64)
    for cells in table.columns.values():
        rank -= ~cells.empty[rows]
    if table.name not in WORST_FIRST:
        return rank
    column, order = WORST_FIRST[table.name]
    categories = table.columns[column].categories
    assert categories is not None, "results, outcomes and statuses are columns of categories"
    place = {code: i for i, code in enumerate(order)}
    ranks = np.array([place.get(code, len(order)) for code in categories] + [len(order)], np.int64)
    return ranks[table.columns[column].values[rows]] * 1_000 + rank


def _not_best(table: TypedTable, key: list[str], rows: np.ndarray) -> np.ndarray:
    candidates = rows[_repeats(table, key, rows, every=True)]
    if not len(candidates):
        return candidates
    frame = pd.DataFrame({name: table.columns[name].values[candidates] for name in key})
    if table.name == "drug_tests" and "collected_on" in key and "scheduled_on" in key:
        frame.loc[frame["collected_on"] != NO_DAY, "scheduled_on"] = NO_DAY
    frame["_rank"], frame["_row"] = _rank(table, candidates), candidates
    ordered = frame.sort_values(["_rank", "_row"], kind="stable")
    return np.sort(ordered.loc[ordered.duplicated(key), "_row"].to_numpy())


def _repeats(table: TypedTable, names: list[str], rows: np.ndarray, *, every: bool = False) -> np.ndarray:
    """Which rows repeat an earlier one in these columns (`every`: the first of them too). Exact: equal 64-bit
    fingerprints are only candidates, whose cells are then compared."""
    told_apart_by = [name for name in names if not (every and table.name == "drug_tests" and name == "scheduled_on")]
    fingerprint = _fingerprints([table.columns[name] for name in told_apart_by], rows)
    candidates = _repeated_values(fingerprint)
    repeated = np.zeros(len(rows), bool)
    if len(candidates):
        if every:
            repeated[candidates] = True
        else:
            frame = pd.DataFrame({name: table.columns[name].values[rows[candidates]] for name in names})
            repeated[candidates] = frame.duplicated().to_numpy()
    return repeated


def _fingerprints(columns: list[TypedColumn], rows: np.ndarray) -> np.ndarray:
    """One 64-bit number a row; a block of rows at a time, which stays in the processor's cache."""
    fingerprint = np.zeros(len(rows), np.uint64)
    with np.errstate(over="ignore"):
        for start in range(0, len(rows), BLOCK_ROWS):
            block = rows[start : start + BLOCK_ROWS]
            for column in columns:
                _stir(fingerprint[start : start + BLOCK_ROWS], _as_codes(column, column.values[block]))
    return fingerprint


def _as_codes(column: TypedColumn, values: np.ndarray) -> np.ndarray:
    return (
        np.nan_to_num(values, nan=-1e300).view(np.uint64) if column.holds == "numbers" else (values.astype(np.uint64))
    )


def _stir(fingerprint: np.ndarray, codes: np.ndarray) -> None:
    """Mixes one more column into the fingerprints, in place."""
    fingerprint ^= codes
    fingerprint *= GOLDEN
    fingerprint ^= fingerprint >> np.uint64(32)


def _repeated_values(fingerprint: np.ndarray) -> np.ndarray:
    """Positions whose value occurs more than once; one sort, and a second look only when something repeats."""
    ordered = np.sort(fingerprint)
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    if not len(twice):
        return np.zeros(0, np.intp)
    return np.flatnonzero(pd.Series(fingerprint).isin(np.unique(twice)).to_numpy())


DUPLICATE_RULES: tuple[Rule, ...] = (duplicate_exact, duplicate_conflicting)
