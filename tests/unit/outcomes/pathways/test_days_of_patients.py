"""The first day of a patient in a stretch of days: both ends belong to it, other patients' days do not."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.outcomes.pathways.days_of_patients import NEVER, days_of_patients, first_day_between
from analytics.records.days import NO_DAY

KEYS = days_of_patients(np.array([0, 0, 1, 1, 1]), np.array([5, 9, -3, 7, NO_DAY], np.int32))

FIRST = [
    # patient, from, to, first day
    (0, 5, 9, 5),
    (0, 6, 9, 9),
    (0, 6, 8, NEVER),
    (0, 10, 99, NEVER),  # the next key is another patient's
    (1, -3, 0, -3),  # before 1970
    (1, -2, 99, 7),
    (2, 0, 99, NEVER),
]


@pytest.mark.parametrize(("patient", "low", "high", "expected"), FIRST)
def test_the_first_day_in_a_stretch(patient: int, low: int, high: int, expected: int) -> None:
    found = first_day_between(KEYS, np.array([patient]), np.array([low]), np.array([high]))
    assert found.tolist() == [expected]


def test_no_days_at_all() -> None:
    none = days_of_patients(np.zeros(0, np.int32), np.zeros(0, np.int32))
    assert first_day_between(none, np.array([0]), np.array([0]), np.array([9])).tolist() == [NEVER]
