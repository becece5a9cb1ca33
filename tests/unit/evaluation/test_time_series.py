"""Interrupted time series: a step without noise is found to the digit; short series and flat ones are refused."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.errors import NotEstimable
from analytics.evaluation.time_series import LEAST_MONTHS, newey_west, segmented_regression, usual_lag

MONTHS = np.arange(24)


def test_a_step_and_a_bend_without_noise_are_found() -> None:
    # 0.50 + 0.01 a month; from month 12 on 0.10 higher and 0.02 more a month
    values = 0.5 + 0.01 * MONTHS + np.where(MONTHS >= 12, 0.10 + 0.02 * (MONTHS - 12), 0)
    found = segmented_regression(MONTHS, values, change=12)
    assert [e.value for e in found.estimates] == pytest.approx([0.5, 0.01, 0.10, 0.02])
    assert found.fitted["counterfactual"].iloc[23] == pytest.approx(0.5 + 0.01 * 23)
    assert found.fitted["counterfactual"].iloc[:12].isna().all()


def test_months_without_a_value_are_left_out_of_both_sides() -> None:
    values = np.where(MONTHS == 3, np.nan, 0.5 + 0.01 * (MONTHS % 3))
    with pytest.raises(NotEstimable, match=r"Only 11 months lie before the change; 12 are needed"):
        segmented_regression(MONTHS, values, change=12)


@pytest.mark.parametrize(("months", "change", "said"), [(23, 12, "after"), (24, 11, "before")])
def test_twelve_months_are_needed_on_each_side(months: int, change: int, said: str) -> None:
    values = np.arange(months) % 5 / 10
    with pytest.raises(NotEstimable, match=f"Only {LEAST_MONTHS - 1} months lie {said}"):
        segmented_regression(np.arange(months), values, change=change)


def test_nothing_that_varies_is_no_change() -> None:
    with pytest.raises(NotEstimable, match="all the same"):
        segmented_regression(MONTHS, np.full(24, 0.4), change=12)


def test_the_lag_grows_slowly() -> None:
    assert [usual_lag(n) for n in (24, 36, 63, 64)] == [2, 2, 2, 3]  # 0.75 * 24 ** (1 / 3) = 2.16; * 64 ** (1 / 3) = 3


def test_without_lag_it_is_whites_error() -> None:
    # one column of ones: coefficient 2, squared residuals 1 0 1; (2 / 9) * 3 / 2 = 1 / 3
    coefficients, covariance = newey_west(np.ones((3, 1)), np.array([1.0, 2.0, 3.0]), 0)
    assert coefficients.tolist() == [2.0]
    assert covariance[0, 0] == pytest.approx(1 / 3)
