"""Uploaded files before anybody has said what they are: their tables as found, each column with its distinct texts.

The texts stay in the person's session. Pages show of them what `samples_of` allows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analytics.errors import Refused
from analytics.records.csv_files import read_csv_sheet
from analytics.records.delimited import DELIMITERS, HEAD_BYTES
from analytics.records.findings import shape_of, shown
from analytics.records.folders import PARQUET_ENDINGS, READABLE, TEXT_ENDINGS
from analytics.records.header import HEADER_WITHIN, known_names, plain
from analytics.records.parquet_files import read_parquet_sheet
from analytics.records.parse_dates import NUMBERED, YEAR_FIRST
from analytics.records.schema import TABLES
from analytics.records.sheets import Sheet, as_text
from analytics.records.text_encoding import utf8_text

LARGEST_UPLOAD = 200 << 20
"""Bytes of all files of one import; larger records are read from the disk with --data."""

MOST_SHEETS = 50
"""Sheets of a workbook that are looked at; no export of five tables has more."""

SAMPLES_SHOWN = 2
FEWEST_KNOWN_NAMES = 2
ADVICE = (
    "Put the files into a folder on this computer and start the dashboard with that folder: "
    "python run.py --data FOLDER reads any size. Parquet files are smaller than CSV."
)


@dataclass(frozen=True)
class ColumnSeen:
    """One column of an upload: distinct texts, the rows of each (most common first); `rows` counts filled cells.

    `native` is the type of a column that came with one (a Parquet date); it has no texts.
    """

    name: str
    words: tuple[str, ...]
    counts: tuple[int, ...]
    rows: int
    native: pa.DataType | None = None


@dataclass(frozen=True)
class UploadedSheet:
    """One table found in an upload. `sheet` is "" for a file that holds one table."""

    file: str
    sheet: str
    columns: tuple[ColumnSeen, ...]
    rows: int
    delimiter: str | None = None

    @property
    def name(self) -> str:
        """What the table is called: the file, or file[sheet]."""
        return f"{self.file}[{self.sheet}]" if self.sheet else self.file

    @property
    def own_name(self) -> str:
        """The sheet's name, or the file's without its ending."""
        return self.sheet or PurePath(self.file).stem


def refuse_too_large(sizes: Iterable[int]) -> None:
    """Refused, before anything is read, when the files of one import are more than 200 MB together."""
    size = sum(sizes)
    if size > LARGEST_UPLOAD:
        raise Refused(
            f"These files have {size / (1 << 20):,.0f} MB; an import takes up to {LARGEST_UPLOAD >> 20} MB.", ADVICE
        )


def uploaded_sheets(name: str, content: bytes) -> list[UploadedSheet]:
    """The tables of one uploaded file. Refused: another kind of file, no header, too many sheets, a zip bomb."""
    ending = PurePath(name).suffix.casefold()
    if ending not in READABLE:
        raise Refused(f"{name} is no file of records.", f"An import takes files that end in {', '.join(READABLE)}.")
    refuse_too_large([len(content)])
    buffer = pa.py_buffer(content)
    if ending in TEXT_ENDINGS:
        return [_text_sheet(name, buffer)]
    if ending in PARQUET_ENDINGS:
        return [_seen(read_parquet_sheet(buffer, table="", file=name), name, "")]
    return _workbook_sheets(name, buffer)


def samples_of(column: ColumnSeen, kind: str) -> str:
    """What a page may say of a column's cells: dates, numbers and short codes as they came, else their shape.

    `kind` is that of our column; "" (not yet known) shows shapes only.
    """
    if column.native is not None:
        return f"{column.native} cells"
    if not column.words:
        return "every cell is empty"
    told = dict.fromkeys(shown(word.strip(), kind) for word in column.words[: 5 * SAMPLES_SHOWN])
    return "; ".join(list(told)[:SAMPLES_SHOWN]) if kind else shape_of(column.words[0].strip())


def _text_sheet(name: str, content: pa.Buffer) -> UploadedSheet:
    text = utf8_text(content, table="", file=name).content
    head = text.slice(0, min(HEAD_BYTES, text.size)).to_pybytes().decode("utf-8", errors="ignore")
    if not head.strip():
        raise Refused(f"{name} is empty.", "Export it again, or leave it out.")
    delimiter = max(DELIMITERS, key=lambda sign: _width(_lines(head, sign)))
    known = _header_names(_lines(head, delimiter), name)
    sheet = read_csv_sheet(content, table="", file=name, known=known, delimiter=delimiter)
    return _seen(sheet, name, "", delimiter=delimiter)


def _workbook_sheets(name: str, content: pa.Buffer) -> list[UploadedSheet]:
    from analytics.records.workbooks import Workbook

    workbook = Workbook(content, name)
    if len(workbook.sheets) > MOST_SHEETS:
        raise Refused(
            f"{name} has {len(workbook.sheets)} sheets; an import looks at up to {MOST_SHEETS}.",
            "Save the sheets with the records as a workbook of their own.",
        )
    found = []
    for sheet in workbook.sheets:
        lines = [[cell.strip() for cell in line] for line in workbook.first_lines(sheet, HEADER_WITHIN)]
        if any(cell for line in lines for cell in line) and _width(lines) > 1:
            known = _header_names(lines, f"{name}[{sheet}]")
            read = workbook.sheet(sheet, table="", known=known, file=f"{name}[{sheet}]")
            found.append(_seen(read, name, sheet))
    if not found:
        raise Refused(f"{name} has no sheet with a table.", "Save the sheets with the records and try again.")
    return found


def _lines(head: str, delimiter: str) -> list[list[str]]:
    try:
        reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
        return [cells for _, cells in zip(range(HEADER_WITHIN), reader, strict=False)]
    except csv.Error:
        return []


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _width(lines: Sequence[Sequence[str]]) -> int:
    """The cells that most of the lines have; a title or a note with many commas does not count."""
    widths = sorted(len(cells) for cells in lines if _filled(cells))
    return widths[len(widths) // 2] if widths else 0


@cache
def _every_known_name() -> frozenset[str]:
    return frozenset[str]().union(*(known_names(table, ()) for table in TABLES))


def _header_names(lines: Sequence[Sequence[str]], file: str) -> frozenset[str]:
    """The names by which the header is found again: those of the line that reads like one."""
    known = [len({plain(cell) for cell in cells} & _every_known_name()) for cells in lines]
    if max(known, default=0) >= FEWEST_KNOWN_NAMES:
        return _names(lines[known.index(max(known))])
    widest = max((_filled(cells) for cells in lines), default=0)
    for cells in lines:
        if 2 * _filled(cells) > widest and not any(_is_a_value(cell.strip()) for cell in cells):
            return _names(cells)
    raise Refused(
        f"{file}: none of the first {HEADER_WITHIN} rows looks like column names.",
        "Give the file a first row with its column names and choose it again.",
    )


def _names(cells: Sequence[str]) -> frozenset[str]:
    return frozenset(plain(cell) for cell in cells if cell.strip())


def _is_a_value(cell: str) -> bool:
    """A number or a date: no column is called so."""
    return bool(NUMBERED.fullmatch(cell) or YEAR_FIRST.fullmatch(cell[:10])) or cell.replace(".", "", 1).isdigit()


def _seen(sheet: Sheet, file: str, name: str, *, delimiter: str | None = None) -> UploadedSheet:
    columns = tuple(
        _column(called.strip() or f"unnamed_{place}", sheet.data.column(place - 1))
        for place, called in enumerate(sheet.columns, start=1)
    )
    kept = tuple(column for column in columns if column.rows or not column.name.startswith("unnamed_"))
    return UploadedSheet(file, name, kept, sheet.data.num_rows + len(sheet.ragged), delimiter)


def _column(name: str, data: pa.ChunkedArray) -> ColumnSeen:
    if not pa.types.is_dictionary(data.type):
        return ColumnSeen(name, (), (), len(data) - data.null_count, data.type)
    texts = as_text(data)
    counts = np.bincount(
        pc.fill_null(texts.indices, len(texts.dictionary)).to_numpy(zero_copy_only=False),
        minlength=len(texts.dictionary) + 1,
    )[:-1]
    words = texts.dictionary.to_pylist()
    order = [int(place) for place in np.argsort(-counts, kind="stable") if counts[place] and words[place].strip()]
    return ColumnSeen(
        name, tuple(words[i] for i in order), tuple(int(counts[i]) for i in order), int(sum(counts[i] for i in order))
    )
