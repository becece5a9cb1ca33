"""`python -m analytics demo`: what it writes, says and refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.__main__ import main


def test_it_writes_the_tables_the_settings_and_the_truth_and_says_what_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "demo"
    assert main(["demo", "--out", str(folder), "--patients", "60", "--seed", "3"]) == 0
    names = {"episodes.csv", "attendance.csv", "drug_tests.parquet", "follow_ups.csv", "measures.csv", "program.toml"}
    assert {path.name for path in folder.iterdir()} == names | {"truth.json"}
    said = capsys.readouterr()
    assert f"python -m analytics check --data {folder} --today 2026-10-01" in said.out
    assert "Making 60 patients" in said.err


def test_it_leaves_other_peoples_folders_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "episodes.csv").write_text("mine", encoding="utf-8")
    assert main(["demo", "--out", str(tmp_path), "--patients", "60"]) == 1
    assert "not a demonstration program; nothing was written." in capsys.readouterr().err


@pytest.mark.parametrize(("option", "value"), [("--patients", "10"), ("--patients", "1000000"), ("--seed", "-1")])
def test_it_says_which_numbers_it_takes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, value: str
) -> None:
    assert main(["demo", "--out", str(tmp_path / "new"), option, value]) == 2
    assert f"{option} {value} came" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()
