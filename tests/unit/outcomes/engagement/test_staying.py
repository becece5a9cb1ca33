"""Retention: after 30, 60 and 90 days as on the Overview; the curve; people still in care are censored."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.outcomes.engagement.staying import curves_of
from analytics.outcomes.intervals import wilson
from analytics.outcomes.measures import overview_measures
from analytics.outcomes.retention import retention_at
from tests.made_up import Row, day
from tests.unit.outcomes.engagement.asked import asked, cells, program, session, who


def left(patient: str, number: int | None, reason: str = "completed", **more: object) -> Row:
    return {
        "patient_id": patient,
        "discharged_on": None if number is None else day(number),
        "discharge_reason": None if number is None else reason,
        **more,
    }


FOUR: list[Row] = [left("A", 30), left("B", 29), left("C", 90), left("D", None)]
ONE: list[Row] = [session("A", 1)]


def test_who_leaves_on_a_day_was_retained_for_it() -> None:
    records = program(FOUR, ONE)
    found = asked(records, "retention")
    # day 30: B gone, 3 of 4; day 60: A and B gone; day 90: C leaves on it and was retained
    assert cells(found, "day", "value", "n") == [(30, 0.75, 4), (60, 0.5, 4), (90, 0.5, 4)]
    assert [who(records, found, row) for row in range(3)] == [["B"], ["A", "B"], ["A", "B"]]


def test_the_same_figure_as_the_overviews_tile_when_nobody_is_censored_before() -> None:
    records = program(FOUR, ONE)
    found = asked(records, "retention")
    scope_stays = records.timeline().stays
    plain = retention_at(records.records, scope_stays, scope_stays.admitted > 0, records.timeline().as_of)
    assert found.headline == plain == wilson(2, 4)


def test_the_tile_of_the_same_quarter() -> None:
    records = program(FOUR, ONE, until=180)
    tile = next(measure for measure in overview_measures(records) if measure.key == "retention")
    assert tile.period.start == date(2026, 1, 1)
    assert asked(records, "retention", period=tile.period).headline == tile.estimate


def test_an_office_closure_counts_at_the_last_contact() -> None:
    found = asked(program([left("A", 80, "dropped_out", last_contact_on=day(20)), left("B", None)], ONE), "retention")
    assert found.frame["value"].tolist() == [0.5, 0.5, 0.5]


def test_people_still_in_care_are_censored_at_as_of() -> None:
    # as of day 40: 12 people left on day 10, 20 are there, 8 came on day 20 and were followed for 20 days
    people: list[Row] = [left(f"L{k}", 10) for k in range(12)] + [left(f"S{k}", None) for k in range(20)]
    people += [left(f"N{k}", None, admitted_on=day(20)) for k in range(8)]
    found = asked(program(people, ONE, until=40), "retention")
    first, second, _ = cells(found, "value", "at_risk", "reason")
    assert first[:2] == (pytest.approx(28 / 40), 20)  # nobody left after the eight were censored
    assert second[2] == "no one was followed for 60 days"


def test_everybody_left_is_none_retained_even_when_others_were_censored_early() -> None:
    # as of day 100: 12 left on day 20, one admitted on day 90 is still there and was followed for 10 days
    people = [*(left(f"L{k}", 20) for k in range(12)), left("N", None, admitted_on=day(90))]
    found = asked(program(people, ONE, until=100), "retention")
    assert cells(found, "day", "value", "low") == [(30, 0, 0), (60, 0, 0), (90, 0, 0)]
    assert found.frame["high"].iloc[0] == pytest.approx(1 - 0.025 ** (1 / 12))  # exact bound for none of 12


def test_groups_stand_beside_each_other_day_by_day() -> None:
    people = [left(f"R{k}", 10 + k, site="River") for k in range(3)] + [left("M", 5, site="Main")]
    found = asked(program(people, ONE), "retention", by="site")
    assert cells(found, "day", "group")[:4] == [(30, "all"), (30, "Main"), (30, "River"), (60, "all")]


def test_the_curve_can_be_drawn_from_its_frame() -> None:
    found = asked(program(FOUR, ONE, until=100), "retention_curve")
    curve = curves_of(found.frame, 10)[0]
    assert (curve.name, curve.n, curve.events, curve.last_time) == ("all", 4, 3, 100)
    # left after day 29, 30 and 90: the first day not in treatment is 30, 31 and 91
    assert curve.table["time"].tolist() == [30, 31, 91, 100]
    assert curve.table["estimate"].tolist() == pytest.approx([0.75, 0.5, 0.25, 0.25])


def test_the_largest_group_comes_first() -> None:
    people: list[Row] = [left(f"R{k}", 10 + k, site="River") for k in range(3)] + [left("M", 5, site="Main")]
    found = asked(program(people, ONE), "retention_curve", by="site")
    assert [curve.name for curve in curves_of(found.frame, 10)] == ["River", "Main"]


def test_without_any_discharge_it_says_so() -> None:
    assert "No discharge is recorded" in asked(program([{"patient_id": "A"}], ONE), "retention").unavailable
