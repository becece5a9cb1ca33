"""Treatment days: several sessions of a day are one, only clinical ones the person came to."""

from __future__ import annotations

import numpy as np

from analytics.outcomes.engagement.treatment_days import treatment_days
from tests.made_up import Row
from tests.unit.outcomes.engagement.asked import program, scope, session

SESSIONS: list[Row] = [
    session("A", 1, service="group"), session("A", 1, service="individual"), session("A", 4, "late", service="group"),
    session("A", 5, "no_show", service="group"), session("A", 6, service="case_management"),
    session("B", 2, "partial", service="family"),
]  # fmt: skip


def test_each_day_once() -> None:
    found = scope(program([{"patient_id": "A"}, {"patient_id": "B"}], SESSIONS))
    days = treatment_days(found)
    zero = found.stays.admitted[days.stay]
    assert list(zip(days.stay.tolist(), (days.day - zero).tolist(), strict=True)) == [(0, 1), (0, 4), (1, 2)]


def test_counted_between_two_days_both_included() -> None:
    found = scope(program([{"patient_id": "A"}, {"patient_id": "B"}], SESSIONS))
    zero = found.stays.admitted.astype(np.int64)
    days = treatment_days(found)
    assert days.within(zero + 1, zero + 4).tolist() == [2, 1]
    assert days.within(zero + 2, zero + 3).tolist() == [0, 1]
    first, there = days.first_from(zero + 3)
    assert there.tolist() == [True, False]  # B never came again
    assert first[0] == zero[0] + 4
