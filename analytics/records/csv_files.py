"""Delimited text files straight into dictionary columns; a row with a wrong number of cells is named, not guessed."""

from __future__ import annotations

import csv
import io

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from analytics.errors import Refused
from analytics.records.arrow_memory import hand_back
from analytics.records.delimited import Head, read_head
from analytics.records.findings import Finding
from analytics.records.sheets import TEXT, RaggedRow, Sheet
from analytics.records.text_encoding import utf8_text

BLOCK_BYTES = 4 << 20  # measured on 57 MB: 1 to 4 MiB are best on two cores
OUT_OF_SYNC = "out of sync"  # pyarrow's word for a line break inside quotation marks at the end of a block


def read_csv_sheet(
    content: pa.Buffer,
    *,
    table: str,
    file: str,
    known: frozenset[str],
    delimiter: str | None = None,
    encoding: str | None = None,
) -> Sheet:
    """The cells of a delimited text file, every column as text, with each record's number in the file.

    Refused: no text, no header, no row of the header's width, an unclosed quotation mark.
    """
    text = utf8_text(content, table=table, file=file, encoding=encoding)
    head = read_head(text.content, known, table=table, file=file, delimiter=delimiter)
    body = text.content.slice(head.end)
    columns, ragged = _parse(body, head, file)
    hand_back()
    data = _whole(columns)
    rows = _row_numbers(data.num_rows, ragged, head.line)
    findings = text.findings + header_findings(table, file, head.line)
    return Sheet(file, head.columns, data, rows, findings, tuple(ragged))


def header_findings(table: str, file: str, line: int) -> tuple[Finding, ...]:
    """The note that lines before the header were left out."""
    if line == 1:
        return ()
    return (
        Finding(
            table=table,
            file=file,
            row=line,
            column="",
            code="header_not_first_row",
            severity="warning",
            came=f"the column names in row {line}",
            message=f"The column names of {file} are in row {line}; the {line - 1} before it were not read.",
            fix="Nothing, if those rows are a title. Otherwise move the column names to the first row.",
        ),
    )


def _parse(body: pa.Buffer, head: Head, file: str) -> tuple[list[pa.ChunkedArray], list[RaggedRow]]:
    """The fast parse; a second, careful one when something in the first is not plainly right.

    The fast one takes every line end for the end of a row at the edges of its blocks: it either says so, or leaves a
    row with a wrong number of cells or a cell with a line break (see test_csv_files). pyarrow numbers ragged rows
    only without threads.
    """
    if not body.size:
        return [pa.chunked_array([], TEXT) for _ in _positions(head)], []
    ragged = _RaggedRows(head)
    try:
        data = _parse_once(body, head, ragged, careful=False)
        if not ragged.rows and not any(len(_with_line_breaks(column)) for column in data.columns):
            return data.columns, []
    except pa.ArrowInvalid as error:
        if OUT_OF_SYNC not in str(error):
            raise
    ragged = _RaggedRows(head)
    data = _whole(_parse_once(body, head, ragged, careful=True).columns)
    _refuse_swallowed_rows(data, ragged.rows, body, head, file)
    _refuse_all_ragged(data, ragged.rows, head, file)
    return data.columns, ragged.rows


def _positions(head: Head) -> list[str]:
    return [str(position) for position in range(len(head.columns))]


class _RaggedRows:
    """Takes the rows that pyarrow cannot place."""

    def __init__(self, head: Head) -> None:
        self.head = head
        self.rows: list[RaggedRow] = []

    def __call__(self, row: arrow_csv.InvalidRow) -> str:
        cells = next(csv.reader(io.StringIO(row.text, newline=""), delimiter=self.head.delimiter), [])
        self.rows.append(RaggedRow(self.head.line + (row.number or 0), tuple(cells)))
        return "skip"


def _parse_once(body: pa.Buffer, head: Head, on_ragged: _RaggedRows, *, careful: bool) -> pa.Table:
    names = _positions(head)
    return arrow_csv.read_csv(
        pa.BufferReader(body),
        read_options=arrow_csv.ReadOptions(column_names=names, block_size=BLOCK_BYTES, use_threads=not careful),
        parse_options=arrow_csv.ParseOptions(
            delimiter=head.delimiter,
            invalid_row_handler=on_ragged,
            ignore_empty_lines=False,
            newlines_in_values=careful,
        ),
        convert_options=arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, TEXT), strings_can_be_null=False),
    )


def _whole(columns: list[pa.ChunkedArray]) -> pa.Table:
    """Every column as one chunk with one dictionary; it empties the list, so that nothing is held twice."""
    names = [str(position) for position in range(len(columns))]
    whole = []
    while columns:
        whole.append(columns.pop(0).unify_dictionaries().combine_chunks())
    return pa.table(whole, names=names)


def _with_line_breaks(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The texts that hold a line break, as often as a block has them."""
    texts = pa.chunked_array([chunk.dictionary for chunk in column.chunks], pa.string())
    return texts.filter(pc.or_(pc.match_substring(texts, "\n"), pc.match_substring(texts, "\r")))


def _refuse_all_ragged(data: pa.Table, ragged: list[RaggedRow], head: Head, file: str) -> None:
    if data.num_rows == 0 and ragged:
        raise Refused(
            f"{file}: the header has {len(head.columns)} columns, but row {ragged[0].row} has "
            f"{len(ragged[0].cells)} cells and no row fits.",
            "Export it again with one column name for each cell.",
        )


def _refuse_swallowed_rows(data: pa.Table, ragged: list[RaggedRow], body: pa.Buffer, head: Head, file: str) -> None:
    """A quotation mark that is never closed makes one cell of the rows after it; nobody may lose rows that way."""
    rows = [row.row for row in ragged if any(_holds_a_row(cell, head) for cell in row.cells)]
    long = any("\n" in cell or "\r" in cell for row in ragged for cell in row.cells)
    for column in data.columns:
        texts = _with_line_breaks(column)
        long |= len(texts) > 0
        for text in (text for text in texts.to_pylist() if _holds_a_row(text, head)):
            code = pc.index(column.chunk(0).dictionary, text).as_py()
            rows.append(int(pc.index(column.chunk(0).indices, code).as_py()) + head.line + 1)
    rows += _broken_quotation(body, head) if long else []
    if rows:
        raise Refused(
            f"{file}: a quotation mark opened near row {min(rows)} takes in the rows after it.",
            "Close or remove the quotation mark in that row and load again.",
        )


def _holds_a_row(text: str, head: Head) -> bool:
    """Whether every whole line inside a cell has as many delimiters as a row (lines of a note have not)."""
    inner = text.splitlines()[1:-1]
    return bool(inner) and all(line.count(head.delimiter) == len(head.columns) - 1 for line in inner)


def _broken_quotation(body: pa.Buffer, head: Head) -> list[int]:
    """The row of the first quotation mark that is never closed, or closed before the end of its cell."""
    text = io.TextIOWrapper(pa.BufferReader(body), encoding="utf-8", newline="")
    row = head.line + 1
    try:
        for _ in csv.reader(text, delimiter=head.delimiter, strict=True):
            row += 1
    except csv.Error:
        return [row]
    return []


def _row_numbers(read: int, ragged: list[RaggedRow], header_line: int) -> np.ndarray:
    """The number of each row that was read: all numbers after the header without those of the ragged rows."""
    numbers = np.arange(header_line + 1, header_line + 1 + read + len(ragged), dtype=np.int32)
    if not ragged:
        return numbers
    return np.setdiff1d(numbers, np.array([row.row for row in ragged], np.int32), assume_unique=True)
