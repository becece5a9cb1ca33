"""A page that cannot go on: a sentence on the page, the place of a fault in the log, never the cell that broke it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.errors import NotEstimable
from tests.views.pages import SECONDS
from views import overview

NAME = "Zebulon Quixote"


def opened(project: Path, monkeypatch: pytest.MonkeyPatch, problem: Exception) -> AppTest:
    def page(*_: object) -> None:
        raise problem

    monkeypatch.setattr(overview, "page", page)
    monkeypatch.setattr(sys, "argv", ["dashboard.py"])
    app = AppTest.from_file(str(project / "dashboard.py"), default_timeout=SECONDS).run()
    assert not app.exception
    return app


def test_a_fault_is_told_by_its_place(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    (error,) = opened(project, monkeypatch, KeyError(NAME)).error
    assert "a fault of the program" in error.value and "(KeyError, tests/views/test_guard.py line" in error.value
    printed = capsys.readouterr()
    assert "KeyError, tests/views/test_guard.py line" in caplog.text
    assert NAME not in error.value + caplog.text + printed.err + printed.out


def test_a_problem_people_can_mend_is_shown_as_it_is(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(project, monkeypatch, NotEstimable("Nobody was seen.", "Widen the dates."))
    assert [error.value for error in app.error] == ["Nobody was seen. Widen the dates."]
