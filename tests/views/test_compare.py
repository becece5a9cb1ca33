"""Compare: what every part says and draws, and what stands in place of what the records cannot give."""

from __future__ import annotations

import pytest

from tests.views.pages import alts, figures, run, words
from views.compare import PARTS


def made_up() -> None:
    from tests.views import fakes
    from views import compare
    from views.filters import Choice

    compare.page(fakes.store(), Choice())


def day_numbers() -> None:
    from tests.views import fakes
    from views import compare
    from views.filters import Choice

    compare.page(fakes.store(fakes.program(calendar="relative", fingerprint="compare relative")), Choice())


def few() -> None:
    from analytics.records.filters import Condition
    from tests.views import fakes
    from views import compare
    from views.filters import Choice

    compare.page(fakes.store(), Choice((Condition("site", "Main"), Condition("track", "day"))))


def nobody() -> None:
    from analytics.records.filters import Condition
    from tests.views import fakes
    from views import compare
    from views.filters import Choice

    compare.page(fakes.store(), Choice((Condition("track", "day"), Condition("track", "day", equal=False))))


def test_groups_come_with_sentences_curves_table_and_case_mix() -> None:
    page = run(made_up, compare=PARTS["groups"], compare_by="site")
    said = words(page)
    assert "log-rank test" in said and "These are associations" in said
    assert "Against Main" in said and "by day 90" in said
    drawn = figures(page)
    assert len(drawn) == 2
    names = {trace.get("name") for trace in drawn[0]["data"]}
    assert {"Main", "River"} <= names
    assert alts(page)[1].startswith("Dots of standardised differences")


@pytest.mark.parametrize("part", list(PARTS))
def test_every_part_is_drawn_or_says_why_not_and_figures_are_readable(part: str) -> None:
    page = run(made_up, compare=PARTS[part])
    assert len(words(page)) > 100
    for figure, alt in zip(figures(page), alts(page), strict=True):
        assert alt
        assert figure["layout"]["showlegend"] is False
        assert figure["layout"]["paper_bgcolor"].startswith("#")


@pytest.mark.parametrize("part", list(PARTS))
def test_every_part_stands_day_numbers_and_one_small_group(part: str) -> None:
    for script in (day_numbers, few):
        assert "Compare" in words(run(script, compare=PARTS[part]))


def test_a_change_over_time_needs_a_calendar() -> None:
    page = run(day_numbers, compare=PARTS["series"])
    assert "day numbers, not dates" in words(page)
    assert not figures(page)


def test_the_naive_comparison_is_refused_with_its_reason_and_on_request_labelled() -> None:
    page = run(made_up, compare=PARTS["exposure"])
    assert "immortal time" in words(page)
    page.toggle(key="compare_biased").set_value(True).run()
    assert not page.exception
    assert "Biased" in words(page)


def test_clinicians_are_units_only_after_the_switch() -> None:
    page = run(made_up, compare=PARTS["sites"])
    assert "clinician" not in page.selectbox(key="compare_units_0").options
    page.toggle(key="compare_director").set_value(True).run()
    assert not page.exception
    assert "clinician" in page.selectbox(key="compare_units_1").options


def test_states_name_every_way_out() -> None:
    page = run(made_up, compare=PARTS["ways_out"], compare_by="site")
    traces = {trace["name"] for trace in figures(page)[0]["data"]}
    assert traces == {"Completed", "In treatment, abstinent", "Left in another way", "Dropped out", "Returned to use"}


def test_nobody_is_said() -> None:
    assert "No episodes match" in words(run(nobody))
