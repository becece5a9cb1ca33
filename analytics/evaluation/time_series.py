"""Did the level or the trend of a monthly figure change on a day that was named beforehand? Interrupted time series."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtr

from analytics.errors import NotEstimable
from analytics.outcomes.intervals import LEVEL, Estimate
from analytics.outcomes.limits import student_quantile

LEAST_MONTHS = 12
"""Months needed on each side of the change; with fewer a trend cannot be told from chance (Bernal 2017: at least 8)."""

METHOD = "segmented regression, Newey–West error with small-sample correction"
TERMS = ("level before", "trend before", "change of level", "change of trend")


@dataclass(frozen=True, eq=False)
class SegmentedRegression:
    """value = a + b·month + c·after + d·months since the change, month by month; `estimates` in the order of TERMS.

    `p` of each term by Student's t with n − 4 degrees of freedom. `fitted`: month, value, fitted, counterfactual (the
    trend before, carried on; NaN before the change). `lag`: months of autocorrelation the error allows for.
    """

    estimates: tuple[Estimate, ...]
    p: tuple[float, ...]
    fitted: pd.DataFrame
    months_before: int
    months_after: int
    lag: int
    method: str = METHOD


def segmented_regression(
    months: np.ndarray, values: np.ndarray, *, change: int, level: float = LEVEL
) -> SegmentedRegression:
    """Ordinary least squares on monthly values; the error is Newey and West's (1987) times n ÷ (n − 4).

    `months`: whole numbers of months in order; `change`: the first month after it. Months without a value are left out.
    R: `lm` with `sandwich::NeweyWest(lag = …, prewhite = FALSE, adjust = TRUE)`. Raises NotEstimable with fewer than
    `LEAST_MONTHS` months on a side, or when nothing varies.
    """
    known = ~np.isnan(values)
    month, value = np.asarray(months)[known].astype(float), np.asarray(values, float)[known]
    after = month >= change
    _refuse_short(int((~after).sum()), int(after.sum()))
    if np.ptp(value) == 0:
        raise NotEstimable("The monthly figures are all the same, so no change can be told.", "Choose another figure.")
    design = design_of(month, change)
    lag = usual_lag(len(value))
    coefficients, covariance = newey_west(design, value, lag)
    degrees = len(value) - design.shape[1]
    reach = student_quantile(level, degrees)
    errors = np.sqrt(np.diag(covariance))
    estimates = tuple(
        Estimate(float(b), float(b - reach * e), float(b + reach * e), len(value), None, METHOD, level)
        for b, e in zip(coefficients, errors, strict=True)
    )
    p = tuple(float(2 * stdtr(degrees, -abs(b / e))) for b, e in zip(coefficients, errors, strict=True))
    carried = design[:, :2] @ coefficients[:2]
    fitted = pd.DataFrame(
        {
            "month": month,
            "value": value,
            "fitted": design @ coefficients,
            "counterfactual": np.where(after, carried, np.nan),
        }
    )
    return SegmentedRegression(estimates, p, fitted, int((~after).sum()), int(after.sum()), lag)


def design_of(month: np.ndarray, change: int) -> np.ndarray:
    """The columns of the regression: 1, months since the first, after the change, months since the change."""
    after = (month >= change).astype(float)
    return np.column_stack((np.ones(len(month)), month - month[0], after, after * (month - change)))


def usual_lag(n: int) -> int:
    """Months of autocorrelation allowed for: ⌊0.75 n^(1/3)⌋ (Stock and Watson's rule of thumb)."""
    return math.floor(0.75 * math.cbrt(n))


def newey_west(design: np.ndarray, value: np.ndarray, lag: int) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients and their covariance with Bartlett weights up to `lag`, times n ÷ (n − k)."""
    n, k = design.shape
    bread = np.linalg.inv(design.T @ design)
    coefficients = bread @ design.T @ value
    score = design * (value - design @ coefficients)[:, None]
    meat = score.T @ score
    for step in range(1, lag + 1):
        cross = score[step:].T @ score[:-step]
        meat += (1 - step / (lag + 1)) * (cross + cross.T)
    return coefficients, n / (n - k) * bread @ meat @ bread


def _refuse_short(before: int, after: int) -> None:
    if min(before, after) < LEAST_MONTHS:
        side = "before" if before < LEAST_MONTHS else "after"
        have = before if side == "before" else after
        raise NotEstimable(
            f"Only {have} months lie {side} the change; {LEAST_MONTHS} are needed on each side.",
            "Wait for more months, or compare people before and after instead.",
        )
