"""The front door: opens on the demonstration program, and says in a sentence why a source cannot be used."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.views.pages import SECONDS, words


def opened(project: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> AppTest:
    monkeypatch.setattr(sys, "argv", ["dashboard.py", *options])
    return AppTest.from_file(str(project / "dashboard.py"), default_timeout=SECONDS).run()


def test_opens_on_the_demonstration_program(project: Path, demo_source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(project, monkeypatch)
    assert not page.exception
    assert page.title[0].value == "Overview"
    assert "Shown at patient level, on this computer only" in words(page)


def test_a_source_that_is_not_there(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(project, monkeypatch, "--data", str(tmp_path / "nowhere"))
    assert not page.exception
    assert page.title[0].value == "The records cannot be shown"
    assert page.error[0].value


def test_an_empty_folder(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(project, monkeypatch, "--data", str(tmp_path))
    assert not page.exception and page.error[0].value


def test_a_day_that_is_no_date(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(project, monkeypatch, "--today", "yesterday")
    assert "--today is not a date" in page.error[0].value
    assert "yesterday" not in page.error[0].value


def test_the_front_door_holds_no_numbers(project: Path) -> None:
    text = (project / "dashboard.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
