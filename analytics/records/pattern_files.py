"""Files of weekly use patterns: one row an episode, one symbol a week."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
from numpy.typing import NDArray

from analytics.errors import Refused

SYMBOLS = "+-*o_"
FIRST_ROW = 2  # the header is row 1


@dataclass(frozen=True)
class PatternFile:
    """Who the words belong to, in the order of the file, and the words: uint8 (E, W) zero padded, with lengths (E,)."""

    identifiers: dict[str, pa.ChunkedArray]
    words: NDArray[np.uint8]
    lengths: NDArray[np.int32]


def read_patterns(path: Path, *, patient_column: str = "patient_id", pattern_column: str = "pattern") -> PatternFile:
    """The words of a CSV file with the columns patient_id, episode_id (if there) and pattern; other columns are left.

    Raises Refused for a file that cannot be read, a column that is missing, or a symbol other than + - * o _, with
    the row as a person counts it.
    """
    table = _read(path)
    for column in (patient_column, pattern_column):
        if table.column_names.count(column) > 1:
            raise Refused(f"{path.name} has several columns {column!r}.", "Rename or remove all but one of them.")
        if column not in table.column_names:
            raise Refused(
                f"{path.name} has no column {column!r} among its {table.num_columns} columns.",
                "The command patterns writes such a file; --patient-column and --pattern-column name other columns.",
            )
    words, lengths = as_matrix(table[pattern_column])
    _refuse_unknown_symbols(words, path.name)
    identifiers = {"patient_id": table[patient_column]}
    if "episode_id" in table.column_names:
        identifiers["episode_id"] = table["episode_id"]
    return PatternFile(identifiers, words, lengths)


def as_matrix(column: pa.ChunkedArray) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
    """Text words as a matrix of their bytes, zero padded, and their lengths; a missing word has length 0."""
    text = column.combine_chunks().cast(pa.large_string()).fill_null("")
    _, offset_buffer, byte_buffer = text.buffers()
    offsets = np.frombuffer(offset_buffer, np.int64)[text.offset : text.offset + len(text) + 1]
    letters = np.frombuffer(byte_buffer or b"", np.uint8)[offsets[0] : offsets[-1]]
    lengths = np.diff(offsets).astype(np.int32)
    words = np.zeros((len(lengths), int(lengths.max(initial=0))), np.uint8)
    words[np.arange(words.shape[1]) < lengths[:, None]] = letters
    return words, lengths


def _read(path: Path) -> pa.Table:
    try:
        columns = pyarrow.csv.open_csv(path).schema.names
        as_text = pyarrow.csv.ConvertOptions(
            column_types=dict.fromkeys(columns, pa.string()), strings_can_be_null=False
        )
        return pyarrow.csv.read_csv(path, convert_options=as_text)
    except OSError as fault:
        reason = "there is no such file" if isinstance(fault, FileNotFoundError) else type(fault).__name__
        raise Refused(
            f"{path} cannot be read: {reason}.", "Name a CSV file that the command patterns wrote."
        ) from fault
    except (pa.ArrowInvalid, UnicodeDecodeError) as fault:
        raise Refused(
            f"{path.name} is not a UTF-8 CSV file with a header and equally long rows.",
            "Write it again with the command patterns.",
        ) from fault


def _refuse_unknown_symbols(words: NDArray[np.uint8], name: str) -> None:
    known = np.zeros(256, bool)
    known[[0, *SYMBOLS.encode()]] = True
    rows, weeks = np.nonzero(~known[words])
    if len(rows):
        symbol = words[rows[0], weeks[0]]
        shown = repr(chr(symbol)) if symbol < 128 else "outside ASCII"
        raise Refused(
            f"{name}, row {rows[0] + FIRST_ROW}: the symbol of week {weeks[0] + 1} is {shown} "
            f"({len(set(rows.tolist()))} rows have such a symbol).",
            f"A word may hold {' '.join(SYMBOLS)}: positive, negative, mixed, missed, not due.",
        )
