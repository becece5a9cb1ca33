"""The published figures on the page: the list, and an edit that is saved, refused or taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.views.pages import run, words
from tests.views.test_relapse_and_benchmark import relapse


def editor() -> None:
    from dataclasses import replace
    from pathlib import Path

    import streamlit as st

    from analytics.records.settings import read_settings
    from tests.views import fakes
    from views import benchmarks_editor
    from views.store import Store

    folder = Path(st.query_params["folder"])
    made = fakes.program(fingerprint="editor")
    loaded = fakes.store(replace(made, settings=read_settings(folder)))._loaded
    benchmarks_editor.show(Store(replace(loaded, source=str(folder))))


def opened(folder: Path) -> AppTest:
    page = run(editor, folder=str(folder))
    page.session_state["edit_benchmarks"] = True
    return page.run()


def test_the_list_says_definition_source_year_population_and_where_it_is_drawn() -> None:
    told = words(run(relapse, relapse="Published figures"))
    assert "6 published figures to compare with" in told
    assert "McCarty et al., Psychiatric Services 65(6):718–726" in told and "(2014)" in told
    assert "Adults discharged from US intensive outpatient programs" in told
    assert "Drawn behind the headline of Overview, Abstinence, the benchmark figure" in told
    assert "Not drawn here. Use: context, old" in told


def test_a_changed_range_is_saved_beside_the_records_and_used(tmp_path: Path) -> None:
    page = opened(tmp_path)
    page.number_input[0].set_value(0.45)
    page.button[0].click().run()
    assert not page.exception
    assert "low = 0.45" in (tmp_path / "benchmarks.toml").read_text()
    assert "45–70%" in words(page)
    assert "(this program's own)" in words(page)


@pytest.mark.parametrize(("low", "high"), [(0.8, 0.7), (0.5, 1.4)])
def test_bad_input_is_refused_with_the_sentence_of_the_file(tmp_path: Path, low: float, high: float) -> None:
    page = opened(tmp_path)
    page.number_input[0].set_value(low)
    page.number_input[1].set_value(high)
    page.button[0].click().run()
    assert "is not between 0 and 1. Write shares, e.g. low = 0.50." in page.error[0].value
    assert not (tmp_path / "benchmarks.toml").exists()


def test_an_own_entry_is_taken_back(tmp_path: Path) -> None:
    page = opened(tmp_path)
    page.number_input[0].set_value(0.45)
    page.button[0].click().run()
    remove = next(button for button in page.button if button.label == "Remove this program's own entry")
    remove.click().run()
    assert "[[benchmark]]" not in (tmp_path / "benchmarks.toml").read_text()
    assert "50–70%" in words(page)


def test_records_without_a_source_cannot_be_saved_for() -> None:
    page = run(relapse, relapse="Published figures")
    page.session_state["edit_benchmarks"] = True
    assert "nothing can be saved for them" in words(page.run())
