"""The parts of the Data page for imports and settings, without a browser: words, refusals, switching, saving."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.records.imports import current_import
from analytics.records.program_file import settings_written
from tests.imported import save_import
from tests.views.pages import SECONDS, words

EPISODES = b"patient_id,admitted_on\nA,2026-01-05\nB,2026-01-06\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("IOP_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def data_page() -> None:
    from datetime import date

    import streamlit as st

    from analytics.records.imports import current_import
    from views import data
    from views.filters import Choice
    from views.opening import Start, open_store

    named = st.session_state.get("source")
    day = date(2026, 10, 1)
    data.page(open_store(Start(str(named or current_import()), day, day, named=named is not None)), Choice())


def opened(part: str, source: str | None = None) -> AppTest:
    page = AppTest.from_function(data_page, default_timeout=SECONDS)
    page.session_state["data_part"] = part
    if source:
        page.session_state["source"] = source
    page.run()
    assert not page.exception, page.exception
    return page


def button(page: AppTest, label: str) -> None:
    next(one for one in page.button if one.label == label).click().run()
    assert not page.exception, page.exception


def test_the_page_says_where_imports_live_and_that_nothing_leaves(home: Path) -> None:
    save_import({"episodes.csv": EPISODES})

    told = words(opened("import"))

    assert "1 import kept on this computer" in told
    assert str(home) in told and "nothing is sent anywhere" in told
    assert "Up to 200 MB together" in told


def test_with_data_the_page_says_that_an_import_is_shown_later(home: Path, demo_source: str) -> None:
    assert "so it goes on showing that source" in words(opened("import", demo_source))


def test_deleting_asks_first(home: Path) -> None:
    older, newer = (save_import({"episodes.csv": EPISODES + row}) for row in (b"C,2026-01-07\n", b"D,2026-01-08\n"))
    page = opened("import")

    button(page, "Remove this import")
    assert "This cannot be undone" in page.warning[0].value and newer.is_dir()
    button(page, "Keep it")
    assert not page.warning
    button(page, "Remove this import")
    button(page, "Delete it")

    assert not newer.exists() and current_import() == older
    assert "was deleted" in page.success[0].value


def test_switching_to_the_import_before(home: Path) -> None:
    older = save_import({"episodes.csv": EPISODES})
    save_import({"episodes.csv": EPISODES + b"C,2026-01-07\n"})
    page = opened("import")
    assert "3 rows used" in words(page)

    page.radio[0].set_value(1).run()
    button(page, "Make this the current data")

    assert current_import() == older
    assert "2 rows used" in words(page)


def test_every_setting_has_a_field_with_its_explanation(home: Path) -> None:
    from analytics.records.settings_list import POLICY_SETTINGS, SETTINGS

    save_import({"episodes.csv": EPISODES})
    told = words(opened("settings"))

    assert [s.name for s in (*SETTINGS, *POLICY_SETTINGS) if f"{s.name} · default {s.default}" not in told] == []


def test_a_setting_is_shown_then_saved_then_used(home: Path) -> None:
    folder = save_import({"episodes.csv": EPISODES})
    page = opened("settings")
    next(one for one in page.number_input if one.label == "Days the plan lasts").set_value(70)

    button(page, "Show what would change")
    assert "Saving would change 1 setting" in words(page)
    assert settings_written(str(folder)) == {}  # not yet
    button(page, "Save these settings")

    assert settings_written(str(folder)) == {"defaults": {"planned_days": 70}}
    assert "1 setting changed" in page.success[0].value
    held = next(one for one in page.number_input if one.label == "Days the plan lasts").value
    assert held == 70


def test_a_setting_that_is_not_allowed_is_told_as_the_file_would_be(home: Path) -> None:
    folder = save_import({"episodes.csv": EPISODES})
    page = opened("settings")
    next(one for one in page.number_input if one.label.startswith("Month in which the fiscal")).set_value(13)

    button(page, "Show what would change")

    assert '"fiscal_year_start" must be a whole number from 1 to 12' in page.error[0].value
    assert not [one for one in page.button if one.label == "Save these settings"]
    assert settings_written(str(folder)) == {}


def test_the_plan_of_one_track_is_its_own(home: Path) -> None:
    folder = save_import({"episodes.csv": b"patient_id,admitted_on,track\nA,2026-01-05,day\nB,2026-01-06,evening\n"})
    page = opened("settings")
    scope = next(one for one in page.selectbox if one.label == "The plan of")
    scope.set_value(2).run()
    next(one for one in page.number_input if one.label == "Days the plan lasts").set_value(91)

    button(page, "Show what would change")
    button(page, "Save these settings")

    assert settings_written(str(folder)) == {"track": {"evening": {"planned_days": 91}}}
