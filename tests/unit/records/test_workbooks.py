"""Excel workbooks: a sheet a table, or a workbook a table; cells as text."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from analytics.errors import Refused
from analytics.records.sources import read_source
from analytics.records.workbooks import text_of
from tests.unit.records.files import buffer, codes_of, records_of, set_aside_of, workbook_of

pytest.importorskip("openpyxl", reason="openpyxl (requirements-dev.txt) writes the workbooks of these tests")

EPISODES: list[list[Any]] = [["patient_id", "admitted_on"], ["A", date(2026, 1, 5)], ["007", date(2026, 1, 6)]]
TESTS: list[list[Any]] = [["patient_id", "collected_on", "analyte", "result"], ["A", date(2026, 1, 7), "thc", "neg"]]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("007", "007"),
        (123.0, "123"),
        (1.5, "1.5"),
        (-0.0, "0"),
        (1e20, "1e+20"),
        (True, "true"),
        (date(2026, 1, 5), "2026-01-05"),
        (datetime(2026, 1, 5), "2026-01-05"),
        (datetime(2026, 1, 5, 9, 30), "2026-01-05 09:30:00"),
        (time(9, 30), "09:30:00"),
        (timedelta(hours=1, minutes=30), "1:30:00"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_cell_as_text(cell: Any, text: str) -> None:
    assert text_of(cell) == text


def test_one_workbook_a_sheet_a_table(tmp_path: Path) -> None:
    path = workbook_of(tmp_path / "export.xlsx", {"Episodes": EPISODES, "UDS": TESTS, "Notes": [["x"], ["y"]]})

    source = read_source(path)

    assert set(source.tables) == {"episodes", "drug_tests"}
    assert source.tables["episodes"].file == "export.xlsx[Episodes]"
    assert records_of(source.tables["episodes"]) == [(2, "A", "2026-01-05"), (3, "007", "2026-01-06")]
    assert [finding.code for finding in source.findings] == ["sheet_not_read"]
    assert source.folder == tmp_path


def test_a_folder_may_hold_a_workbook_a_table(tmp_path: Path) -> None:
    workbook_of(tmp_path / "episodes.xlsx", {"Sheet1": EPISODES})
    workbook_of(tmp_path / "drug_tests.xlsx", {"about": [["x"]], "drug_tests": TESTS})

    source = read_source(tmp_path)

    assert records_of(source.tables["episodes"])[1] == (3, "007", "2026-01-06")
    assert records_of(source.tables["drug_tests"]) == [(2, "A", "2026-01-07", "thc", "neg")]


def test_the_mapping_may_name_a_sheet(tmp_path: Path) -> None:
    workbook_of(tmp_path / "export.xlsx", {"Sheet 1": EPISODES, "Sheet 2": TESTS})
    (tmp_path / "mapping.toml").write_text(
        '[tables]\nepisodes = "export.xlsx[Sheet 1]"\ndrug_tests = "export.xlsx[Sheet 2]"\n'
    )

    for source in (read_source(tmp_path / "export.xlsx"), read_source(tmp_path)):
        assert source.tables["drug_tests"].file == "export.xlsx[Sheet 2]"
        assert records_of(source.tables["drug_tests"]) == [(2, "A", "2026-01-07", "thc", "neg")]


def test_titles_totals_and_empty_edges(tmp_path: Path) -> None:
    lines: list[list[Any]] = [
        ["Admissions", None, None],
        [],
        [None, "Client ID", "Admit Date"],
        [None, "A", date(2026, 1, 5)],
        [None, None, None],
        [None, "Total", 1],
    ]
    path = workbook_of(tmp_path / "export.xlsx", {"episodes": lines})

    table = read_source(path).tables["episodes"]

    assert table.data.column_names == ["patient_id", "admitted_on"]
    assert records_of(table) == [(4, "A", "2026-01-05")]
    assert set_aside_of(table) == [(6, "totals_row")]
    assert codes_of(table) == [(3, "header_not_first_row"), (None, "blank_rows"), (6, "totals_row")]


@pytest.mark.parametrize(
    ("sheets", "mapping", "problem"),
    [
        ({"episodes": EPISODES, "Episodes ": EPISODES}, "", "'episodes' and 'Episodes ' both hold the table episodes"),
        ({"Sheet1": EPISODES}, "", "The workbook export.xlsx has no table episodes"),
        ({"Sheet1": EPISODES}, '[tables]\nepisodes = "Sheet 9"\n', "names the sheet 'Sheet 9' for episodes"),
        ({"episodes": []}, "", "export.xlsx[episodes] is empty"),
        ({"episodes": EPISODES[:1]}, "", "export.xlsx[episodes] has column names but no record"),
    ],
)
def test_sheets_that_cannot_be_told_are_refused(
    tmp_path: Path, sheets: dict[str, list[list[Any]]], mapping: str, problem: str
) -> None:
    path = workbook_of(tmp_path / "export.xlsx", sheets)
    if mapping:
        (tmp_path / "mapping.toml").write_text(mapping)

    with pytest.raises(Refused) as refused:
        read_source(path)

    assert problem in refused.value.problem
    assert refused.value.fix


def test_a_workbook_of_several_sheets_for_one_table_needs_the_name(tmp_path: Path) -> None:
    workbook_of(tmp_path / "episodes.xlsx", {"a": EPISODES, "b": EPISODES})

    with pytest.raises(Refused, match="has 2 sheets and none alone is called episodes") as refused:
        read_source(tmp_path)
    assert 'episodes = "episodes.xlsx[sheet]"' in refused.value.fix


def test_an_archive_that_unpacks_to_gigabytes_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    from analytics.records import workbooks

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 5_000_000)
    monkeypatch.setattr(workbooks, "LARGEST_UNPACKED", 4_000_000)

    with pytest.raises(Refused, match="would unpack to more than"):
        workbooks.Workbook(buffer(packed.getvalue()), "export.xlsx")
