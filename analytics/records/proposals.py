"""What an upload probably is: which file is which table, which column and code means which of ours, and how sure.

Nothing here decides: a person confirms. A column whose meaning two columns could have is left to the person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

from analytics.records import codes
from analytics.records.header import aliases, analyte_named, our_columns, plain, table_names
from analytics.records.mapping import SourceMapping
from analytics.records.name_words import code_like, column_like
from analytics.records.parse_dates import read_date_words
from analytics.records.parse_values import NO, YES, read_numbers
from analytics.records.schema import TABLES, Column
from analytics.records.uploads import ColumnSeen, UploadedSheet
from analytics.records.words import MISSING_WORDS

How = Literal["", "last", "same", "known", "alike", "content"]
RESULT_OF = "result of "
"""Begins the meaning of a wide panel's column: "result of thc"."""

SURE: tuple[How, ...] = ("last", "same", "known")
WORDS_LOOKED_AT = 400
FITS = 0.9
"""The share of filled cells that must read as what a column holds before its contents speak for it."""

MOST_CODES = 60
"""A column with more different texts holds no codes."""

NAMED_AFTER_A_TABLE = 100.0
WORTH: Mapping[How, float] = {"last": 2.0, "same": 1.0, "known": 1.0, "alike": 0.6, "content": 0.4, "": 0.0}
COMPLETE = 0.5  # points of a file that gives everything a table requires
FEWEST_POINTS = 1.0
"""What the recognised columns of a file must add up to before it is proposed as a table."""


@dataclass(frozen=True)
class Proposed:
    """What a column probably means: one of our columns, "result of …" in a wide panel, or "" when nobody can say."""

    meaning: str
    how: How


@dataclass(frozen=True)
class LocalCode:
    """A code of the source that is none of ours: its column, the rows that have it, and our code that it resembles."""

    column: str
    came: str
    rows: int
    proposed: str


def proposed_tables(sheets: Sequence[UploadedSheet], last: SourceMapping | None = None) -> dict[str, int]:
    """Our table → the position of the file or sheet that probably holds it; each is used once."""
    points = {(table, place): _points(table, sheet, last) for place, sheet in enumerate(sheets) for table in TABLES}
    found: dict[str, int] = {}
    for (table, place), worth in sorted(points.items(), key=lambda item: -item[1]):
        if worth >= FEWEST_POINTS and table not in found and place not in found.values():
            found[table] = place
    return {table: found[table] for table in TABLES if table in found}


def _points(table: str, sheet: UploadedSheet, last: SourceMapping | None) -> float:
    named = NAMED_AFTER_A_TABLE if table_names().get(plain(sheet.own_name)) == table else 0.0
    proposed = proposed_columns(table, sheet, last)
    meanings = {found.meaning for found in proposed.values()}
    worth = sum(WORTH[found.how] for found in proposed.values() if found.meaning != "patient_id")
    missing = len(missing_columns(table, meanings))
    return named + worth + (COMPLETE if not missing else -float(missing))


def proposed_columns(table: str, sheet: UploadedSheet, last: SourceMapping | None = None) -> dict[str, Proposed]:
    """Column of the source → what it probably means. The surest way first; every meaning is given once."""
    found: dict[str, Proposed] = {}
    before = {plain(name): ours for name, ours in _last_meanings(table, last).items()}
    ways: list[tuple[How, Callable[[ColumnSeen], str | None]]] = [
        ("last", lambda column: before.get(plain(column.name))),
        ("same", lambda column: our_columns(table).get(plain(column.name))),
        ("known", lambda column: aliases(table).get(plain(column.name))),
        ("alike", lambda column: column_like(table, column.name)),
    ]
    for how, meaning_of in ways:
        _take(found, sheet, table, how, meaning_of, check_kind=how == "alike")
    _take_panel(found, sheet, table)
    _take_by_content(found, sheet, table)
    return {column.name: found.get(column.name, Proposed("", "")) for column in sheet.columns}


def _last_meanings(table: str, last: SourceMapping | None) -> dict[str, str]:
    if last is None:
        return {}
    panel = {column: f"{RESULT_OF}{analyte}" for column, analyte in last.panels.get(table, {}).items()}
    return {**last.columns.get(table, {}), **panel}


def _take(
    found: dict[str, Proposed],
    sheet: UploadedSheet,
    table: str,
    how: How,
    meaning_of: Callable[[ColumnSeen], str | None],
    *,
    check_kind: bool,
) -> None:
    """Gives each free column its meaning, unless two columns or an earlier one claim it."""
    taken = {one.meaning for one in found.values()}
    claims: dict[str, list[str]] = {}
    for column in sheet.columns:
        meaning = None if column.name in found else meaning_of(column)
        if meaning and meaning not in taken and (not check_kind or not _speaks_against(column, table, meaning)):
            claims.setdefault(meaning, []).append(column.name)
    for meaning, names in claims.items():
        if len(names) == 1 or meaning == "-":
            found.update({name: Proposed("" if meaning == "-" else meaning, how) for name in names})


