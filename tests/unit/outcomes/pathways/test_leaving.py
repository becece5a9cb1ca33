"""How a stay ended: the reason of its last episode, the day the patient was last here, the day of death."""

from __future__ import annotations

import numpy as np

from analytics.outcomes.pathways.leaving import death_days, ended, reasons, transfers_note
from analytics.outcomes.scope import Window, scope_of
from analytics.records.days import NO_DAY, day_number
from tests.made_up import day
from tests.unit.outcomes.pathways.made import derived, stay


def test_a_joined_stay_ends_with_the_reason_of_its_last_episode() -> None:
    scope = scope_of(
        derived(
            [
                stay("A", 0, 20, "transferred"),
                stay("A", 25, 60, "completed"),  # within 7 days: the same stay
                stay("B", 0, 20, "transferred"),
                stay("B", 30, 60, "dropped_out"),  # after 10 days: another one
                stay("C", 0, None),
                stay("D", 0, 9, None),
            ]
        ),
        Window("discharged", None),
    )
    assert reasons(scope).tolist() == ["completed", "transferred", "dropped out", "not recorded", "not recorded"]
    assert ended(scope).tolist() == [True, True, True, False, True]
    assert "within 7 days" in transfers_note(scope)


def test_the_day_of_death_comes_from_the_record_else_from_the_contact() -> None:
    scope = scope_of(
        derived(
            [
                stay("A", 0, 30, "completed", died_on=day(50)),
                stay("B", 0, 30, "death"),
                stay("C", 0, 30, "completed"),
                stay("D", 0, 30, "completed"),
                stay("E", 0, 30, "completed", died_on=day(500)),  # after as-of: not known yet
            ],
            follow_ups=[
                {"patient_id": "A", "due_on": day(90), "contacted_on": day(91), "outcome": "deceased"},
                {"patient_id": "C", "due_on": day(90), "contacted_on": day(95), "outcome": "deceased"},
                {"patient_id": "D", "due_on": day(90), "contacted_on": None, "outcome": "unreachable"},
            ],
        ),
        Window("discharged", None),
    )
    expected = [day_number(day(50)), day_number(day(30)), day_number(day(95)), NO_DAY, NO_DAY]
    assert np.array_equal(death_days(scope), expected)


def test_a_contact_without_a_day_of_its_own_counts_on_the_day_it_was_due() -> None:
    scope = scope_of(
        derived([stay("A", 0, 30)], follow_ups=[{"patient_id": "A", "due_on": day(90), "outcome": "deceased"}]),
        Window("discharged", None),
    )
    assert death_days(scope).tolist() == [day_number(day(90))]
