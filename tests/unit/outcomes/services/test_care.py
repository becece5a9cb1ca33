"""Weeks in care and the sessions that count within them."""

from __future__ import annotations

from analytics.outcomes.services.care import groups_of, held_sessions, last_days, weeks_in_care
from tests.made_up import day
from tests.unit.outcomes.services.small import scope, session, stay


def test_both_days_of_a_stay_count() -> None:
    # A: days 0–13, 14 days, 2 weeks; B: one day; C: still there on day 400, 401 days
    found = scope(episodes=[stay("A"), stay("B", 3, 3), stay("C", 0, None)])
    assert weeks_in_care(found).tolist() == [2, 1 / 7, 401 / 7]


def test_a_stay_ends_the_day_before_the_next_admission() -> None:
    found = scope(episodes=[stay("A", 0, 20), stay("A", 14, 27)])
    assert (last_days(found) - found.stays.admitted).tolist() == [13, 13]
    assert weeks_in_care(found).sum() == 4  # 28 days, none counted twice


def test_care_ends_at_the_last_contact_before_an_office_closure() -> None:
    closed = stay("A", 0, 90, discharge_reason="dropped_out", last_contact_on=day(13))
    completed = stay("B", 0, 27, discharge_reason="completed", last_contact_on=day(13))
    assert weeks_in_care(scope(episodes=[closed, completed])).tolist() == [2, 4]


def test_only_sessions_come_to_between_admission_and_discharge_count() -> None:
    held = held_sessions(
        scope(
            episodes=[stay("A")],
            attendance=[
                session("A", 0, 60),  # the day of admission
                session("A", 13, 60, "late"),  # the day of discharge
                session("A", 5, 30, "partial"),
                session("A", 14, 60),  # aftercare
                session("A", 6, None, "no_show"),
                session("A", 7, None, "excused"),
            ],
        )
    )
    assert sorted(held.hours.tolist()) == [0.5, 1, 1]


def test_minutes_scheduled_stand_in_for_those_not_recorded() -> None:
    held = held_sessions(
        scope(
            episodes=[stay("A")],
            attendance=[session("A", 1, None, minutes_scheduled=90), session("A", 2, 60, minutes_scheduled=90)],
        )
    )
    assert (held.hours.tolist(), held.by_plan.tolist()) == ([1.5, 1.0], [True, False])


def test_two_stays_of_one_person_are_one_patient_of_a_group() -> None:
    found = scope(episodes=[stay("A"), stay("A", 100, 110), stay("B")])
    (group,) = groups_of(found, None)
    assert group.patients == 2
    assert group.by_patient(weeks_in_care(found)).tolist() == [2 + 11 / 7, 2]