def _take_panel(found: dict[str, Proposed], sheet: UploadedSheet, table: str) -> None:
    """Columns named after analytes, where the drug tests have neither `analyte` nor `result`."""
    meanings = {one.meaning for one in found.values()}
    if table == "drug_tests" and not {"analyte", "result"} & meanings:

        def analyte(column: ColumnSeen) -> str | None:
            named = analyte_named(column.name)
            return f"{RESULT_OF}{named}" if named else None

        _take(found, sheet, table, "known", analyte, check_kind=False)


def _take_by_content(found: dict[str, Proposed], sheet: UploadedSheet, table: str) -> None:
    """A required column that no name gave, when the cells of exactly one free column read as it."""
    for missing in missing_columns(table, {one.meaning for one in found.values()}):
        wanted = TABLES[table].by_name[missing[0]]
        if wanted.kind in ("coded", "date"):
            free = [column for column in sheet.columns if column.name not in found]
            fitting = [column for column in free if share_that_fits(column, wanted) >= FITS]
            if len(fitting) == 1:
                found[fitting[0].name] = Proposed(wanted.name, "content")


def missing_columns(table: str, meanings: Iterable[str]) -> list[tuple[str, ...]]:
    """The required columns that nothing gives; several names mean that one of them is enough."""
    given = set(meanings)
    panel = any(meaning.startswith(RESULT_OF) for meaning in given)
    needed = [(name,) for name in TABLES[table].required if not (panel and name in ("analyte", "result"))]
    return [names for names in (*needed, *TABLES[table].either) if not given & set(names)]


def share_that_fits(column: ColumnSeen, ours: Column) -> float:
    """The share of a column's filled cells that read as what one of ours holds (0 for what any text would be)."""
    if column.native is not None:
        return float(_native_fits(column.native, ours.kind))
    words, counts = [word.strip() for word in column.words[:WORDS_LOOKED_AT]], column.counts[:WORDS_LOOKED_AT]
    if not words:
        return 0.0
    fits = _fitting(words, ours)
    return sum(n for n, fit in zip(counts, fits, strict=True) if fit) / sum(counts)


def _native_fits(came: pa.DataType, kind: str) -> bool:
    if kind == "date":
        return pa.types.is_temporal(came)
    if kind == "number":
        return pa.types.is_integer(came) or pa.types.is_floating(came)
    return kind == "boolean" and pa.types.is_boolean(came)


def _fitting(words: list[str], ours: Column) -> list[bool]:
    if ours.kind == "date":
        read = read_date_words(pa.array(words, pa.string()))
        return [not bad for bad in (read.unreadable | read.empty).tolist()]
    if ours.kind == "number":
        return [not bad for bad in read_numbers(words).unreadable.tolist()]
    if ours.kind == "boolean":
        return [word.casefold() in YES | NO for word in words]
    if ours.kind == "coded" and ours.values is not None:
        known = codes.canonical_by_spelling(ours.values)
        return [codes.plain_spelling(word) in known for word in words]
    return [False] * len(words)


def _speaks_against(column: ColumnSeen, table: str, meaning: str) -> bool:
    """Whether the cells of a column cannot be what its name suggests."""
    ours = TABLES[table].by_name[meaning]
    if ours.kind in ("date", "number"):
        return column.rows > 0 and share_that_fits(column, ours) < FITS
    return ours.kind == "coded" and len(column.words) > MOST_CODES and not ours.open


def local_codes(
    table: str, sheet: UploadedSheet, meanings: Mapping[str, str], last: SourceMapping | None = None
) -> list[LocalCode]:
    """The codes of the source that a person has to translate, column by column, the most frequent first."""
    seen: dict[str, dict[str, int]] = {}
    for column in sheet.columns:
        ours = our_column_of(table, meanings.get(column.name, ""))
        if ours is not None and accepted_codes(ours) and len(column.words) <= MOST_CODES:
            counts = seen.setdefault(ours.name, {})
            for word, rows in zip(column.words, column.counts, strict=True):
                counts[word.strip()] = counts.get(word.strip(), 0) + rows
    return [
        LocalCode(name, came, rows, _proposed_code(table, name, came, last))
        for name, counts in seen.items()
        for came, rows in sorted(counts.items(), key=lambda item: -item[1])
        if not _is_known(TABLES[table].by_name[name], came)
    ]


def our_column_of(table: str, meaning: str) -> Column | None:
    """Our column behind a meaning; "result of thc" fills `result`."""
    return TABLES[table].by_name.get("result" if meaning.startswith(RESULT_OF) else meaning)


def accepted_codes(column: Column) -> tuple[str, ...]:
    """The codes that a local code of this column can be translated to; empty when the column has none."""
    return ("yes", "no") if column.kind == "boolean" else tuple(column.values or ())


def _is_known(column: Column, came: str) -> bool:
    return came.casefold() in MISSING_WORDS or _fitting([came], column)[0]


def _proposed_code(table: str, column: str, came: str, last: SourceMapping | None) -> str:
    before = last.codes.get(table, {}).get(column, {}) if last else {}
    for theirs, ours in before.items():
        if codes.plain_spelling(theirs) == codes.plain_spelling(came):
            return ours
    return code_like(TABLES[table].by_name[column].values or {}, came) or ""
