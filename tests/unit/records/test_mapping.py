"""mapping.toml: read, checked, written back."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from analytics.errors import Refused
from analytics.records.mapping import (
    FileOptions,
    SourceMapping,
    mapping_from,
    mapping_text,
    read_mapping,
)
from tests.unit.records.files import records_of, source_of

FULL = SourceMapping(
    tables={"drug_tests": "UA Results.csv", "episodes": "export.xlsx[Sheet 2]"},
    columns={"episodes": {"Client ID": "patient_id", 'the "day"\\': "admitted_on"}},
    codes={"attendance": {"status": {"Seen": "attended", "±\x7f": "no_show"}}},
    panels={"drug_tests": {"THC Result": "thc"}},
    files={"UA Results.csv": FileOptions(delimiter="\t", encoding="cp1252")},
    date_orders={"*": "mdy"},
)


def test_a_written_mapping_reads_back_equal(tmp_path: Path) -> None:
    (tmp_path / "mapping.toml").write_text(mapping_text(FULL), encoding="utf-8")

    assert read_mapping(tmp_path) == FULL


def test_date_orders_of_single_tables_are_written_too(tmp_path: Path) -> None:
    mapping = SourceMapping(date_orders={"drug_tests": "dmy"})
    (tmp_path / "mapping.toml").write_text(mapping_text(mapping), encoding="utf-8")

    read = read_mapping(tmp_path)
    assert (read.date_order("drug_tests"), read.date_order("episodes")) == ("dmy", None)


def test_no_file_changes_nothing(tmp_path: Path) -> None:
    assert read_mapping(tmp_path) == read_mapping(None) == SourceMapping()


def test_columns_and_codes_become_ours(tmp_path: Path) -> None:
    source = source_of(
        tmp_path,
        {
            "mapping.toml": """
            [tables]
            attendance = "Visits 2026.csv"
            [columns.attendance]
            "Key" = "patient_id"
            "When" = "session_on"
            "What happened" = "status"
            [codes.attendance.status]
            "Seen" = "attended"
            "Came" = "attended"
            """,
            "Visits 2026.csv": "Key,When,What happened\nA,2026-01-05,seen\nA,2026-01-06, CAME \nA,2026-01-07,odd\n",
        },
    )

    assert records_of(source.tables["attendance"]) == [
        (2, "A", "2026-01-05", "attended"),
        (3, "A", "2026-01-06", "attended"),
        (4, "A", "2026-01-07", "odd"),  # left to the check of codes
    ]
    assert source.tables["attendance"].data.column("status").chunk(0).dictionary.to_pylist() == ["attended", "odd"]


@pytest.mark.parametrize(
    ("toml", "problem", "fix"),
    [
        ("[colums.episodes]\n", "has the unknown key 'colums'. The nearest is 'columns'", "Allowed are"),
        ("[columns.episode]\n", "has the unknown table 'episode'. The nearest is 'episodes'", "Allowed are episodes"),
        ('[columns.episodes]\na = "patiend_id"\n', "does not have. The nearest is 'patient_id'", "Columns of episodes"),
        (
            '[columns.episodes]\na = "patient_id"\nb = "patient_id"\n',
            "'a' and 'b' would both become patient_id",
            "Keep",
        ),
        ("[columns.episodes]\na = 3\n", "'a' must be a text in quotation marks", "Correct the line"),
        ('columns = "x"\n', "must be a section", "Correct the line"),
        ('[codes.attendance.stauts]\na = "attended"\n', "unknown key 'stauts'. The nearest is 'status'", "Allowed are"),
        (
            '[codes.attendance.status]\na = "atended"\n',
            "not a code of status. The nearest is 'attended'",
            "Allowed are",
        ),
        ('[codes.attendance.status]\n"X y" = "attended"\nx_Y = "late"\n', "two meanings", "Correct the line"),
        (
            '[panel.drug_tests.analytes]\na = "thc"\nb = "thc"\n',
            "'a' and 'b' would both become the analyte thc",
            "Keep",
        ),
        ("[panel.drug_tests]\nanalites = {}\n", "unknown key 'analites'. The nearest is 'analytes'", "Allowed are"),
        ("[panel.episodes]\n", "unknown key 'episodes'", "Allowed are drug_tests"),
        ('[files."a.csv"]\ndelimiter = "."\n', "is '.'", "Allowed are ',', ';'"),
        ('[files."a.csv"]\nencoding = "utf-99"\n', "'utf-99' is not the name of a text encoding", "Usual ones are"),
        ('date_order = "us"\n', "is 'us'", "Allowed are 'ymd', 'mdy', 'dmy'"),
        ('[date_order]\ndrug_test = "dmy"\n', "unknown table 'drug_test'. The nearest is 'drug_tests'", "Allowed are"),
        ('[tables]\ndrugtests = "a.csv"\n', "unknown table 'drugtests'. The nearest is 'drug_tests'", "Allowed are"),
    ],
)
def test_a_wrong_mapping_is_refused_with_the_nearest_name(toml: str, problem: str, fix: str) -> None:
    with pytest.raises(Refused) as refused:
        mapping_from(tomllib.loads(toml))

    assert problem in refused.value.problem
    assert refused.value.fix.startswith(fix)


def test_a_mapping_that_is_no_toml_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "mapping.toml").write_text("[columns.episodes]\nClient ID = patient_id\n")

    with pytest.raises(Refused, match=r"is not valid TOML.*line 2") as refused:
        read_mapping(tmp_path)
    assert refused.value.fix.startswith("Correct the line")
