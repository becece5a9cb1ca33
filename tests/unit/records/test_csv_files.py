"""Delimited text: every cell as text, every record with the number a person would count."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from analytics.errors import Refused
from analytics.records import csv_files
from analytics.records.csv_files import read_csv_sheet
from analytics.records.sheets import TEXT, Sheet
from tests.unit.records.files import buffer, codes_of, records_of, set_aside_of, source_of

KNOWN = frozenset({"patientid", "admittedon", "site"})


def sheet(text: str | bytes, **options: str) -> Sheet:
    return read_csv_sheet(buffer(text), table="episodes", file="episodes.csv", known=KNOWN, **options)


def cells(read: Sheet) -> list[tuple[Any, ...]]:
    return [(int(row), *record.values()) for row, record in zip(read.rows, read.data.to_pylist(), strict=True)]


def test_every_column_is_text_with_each_distinct_text_once() -> None:
    read = sheet("patient_id,admitted_on\n007,2026-01-05\n007,2026-01-06\n")

    assert read.data.schema.types == [TEXT, TEXT]
    assert read.data.column(0).num_chunks == 1
    assert read.data.column(0).chunk(0).dictionary.to_pylist() == ["007"]
    assert read.rows.dtype == np.int32


def test_a_site_called_na_stays_text_and_an_empty_cell_is_no_null() -> None:
    read = sheet('patient_id,site\nA,NA\nB,null\nC,\nD,""\n')

    assert cells(read) == [(2, "A", "NA"), (3, "B", "null"), (4, "C", ""), (5, "D", "")]
    assert read.data.column(1).null_count == 0


@pytest.mark.parametrize(("delimiter", "name"), [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "bar")])
def test_the_delimiter_is_the_one_that_shows_known_names(delimiter: str, name: str) -> None:
    read = sheet(
        f"patient_id{delimiter}site\nA{delimiter}North, 2nd floor\n".replace(
            "North, 2nd", "North 2nd" if delimiter == "," else "North, 2nd"
        )
    )

    assert read.columns == ("patient_id", "site"), name


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_kind_of_line_end_is_read(end: str) -> None:
    assert cells(sheet(f"patient_id,site{end}A,North{end}B,South{end}")) == [(2, "A", "North"), (3, "B", "South")]


def test_a_line_break_inside_quotation_marks_is_part_of_the_cell() -> None:
    read = sheet('patient_id,site\nA,"North\nfirst floor"\nB,South\n')

    assert cells(read) == [(2, "A", "North\nfirst floor"), (3, "B", "South")]  # B is record 3 as Excel shows it


def test_line_breaks_in_cells_are_read_whole_wherever_a_block_of_the_parser_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The fast parse is only tried because it says so when a block ends inside quotation marks. Were it ever silent,
    # cells would be torn: 40 block sizes over a file in which every third cell has line breaks.
    generator = np.random.default_rng(7)
    rows = [
        [str(i), ("line one\nline two\n" if i % 3 == 0 else "x") + "z" * int(generator.integers(40))]
        for i in range(400)
    ]
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([["patient_id", "site"], *rows])
    for size in range(200, 4200, 100):
        monkeypatch.setattr(csv_files, "BLOCK_BYTES", size)
        assert [list(record[1:]) for record in cells(sheet(written.getvalue()))] == rows


def test_ragged_rows_are_named_and_set_aside(tmp_path: Path) -> None:
    table = source_of(
        tmp_path,
        {
            "episodes.csv": """
        patient_id,admitted_on,site
        A,2026-01-05,North
        B,2026-01-06
        C,2026-01-07,South,surplus
        D,2026-01-08,South
        """
        },
    ).tables["episodes"]

    assert records_of(table) == [(2, "A", "2026-01-05", "North"), (5, "D", "2026-01-08", "South")]
    assert set_aside_of(table) == [(3, "wrong_number_of_cells"), (4, "wrong_number_of_cells")]
    assert codes_of(table) == [(3, "wrong_number_of_cells"), (4, "wrong_number_of_cells")]
    assert table.source_rows == 4


def test_many_ragged_rows_are_counted_after_the_first_fifty(tmp_path: Path) -> None:
    table = source_of(tmp_path, {"episodes.csv": "patient_id,admitted_on\nA,2026-01-05\n" + "B\n" * 60}).tables[
        "episodes"
    ]

    assert len(table.findings) == 51
    assert table.findings[-1].came == "10 more rows"
    assert table.source_rows == 61


def test_rows_before_the_header_are_told(tmp_path: Path) -> None:
    table = source_of(
        tmp_path,
        {
            "episodes.csv": """
        Admissions report

        Client ID,Admission Date
        A,2026-01-05
        """
        },
    ).tables["episodes"]

    assert table.data.column_names == ["patient_id", "admitted_on"]
    assert records_of(table) == [(4, "A", "2026-01-05")]
    assert codes_of(table) == [(3, "header_not_first_row")]


def test_a_quotation_mark_that_is_never_closed_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        sheet('patient_id,site\nA,North\nB,"South\nC,North\nD,South\n')

    assert "a quotation mark opened near row 3 takes in the rows after it" in refused.value.problem
    assert refused.value.fix.startswith("Close or remove the quotation mark")


@pytest.mark.parametrize(
    "text",
    [
        'A,"North,2026-01-01\nB,South,2026-01-02\nC",South,2026-01-03\nD,South,2026-01-03\n',  # ragged row A to C
        'A,"North,2026-01-01\nB,South,2026-01-02\nC,"South,2026-01-03\nD,South,2026-01-03\n',  # both before a site
        'A,"North,2026-01-01\nB,"South,2026-01-02\nC,South,2026-01-03\n',  # neighbours
    ],
)
def test_a_quotation_mark_closed_rows_later_is_refused_too(text: str) -> None:
    with pytest.raises(Refused, match="opened near row 2 takes in the rows after it"):
        sheet(f"patient_id,site,admitted_on\n{text}")


def test_a_note_of_several_lines_with_commas_is_a_cell() -> None:
    read = sheet('patient_id,site,note\nA,North,"came late, left early\nwill call, maybe\nagain, or not"\nB,South,\n')

    assert [record[1] for record in cells(read)] == ["A", "B"]


def test_a_header_narrower_than_every_row_is_refused() -> None:
    with pytest.raises(Refused, match="the header has 2 columns, but row 2 has 3 cells and no row fits"):
        sheet("patient_id,site\nA,North,\nB,South,\n")


def test_a_header_without_records_has_no_rows() -> None:
    read = sheet("patient_id,site\n")

    assert read.data.num_rows == 0
    assert read.data.schema.types == [TEXT, TEXT]
    assert isinstance(read.data, pa.Table)
