"""The period picker: the last four complete quarters, every quarter of the records, and what lies in them."""

from __future__ import annotations

from dataclasses import replace

from analytics.records.settings import Settings
from tests.views import fakes
from tests.views.pages import run
from views.period_picker import LAST_FOUR, periods_offered


def sidebar() -> None:
    import streamlit as st

    from tests.views import fakes
    from views.filters import choose, levels_of_groups

    choice = choose(fakes.program(), levels_of_groups(fakes.program()))
    st.write(f"{choice.period and choice.period.label}|{choice.basis}|{choice.period_command}")


def test_quarters_from_the_newest_to_the_first_admission() -> None:
    offered = periods_offered(fakes.program())  # admitted from January 2025, as of 30 September 2026
    assert list(offered)[:3] == [LAST_FOUR, "2026 Q3", "2026 Q2"]
    assert list(offered)[-1] == "2025 Q1"
    assert offered[LAST_FOUR].label == "Oct 2025 – Sep 2026"


def running() -> None:
    from dataclasses import replace
    from datetime import date

    from tests.views import fakes
    from views.filters import choose

    choose(replace(fakes.program(), as_of=date(2026, 9, 29)), {})


def test_a_quarter_that_is_not_over_is_told() -> None:
    assert [c.value for c in run(running, period="2026 Q3").caption] == [
        "This quarter is not over: its figures will still move."
    ]
    assert not run(running, period="2026 Q2").caption


def test_fiscal_quarters_are_the_programs_own() -> None:
    records = replace(fakes.program(), settings=Settings(fiscal_year_start=7))
    assert "FY2027 Q1 (Jul – Sep 2026)" in periods_offered(records)


def test_day_numbers_have_no_quarters() -> None:
    assert periods_offered(fakes.program(calendar="relative")) == {}


def test_nothing_chosen_leaves_every_figure_its_usual_period() -> None:
    assert run(sidebar).markdown[0].value == "None|None|"


def test_the_address_sets_period_and_patients() -> None:
    page = run(sidebar, period="2026 Q2", basis="Admitted in it")
    assert page.markdown[0].value == "2026 Q2|admitted| --period 2026Q2 --basis admitted"


def test_the_four_quarters_are_two_days_for_the_command() -> None:
    page = run(sidebar, period=LAST_FOUR)
    assert page.markdown[0].value == "Oct 2025 – Sep 2026|active| --period 2025-10-01:2026-09-30 --basis active"
