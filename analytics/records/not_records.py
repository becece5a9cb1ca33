"""Lines of an export that are no records: blank lines, totals, rows with a wrong number of cells, empty panels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analytics.records.findings import Finding
from analytics.records.sheets import RaggedRow, Sheet

MOST_ROWS_NAMED = 50
"""So many rows of one kind are named one by one; one finding counts the rest."""

TOTALS_WORDS = (
    r"(?i)^\s*(grand|sub|report|overall)?[\s_-]*totals?\b"
    r"[\s_-]*(for|of|rows?|records?|patients?|clients?|episodes?|tests?|sessions?|count|\W)*[\d.,\s]*$"
)
_TOTALS = re.compile(TOTALS_WORDS)

TOTALS_ROW = "totals_row"
WRONG_NUMBER_OF_CELLS = "wrong_number_of_cells"
EMPTY_PANEL = "empty_panel"
BLANK_ROWS = "blank_rows"

MESSAGES = {
    TOTALS_ROW: ("The row is a total, not a record; it is set aside.", "Export the records without totals."),
    WRONG_NUMBER_OF_CELLS: (
        "The row has more or fewer cells than the header; it is set aside.",
        "Correct the row: often a comma or a line break inside a cell needs quotation marks around the cell.",
    ),
    EMPTY_PANEL: (
        "The panel has no result for any analyte; the row is set aside.",
        "Write no_show, refused, unable or excused in the analytes that were due, or remove the row.",
    ),
}


def blank_rows(sheet: Sheet) -> np.ndarray:
    """Which rows have nothing in any cell (boolean array)."""
    blank = np.ones(sheet.data.num_rows, bool)
    for column in sheet.data.columns:
        if not blank.any():
            break
        blank &= blank_cells(column)
    return blank


def blank_cells(column: pa.ChunkedArray) -> np.ndarray:
    """Which cells of a column hold nothing (boolean array)."""
    column = column.combine_chunks()
    if not pa.types.is_dictionary(column.type):
        return column.is_null().to_numpy(zero_copy_only=False)
    empty = text_is(column, pc.equal(pc.utf8_trim_whitespace(column.dictionary), ""))
    return empty | column.is_null().to_numpy(zero_copy_only=False) if column.null_count else empty


def text_is(column: pa.DictionaryArray, wanted: pa.BooleanArray) -> np.ndarray:
    """Which rows hold one of the wanted texts (`wanted`: one a distinct text; a null is not wanted)."""
    if not pc.any(wanted).as_py():
        return np.zeros(len(column), bool)
    return pc.fill_null(wanted.take(column.indices), False).to_numpy(zero_copy_only=False)


def totals_rows(sheet: Sheet) -> np.ndarray:
    """Which rows are totals: the first column says "Total", "Grand total", "Total records: 12" (boolean array)."""
    if not sheet.data.num_rows or not pa.types.is_dictionary(sheet.data.column(0).type):
        return np.zeros(sheet.data.num_rows, bool)
    first = sheet.data.column(0).combine_chunks()
    return text_is(first, pc.match_substring_regex(first.dictionary, TOTALS_WORDS))


def is_totals(cells: Sequence[str]) -> bool:
    """Whether a row with a wrong number of cells is a total."""
    return bool(cells) and bool(_TOTALS.match(cells[0]))


def ragged_as_table(ragged: Sequence[RaggedRow], names: Sequence[str]) -> pa.Table:
    """The ragged rows under the column names, from left to right; cells beyond the header go to `more_cells`."""
    columns = {
        name: pa.array([row.cells[i] if i < len(row.cells) else "" for row in ragged], pa.string())
        for i, name in enumerate(names)
    }
    columns["more_cells"] = pa.array([" | ".join(row.cells[len(names) :]) for row in ragged], pa.string())
    columns["row"] = pa.array([row.row for row in ragged], pa.int32())
    columns["reason"] = pa.array([TOTALS_ROW if is_totals(r.cells) else WRONG_NUMBER_OF_CELLS for r in ragged])
    return pa.table(columns)


def rows_as_table(data: pa.Table, rows: np.ndarray, gone: np.ndarray, reason: str) -> pa.Table:
    """The rows that go, as text, with their numbers and the reason."""
    picked = data.filter(pa.array(gone))
    columns = {name: picked.column(name).cast(pa.string()) for name in picked.column_names}
    columns["row"] = pa.array(rows[gone], pa.int32())
    columns["reason"] = pa.array([reason] * picked.num_rows, pa.string())
    return pa.table(columns)


def together(parts: Iterable[pa.Table]) -> pa.Table | None:
    """The rows set aside for different reasons as one table, None when there is none."""
    filled = [part for part in parts if part.num_rows]
    return pa.concat_tables(filled, promote_options="default") if filled else None


def set_aside_findings(aside: pa.Table | None, *, table: str, file: str, width: int) -> tuple[Finding, ...]:
    """A finding for each row set aside, the first of each reason named, the rest counted."""
    if aside is None:
        return ()
    findings: list[Finding] = []
    reasons = aside.column("reason").to_pylist()
    rows = aside.column("row").to_pylist()
    for reason in dict.fromkeys(reasons):
        numbers = [row for row, its in zip(rows, reasons, strict=True) if its == reason]
        findings += [_finding(reason, table, file, row, width) for row in numbers[:MOST_ROWS_NAMED]]
        if len(numbers) > MOST_ROWS_NAMED:
            findings.append(_finding(reason, table, file, None, width, more=len(numbers) - MOST_ROWS_NAMED))
    return tuple(findings)


def _finding(reason: str, table: str, file: str, row: int | None, width: int, more: int = 0) -> Finding:
    message, fix = MESSAGES[reason]
    if reason == WRONG_NUMBER_OF_CELLS:
        message = message.replace("the header", f"the header, which has {width}")
    came = f"{more} more rows" if more else "the whole row"
    return Finding(table, file, row, "", reason, "error", came, message, fix)


def blank_rows_finding(count: int, *, table: str, file: str) -> tuple[Finding, ...]:
    """The note that blank lines are not counted as records."""
    if not count:
        return ()
    return (
        Finding(
            table,
            file,
            None,
            "",
            BLANK_ROWS,
            "info",
            f"{count} blank rows",
            "Rows with nothing in any cell are not counted as records.",
            "Nothing.",
        ),
    )
