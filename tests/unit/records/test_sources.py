"""A data source: which files are its tables, and the fingerprint of all that was read."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq
import pytest

from analytics.errors import Refused
from analytics.records.header import table_names
from analytics.records.sources import is_database, read_source
from tests.unit.records.files import EPISODES, folder_of, source_of

SESSIONS = "patient_id,session_on,status\nA,2026-01-05,attended\n"


@pytest.mark.parametrize("name", ["attendance.csv", "Attendance.TSV", "attendance.txt", "Sessions.csv"])
def test_files_are_found_by_name(tmp_path: Path, name: str) -> None:
    source = source_of(tmp_path, {name: SESSIONS})

    assert set(source.tables) == {"episodes", "attendance"}
    assert source.tables["attendance"].file == name


def test_our_own_name_wins_over_a_name_of_another_system(tmp_path: Path) -> None:
    source = source_of(tmp_path, {"attendance.csv": SESSIONS, "sessions.csv": "x\n1\n"})

    assert source.tables["attendance"].file == "attendance.csv"
    assert [(finding.file, finding.code) for finding in source.findings] == [("sessions.csv", "file_not_read")]


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    source = source_of(tmp_path, {"README.md": "x", "~$episodes.xlsx": "lock", ".episodes.csv": "x", "staff.csv": "x"})

    assert set(source.tables) == {"episodes"}
    assert [finding.file for finding in source.findings] == ["staff.csv"]


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"attendance.csv": SESSIONS, "attendance.txt": SESSIONS}, "attendance.csv and attendance.txt both hold"),
        ({"sessions.csv": SESSIONS, "appointments.csv": SESSIONS}, "appointments.csv and sessions.csv both hold"),
    ],
)
def test_two_files_for_one_table_are_refused(tmp_path: Path, files: dict[str, str], problem: str) -> None:
    with pytest.raises(Refused, match=problem) as refused:
        source_of(tmp_path, files)
    assert refused.value.fix.startswith("Keep one of them in the folder, or say which in mapping.toml")


def test_the_mapping_may_name_a_file_and_settings_may_lie_elsewhere(tmp_path: Path) -> None:
    settings = tmp_path / "settings"
    settings.mkdir()
    (settings / "mapping.toml").write_text('[tables]\nattendance = "Export 7.csv"\n')
    (tmp_path / "data").mkdir()
    folder = folder_of(tmp_path / "data", {"Export 7.csv": SESSIONS})

    source = read_source(folder, settings_dir=settings)

    assert source.tables["attendance"].file == "Export 7.csv"
    assert source.folder == settings


def test_a_mapping_that_names_an_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"does not have. The nearest is 'Export 7.csv'"):
        source_of(tmp_path, {"mapping.toml": '[tables]\nattendance = "Exports7.csv"\n', "Export 7.csv": SESSIONS})


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("nowhere", "There is no folder or workbook 'nowhere'"),
        ("episodes.csv", "episodes.csv is neither a folder nor a workbook"),
        ("", "has no table episodes"),
        ("mysql://host/db", "The source is no database this product reads"),
    ],
)
def test_a_source_that_is_none_is_refused(tmp_path: Path, name: str, problem: str) -> None:
    if name == "episodes.csv":
        (tmp_path / name).write_text(EPISODES)

    with pytest.raises(Refused) as refused:
        read_source(name if "://" in name else tmp_path / name)

    assert problem in refused.value.problem
    assert refused.value.fix


def test_progress_names_files_only(tmp_path: Path) -> None:
    said: list[str] = []

    read_source(folder_of(tmp_path, {"attendance.csv": SESSIONS}), progress=said.append)

    assert said == ["Reading episodes.csv", "Reading attendance.csv"]


@pytest.mark.parametrize(
    ("changed", "content", "same"),
    [
        ("episodes.csv", EPISODES.replace("B", "C"), False),
        ("attendance.csv", SESSIONS, False),  # one more table
        ("program.toml", "[defaults]\n", False),
        ("mapping.toml", "", False),
        ("benchmarks.toml", "", False),
        ("README.md", "words", True),  # not read
        ("episodes.csv", EPISODES, True),
    ],
)
def test_the_fingerprint_changes_with_what_is_read(tmp_path: Path, changed: str, content: str, same: bool) -> None:
    before = source_of(tmp_path, {}).fingerprint
    (tmp_path / changed).write_text(content)

    assert (read_source(tmp_path).fingerprint == before) is same


def test_the_fingerprint_is_the_sha_256_of_names_and_contents(tmp_path: Path) -> None:
    content = hashlib.sha256(EPISODES.encode()).hexdigest()

    assert source_of(tmp_path, {}).fingerprint == hashlib.sha256(f"{content} episodes.csv".encode()).hexdigest()


def test_csv_and_parquet_give_the_same_texts(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    folder_of(tmp_path / "one", {"episodes.csv": EPISODES})
    texts = arrow_csv.ConvertOptions(column_types={"patient_id": "string", "admitted_on": "string"})
    pq.write_table(
        arrow_csv.read_csv(tmp_path / "one" / "episodes.csv", convert_options=texts),
        tmp_path / "two" / "episodes.parquet",
    )

    one, two = (read_source(tmp_path / name).tables["episodes"].data for name in ("one", "two"))

    assert one.schema == two.schema
    assert one.to_pylist() == two.to_pylist()


@pytest.mark.parametrize(
    ("source", "database"),
    [
        ("postgresql://host/db", True),
        ("postgresql+psycopg://host/db", True),
        ("postgres://host/db", True),
        ("sqlite:///x.db", False),
        ("C:\\data", False),
        ("data/demo", False),
    ],
)
def test_what_a_database_url_looks_like(source: str, database: bool) -> None:
    assert is_database(source) is database


def test_names_of_tables_are_plain() -> None:
    assert table_names()["drugtests"] == "drug_tests"
    assert table_names()["uds"] == "drug_tests"
