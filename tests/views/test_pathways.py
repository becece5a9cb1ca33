"""The page Pathways: its three parts with words, figures and texts, groups, nobody, records that lack columns."""

from __future__ import annotations

from tests.views.pages import alts, figures, run, words


def pathways() -> None:
    from tests.views import fakes_pathways
    from views import pathways
    from views.filters import Choice

    pathways.page(fakes_pathways.store(), Choice())


def by_site() -> None:
    from tests.views import fakes_pathways
    from views import pathways
    from views.filters import Choice

    pathways.page(fakes_pathways.store(), Choice(by="site"))


def nobody() -> None:
    from analytics.records.filters import Condition
    from tests.views import fakes
    from views import pathways
    from views.filters import Choice

    pathways.page(fakes.store(), Choice((Condition("site", "Main"), Condition("site", "main", equal=False))))


def few_columns() -> None:
    from tests.views import fakes_pathways
    from views import pathways
    from views.filters import Choice

    pathways.page(fakes_pathways.admissions_only(), Choice())


def day_numbers() -> None:
    from tests.views import fakes
    from views import pathways
    from views.filters import Choice

    pathways.page(fakes.store(fakes.program(calendar="relative", fingerprint="relative pathways")), Choice())


def test_flows_and_leaving() -> None:
    page = run(pathways)
    told = words(page)
    assert "Flows of fewer than 11 people go together" in told
    assert "Together" in told and "everyone who left has one reason" in told
    assert "completed or were transferred" in told
    assert "TEDS-D 2004, so old" in told
    assert len(figures(page)) == len(alts(page)) == 5 and all(alts(page))
    assert alts(page)[0].startswith("Flow diagram of people by stage. Of ")


def test_after_discharge() -> None:
    page = run(pathways, pathways="After discharge")
    told = words(page)
    assert "were seen within 7 days of discharge" in told
    assert "were readmitted here within six months of discharge" in told
    assert "death competing (Aalen–Johansen" in told
    assert len(figures(page)) == 3


def test_census_breakdown_and_deaths_only_when_asked_for() -> None:
    page = run(pathways, pathways="Census and groups")
    told = words(page)
    assert "in treatment at the end of Sep 2026" in told
    assert "No capacity is set" in told
    assert "An order of the groups is not a ranking" in told
    assert "single deaths" not in told and "deaths within 30 days" not in told
    shown = page.toggle(key="deaths_shown").set_value(True).run()
    assert not shown.exception
    assert "within 30 days after discharge" in words(shown)
    assert "For the director only: single deaths can be recognised" in words(shown)


def test_groups_are_compared_without_ranking() -> None:
    told = words(run(by_site))
    assert "by site" in told
    assert "A difference between groups is an association, not an effect." in told
    after = words(run(by_site, pathways="After discharge"))
    assert "At risk" not in after  # inside the figure
    assert "seen within 7 days" in after


def test_no_figure_is_transparent_or_has_a_legend() -> None:
    for part in ("Flows and leaving", "After discharge", "Census and groups"):
        for figure in figures(run(pathways, pathways=part)):
            assert figure["layout"]["paper_bgcolor"] == figure["layout"]["plot_bgcolor"] == "#FFFFFF"
            assert figure["layout"]["showlegend"] is False


def test_nobody_matches() -> None:
    page = run(nobody)
    assert "No episodes match these filters" in words(page)
    assert figures(page) == []


def test_what_the_records_lack_is_named_figure_by_figure() -> None:
    for part, figure in (
        ("Flows and leaving", "Length of stay"),
        ("After discharge", "Readmitted within six months"),
        ("Census and groups", "Breakdown by starting point"),
    ):
        page = run(few_columns, pathways=part)
        told = words(page)
        assert "Not shown for these records" in told
        assert figure in told and told.count("discharged_on of episodes") == 1
        assert figures(page) == []


def test_day_number_records_show_what_needs_no_calendar() -> None:
    told = words(run(day_numbers))
    assert "day numbers instead of dates" in told
    assert "completed or were transferred" in told
    census = words(run(day_numbers, pathways="Census and groups"))
    assert "Census and capacity" in census and "Not shown for these records" in census
