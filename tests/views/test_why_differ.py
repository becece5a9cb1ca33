"""Why do these differ: two figures of the list, two rows of the range, definitions side by side, steps that add up."""

from __future__ import annotations

from tests.views.pages import figures, run, words
from tests.views.test_relapse_and_benchmark import by_site, day_numbers, relapse
from views.why_differ import TITLE as DIFFER


def test_the_headline_and_those_reached_side_by_side() -> None:
    page = run(relapse, relapse=DIFFER)
    told = words(page)
    assert "differ by" in told and "points: how missing tests count" in told
    for field in ("Measure", "Days count from", "Missing tests, not reached", "Refused tests", "Analytes", "Counted"):
        assert field in told
    assert "Whole difference" in told
    assert "Another order gives other steps and the same sum" in told


def test_the_steps_of_the_figure_join_and_add_up() -> None:
    page = run(relapse, relapse=DIFFER)
    page.selectbox(key="differ_second").set_value("no_event_from_admission").run()
    assert not page.exception
    bars = next(figure for figure in figures(page) if figure["data"][0]["type"] == "bar")["data"][0]
    ends = [base + width for base, width in zip(bars["base"], bars["x"], strict=True)]
    assert len(bars["x"]) > 3
    assert bars["base"][0] == bars["base"][-1] == 0
    assert ends[0] != ends[-1]


def test_groups_can_be_compared_when_a_column_is() -> None:
    page = run(by_site, relapse=DIFFER)
    page.selectbox(key="differ_second").set_value("headline")
    page.selectbox(key="differ_first_site").set_value("group_1")
    page.selectbox(key="differ_second_site").set_value("group_2").run()
    told = words(page)
    assert "differ by" in told and "the group" in told
    assert "Main → River" in told


def test_two_rows_of_the_range() -> None:
    page = run(relapse, relapse=DIFFER, clock="admission")
    page.segmented_control(key="differ_mode").set_value("Two rows of the range").run()
    assert not page.exception
    rows = page.selectbox(key="differ_row_first_admission")
    assert len(rows.options) > 40
    assert "Whole difference" in words(page)


def test_equal_figures_ask_for_another() -> None:
    page = run(relapse, relapse=DIFFER)
    page.selectbox(key="differ_second").set_value("headline").run()
    assert "Both figures have the same definition" in words(page)


def test_day_numbers_offer_no_period() -> None:
    page = run(day_numbers, relapse=DIFFER)
    keys = [box.key for box in page.selectbox]
    assert "differ_first" in keys and "differ_first_period" not in keys


def overview() -> None:
    from tests.views import fakes
    from views import overview
    from views.filters import Choice

    overview.page(fakes.store(), Choice())


def test_the_overview_leads_here() -> None:
    page = run(overview)
    assert "See why they differ" in words(page)
    assert 'href="relapse-and-benchmark?relapse=Why+do+these+differ%3F"' in " ".join(
        element.proto.body for element in page.get("html")
    )
