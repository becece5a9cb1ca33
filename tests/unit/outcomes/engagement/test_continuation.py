"""Continuation: treatment days within 30 days of admission, of people admitted so long ago."""

from __future__ import annotations

from tests.made_up import Row, day
from tests.unit.outcomes.engagement.asked import asked, cells, program, session, who

PEOPLE: list[Row] = [{"patient_id": name} for name in "ABCD"]
SESSIONS: list[Row] = [
    *(session("A", d) for d in (0, 2, 4, 30)),  # four days; day 30 still counts
    *(session("B", d) for d in (1, 3, 5, 31)),  # the fourth comes too late
    session("C", 1), session("C", 1, service="individual"),  # two sessions, one day
]  # fmt: skip


def test_second_third_and_fourth_day_of_people_admitted() -> None:
    records = program(PEOPLE, SESSIONS)
    found = asked(records, "continuation")
    assert cells(found, "treatment_day", "events", "n") == [(1, 3, 4), (2, 2, 4), (3, 2, 4), (4, 1, 4)]
    assert who(records, found, 1) == ["C", "D"]  # who did not come a second day


def test_of_those_who_came_once() -> None:
    found = asked(program(PEOPLE, SESSIONS), "continuation", of="started")
    assert cells(found, "treatment_day", "events", "n") == [(2, 2, 3), (3, 2, 3), (4, 1, 3)]


def test_people_admitted_in_the_last_thirty_days_are_left_out() -> None:
    people: list[Row] = [*PEOPLE[:1], {"patient_id": "B", "admitted_on": day(1)}]
    found = asked(program(people, [session("A", 1)], until=30), "continuation")
    assert (found.n, found.notes) == (1, ("1 people admitted in the last 30 days are left out.",))
