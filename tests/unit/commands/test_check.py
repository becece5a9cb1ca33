"""The command check: exit statuses, the account a person reads, the JSON other programs rely on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.__main__ import main
from tests.unit.records.raw import Rows, write_source

SESSIONS: Rows = [
    ["patient_id", "session_on", "status"],
    ["P1", "2026-01-06", "attended"],
    ["P1", "2026-01-07", "walked by"],
]


def check(folder: Path, *words: str) -> int:
    return main(["check", "--data", str(folder), "--today", "2026-04-01", *words])


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Two episodes; one sound session and one whose status nobody knows."""
    episodes = [["patient_id", "admitted_on"], ["P1", "2026-01-05"], ["P2", "2026-01-12"]]
    return write_source(tmp_path, {"episodes": episodes, "attendance": SESSIONS})


def test_usable_records_exit_0_with_account_findings_and_next_step(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(source) == 0
    seen = capsys.readouterr().out
    attendance = next(line for line in seen.splitlines() if line.startswith("attendance"))
    assert attendance.split() == ["attendance", "2", "1", "1", "unknown_code", "1"]
    assert "attendance.status unknown_code: 1 finding, row 3; came: walked by" in seen
    assert "Data through 2026-01-06; figures are stated as of 2026-01-05." in seen
    assert "Next: python -m analytics outcomes" in seen


def test_strict_exits_1_on_an_error_and_0_without(source: Path, tmp_path: Path) -> None:
    assert check(source, "--strict") == 1
    write_source(source, {"attendance": SESSIONS[:2]})
    assert check(source, "--strict") == 0


def test_json_has_the_promised_shape(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(source, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    attendance = told["tables"][1]
    assert {key: attendance[key] for key in ("table", "read", "used", "quarantined", "quarantined_by")} == {
        "table": "attendance",
        "read": 2,
        "used": 1,
        "quarantined": 1,
        "quarantined_by": {"unknown_code": 1},
    }
    (finding,) = told["findings"]
    assert list(finding) == ["table", "file", "row", "column", "code", "severity", "came", "message", "fix"]
    assert (finding["file"], finding["row"], finding["came"]) == ("attendance.csv", 3, "walked by")
    assert (told["data_through"], told["as_of"]) == ("2026-01-06", "2026-01-05")


def test_unusable_records_exit_1_with_a_sentence(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_source(source, {"attendance": [["patient_id", "status"], ["P1", "late"]]})
    assert check(source) == 1
    seen = capsys.readouterr()
    assert "attendance.csv has no column session_on" in seen.err
    assert seen.out == ""


def test_a_conflicting_setting_exits_1(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (source / "program.toml").write_text("[defaults]\nplanned_days = 60\nplanned_sessions = 3\nsessions_per_week = 1")
    assert check(source) == 1
    assert "keep one" in capsys.readouterr().err


def test_a_day_that_is_no_day_exits_2(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(source), "--today", "yesterday"]) == 2
    assert "--today is not a date" in capsys.readouterr().err
