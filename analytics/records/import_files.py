"""A confirmed import: the mapping it was confirmed with, and the files as they are kept.

Files are kept under our own names (episodes.csv, workbook_1.xlsx): the uploaded names stay in the person's session.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

import pyarrow as pa

from analytics.errors import Refused
from analytics.records.folders import WORKBOOK_ENDINGS
from analytics.records.header import NOT_USED, aliases, analyte_named, our_columns, plain
from analytics.records.mapping import ALL_TABLES, MAPPING_FILE, FileOptions, SourceMapping, mapping_text
from analytics.records.parse_dates import date_order, read_date_words
from analytics.records.proposals import RESULT_OF
from analytics.records.schema import TABLES
from analytics.records.uploads import UploadedSheet

FileName = Callable[[str], str]


@dataclass(frozen=True)
class ConfirmedTable:
    """One table as a person confirmed it: column of the source → meaning ("" = not used), local code → ours."""

    table: str
    sheet: UploadedSheet
    columns: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def mapping_of(tables: Sequence[ConfirmedTable], *, order: str | None = None, renamed: FileName = str) -> SourceMapping:
    """The mapping.toml of the confirmed tables. `renamed`: the name a file is kept under (its own for a download)."""
    return SourceMapping(
        tables={one.table: _place(one.sheet, renamed(one.sheet.file)) for one in tables},
        columns={one.table: _columns(one) for one in tables},
        codes={one.table: {name: dict(held) for name, held in one.codes.items() if held} for one in tables},
        panels={one.table: _panel(one) for one in tables if _panel(one)},
        files={renamed(one.sheet.file): FileOptions(one.sheet.delimiter) for one in tables if one.sheet.delimiter},
        date_orders={ALL_TABLES: order} if order else {},
    )


def files_to_keep(
    tables: Sequence[ConfirmedTable], contents: Mapping[str, bytes], *, order: str | None = None
) -> dict[str, bytes]:
    """Name → content of an import's folder: the files that hold a confirmed table, and mapping.toml."""
    names = kept_names(tables)
    kept = {ours: contents[theirs] for theirs, ours in names.items()}
    mapping = mapping_of(tables, order=order, renamed=lambda name: names[name])
    return {**kept, MAPPING_FILE: mapping_text(mapping).encode()}


def kept_names(tables: Sequence[ConfirmedTable]) -> dict[str, str]:
    """Uploaded name → the name the file is kept under: its table's, a number for a workbook of several tables."""
    files: dict[str, list[str]] = {}
    for one in tables:
        files.setdefault(one.sheet.file, []).append(one.table)
    names = {}
    for number, (file, held) in enumerate(files.items(), start=1):
        name = held[0] if len(held) == 1 else f"workbook_{number}"
        names[file] = name + PurePath(file).suffix.casefold()
    return names


def order_to_ask(tables: Sequence[ConfirmedTable]) -> bool:
    """Whether the dates do not say themselves which of two numbers is the day and which the month."""
    words = {}
    for one in tables:
        for column in one.sheet.columns:
            ours = TABLES[one.table].by_name.get(one.columns.get(column.name, ""))
            if ours is not None and ours.kind == "date" and column.native is None:
                words[f"{one.table} {column.name}"] = read_date_words(pa.array(column.words, pa.string()))
    try:
        date_order(words)
    except Refused:
        return True
    return False


def _place(sheet: UploadedSheet, file: str) -> str:
    of_a_workbook = PurePath(sheet.file).suffix.casefold() in WORKBOOK_ENDINGS
    return f"{file}[{sheet.sheet}]" if of_a_workbook and sheet.sheet else file


def _columns(one: ConfirmedTable) -> dict[str, str]:
    """The columns that are ours, and those that are not to be taken for ours by their name."""
    held = {name: meaning for name, meaning in one.columns.items() if not meaning.startswith(RESULT_OF)}
    return {name: meaning or NOT_USED for name, meaning in held.items() if meaning or _would_be_taken(one.table, name)}


def _would_be_taken(table: str, name: str) -> bool:
    ours = plain(name) in our_columns(table) or plain(name) in aliases(table)
    return ours or (table == "drug_tests" and analyte_named(name) is not None)


def _panel(one: ConfirmedTable) -> dict[str, str]:
    return {
        name: meaning.removeprefix(RESULT_OF) for name, meaning in one.columns.items() if meaning.startswith(RESULT_OF)
    }
