"""Cells as they came: each distinct word of a column once, and a code a row. Words are read once, never per row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

MISSING = -1
Effect = Literal["quarantine", "blank", "keep"]

MISSING_WORDS = frozenset({"null", "n/a", "#n/a", "nan", "nil", "nat", "none", "na", "not available", "."})
"""Words that say "no value" in date, number, yes/no and coded columns (in a text column they stay text)."""


@dataclass(frozen=True)
class Cells:
    """`words`: the distinct words of a column; `codes`: int32, which word each row holds (-1: no value)."""

    words: pa.Array
    codes: np.ndarray

    def came(self, rows: np.ndarray) -> list[str]:
        """What some rows hold, as written."""
        held, place = np.unique(self.codes[rows], return_inverse=True)
        known = self.words.take(pa.array(held[held >= 0])).to_pylist()
        words = [""] * int((held < 0).sum()) + [word or "" for word in known]
        return [words[i] for i in place.tolist()]


@dataclass(frozen=True)
class Fault:
    """Rows of one column that break one rule, and what becomes of them.

    `rows` are positions in the table. quarantine: the row is not used; blank: the cell is emptied; keep: only told.
    `once`: one finding tells all rows, with their number; else every row has its own.
    """

    code: str
    column: str
    rows: np.ndarray
    effect: Effect
    message: str
    fix: str
    once: bool = False
    severity: str = ""

    @property
    def weight(self) -> str:
        """error: row lost; warning: cell lost or doubtful; info: repaired or noted."""
        return self.severity or {"quarantine": "error", "blank": "warning", "keep": "info"}[self.effect]


def cells_of(column: pa.ChunkedArray | pa.Array) -> Cells:
    """Any Arrow column as words and codes; empty and blank words keep their code, nulls get -1."""
    encoded = _dictionary(column)
    codes = encoded.indices
    if codes.null_count:
        codes = pc.fill_null(codes, MISSING)
    return Cells(encoded.dictionary, codes.to_numpy(zero_copy_only=False).astype(np.int32, copy=False))


def _dictionary(column: pa.ChunkedArray | pa.Array) -> pa.DictionaryArray:
    if not pa.types.is_dictionary(column.type):
        text = column if pa.types.is_string(column.type) else column.cast(pa.string())
        column = text.dictionary_encode()
    if isinstance(column, pa.ChunkedArray) and column.num_chunks != 1:
        column = column.unify_dictionaries().combine_chunks() if column.num_chunks else pa.array([], column.type)
    if isinstance(column, pa.ChunkedArray):
        column = column.chunk(0)
    return column


def trimmed(words: pa.Array) -> list[str]:
    """The words without blanks around them (a null word is empty)."""
    return [word or "" for word in pc.utf8_trim_whitespace(words).to_pylist()]


def spread(values: np.ndarray, missing: object, codes: np.ndarray) -> np.ndarray:
    """One value a word → one value a row; rows without a word (code -1) get `missing`."""
    extended = np.empty(len(values) + 1, values.dtype)
    extended[:-1], extended[-1] = values, missing
    return extended[codes]


def rows_with(mask: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Positions of the rows whose word is marked (`mask`: boolean, one a word)."""
    if not mask.any():
        return np.zeros(0, np.intp)
    return np.flatnonzero(spread(mask, False, codes))


def looks_like_a_formula(word: str) -> bool:
    """A cell that a spreadsheet would compute: "=1+1", "@SUM(A1)", "+cmd|…"; "-" and "+5" are none."""
    first = word[:1]
    return first != "" and first in "=@+-" and (first in "=@" or word[1:2].isalpha())
