"""What one file, worksheet or database table holds before its columns are recognised."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from analytics.records.findings import Finding

TEXT = pa.dictionary(pa.int32(), pa.string())
"""Every text column: each distinct text once, and an int32 code a row. An empty cell is the text ""."""


@dataclass(frozen=True)
class RaggedRow:
    """A row with more or fewer cells than the header: its number and its cells."""

    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """The cells of one table as written.

    `columns` are the names in the source, in its order; `data` has the same columns, named "0", "1", …; `rows` is
    each record's number as a person counts it (the first line of a file or worksheet is 1).
    """

    file: str
    columns: tuple[str, ...]
    data: pa.Table
    rows: np.ndarray
    findings: tuple[Finding, ...] = ()
    ragged: tuple[RaggedRow, ...] = ()


def with_texts(column: pa.DictionaryArray, texts: pa.Array) -> pa.DictionaryArray:
    """A text column with its distinct texts replaced by `texts`, one each; those that became equal are one."""
    merged = texts.dictionary_encode()
    codes = merged.indices.take(column.indices).cast(pa.int32())
    return pa.DictionaryArray.from_arrays(codes, merged.dictionary)


def as_text(column: pa.Array | pa.ChunkedArray) -> pa.DictionaryArray:
    """Any column as a text column of one chunk; nulls stay null."""
    if isinstance(column, pa.ChunkedArray):
        column = _one_chunk(column)
    if pa.types.is_dictionary(column.type):
        if column.type == TEXT:
            return column
        column = column.dictionary_decode()
    return column.cast(pa.string()).dictionary_encode().cast(TEXT)


def _one_chunk(column: pa.ChunkedArray) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.unify_dictionaries()
    whole = column.combine_chunks()
    return pa.concat_arrays(whole.chunks) if isinstance(whole, pa.ChunkedArray) else whole


def without_rows(sheet: Sheet, gone: np.ndarray) -> tuple[pa.Table, np.ndarray]:
    """The data and row numbers of the rows that stay (`gone`: boolean array of the rows that go)."""
    stay = np.flatnonzero(~gone)
    return sheet.data.take(pa.array(stay)).combine_chunks(), sheet.rows[stay]
