"""Weekly snapshots: who is looked at, and what counts as having happened in the 30 days after."""

from __future__ import annotations

from datetime import date

import numpy as np

from analytics.outcomes.engagement.drop_out import gap_rule
from analytics.outcomes.patients.snapshots import HORIZON_DAYS, weekly_snapshots
from analytics.outcomes.scope import Scope
from analytics.records.settings import Settings
from tests.made_up import Row, test_row
from tests.unit.outcomes.patients.scopes import at, number, scope, session

WEEKLY = [session(day) for day in range(0, 60, 7)]


def days_looked_at(over: Scope) -> list[int]:
    """Days after admission of every snapshot."""
    return (weekly_snapshots(over).day - number(0)).tolist()


def happened(over: Scope, what: str) -> dict[int, bool]:
    found = weekly_snapshots(over)
    return dict(zip((found.day - number(0)).tolist(), getattr(found, what).tolist(), strict=True))


def leaving(day: int, reason: str) -> list[Row]:
    return [{"patient_id": "A", "discharged_on": at(day), "discharge_reason": reason}]


def test_every_monday_in_care_with_30_days_after_it() -> None:
    # 5 January 2026 (day 0) is a Monday; as-of is day 60, so the last day with 30 days after it is day 30.
    assert at(0).weekday() == date(2026, 1, 5).weekday() == 0
    episodes = leaving(58, "completed")
    assert days_looked_at(scope(as_of=60, episodes=episodes, attendance=WEEKLY)) == [0, 7, 14, 21, 28]
    assert days_looked_at(scope(as_of=58, episodes=episodes, attendance=WEEKLY)) == [0, 7, 14, 21, 28]
    assert days_looked_at(scope(as_of=57, episodes=episodes, attendance=WEEKLY)) == [0, 7, 14, 21]


def test_the_day_of_discharge_is_no_longer_in_care() -> None:
    assert days_looked_at(scope(as_of=90, episodes=leaving(14, "completed"), attendance=WEEKLY)) == [0, 7]
    assert days_looked_at(scope(as_of=90, episodes=leaving(15, "completed"), attendance=WEEKLY)) == [0, 7, 14]


def test_someone_out_by_the_gap_rule_is_not_looked_at_until_they_come_again() -> None:
    # sessions on days 0 and 25: 14 days without one are reached on day 14; day 28 is in care again
    over = scope(as_of=90, episodes=leaving(35, "completed"), attendance=[session(0), session(25)])
    assert days_looked_at(over) == [0, 7, 28]
    assert happened(over, "dropped_out") == {0: True, 7: True, 28: False}


def test_excused_sessions_and_those_without_a_status_interrupt_a_gap_as_on_engagement() -> None:
    # days 0 and 25 with a session on day 12 between: excused or not recorded yet it is a contact, missed it is none
    for status, contact in (("excused", True), ("unrecorded", True), ("no_show", False)):
        attendance = [session(0), session(12, status), session(25)]
        over = scope(as_of=90, episodes=leaving(35, "completed"), attendance=attendance)
        assert happened(over, "dropped_out")[0] is not contact
        assert gap_rule(over).dropped.tolist() == [not contact]


def test_the_gap_needs_its_last_day_in_care_too() -> None:
    # last session on day 21: day 35 would be the 14th day without one, but the discharge came that day
    over = scope(as_of=90, episodes=leaving(35, "completed"), attendance=[session(d) for d in (0, 7, 14, 21)])
    assert not any(happened(over, "dropped_out").values())
    over = scope(as_of=90, episodes=leaving(36, "completed"), attendance=[session(d) for d in (0, 7, 14, 21)])
    assert happened(over, "dropped_out") == {0: False, 7: True, 14: True, 21: True, 28: True}  # day 35 is 30 after 5


def test_reasons_that_are_a_drop_out() -> None:
    for reason, expected in (("dropped_out", True), ("terminated", True), ("completed", False), ("transferred", False)):
        over = scope(as_of=90, episodes=leaving(10, reason), attendance=WEEKLY)
        assert happened(over, "dropped_out") == {0: expected, 7: expected}


def test_positive_tests_of_the_30_days_after_and_not_of_the_day_itself() -> None:
    tests = [test_row(7, "positive"), test_row(37, "positive")]
    over = scope(as_of=90, episodes=leaving(50, "completed"), attendance=WEEKLY, tests=tests)
    assert happened(over, "positive") == {
        0: True,
        7: True,
        14: True,
        21: True,
        28: True,
        35: True,
        42: False,
        49: False,
    }
    only_first = scope(as_of=90, episodes=leaving(50, "completed"), attendance=WEEKLY, tests=tests[:1])
    assert happened(only_first, "positive")[0] and not happened(only_first, "positive")[7]


def test_day_number_records_without_discharges_look_ahead_inside_the_plan() -> None:
    settings = Settings(calendar="relative")
    episodes = [{"patient_id": "A", "admitted_on": at(2), "planned_end_on": at(2 + 56)}]
    over = scope(as_of=300, episodes=episodes, attendance=[session(d) for d in range(2, 60, 7)], settings=settings)
    # every seventh day of the stay; the last one with 30 days up to the planned end (day 56) is day 21 of it
    assert (weekly_snapshots(over).day - number(2)).tolist() == [0, 7, 14, 21]
    assert 21 + HORIZON_DAYS <= 56 < 28 + HORIZON_DAYS


def test_nobody_gives_no_snapshot() -> None:
    assert not len(weekly_snapshots(scope(as_of=10)).stay)
    assert weekly_snapshots(scope(as_of=10)).flags.shape == (4, 0)
    assert np.array_equal(weekly_snapshots(scope(as_of=10)).positive, np.zeros(0, bool))
