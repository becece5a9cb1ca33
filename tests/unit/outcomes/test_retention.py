"""Retention and census by hand: last contact before an office closure, who could have reached the day."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.outcomes.retention import census_on, left_on, retention_at
from analytics.records.days import NO_DAY, day_number
from analytics.records.stays import joined_stays
from tests.made_up import Row, day, made_up_records

LEFT = [
    # reason, discharged, last contact                          really left on
    ("dropped_out", 100, 60, 60),
    ("terminated", 100, 60, 60),
    ("unknown", 100, 60, 60),
    ("completed", 100, 60, 100),
    ("transferred", 100, 60, 100),
    ("dropped_out", 100, None, 100),
    ("dropped_out", 100, 120, 100),  # seen after the discharge: the discharge counts
    ("dropped_out", 100, -5, 100),  # seen before admission only: not this stay
    ("dropped_out", None, 60, None),  # still in care
]


@pytest.mark.parametrize(("reason", "discharged", "contact", "expected"), LEFT)
def test_when_a_stay_really_ended(
    reason: str, discharged: int | None, contact: int | None, expected: int | None
) -> None:
    row: Row = {
        "patient_id": "A",
        "discharge_reason": reason,
        "discharged_on": None if discharged is None else day(discharged),
        "last_contact_on": None if contact is None else day(contact),
    }
    made = made_up_records(episodes=[row])
    left = int(left_on(made, joined_stays(made))[0])
    assert left == (NO_DAY if expected is None else day_number(day(expected)))


def people(*left: int | None) -> list[Row]:
    return [
        {"patient_id": f"P{i}", "discharged_on": None if d is None else day(d), "discharge_reason": "completed"}
        for i, d in enumerate(left)
    ]


def retained(as_of: int, *left: int | None) -> tuple[int | None, int]:
    made = made_up_records(episodes=people(*left), as_of=day(as_of))
    stays = joined_stays(made)
    found = retention_at(made, stays, np.ones(len(stays), bool), day_number(day(as_of)), days=90)
    return found.events, found.n


def test_leaving_on_the_day_is_retained_leaving_before_is_not() -> None:
    assert retained(400, 89, 90, 91, None) == (3, 4)


def test_people_admitted_too_lately_are_left_out() -> None:
    assert retained(90, None, 10) == (1, 2)
    assert retained(89, None, 10) == (None, 0)


def test_the_census_counts_people_at_the_end_of_a_day() -> None:
    twice = [
        {"patient_id": "P0", "admitted_on": day(0), "discharged_on": day(20), "discharge_reason": "completed"},
        {"patient_id": "P0", "admitted_on": day(15), "discharged_on": None, "discharge_reason": None},
        {"patient_id": "P1", "admitted_on": day(10), "discharged_on": day(12), "discharge_reason": "completed"},
    ]
    made = made_up_records(episodes=twice)
    stays = joined_stays(made)
    everyone = np.ones(len(stays), bool)
    seen = {d: census_on(made, stays, everyone, day_number(day(d))) for d in (-1, 0, 10, 11, 12, 16, 25)}
    # on day 12 P1 is out; on day 16 both stays of P0 overlap and are one person
    assert seen == {-1: 0, 0: 1, 10: 2, 11: 2, 12: 1, 16: 1, 25: 1}
