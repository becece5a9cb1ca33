"""Filters: coded columns only, from the address, never identifiers, free text or dates."""

from __future__ import annotations

from tests.views import fakes
from tests.views.pages import run
from views.filters import Choice, group_columns, levels


def sidebar() -> None:
    import streamlit as st

    from tests.views import fakes
    from views.filters import choose, levels_of_groups

    choice = choose(fakes.program(), levels_of_groups(fakes.program()))
    st.write(f"{choice.words}|{choice.by}|{choice.command}")


def test_only_coded_columns_with_a_few_levels() -> None:
    columns = group_columns(fakes.program())
    assert "site" in columns and "track" in columns
    assert not {"patient_id", "episode_id", "clinician", "admitted_on", "source_row"} & set(columns)


def test_levels_are_those_that_occur() -> None:
    assert levels(fakes.program().episodes["site"]) == ["Main", "River"]


def test_nothing_chosen() -> None:
    assert run(sidebar).markdown[0].value == "|None|"


def test_address_sets_filters_and_grouping() -> None:
    page = run(sidebar, site=["Main"], by="Track")
    assert page.markdown[0].value == "site Main|track| --where site=Main"


def test_address_with_a_level_nobody_has_is_ignored() -> None:
    assert run(sidebar, site=["Nowhere"]).markdown[0].value == "|None|"


def test_words_join_levels_with_or() -> None:
    from analytics.records.filters import Condition

    choice = Choice((Condition("site", "Main"), Condition("site", "River"), Condition("track", "day")))
    assert choice.words == "site Main or River; track day"
    assert Choice((Condition("payer", "self pay"),)).command == " --where 'payer=self pay'"
