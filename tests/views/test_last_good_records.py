"""A source that changes under the dashboard: good files are read again, bad ones leave the last good records shown."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.views.pages import SECONDS

EPISODES = "patient_id,admitted_on\nA,2026-01-05\nB,2026-01-06\n"
TESTS = "patient_id,collected_on,analyte,result\nA,2026-01-20,cocaine,negative\nB,2026-01-21,cocaine,negative\n"
CHANGED = "The source has changed and cannot be used now"


def write(folder: Path, name: str, text: str, *, second: int) -> None:
    """Write a file as of some second, so that every writing has another time."""
    (folder / name).write_text(text, encoding="utf-8")
    os.utime(folder / name, (second, second))


@pytest.fixture
def page(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The dashboard over a small source."""
    write(tmp_path, "episodes.csv", EPISODES, second=1_000)
    write(tmp_path, "drug_tests.csv", TESTS, second=1_000)
    monkeypatch.setattr(sys, "argv", ["dashboard.py", "--data", str(tmp_path), "--today", "2026-04-01"])
    return AppTest.from_file(str(project / "dashboard.py"), default_timeout=SECONDS).run()


def used(page: AppTest) -> str:
    """The line under the title."""
    return next(caption.value for caption in page.caption if "used" in caption.value)


def test_new_files_are_read(page: AppTest, tmp_path: Path) -> None:
    assert "4 rows used" in used(page)
    write(tmp_path, "episodes.csv", EPISODES + "C,2026-01-07\n", second=2_000)
    assert "5 rows used" in used(page.run())
    assert not page.warning


def test_unusable_files_leave_the_last_good_records(page: AppTest, tmp_path: Path) -> None:
    write(tmp_path, "episodes.csv", "patient_id\nA\n", second=3_000)
    page.run()
    assert "4 rows used" in used(page)
    assert page.warning[0].value.startswith(CHANGED) and "admitted_on" in page.warning[0].value
    write(tmp_path, "episodes.csv", EPISODES, second=4_000)
    page.run()
    assert not page.warning


def test_a_source_that_is_gone_leaves_them_too(page: AppTest, tmp_path: Path) -> None:
    for file in tmp_path.iterdir():
        file.unlink()
    tmp_path.rmdir()
    page.run()
    assert "4 rows used" in used(page) and page.warning[0].value.startswith(CHANGED)
