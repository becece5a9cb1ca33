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

METHOD = "segmented regression, months correlated with their neighbours (AR(1), REML)"
NEWEY_WEST = "segmented regression, Newey–West error with small-sample correction"
NEWEY_WEST_CAUTION = (
    "In series this short Newey–West errors are too small: with 12 months on each side they find a change in about 15 "
    "of 100 series in which nothing changed (docs/simulation.md). They stand beside the main figures."
)
HIGHEST_CORRELATION = 0.99
TERMS = ("level before", "trend before", "change of level", "change of trend")


@dataclass(frozen=True, eq=False)
class SegmentedRegression:
    """value = a + b·month + c·after + d·months since the change, month by month; `estimates` in the order of TERMS.

    `p` of each term by Student's t with n − 4 degrees of freedom. `correlation`: of neighbouring months (0 = none).
    `fitted`: month, value, fitted, counterfactual (the trend before, carried on; NaN before the change). `newey_west`,
    `newey_west_p`: the same with Newey and West's error over `lag` months.
    """

    estimates: tuple[Estimate, ...]
    p: tuple[float, ...]
    correlation: float
    fitted: pd.DataFrame
    months_before: int
    months_after: int
    newey_west: tuple[Estimate, ...]
    newey_west_p: tuple[float, ...]
    lag: int
    method: str = METHOD


def segmented_regression(
    months: np.ndarray, values: np.ndarray, *, change: int, level: float = LEVEL
) -> SegmentedRegression:
    """Generalised least squares on monthly values that resemble their neighbours; REML as the errors, t with n − 4.

    `months`: whole numbers of months in order; `change`: the first month after it. Months without a value are left out
    (their neighbours are then two months apart). R: `nlme::gls(correlation = corAR1(form = ~month))`, `lm` where the
    correlation would be negative; beside it `sandwich::NeweyWest(prewhite = FALSE, adjust = TRUE)`. Raises NotEstimable
    with fewer than `LEAST_MONTHS` months on a side, or when nothing varies.
    """
    known = ~np.isnan(values)
    month, value = np.asarray(months)[known].astype(float), np.asarray(values, float)[known]
    after = month >= change
    _refuse_short(int((~after).sum()), int(after.sum()))
    if np.ptp(value) == 0:
        raise NotEstimable("The monthly figures are all the same, so no change can be told.", "Choose another figure.")
    design, lag = design_of(month, change), usual_lag(len(value))
    correlation = neighbours_correlation(design, value, month)
    _, coefficients, covariance = correlated_fit(design, value, month, correlation)
    estimates, p = _tested(coefficients, covariance, len(value), METHOD, level)
    beside, beside_p = _tested(*newey_west(design, value, lag), len(value), NEWEY_WEST, level)
    carried = np.where(after, design[:, :2] @ coefficients[:2], np.nan)
    fitted = {"month": month, "value": value, "fitted": design @ coefficients, "counterfactual": carried}
    return SegmentedRegression(
        estimates=estimates,
        p=p,
        correlation=correlation,
        fitted=pd.DataFrame(fitted),
        months_before=int((~after).sum()),
        months_after=int(after.sum()),
        newey_west=beside,
        newey_west_p=beside_p,
        lag=lag,
    )


def _tested(
    coefficients: np.ndarray, covariance: np.ndarray, n: int, method: str, level: float
) -> tuple[tuple[Estimate, ...], tuple[float, ...]]:
    degrees = n - len(coefficients)
    reach, errors = student_quantile(level, degrees), np.sqrt(np.diag(covariance))
    pairs = list(zip(coefficients.tolist(), errors.tolist(), strict=True))
    estimates = tuple(Estimate(b, b - reach * e, b + reach * e, n, None, method, level) for b, e in pairs)
    return estimates, tuple(float(2 * stdtr(degrees, -abs(b / e))) for b, e in pairs)


def neighbours_correlation(design: np.ndarray, value: np.ndarray, month: np.ndarray) -> float:
    """Correlation of neighbouring months that makes what is left over most likely (REML); 0 instead of a negative one.

    A grid of hundredths, then the golden section; equal to R's `gls` to the digits of its own search.
    """

    def likelihood(correlation: float) -> float:
        return correlated_fit(design, value, month, correlation)[0]

    grid = np.linspace(0, HIGHEST_CORRELATION, 100)
    best = max(grid.tolist(), key=likelihood)
    low, high = max(best - 0.01, 0.0), min(best + 0.01, HIGHEST_CORRELATION)
    golden = (math.sqrt(5) - 1) / 2
    while high - low > 1e-9:
        first, second = high - golden * (high - low), low + golden * (high - low)
        low, high = (low, second) if likelihood(first) > likelihood(second) else (first, high)
    middle = (low + high) / 2
    return 0.0 if middle < 1e-7 else middle


def correlated_fit(
    design: np.ndarray, value: np.ndarray, month: np.ndarray, correlation: float
) -> tuple[float, np.ndarray, np.ndarray]:
    """REML log likelihood (without its constant), coefficients and covariance for one correlation of neighbours."""
    apart = np.abs(month[:, None] - month[None, :])
    root = np.linalg.cholesky(correlation**apart if correlation else np.eye(len(month)))
    x, y = np.linalg.solve(root, design), np.linalg.solve(root, value)
    n, k = x.shape
    inner = x.T @ x
    coefficients = np.linalg.solve(inner, x.T @ y)
    variance = float(((y - x @ coefficients) ** 2).sum()) / (n - k)
    likelihood = -(n - k) / 2 * math.log(max(variance, 1e-300)) - float(np.log(np.diag(root)).sum())
    return likelihood - float(np.linalg.slogdet(inner)[1]) / 2, coefficients, variance * np.linalg.inv(inner)


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
