"""Deaths in treatment and within 30 days after discharge: boundary days, each person once, exact interval."""

from __future__ import annotations

import pytest

from analytics.outcomes.intervals import clopper_pearson
from analytics.outcomes.pathways.deaths import AFTER, IN_TREATMENT
from tests.made_up import Row, day
from tests.unit.outcomes.pathways.made import derived, only, shown, stay

BOUNDARIES = [
    # the stay                                                    in treatment, after
    (stay("A", 0, 30, "death"), 1, 0),
    (stay("A", 0, 30, "completed", died_on=day(30)), 1, 0),  # on the day of discharge
    (stay("A", 0, 30, "completed", died_on=day(31)), 0, 1),
    (stay("A", 0, 30, "completed", died_on=day(60)), 0, 1),  # day 30 after
    (stay("A", 0, 30, "completed", died_on=day(61)), 0, 0),
    (stay("A", 0, None, None, died_on=day(10)), 1, 0),  # never discharged in the books
]


@pytest.mark.parametrize(("row", "inside", "after"), BOUNDARIES)
def test_the_boundary_days(row: Row, inside: int, after: int) -> None:
    others = [stay(f"P{k}", 0, 30, "completed") for k in range(9)]
    frame = shown(derived([row, *others]), "deaths").frame
    here, later = only(frame, when=IN_TREATMENT), only(frame, when=AFTER)
    assert (here["events"], here["n"], later["events"]) == (inside, 10, after)
    expected = clopper_pearson(inside, 10)
    assert (here["low"], here["high"]) == (expected.low, expected.high)


def test_a_death_in_a_later_stay_is_not_one_after_the_earlier() -> None:
    rows = [stay("A", 0, 30, "completed", died_on=day(50)), stay("A", 40)]
    frame = shown(derived(rows), "deaths").frame
    assert only(frame, when=AFTER)["events"] == 0
    assert only(frame, when=IN_TREATMENT)["events"] == 1


def test_only_what_happened_in_the_period_counts() -> None:
    rows = [stay("A", 0, 100, "death"), stay("B", 0, 100, "completed", died_on=day(110)), stay("C")]
    early = shown(derived(rows), "deaths", 0, 50).frame
    assert only(early, when=IN_TREATMENT)["events"] == 0
    assert only(early, when=IN_TREATMENT)["n"] == 3
    late = shown(derived(rows), "deaths", 60, 120).frame
    assert [only(late, when=when)["events"] for when in (IN_TREATMENT, AFTER)] == [1, 1]


def test_discharges_of_the_last_month_are_not_counted_yet() -> None:
    rows = [stay("A", 0, 371, "completed", died_on=day(380)), stay("B", 0, 370, "completed")]
    row = only(shown(derived(rows), "deaths").frame, when=AFTER)
    assert (row["events"], row["n"]) == (0, 1)  # as of day 400 only B left 30 days ago


def test_it_says_for_whom_it_is_and_what_it_needs() -> None:
    assert shown(derived([stay("A", 0, 30, "completed")]), "deaths").notes[0].startswith("For the director only")
    silent = derived([stay("A", 0, 30)], follow_ups=[{"patient_id": "A", "due_on": day(90), "outcome": "completed"}])
    assert "died_on or discharge_reason" in shown(silent, "deaths").unavailable
