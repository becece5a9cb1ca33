"""Known answers of a monthly series in which nothing changed: how often the interrupted time series says it did."""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from analytics.evaluation.time_series import TERMS, segmented_regression
from tests.simulation.runs import Claim, Found, Scenario, test_found

CORRELATIONS = (0.0, 0.3)
MONTHS_A_SIDE = (12, 18, 24)
TRIED = tuple(TERMS.index(term) for term in ("change of level", "change of trend"))


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
    found = segmented_regression(months, values, change=n)
    return [*(test_found(found.p[term]) for term in TRIED), *(test_found(found.newey_west_p[term]) for term in TRIED)]


_METHODS = ("the product's: AR(1) by REML", "beside it: Newey–West")

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
