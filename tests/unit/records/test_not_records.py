"""Blank lines, totals and empty panels are no records."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.records.not_records import is_totals
from tests.unit.records.files import codes_of, records_of, set_aside_of, source_of


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Total", True),
        ("TOTALS", True),
        ("Grand total", True),
        ("Sub-total:", True),
        ("Total records: 1,234", True),
        ("Total number of", False),
        ("totality", False),
        ("T-1001", False),
        ("Totaro", False),
        ("", False),
    ],
)
def test_what_a_total_is_called(text: str, total: bool) -> None:
    assert is_totals([text]) is total


def test_totals_are_set_aside_whatever_their_width(tmp_path: Path) -> None:
    table = source_of(
        tmp_path,
        {
            "episodes.csv": """
        patient_id,admitted_on
        A,2026-01-05
        Total,1
        Grand total: 1
        """
        },
    ).tables["episodes"]

    assert records_of(table) == [(2, "A", "2026-01-05")]
    assert set_aside_of(table) == [(3, "totals_row"), (4, "totals_row")]
    assert sorted(codes_of(table)) == [(3, "totals_row"), (4, "totals_row")]
    assert table.source_rows == 3


def test_blank_rows_are_not_counted_but_keep_the_numbers_of_the_others(tmp_path: Path) -> None:
    table = source_of(
        tmp_path, {"episodes.csv": "patient_id,admitted_on\n\nA,2026-01-05\n,\n  ,\nB,2026-01-06\n\n\n"}
    ).tables["episodes"]

    assert records_of(table) == [(3, "A", "2026-01-05"), (6, "B", "2026-01-06")]
    assert codes_of(table) == [(None, "blank_rows")]
    assert table.findings[0].came == "5 blank rows"
    assert table.source_rows == 2


def test_text_wrapped_as_a_formula_keeps_its_zeros(tmp_path: Path) -> None:
    table = source_of(
        tmp_path, {"episodes.csv": 'patient_id,admitted_on\n="007",2026-01-05\n"=""008""",2026-01-06\n'}
    ).tables["episodes"]

    assert records_of(table) == [(2, "007", "2026-01-05"), (3, "008", "2026-01-06")]
    assert codes_of(table) == [(None, "wrapped_text")]


def test_a_column_without_name_and_cells_is_left_out(tmp_path: Path) -> None:
    table = source_of(
        tmp_path, {"episodes.csv": "patient_id,,admitted_on,\nA,,2026-01-05,note\nB,,2026-01-06,\n"}
    ).tables["episodes"]

    assert table.data.column_names == ["patient_id", "admitted_on", "unnamed_3"]
