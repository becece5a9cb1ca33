"""Wide panels: one row a specimen with a column an analyte becomes one test an analyte that was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analytics.errors import Refused
from analytics.records.findings import Finding
from analytics.records.header import analyte_named, plain
from analytics.records.not_records import EMPTY_PANEL, rows_as_table
from analytics.records.sheets import TEXT, as_text

PANEL_TABLE = "drug_tests"


@dataclass(frozen=True)
class Melted:
    """Tests from panel rows: `rows` repeats the number of a row for each of its analytes.

    `set_aside`: rows without a result for any analyte.
    """

    data: pa.Table
    rows: np.ndarray
    set_aside: pa.Table | None = None
    findings: tuple[Finding, ...] = ()


def melted(data: pa.Table, rows: np.ndarray, *, table: str, file: str, analytes: Mapping[str, str]) -> Melted:
    """One row a test. A blank cell means that the analyte was not looked at and gives no row.

    `analytes` (source column → analyte) comes from mapping.toml; without it a drug_tests sheet that has neither
    `analyte` nor `result` is a panel of the columns named after analytes. Refused: a panel beside those two columns.
    """
    columns = _panel_columns(data, table, file, analytes)
    if not columns:
        return Melted(data, rows)
    results = [as_text(data.column(name)) for name in columns]
    given = np.column_stack([_not_blank(result) for result in results])
    test_rows, test_columns = np.nonzero(given)  # row by row, then analyte by analyte
    rest = data.drop_columns(list(columns))
    tests = rest.take(pa.array(test_rows)).append_column("analyte", _analyte(list(columns.values()), test_columns))
    tests = tests.append_column("result", _result(results, test_rows, test_columns))
    empty = np.logical_not(given.any(axis=1))
    aside = rows_as_table(rest, rows, empty, EMPTY_PANEL) if empty.any() else None
    return Melted(tests.combine_chunks(), rows[test_rows], aside, _note(columns, analytes, table, file))


def _panel_columns(data: pa.Table, table: str, file: str, mapped: Mapping[str, str]) -> dict[str, str]:
    """Column of the data → analyte; empty when the table is not a panel."""
    if table != PANEL_TABLE:
        return {}
    long = [name for name in ("analyte", "result") if name in data.column_names]
    if mapped:
        if long:
            raise Refused(
                f"{file} has the column {long[0]!r} and mapping.toml describes it as a wide panel.",
                "Remove [panel.drug_tests], or map that column to nothing else than an analyte.",
            )
        by_plain = {plain(name): name for name in data.column_names}
        return {by_plain[plain(source)]: analyte for source, analyte in mapped.items()}
    return {} if long else _recognised(data, file)


def _recognised(data: pa.Table, file: str) -> dict[str, str]:
    named = {name: analyte for name in data.column_names if (analyte := analyte_named(name))}
    for analyte in named.values():
        both = [other for other, its in named.items() if its == analyte]
        if len(both) > 1:
            raise Refused(
                f"{file}: the columns {both[0]!r} and {both[1]!r} would both become the analyte {analyte}.",
                "Say in mapping.toml, under [panel.drug_tests] analytes, which column holds which analyte; "
                "a column left out there is not read as a test.",
            )
    return named


def _not_blank(result: pa.DictionaryArray) -> np.ndarray:
    told = pc.not_equal(pc.utf8_trim_whitespace(result.dictionary), "")
    return pc.fill_null(told.take(result.indices), False).to_numpy(zero_copy_only=False)


def _analyte(names: list[str], columns: np.ndarray) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(columns.astype(np.int32)), pa.array(names, pa.string()))


def _result(results: list[pa.DictionaryArray], rows: np.ndarray, columns: np.ndarray) -> pa.DictionaryArray:
    """The cells at (row, column), as one text column."""
    texts = pa.concat_arrays([result.dictionary for result in results]).dictionary_encode()
    first = np.cumsum([0, *(len(result.dictionary) for result in results[:-1])])
    codes = np.column_stack([pc.fill_null(r.indices, 0).to_numpy(zero_copy_only=False) for r in results])
    places = codes[rows, columns].astype(np.int64) + first[columns]
    merged = texts.indices.take(pa.array(places)).cast(pa.int32())
    return pa.DictionaryArray.from_arrays(merged, texts.dictionary).cast(TEXT)


def _note(columns: Mapping[str, str], mapped: Mapping[str, str], table: str, file: str) -> tuple[Finding, ...]:
    """The note that a panel was recognised by its column names, so that a person can object."""
    if mapped:
        return ()
    pairs = ", ".join(f"{column} → {analyte}" for column, analyte in columns.items())
    return (
        Finding(
            table,
            file,
            None,
            "",
            "wide_panel",
            "info",
            f"{len(columns)} columns named after analytes",
            f"Each row was read as a panel of one specimen: {pairs}.",
            "Nothing, if that is right. Otherwise describe the file in mapping.toml, [panel.drug_tests].",
        ),
    )
