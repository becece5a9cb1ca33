"""Share of patient-weeks with the hours required, and hours by week of treatment."""

from __future__ import annotations

import pytest

from tests.made_up import Row, day
from tests.unit.outcomes.engagement.asked import asked, cells, program, session, who

PEOPLE: list[Row] = [{"patient_id": "A", "discharged_on": day(14)}, {"patient_id": "B", "discharged_on": day(7)}]
SESSIONS: list[Row] = [
    *(session("A", d, minutes_attended=180) for d in (1, 3, 5)),  # week 1 of A: 9 h
    session("A", 8, minutes_attended=120),  # week 2 of A: 2 h
    *(session("B", d, minutes_attended=240) for d in (1, 3, 5)),  # week 1 of B: 12 h
]


def test_weeks_with_enough_hours_of_all_full_weeks() -> None:
    records = program(PEOPLE, SESSIONS)
    found = asked(records, "hours")
    assert cells(found, "events", "n", "people", "median", "required_hours") == [(2, 3, 2, 9.0, "9 h")]
    assert found.headline is not None and found.headline.value == pytest.approx(2 / 3)
    assert who(records, found, 0) == ["A"]  # who had a week under the requirement


def test_hours_by_week_of_treatment() -> None:
    found = asked(program(PEOPLE, SESSIONS), "hours_by_week")
    # week 1: 9 and 12 hours, week 2: 2 hours
    assert cells(found, "week", "median", "n", "thin") == [(1, 10.5, 2, True), (2, 2.0, 1, True)]


def test_weeks_beyond_the_last_one_shown_are_no_part_of_n() -> None:
    found = asked(program([{"patient_id": "A", "discharged_on": day(7 * 28)}], SESSIONS[:1]), "hours_by_week")
    assert (len(found.frame), found.n) == (26, 26)


def test_weeks_without_a_status_are_left_out_and_counted() -> None:
    found = asked(program(PEOPLE, [*SESSIONS, session("A", 9, "unrecorded", minutes_scheduled=180)]), "hours")
    assert cells(found, "events", "n") == [(2, 2)]
    assert found.notes[0].startswith("1 patient-weeks with a clinical session without a status")


def test_without_minutes_it_says_so() -> None:
    found = asked(program(PEOPLE, [session("A", 1)]), "hours")
    assert "length of the sessions" in found.unavailable
    assert asked(program(PEOPLE, [session("A", 1)]), "hours_by_week").unavailable == found.unavailable
