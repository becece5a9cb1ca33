"""Rates with patients as clusters, by hand and at their edges."""

from __future__ import annotations

import math

import pytest

from analytics.errors import CannotContinue
from analytics.outcomes.rates import METHOD_OF_NONE, clustered_rate


def test_by_hand() -> None:
    # 3 hours in 2 weeks and 1 in 2: 4 / 4 = 1; residuals +1, −1, sum of squares 2, × 2/(2−1) = 4, error 2/4 = 0.5;
    # t with 1 degree of freedom is 12.7062: 1 × exp(±6.3531)
    rate = clustered_rate([3, 1], [2, 2])
    assert rate.value == 1
    assert rate.high == pytest.approx(math.exp(6.35310), rel=1e-4)
    assert (rate.low or 0) * (rate.high or 0) == pytest.approx(1)


def test_one_patients_many_contacts_widen_the_interval() -> None:
    spread = clustered_rate([1] * 8 + [0] * 8, [10] * 16)
    bundled = clustered_rate([8] + [0] * 15, [10] * 16)
    assert spread.value == bundled.value
    assert (bundled.high or 0) > 2 * (spread.high or 0)


def test_none_has_an_upper_limit_and_names_its_method() -> None:
    rate = clustered_rate([0, 0], [50, 50])
    assert (rate.value, rate.low, rate.method) == (0, 0, METHOD_OF_NONE)
    assert rate.high == pytest.approx(-math.log(0.025) / 100)


def test_patients_without_time_are_left_out() -> None:
    assert clustered_rate([3, 1, 0], [2, 2, 0]) == clustered_rate([3, 1], [2, 2])


def test_one_patient_alone_is_not_estimable() -> None:
    assert clustered_rate([3], [2]).reason == "fewer than two patients"


@pytest.mark.parametrize(("amount", "time"), [([1, -1], [1, 1]), ([1, 1], [1, -1]), ([1], [1, 1])])
def test_impossible_numbers_are_refused(amount: list[float], time: list[float]) -> None:
    with pytest.raises(CannotContinue):
        clustered_rate(amount, time)
