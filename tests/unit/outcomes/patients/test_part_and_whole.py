"""A part's share against the whole's: by hand, and where it cannot be had (against R: tests/parity)."""

from __future__ import annotations

import math

import numpy as np
import pytest

from analytics.outcomes.limits import student_quantile
from analytics.outcomes.patients.part_and_whole import difference_from_whole


def test_three_patients_by_hand() -> None:
    # patient   flagged hits/weeks   all hits/weeks
    #    1            2 / 2               2 / 4
    #    2            1 / 2               1 / 4
    #    3            0 / 0               0 / 4
    # shares 3/4 and 3/12: difference 1/2. Residuals (hits − share × weeks) ÷ weeks in all:
    #    1: (2 − 1.5)/4 − (2 − 1)/12 = 1/24     2: (1 − 1.5)/4 − (1 − 1)/12 = −1/8     3: 0 − (0 − 1)/12 = 1/12
    # squares 1/576 + 9/576 + 4/576 = 14/576; × 3/2 = 21/576; error √21/24
    found = difference_from_whole(np.array([2, 1, 0]), np.array([2, 2, 0]), np.array([2, 1, 0]), np.array([4, 4, 4]))
    reach = student_quantile(0.95, 2) * math.sqrt(21) / 24
    assert found.value == pytest.approx(0.5)
    assert (found.low, found.high) == pytest.approx((0.5 - reach, 0.5 + reach))
    assert found.n == 4


def test_a_part_of_fewer_than_two_patients_is_not_estimable() -> None:
    found = difference_from_whole(np.array([1, 0]), np.array([3, 0]), np.array([1, 2]), np.array([4, 4]))
    assert found.value is None
    assert found.reason == "fewer than two patients"


def test_the_whole_as_its_own_part_differs_by_nothing() -> None:
    hits, whole = np.array([1, 2, 0]), np.array([3, 3, 2])
    found = difference_from_whole(hits, whole, hits, whole)
    assert (found.value, found.low, found.high) == (0, 0, 0)
