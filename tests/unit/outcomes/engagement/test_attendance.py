"""Attendance: who counts above and below the line, what is listed beside it, months that cannot be trusted."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.outcomes.measures import overview_measures
from analytics.outcomes.periods import quarter
from tests.made_up import Row
from tests.unit.outcomes.engagement.asked import asked, cells, program, session, who

TWO: list[Row] = [{"patient_id": "A", "site": "River"}, {"patient_id": "B", "site": "Main"}]
SESSIONS: list[Row] = [
    session("A", 1), session("A", 2, "partial"), session("A", 3, "late"), session("A", 4, "no_show"),
    session("A", 5, "excused"), session("A", 6, "unrecorded"), session("A", 7, "cancelled_by_program"),
    session("B", 1), session("B", 2, "cancelled_by_patient"),
]  # fmt: skip


def test_attended_partial_and_late_of_those_and_the_missed_ones() -> None:
    found = asked(program(TWO, SESSIONS), "attendance")
    # A: 3 of 4, B: 1 of 2; excused, without a status and cancelled by the program are outside
    assert cells(found, "group", "events", "n", "value") == [("all", 4, 6, pytest.approx(4 / 6))]
    assert cells(found, "excused", "unrecorded", "cancelled_by_program", "sessions") == [(1, 1, 1, 9)]
    assert found.headline is not None and found.headline.value == pytest.approx(4 / 6)


def test_groups_follow_everybody_with_their_people() -> None:
    records = program(TWO, SESSIONS)
    found = asked(records, "attendance", by="site")
    assert cells(found, "group", "events", "n") == [("all", 4, 6), ("Main", 1, 2), ("River", 3, 4)]
    assert [who(records, found, row) for row in range(3)] == [["A", "B"], ["B"], ["A"]]
    assert found.frame["reason"].tolist()[1:] == ["fewer than two patients"] * 2  # no interval of one person


def test_only_sessions_of_the_period_count() -> None:
    period = quarter(date(2026, 1, 5))
    late: list[Row] = [*SESSIONS, session("A", 100, "no_show"), session("B", 101, "no_show")]  # in the next quarter
    assert cells(asked(program(TWO, late), "attendance", period=period), "events", "n") == [(4, 6)]


def test_the_overviews_quarter_is_the_same_figure() -> None:
    many = [session(p, d, "no_show" if d % 7 == 0 else "attended") for p in "AB" for d in range(1, 86)]
    records = program(TWO, many, until=85)  # 31 March 2026, the end of the quarter
    tile = next(measure for measure in overview_measures(records) if measure.key == "attendance")
    assert tile.period.label == "2026 Q1"
    assert asked(records, "attendance", period=tile.period).headline == tile.estimate


def test_a_source_of_held_sessions_only_is_not_estimable() -> None:
    held = [session("A", 1), session("A", 91), session("B", 2)]  # 90 days without any absence
    found = asked(program(TWO, held), "attendance")
    assert "only held sessions" in found.unavailable
    assert asked(program(TWO, [session("A", 1), session("A", 90)]), "attendance").unavailable == ""  # 89 days


def test_a_month_with_more_than_one_in_twenty_unrecorded_is_not_trusted() -> None:
    january = [session("A", d) for d in range(1, 20)] + [session("B", 1, "no_show")]
    one = [session("B", 2, "unrecorded")]  # 1 of 21
    two = [*one, session("B", 3, "unrecorded")]  # 2 of 22
    assert cells(asked(program(TWO, january + one, until=40), "attendance_by_month"), "trusted") == [(True,)]
    months = asked(program(TWO, january + two, until=40), "attendance_by_month")
    assert cells(months, "events", "n", "unrecorded", "trusted") == [(19, 20, 2, False)]


def test_a_month_that_is_not_over_is_not_shown() -> None:
    sessions = [session("A", 1), session("B", 2, "no_show"), session("A", 28)]  # 6, 7 January and 2 February
    found = asked(program(TWO, sessions, until=30), "attendance_by_month")
    assert [month.date() for month in found.frame["month"]] == [date(2026, 1, 1)]
