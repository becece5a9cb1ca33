"""Events in turn: sums between two days, the latest one, who is in care."""

from __future__ import annotations

import numpy as np

from analytics.outcomes.patients.events import EventsInTurn, in_care, session_minutes
from tests.unit.outcomes.patients.scopes import at, number, scope, session


def test_sums_between_days_of_one_stay() -> None:
    events = EventsInTurn.of(np.array([1, 0, 1, 1]), np.array([5, 3, 2, 5]), np.array([10.0, 7.0, 1.0, 2.0]))
    stay, first, last = np.array([1, 1, 0, 2]), np.array([2, 3, 0, 0]), np.array([5, 4, 9, 9])
    assert events.between(stay, first, last).tolist() == [13, 0, 7, 0]
    assert events.days_between(1, 2, 5) == [2, 5, 5]
    assert events.days_between(1, 3, 4) == []


def test_the_latest_event_up_to_a_day() -> None:
    events = EventsInTurn.of(np.array([0, 0, 2]), np.array([3, 8, 1]))
    stay, day = np.array([0, 0, 0, 1, 2]), np.array([2, 3, 9, 5, 5])
    assert events.latest(stay, day, np.full(5, -1)).tolist() == [-1, 3, 8, -1, 1]
    assert EventsInTurn.of(np.zeros(0, int), np.zeros(0, int)).latest(stay, day, np.full(5, -1)).tolist() == [-1] * 5


def test_in_care_from_admission_to_the_eve_of_discharge_or_readmission() -> None:
    episodes = [
        {"patient_id": "A", "discharged_on": at(10), "discharge_reason": "completed"},
        {"patient_id": "B", "discharged_on": None},
        {"patient_id": "B", "admitted_on": at(12), "discharged_on": None},
    ]
    over = scope(episodes=episodes)
    here = {day: in_care(over.records, over.stays, number(day)).tolist() for day in (-1, 0, 9, 10, 12)}
    assert here[-1] == [False, False, False]
    assert here[0] == here[9] == [True, True, False]
    assert here[10] == [False, True, False]
    assert here[12] == [False, False, True]


def test_minutes_as_attended_else_as_scheduled() -> None:
    over = scope(attendance=[session(1, minutes=90.0), session(2, "no_show"), session(3, minutes=None)])
    assert session_minutes(over.records).tolist() == [90.0, 180.0, 180.0]
