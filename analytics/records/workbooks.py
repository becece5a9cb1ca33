"""Excel workbooks: every cell as text, dates as ISO, numbers as a person would write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from analytics.errors import Refused
from analytics.records.csv_files import header_findings
from analytics.records.findings import Finding
from analytics.records.header import HEADER_WITHIN, no_known_name, plain, recognised, table_names
from analytics.records.schema import TABLES
from analytics.records.sheets import TEXT, Sheet

ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
LARGEST_UNPACKED = 2 << 30  # bytes; a small archive that unpacks to more is no export of a program's records
WEB_PAGE = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta")


class Workbook:
    """An opened workbook: its sheet names, and each sheet's cells as text."""

    def __init__(self, content: pa.Buffer, file: str) -> None:
        """Refused, with what to do: a password, another kind of file under an Excel name, damage."""
        self.file = file
        _refuse_what_is_no_workbook(content, file)
        try:
            self.opened = CalamineWorkbook.from_filelike(io.BytesIO(content.to_pybytes()))
        except PasswordError:
            raise _has_a_password(file) from None
        except (CalamineError, OSError):
            raise _damaged(file) from None
        self.sheets = tuple(self.opened.sheet_names)
        if not self.sheets:
            raise _damaged(file)

    def first_lines(self, name: str, most: int) -> list[list[str]]:
        """The first lines of one sheet as text."""
        try:
            lines = self.opened.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=most)
        except (CalamineError, OSError):
            raise _damaged(self.file) from None
        return [[text_of(cell) for cell in line] for line in lines]

    def sheet(self, name: str, *, table: str, known: frozenset[str], file: str) -> Sheet:
        """One sheet's table: the header is the line of the first 20 with the most names we know."""
        try:
            lines = self.opened.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except (CalamineError, OSError):
            raise _damaged(self.file) from None
        place = _header_place(lines, known, table=table, file=file)
        columns = tuple(text_of(cell) for cell in lines[place])
        records = lines[place + 1 :]
        data = pa.table({str(i): _text_column(records, i) for i in range(len(columns))})
        rows = np.arange(place + 2, place + 2 + len(records), dtype=np.int32)
        return Sheet(file, columns, data, rows, header_findings(table, file, place + 1))


def sheets_of_tables(workbook: Workbook, named: Mapping[str, str]) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """Each table's sheet, and a note for every sheet that is not read.

    `named` (table → sheet, from mapping.toml) decides first. Refused: two sheets for one table, an absent sheet.
    """
    found: dict[str, str] = {}
    for table in TABLES:
        able = [name for name in workbook.sheets if plain(name) == plain(table)]
        able = able or [name for name in workbook.sheets if table_names().get(plain(name)) == table]
        if table in named:
            able = [sheet_named(workbook, named[table], table)]
        if len(able) > 1:
            raise Refused(
                f"{workbook.file}: the sheets {able[0]!r} and {able[1]!r} both hold the table {table}.",
                f'Rename one, or say which in mapping.toml: [tables] {table} = "{able[0]}".',
            )
        if able:
            found[table] = able[0]
    return found, tuple(_not_read(workbook.file, name) for name in workbook.sheets if name not in found.values())


def sheet_named(workbook: Workbook, wanted: str, table: str) -> str:
    """The sheet that mapping.toml names for a table, alone ("Sheet 2") or with its file ("export.xlsx[Sheet 2]")."""
    name = wanted.removeprefix(workbook.file).removeprefix("[").removesuffix("]") if "[" in wanted else wanted
    for sheet in workbook.sheets:
        if plain(sheet) == plain(name):
            return sheet
    raise Refused(
        f"mapping.toml names the sheet {name!r} for {table}, which {workbook.file} does not have.",
        f"Its sheets are {', '.join(workbook.sheets)}. Correct the name in mapping.toml.",
    )


def only_sheet(workbook: Workbook, table: str) -> str:
    """The sheet of a workbook that is named after one table: the sheet of that name, or the only one."""
    found = [name for name in workbook.sheets if table_names().get(plain(name)) == table]
    if len(found) == 1 or len(workbook.sheets) == 1:
        return found[0] if found else workbook.sheets[0]
    raise Refused(
        f"{workbook.file} has {len(workbook.sheets)} sheets and none alone is called {table}.",
        f'Rename the sheet to {table}, or say in mapping.toml: [tables] {table} = "{workbook.file}[sheet]".',
    )


def text_of(cell: Any) -> str:
    """A cell as text: whole numbers without ".0", dates and times in ISO.

    >>> text_of(123.0), text_of(date(2026, 1, 2)), text_of(True)
    ('123', '2026-01-02', 'true')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


def _text_column(lines: Sequence[Sequence[Any]], place: int) -> pa.DictionaryArray:
    return pa.array([text_of(line[place]) for line in lines], pa.string()).dictionary_encode().cast(TEXT)


def _header_place(lines: Sequence[Sequence[Any]], known: frozenset[str], *, table: str, file: str) -> int:
    """Which line is the header. Refused: nothing in the sheet, or no name we know."""
    first = [[text_of(cell) for cell in line] for line in lines[:HEADER_WITHIN]]
    if not any(cell.strip() for cells in first for cell in cells):
        raise Refused(f"{file} is empty.", "Export it again, or remove it when there are no such records.")
    scores = [recognised(cells, known) for cells in first]
    if not any(scores):
        raise no_known_name(table, file)
    return scores.index(max(scores))


def _refuse_what_is_no_workbook(content: pa.Buffer, file: str) -> None:
    start = content.slice(0, min(64, content.size)).to_pybytes()
    if not content.size:
        raise Refused(f"{file} is empty (0 bytes).", "Export it again, or remove it when there are no such records.")
    if start.startswith(OLD_EXCEL):
        if ENCRYPTED_PART in content.to_pybytes():
            raise _has_a_password(file)
        return
    if not start.startswith(ZIP):
        kind = "a web page" if start.lstrip().lower().startswith(WEB_PAGE) else "not a workbook"
        raise Refused(
            f"{file} has an Excel name but is {kind} inside.",
            "Open it in Excel and save it as an Excel workbook, or rename it to .csv if it is text.",
        )
    _refuse_bombs(content, file)


def _refuse_bombs(content: pa.Buffer, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content.to_pybytes())) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError):  # the second: a version no zip has
        raise _damaged(file) from None
    if unpacked > LARGEST_UNPACKED:
        raise Refused(
            f"{file} would unpack to more than {LARGEST_UNPACKED >> 30} GB.", "Export the records as CSV or Parquet."
        )


def _has_a_password(file: str) -> Refused:
    return Refused(
        f"{file} is protected by a password.",
        "Open it in Excel, remove the password (File, Info, Protect Workbook) and save it again.",
    )


def _damaged(file: str) -> Refused:
    return Refused(
        f"{file} is not an Excel workbook, or a damaged one.",
        "Open it in Excel and save it again, or export the records as CSV.",
    )


def _not_read(file: str, sheet: str) -> Finding:
    came = "a sheet that is not named after a table"
    return Finding(
        "",
        f"{file}[{sheet}]",
        None,
        "",
        "sheet_not_read",
        "info",
        came,
        f"The sheet {sheet!r} was not read.",
        "Nothing, if it holds no records. Otherwise name it under [tables] in mapping.toml.",
    )
