"""A sheet as one of our tables: columns named, codes translated, rows that are no records set aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analytics.errors import Refused
from analytics.records import not_records
from analytics.records.codes import plain_spelling
from analytics.records.findings import Finding
from analytics.records.header import column_names, nearest, plain
from analytics.records.mapping import SourceMapping
from analytics.records.panels import Melted, melted
from analytics.records.schema import REQUIRED_TABLES
from analytics.records.sheets import Sheet, as_text, with_texts, without_rows

WRAPPED_TEXT = r'^="([^"]*)"$'


@dataclass(frozen=True)
class RawTable:
    """One table of a source: our column names, still the source's own texts.

    Text columns of `data` are dictionary<int32, string> of one chunk, "" an empty cell, null only where the source has
    a null; dates and numbers of Parquet and databases stay native. `rows` (int32) numbers the records as a person
    counts them (header = 1). `source_rows` counts the rows of the source: those behind `data` (a wide panel row is
    one) plus those of `set_aside`, whose columns `row` and `reason` say which and why.
    """

    name: str
    file: str
    data: pa.Table
    rows: np.ndarray
    source_rows: int
    findings: tuple[Finding, ...] = ()
    set_aside: pa.Table | None = None
    date_order: str | None = None


def raw_table(sheet: Sheet, table: str, mapping: SourceMapping) -> RawTable:
    """The sheet's records under our names, with everything that was noticed on the way.

    Refused: two columns that would become one, a mapping that names absent columns, a required table without a row.
    """
    sheet = _without_empty_columns(sheet)
    names = column_names(table, sheet.columns, mapping.columns.get(table, {}), file=sheet.file)
    _refuse_absent_analytes(sheet, mapping.panels.get(table, {}))
    sheet, blank = _without_blank_rows(sheet)
    read = sheet.data.num_rows + len(sheet.ragged)
    sheet, aside = _without_totals(sheet, names)
    data, unwrapped = _unwrapped(sheet.data.rename_columns(list(names)), table, sheet.file)
    tests = melted(data, sheet.rows, table=table, file=sheet.file, analytes=mapping.panels.get(table, {}))
    aside = not_records.together(part for part in (aside, tests.set_aside) if part is not None)
    _refuse_no_rows(table, sheet.file, tests)
    findings = (
        *sheet.findings,
        *unwrapped,
        *tests.findings,
        *not_records.blank_rows_finding(blank, table=table, file=sheet.file),
        *not_records.set_aside_findings(aside, table=table, file=sheet.file, width=len(sheet.columns)),
    )
    data = _translated(tests.data, mapping.codes.get(table, {}))
    return RawTable(table, sheet.file, data, tests.rows, read, findings, aside, mapping.date_order(table))


def _without_empty_columns(sheet: Sheet) -> Sheet:
    """The sheet without columns that have neither a name nor a cell (spreadsheets leave them at the edges)."""
    nameless = [i for i, name in enumerate(sheet.columns) if not name.strip()]
    empty = [i for i in nameless if not_records.blank_cells(sheet.data.column(i)).all()]
    if not empty or sheet.ragged:
        return sheet
    stay = [i for i in range(len(sheet.columns)) if i not in empty]
    return replace(sheet, columns=tuple(sheet.columns[i] for i in stay), data=sheet.data.select(stay))


def _without_blank_rows(sheet: Sheet) -> tuple[Sheet, int]:
    """The sheet without rows that have nothing in any cell, and how many those were."""
    ragged = tuple(row for row in sheet.ragged if any(cell.strip() for cell in row.cells))
    blank = not_records.blank_rows(sheet)
    gone = int(blank.sum()) + len(sheet.ragged) - len(ragged)
    return replace(_without(sheet, blank), ragged=ragged), gone


def _without_totals(sheet: Sheet, names: tuple[str, ...]) -> tuple[Sheet, pa.Table | None]:
    """The sheet without totals, and the rows set aside: those and the ragged ones."""
    totals = not_records.totals_rows(sheet)
    named = sheet.data.rename_columns(list(names))
    aside = not_records.together(
        (
            not_records.ragged_as_table(sheet.ragged, names),
            not_records.rows_as_table(named, sheet.rows, totals, not_records.TOTALS_ROW),
        )
    )
    return _without(sheet, totals), aside


def _without(sheet: Sheet, gone: np.ndarray) -> Sheet:
    if not gone.any():
        return sheet
    data, rows = without_rows(sheet, gone)
    return replace(sheet, data=data, rows=rows)


def _translated(data: pa.Table, codes: Mapping[str, Mapping[str, str]]) -> pa.Table:
    """The codes of the source in ours, compared without case, blanks and punctuation; others stay as they are."""
    for column, translation in codes.items():
        if column in data.column_names:
            by_spelling = {plain_spelling(theirs): ours for theirs, ours in translation.items()}
            texts = as_text(data.column(column))
            ours = [
                by_spelling.get(plain_spelling(text), text) if text else text for text in texts.dictionary.to_pylist()
            ]
            place = data.column_names.index(column)
            data = data.set_column(place, column, with_texts(texts, pa.array(ours, pa.string())))
    return data


def _unwrapped(data: pa.Table, table: str, file: str) -> tuple[pa.Table, list[Finding]]:
    """Texts that an export wrapped as a formula to keep their zeros (="00123") without the wrapping."""
    findings = []
    for place, name in enumerate(data.column_names):
        column = data.column(name)
        if pa.types.is_dictionary(column.type):
            texts = as_text(column)
            wrapped = pc.match_substring_regex(texts.dictionary, WRAPPED_TEXT)
            if pc.any(wrapped).as_py():
                plain_texts = pc.replace_substring_regex(texts.dictionary, WRAPPED_TEXT, r"\1")
                data = data.set_column(place, name, with_texts(texts, plain_texts))
                count = int(not_records.text_is(texts, wrapped).sum())
                findings.append(
                    Finding(
                        table,
                        file,
                        None,
                        name,
                        "wrapped_text",
                        "info",
                        f'{count} cells written as ="…"',
                        "The cells were read as the text inside the quotation marks.",
                        "Nothing.",
                    )
                )
    return data, findings


def _refuse_absent_analytes(sheet: Sheet, analytes: Mapping[str, str]) -> None:
    present = {plain(name) for name in sheet.columns}
    for source in analytes:
        if plain(source) not in present:
            raise Refused(
                f"mapping.toml, [panel.drug_tests], names the column {source!r}, which {sheet.file} does not "
                "have." + nearest(source, sheet.columns),
                "Correct the name, or remove it.",
            )


def _refuse_no_rows(table: str, file: str, tests: Melted) -> None:
    """A required table needs a record; another one without records is as good as absent, and says so."""
    if table in REQUIRED_TABLES and not tests.data.num_rows:
        raise Refused(f"{file} has column names but no record.", "Export it again with its rows.")
