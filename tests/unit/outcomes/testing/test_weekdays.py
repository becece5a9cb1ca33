"""Weekdays and predictability: what falls on which day, and what chance alone would give."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.outcomes.periods import Period
from analytics.outcomes.testing.uniformity import expected_usual_share
from tests.made_up import test_row
from tests.unit.outcomes.testing.asked import asked, rows, with_tables

WHOLE = Period(date(2026, 1, 1), date(2026, 12, 31), "2026")
PEOPLE = [{"patient_id": name} for name in ("A", "B")]
# admitted on Monday 5 January 2026: day 7 is a Monday. A is always tested on Mondays, B on a Monday, Tuesday, …
MONDAYS = [test_row(7 * week, "negative") for week in range(1, 5)]
MOVING = [test_row(7 * week + week - 1, "negative", patient="B") for week in range(1, 5)]
WORKDAYS = [{"patient_id": "A", "session_on": date(2026, 1, 5 + k), "status": "attended"} for k in range(5)]


def test_tests_are_counted_on_their_weekday() -> None:
    records = with_tables("attendance", episodes=PEOPLE, tests=MONDAYS + MOVING, attendance=WORKDAYS)
    found = asked(records, "weekdays", period=WHOLE)
    assert rows(found, "weekday", "events", "treatment_day")[:5] == [
        ("Monday", 5, True), ("Tuesday", 1, True), ("Wednesday", 1, True), ("Thursday", 1, True), ("Friday", 0, True),
    ]  # fmt: skip
    assert rows(found, "weekday", "treatment_day")[5:] == [("Saturday", False), ("Sunday", False)]
    assert found.frame["even"].dropna().tolist() == pytest.approx([0.2] * 5)
    assert "Treatment days: Monday, Tuesday, Wednesday, Thursday, Friday." in found.notes[0]


def test_the_day_of_admission_is_no_test_day() -> None:
    found = asked(with_tables(episodes=PEOPLE, tests=[test_row(0, "negative"), *MOVING]), "weekdays", period=WHOLE)
    assert found.n == 4


def test_weekdays_need_a_calendar() -> None:
    assert "day numbers" in asked(with_tables(episodes=PEOPLE, tests=MONDAYS), "weekdays").unavailable


def test_usual_weekday_and_regular_gaps_beside_chance() -> None:
    found = asked(with_tables(episodes=PEOPLE, tests=MONDAYS + MOVING), "predictability", period=WHOLE)
    usual, gaps = found.frame.to_dict("records")
    assert (usual["events"], usual["n"]) == (5, 8)  # A four of four, B one of four
    assert usual["random"] == pytest.approx(expected_usual_share(4, 7))
    assert (gaps["events"], gaps["n"]) == (6, 6)  # A's gaps are 7, B's 8 days: 7 ± 1
    assert gaps["random"] == pytest.approx(19 / 49)


def test_a_gap_of_nine_days_is_not_regular_and_three_tests_make_no_habit() -> None:
    tests = [test_row(day, "negative", patient=name) for name in "AB" for day in (7, 16, 22)]
    found = asked(with_tables(episodes=PEOPLE, tests=tests), "predictability", period=WHOLE)
    usual, gaps = found.frame.to_dict("records")
    assert usual["value"] is None or usual["value"] != usual["value"]
    assert usual["reason"] == "no patient has 4 tests"
    assert (gaps["events"], gaps["n"]) == (2, 4)  # 9 days is not, 6 days is


def test_day_numbers_have_gaps_and_no_weekdays() -> None:
    found = asked(with_tables(episodes=PEOPLE, tests=MONDAYS + MOVING), "predictability")
    (gaps,) = found.frame.to_dict("records")  # no row that could only say that there are no weekdays
    assert (gaps["measure"], gaps["events"]) == ("regular gaps", 6)
    assert found.notes == (
        "Day numbers have no weekdays, so nobody has a usual one. Random testing gives for the gaps one test every 7 "
        "days on an even random day.",
    )
