"""Printed curves: the told points, names apart, people at risk where a curve tells the day."""

from itertools import pairwise

import pytest

from analytics.reports.pictures.survival import (
    MOST_GROUPS,
    Behind,
    curves_of,
    shared_day,
    survival_alt,
    survival_svg,
    table_days,
)
from analytics.reports.pictures.survival_names import LINE_OF_NAMES, Step, name_heights
from tests.unit.reports.pictures.told import curves

TWO = {
    "Day": [(0.0, 164, 0, 1.0), (30.0, 120, 30, 0.8), (90.0, 94, 16, 0.7)],
    "Evening": [(0.0, 148, 0, 1.0), (30.0, 100, 33, 0.7), (63.0, 62, 30, 0.51)],
}


def test_events_are_counted_from_the_start() -> None:
    assert [step.events for step in curves_of(curves(TWO))["Day"]] == [0, 30, 46]  # 30, then 16 more


def test_the_day_compared_is_told_by_every_curve_and_named_by_a_tick() -> None:
    found = curves_of(curves(TWO))
    assert shared_day(found) == 30  # 90 and 63 stand in one curve only
    both = {
        **TWO,
        "Evening": [*TWO["Evening"], (90.0, 50, 12, 0.45), (91.0, 50, 0, 0.45)],
        "Day": [*TWO["Day"], (91.0, 94, 0, 0.7)],
    }
    assert shared_day(curves_of(curves(both))) == 90  # not 91, which no tick names
    assert shared_day(curves_of(curves({"Day": TWO["Day"], "Evening": TWO["Evening"][::2]}))) is None


def test_nothing_is_drawn_of_curves_that_tell_their_start_only() -> None:
    assert survival_svg(curves({"Day": TWO["Day"][:1]}), since="Days since admission") == ""
    assert survival_svg(curves({}), since="Days since admission") == ""


@pytest.mark.parametrize("groups", range(1, MOST_GROUPS + 2))
def test_up_to_four_groups_are_drawn_the_same_way_twice(groups: int) -> None:
    many = {f"Group {place}": [(0.0, 200 - place, 0, 1.0), (90.0, 90, 90, 0.9 - place / 9)] for place in range(groups)}
    table, behind = curves(many), Behind(0.5, 0.7, 90)
    first = survival_svg(table, since="Days since discharge", behind=behind)
    assert first.startswith("<svg")
    assert first == survival_svg(table, since="Days since discharge", behind=behind)


def test_curves_without_a_shared_day_are_named_too() -> None:
    apart = {"Day": [(0.0, 164, 0, 1.0), (28.0, 94, 70, 0.5)], "Evening": [(0.0, 148, 0, 1.0), (63.0, 62, 80, 0.4)]}
    assert survival_svg(curves(apart), since="Days since admission").startswith("<svg")


def test_names_stand_a_line_apart_and_inside() -> None:
    close = [Step(90, 50, 20, value, value - 0.02, value + 0.02) for value in (0.12, 0.11, 0.1, 0.09)]
    heights = name_heights(close)
    gaps = [above - below for above, below in pairwise(heights)]
    assert min(gaps) >= LINE_OF_NAMES - 1e-9
    top = name_heights([Step(90, 50, 20, 1.0, 0.99, 1.0), Step(90, 50, 20, 0.99, 0.98, 1.0)])
    assert max(top) <= 1


def test_days_of_the_table_are_far_enough_apart_to_be_read() -> None:
    found = curves_of(curves(TWO))
    days = table_days(found, 90)
    assert days[0] == 0
    assert all(later - earlier >= 90 / 6 for earlier, later in pairwise(days))


def test_the_words_name_every_group_with_its_last_point() -> None:
    said = survival_alt(curves(TWO), measure="time to first positive test", title="No difference")
    assert "Day, n = 164: 70% at day 90, 95% interval 65% to 74%." in said
    assert "Evening, n = 148: 51% at day 63" in said
