"""The report page: what may be asked for, what is made, locked and told; on the demonstration program."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.views.pages import run, words

MINUTES = 180


def demo_page() -> None:
    from tests.views.every_page import program
    from views import quarterly_report
    from views.filters import Choice

    quarterly_report.page(program("demo"), Choice())


def relative_page() -> None:
    from tests.views.every_page import program
    from views import quarterly_report
    from views.filters import Choice

    quarterly_report.page(program("day numbers"), Choice())


def made(page: AppTest) -> AppTest:
    """The page after its report was made."""
    page.button[0].click().run(timeout=MINUTES)
    assert not page.exception and not page.error
    return page


def test_the_newest_quarter_and_the_whole_program_come_first() -> None:
    page = run(demo_page)
    quarter, patients, site = page.selectbox
    assert quarter.value == "2026 Q3" and quarter.options[-1] == "2023 Q4"
    assert patients.value == ""
    assert site.options == ["Whole program", "Whole program and every site", "Main", "North", "Riverside"]
    assert "filters of the sidebar do not apply" in words(page)
    assert [button.label for button in page.button] == ["Make the report"]


def test_day_numbers_have_no_quarters() -> None:
    assert run(relative_page).selectbox[0].options == ["all records"]


@pytest.mark.slow
def test_a_report_is_made_locked_and_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IOP_HOME", str(tmp_path))
    page = made(run(demo_page))
    assert "57% were abstinent at the first follow-up after discharge" in words(page)
    assert [button.proto.label for button in page.get("download_button")] == [
        "PDF", "Excel workbook", "Web page", "Word document", "Tables (CSV)",
    ]  # fmt: skip
    assert "Nothing was locked yet" in words(page)

    next(button for button in page.button if button.label == "Lock 2026 Q3").click().run(timeout=MINUTES)
    assert not page.exception and not page.error
    assert [told.value for told in page.success] == ["Locked 2026Q3, version 1."]
    assert "as it was locked" in words(page)
