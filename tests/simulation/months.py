"""Known answers of a monthly series in which nothing changed: how often the interrupted time series says it did."""

from __future__ import annotations

import math
from functools import cache, partial

import numpy as np
from scipy.special import stdtr

from analytics.evaluation.time_series import TERMS, design_of, segmented_regression
from tests.simulation.runs import Claim, Found, Scenario, test_found, tried

CORRELATIONS = (0.0, 0.3)
MONTHS_A_SIDE = (12, 18, 24)
TRIED = tuple(TERMS.index(term) for term in ("change of level", "change of trend"))
CORRELATIONS_TRIED = np.linspace(0, 0.95, 39)
"""Grid of the comparison method; a negative correlation counts as none."""


def series(chance: np.random.Generator, months: int, correlation: float) -> np.ndarray:
    """A stationary series of unit variance shocks: white noise, or each month pulled to the one before."""
    shocks = chance.normal(size=months)
    value = np.empty(months)
    value[0] = shocks[0] / math.sqrt(1 - correlation**2)
    for month in range(1, months):
        value[month] = correlation * value[month - 1] + shocks[month]
    return value


def _nothing_changed(correlation: float, chance: np.random.Generator, n: int) -> list[Found]:
    months, values = np.arange(2 * n), series(chance, 2 * n, correlation)
    ours = tried(lambda: [test_found(segmented_regression(months, values, change=n).p[term]) for term in TRIED], 2)
    likelihood = p_by_likelihood(values, n)
    return [*ours, *(test_found(likelihood[term]) for term in TRIED)]


def p_by_likelihood(values: np.ndarray, change: int) -> np.ndarray:
    """p of each term with first-order autocorrelation found by restricted likelihood, Student's t with n − 4 degrees.

    R: `nlme::gls(…, correlation = corAR1(), method = "REML")`, and `lm` where that correlation is negative. For
    comparison with the product's own method.
    """
    n = len(values)
    best, statistic = -math.inf, np.zeros(4)
    for whitening, bread, design, constant in _whitened(n, change):
        white = whitening @ values
        coefficients = bread @ design.T @ white
        variance = float(((white - design @ coefficients) ** 2).sum()) / (n - 4)
        likelihood = constant - 0.5 * (n - 4) * math.log(variance)
        if likelihood > best:
            best, statistic = likelihood, coefficients / np.sqrt(variance * np.diag(bread))
    return np.asarray(2 * stdtr(n - 4, -np.abs(statistic)))


@cache
def _whitened(n: int, change: int) -> list[tuple[np.ndarray, np.ndarray, np.ndarray, float]]:
    design, found = design_of(np.arange(n, dtype=float), change), []
    for correlation in CORRELATIONS_TRIED.tolist():
        whitening = np.eye(n) - correlation * np.eye(n, k=-1)
        whitening[0, 0] = math.sqrt(1 - correlation**2)
        white = whitening @ design
        inner = white.T @ white
        constant = 0.5 * math.log(1 - correlation**2) - 0.5 * float(np.linalg.slogdet(inner)[1])
        found.append((whitening, np.linalg.inv(inner), white, constant))
    return found


_METHODS = ("the product's", "for comparison: autocorrelation by restricted likelihood (R's nlme::gls)")

SCENARIOS = tuple(
    Scenario(
        key=f"months_{correlation:g}",
        title="A monthly series without a change, " + (f"AR(1) {correlation:g}" if correlation else "white noise"),
        people="Monthly figures around a constant" + (", each pulled to the one before." if correlation else "."),
        counted="months on each side",
        claims=tuple(
            Claim(f"{TERMS[term]}, {method}", "rejection", ours=method == _METHODS[0])
            for method in _METHODS
            for term in TRIED
        ),
        run=partial(_nothing_changed, correlation),
        sizes=MONTHS_A_SIDE,
    )
    for correlation in CORRELATIONS
)
