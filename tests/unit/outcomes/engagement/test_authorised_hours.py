"""Authorised hours left of people in treatment, fewest first."""

from __future__ import annotations

import pandas as pd

from tests.made_up import Row, day
from tests.unit.outcomes.engagement.asked import asked, cells, program, session, who

PEOPLE: list[Row] = [
    {"patient_id": "A", "authorised_hours": 30.0, "discharged_on": None},
    {"patient_id": "B", "authorised_hours": 10.0, "discharged_on": None},
    {"patient_id": "C", "authorised_hours": None, "discharged_on": None},
    {"patient_id": "D", "authorised_hours": 40.0, "discharged_on": day(5)},
]
SESSIONS: list[Row] = [
    *(session("A", d, service="group", minutes_attended=180) for d in (1, 8, 15)),  # 9 h in three full weeks
    session("B", 1, service="group", minutes_attended=720),  # 12 h: two more than authorised
    session("B", 2, service="case_management", minutes_attended=60),  # not clinical
]


def test_left_pace_and_days() -> None:
    records = program(PEOPLE, SESSIONS, until=21)
    found = asked(records, "authorised_hours")
    # B: 10 − 12; A: 30 − 9 = 21 at 3 h a week lasts 49 days
    assert cells(found, "patient_id", "authorised", "attended", "left", "hours_a_week", "days_left") == [
        ("B", 10, 12, -2, 4, 0), ("A", 30, 9, 21, 3, 49),
    ]  # fmt: skip
    assert [who(records, found, row) for row in (0, 1)] == [["B"], ["A"]]
    assert found.notes[0] == "1 in treatment without authorised hours are left out."


def test_no_pace_before_the_first_week_is_over() -> None:
    found = asked(program(PEOPLE[:1], SESSIONS[:1], until=6), "authorised_hours")
    assert pd.isna(found.frame["hours_a_week"].iloc[0]) and pd.isna(found.frame["days_left"].iloc[0])


def test_nobody_in_treatment() -> None:
    found = asked(program(PEOPLE[3:], SESSIONS[:1], until=21), "authorised_hours")
    assert "Nobody in treatment" in found.unavailable
