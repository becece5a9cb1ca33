"""Wide panels: one row a specimen becomes one test an analyte that was looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.errors import Refused
from tests.unit.records.files import codes_of, records_of, set_aside_of, source_of

WIDE = """
    patient_id,collected_on,THC Result,Cocaine,specimen
    A,2026-01-05,neg,pos,urine
    A,2026-01-12,,neg,urine
    B,2026-01-12, ,,urine
    B,2026-01-19,pos,,saliva
    """
MAPPED = """
    [panel.drug_tests]
    analytes = {"Screen 1" = "thc", "Screen 2" = "cocaine"}
    """


def test_one_test_an_analyte_and_the_row_number_of_its_specimen(tmp_path: Path) -> None:
    table = source_of(tmp_path, {"drug_tests.csv": WIDE}).tables["drug_tests"]

    assert table.data.column_names == ["patient_id", "collected_on", "specimen", "analyte", "result"]
    assert records_of(table) == [
        (2, "A", "2026-01-05", "urine", "thc", "neg"),
        (2, "A", "2026-01-05", "urine", "cocaine", "pos"),
        (3, "A", "2026-01-12", "urine", "cocaine", "neg"),  # the blank cell: not looked at
        (5, "B", "2026-01-19", "saliva", "thc", "pos"),
    ]
    assert set_aside_of(table) == [(4, "empty_panel")]
    assert codes_of(table) == [(None, "wide_panel"), (4, "empty_panel")]
    assert table.source_rows == 4  # rows 2, 3 and 5 used, row 4 set aside


def test_the_mapping_says_which_columns_are_analytes(tmp_path: Path) -> None:
    table = source_of(
        tmp_path,
        {
            "mapping.toml": MAPPED,
            "drug_tests.csv": "patient_id,collected_on,screen 1,Screen 2\nA,2026-01-05,neg,pos\n",
        },
    ).tables["drug_tests"]

    assert [record[-2:] for record in records_of(table)] == [("thc", "neg"), ("cocaine", "pos")]
    assert table.findings == ()  # the person said so


def test_codes_of_the_mapping_also_hold_in_panels(tmp_path: Path) -> None:
    table = source_of(
        tmp_path,
        {
            "mapping.toml": MAPPED + '\n    [codes.drug_tests.result]\n    "0" = "negative"\n    "1" = "positive"\n',
            "drug_tests.csv": "patient_id,collected_on,Screen 1,Screen 2\nA,2026-01-05,0,1\n",
        },
    ).tables["drug_tests"]

    assert [record[-1] for record in records_of(table)] == ["negative", "positive"]


def test_a_table_with_analyte_and_result_is_no_panel(tmp_path: Path) -> None:
    table = source_of(
        tmp_path,
        {
            "drug_tests.csv": "patient_id,collected_on,analyte,result,cocaine\nA,2026-01-05,thc,neg,x\n",
        },
    ).tables["drug_tests"]

    assert records_of(table) == [(2, "A", "2026-01-05", "thc", "neg", "x")]


@pytest.mark.parametrize(
    ("mapping", "tests", "problem"),
    [
        (MAPPED, "patient_id,collected_on,Screen 1,Sreen 2\nA,2026-01-05,0,1\n", "The nearest is 'Sreen 2'"),
        (MAPPED, "patient_id,analyte,Screen 1,Screen 2\nA,thc,0,1\n", "describes it as a wide panel"),
        ("", "patient_id,collected_on,THC,Cannabis\nA,2026-01-05,0,1\n", "'THC' and 'Cannabis' would both become"),
    ],
)
def test_panels_that_cannot_be_read_are_refused(tmp_path: Path, mapping: str, tests: str, problem: str) -> None:
    with pytest.raises(Refused) as refused:
        source_of(tmp_path, {"mapping.toml": mapping, "drug_tests.csv": tests})

    assert problem in refused.value.problem
