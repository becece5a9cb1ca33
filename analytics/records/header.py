"""Column and table names: which line of a file is its header, and which of our columns each name means."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from analytics.errors import Refused
from analytics.records import codes, substances
from analytics.records.schema import TABLES

COLUMN_NAMES = Path(__file__).parents[2] / "data" / "column_names.toml"
NOT_USED = "-"  # in mapping.toml: a column that is not to be read as one of ours
HEADER_WITHIN = 20  # rows; exports print a title, a period and a blank line before the header
OWN_NAMES = {name: f"{name}_in_source" for name in ("source_row", "tested_on")}
"""Columns that we add to every table; a source's own column of that name is kept under another."""

WORDS_BESIDE_AN_ANALYTE = ("result", "results", "screen", "test", "uds", "ua", "urine")


def plain(name: str) -> str:
    """A name without case, blanks and punctuation: "Patient ID", "patient_id" and "PatientId" are one."""
    return "".join(c for c in name.casefold() if c.isalnum())


@cache
def _published_names() -> Mapping[str, Mapping[str, list[str]]]:
    with COLUMN_NAMES.open("rb") as file:
        return tomllib.load(file)


@cache
def table_names() -> Mapping[str, str]:
    """Plain name of a file or worksheet → our table."""
    others = {plain(other): table for table, names in _published_names()["tables"].items() for other in names}
    return others | {plain(table): table for table in TABLES}


@cache
def aliases(table: str) -> Mapping[str, str]:
    """Plain name of a column of another system → our column of this table (our own names are not in it)."""
    ours = {plain(column) for column in TABLES[table].by_name}
    names = spoken_names(table).items()
    return {plain(other): column for column, others in names for other in others if plain(other) not in ours}


def spoken_names(table: str) -> Mapping[str, list[str]]:
    """Our column → the names that other systems give it, as people write them."""
    published = _published_names()
    return dict(published["shared"]) | dict(published[table])


@cache
def our_columns(table: str) -> Mapping[str, str]:
    """Plain name → our column of this table."""
    return {plain(column): column for column in TABLES[table].by_name}


@cache
def _analyte_names() -> Mapping[str, str]:
    return codes.canonical_by_spelling(substances.ANALYTES)


def analyte_named(column: str) -> str | None:
    """The analyte a wide panel's column is about ("THC Result" → thc), None when it names no analyte."""
    words = [
        word
        for word in "".join(c if c.isalnum() else " " for c in column.casefold()).split()
        if word not in WORDS_BESIDE_AN_ANALYTE
    ]
    found = _analyte_names().get(plain("".join(words)))
    return None if found == "panel" else found


def known_names(table: str, mapped: Iterable[str]) -> frozenset[str]:
    """Every plain name that tells a header of this table from a line of data or a title."""
    return frozenset(our_columns(table)) | frozenset(aliases(table)) | frozenset(plain(name) for name in mapped)


def no_known_name(table: str, file: str) -> Refused:
    """The refusal of a file whose first lines name no column. It shows none of them: they may be people's data."""
    return Refused(
        f"{file}: none of the first {HEADER_WITHIN} rows holds a column name that this product knows.",
        "Give the file a first row with its column names; if it has one, say in mapping.toml, under "
        f"[columns.{table}], what its columns are called here.",
    )


def recognised(cells: Sequence[str], known: frozenset[str]) -> int:
    """How many different cells of a line are names of columns we know."""
    return len({plain(cell) for cell in cells} & known)


def nearest(name: str, allowed: Iterable[str]) -> str:
    """The allowed name closest to what came, as a sentence end (empty when none is close)."""
    by_plain = {plain(a): a for a in allowed}
    close = difflib.get_close_matches(plain(name), list(by_plain), n=1, cutoff=0.6)
    return f" The nearest is {by_plain[close[0]]!r}." if close else ""


def column_names(table: str, columns: Sequence[str], mapped: Mapping[str, str], *, file: str) -> tuple[str, ...]:
    """Our name of each column of the source, in its order; a column we do not know keeps its own name.

    `mapped` (source name → our name, from mapping.toml) decides first, then our own names, then the names other
    systems use. Refused: the same name twice, or two columns that would become one.
    """
    named = _named(columns, file)
    _refuse_repeated(named, file)
    target = _mapped_columns(named, mapped, file)
    for position, name in enumerate(named):
        ours = our_columns(table).get(plain(name))
        if position not in target and ours:
            _refuse_two_for_one(target, named, ours, name, file, table)
            target[position] = ours
    exact = set(target.values())
    for position, name in enumerate(named):
        ours = aliases(table).get(plain(name))
        if position not in target and ours and ours not in exact:
            _refuse_two_for_one(target, named, ours, name, file, table)
            target[position] = ours
    target |= {position: f"{named[position]}_in_source" for position, ours in target.items() if ours == NOT_USED}
    return tuple(target.get(position, OWN_NAMES.get(name, name)) for position, name in enumerate(named))


def _named(columns: Sequence[str], file: str) -> tuple[str, ...]:
    """The names without outer blanks; a column without a name is called after its position."""
    return tuple(name.strip() or f"unnamed_{position}" for position, name in enumerate(columns, start=1))


def _refuse_repeated(columns: Sequence[str], file: str) -> None:
    seen: set[str] = set()
    for name in columns:
        if name in seen:
            raise Refused(f"{file}: two columns are called {name!r}.", "Rename or remove one of them and load again.")
        seen.add(name)


def _mapped_columns(columns: Sequence[str], mapped: Mapping[str, str], file: str) -> dict[int, str]:
    """Position → our column, for the columns that mapping.toml names."""
    by_plain: dict[str, list[int]] = {}
    for position, name in enumerate(columns):
        by_plain.setdefault(plain(name), []).append(position)
    target: dict[int, str] = {}
    for source, ours in mapped.items():
        exact = [p for p, name in enumerate(columns) if name == source.strip()]
        positions = exact or by_plain.get(plain(source), [])
        if not positions:
            raise Refused(
                f"mapping.toml names the column {source!r}, which {file} does not have." + nearest(source, columns),
                "Correct the name in mapping.toml, or remove the line.",
            )
        if len(positions) > 1:
            raise Refused(
                f"mapping.toml names the column {source!r}; {file} has {len(positions)} columns whose names "
                "differ only in case, blanks or punctuation.",
                "Write the name exactly as in the file.",
            )
        target[positions[0]] = ours
    return target


def _refuse_two_for_one(
    target: Mapping[int, str], columns: Sequence[str], ours: str, name: str, file: str, table: str
) -> None:
    for position, taken in target.items():
        if taken == ours:
            raise Refused(
                f"{file}: the columns {columns[position]!r} and {name!r} would both become {ours}.",
                f"Say in mapping.toml, under [columns.{table}], which one is {ours}, and rename or remove the other.",
            )
