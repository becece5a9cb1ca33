"""Whether tests fall evenly on the days on which they could: goodness of fit that knows that a patient's tests resemble
each other, and what chance alone would give.

A patient who is always tested on Mondays is one habit, not twelve independent tests. Pearson's chi-square is therefore
divided by the mean design effect (Rao & Scott 1981, J Am Stat Assoc 76:221, first-order correction).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import factorial

import numpy as np
from scipy.special import chdtrc

LEAST_PATIENTS = 2
LONGEST_COUNTED = 120
"""Tests of one patient up to which the chance of the fullest day is summed exactly; longer series use this length."""


@dataclass(frozen=True)
class Fit:
    """Goodness of fit against equal shares: Pearson's `chi_square`, the `design_effect` it is divided by, `p`.

    `p` None: too few patients, or nothing to compare.
    """

    chi_square: float
    design_effect: float
    degrees: int
    p: float | None
    n: int
    patients: int
    method: str = "chi-square against equal shares, Rao–Scott correction for patients as clusters"


def even_fit(counts: np.ndarray) -> Fit:
    """Whether tests (`counts`: patients × days) fall evenly on the days."""
    counts = counts[counts.sum(axis=1) > 0].astype(float)
    patients, days = counts.shape
    n = float(counts.sum())
    degrees = days - 1
    if patients < LEAST_PATIENTS or degrees < 1:
        return Fit(float("nan"), float("nan"), max(degrees, 0), None, int(n), patients)
    expected = n / days
    chi_square = float(((counts.sum(axis=0) - expected) ** 2).sum() / expected)
    effect = _mean_design_effect(counts, n)
    p = float(chdtrc(degrees, chi_square / effect)) if effect > 0 else None
    return Fit(chi_square, effect, degrees, p, int(n), patients)


def _mean_design_effect(counts: np.ndarray, n: float) -> float:
    """Σ n·v ÷ π over the days, ÷ (days − 1): v the clustered variance of a day's share, π its share under evenness."""
    patients, days = counts.shape
    share = counts.sum(axis=0) / n
    residuals = counts - counts.sum(axis=1, keepdims=True) * share
    variance = patients / (patients - 1) * (residuals**2).sum(axis=0) / n**2
    return float((n * variance * days).sum() / (days - 1))


@lru_cache(maxsize=4096)
def expected_usual_share(tests: int, days: int) -> float:
    """The share of a patient's tests on the fullest day that chance alone gives: E[max] ÷ tests, `days` equally likely.

    Two tests on two days: together on one day half the time, (2 + 1) ÷ 2 ÷ 2 = 0.75.

    >>> expected_usual_share(2, 2)
    0.75
    """
    m = min(tests, LONGEST_COUNTED)
    at_most = [_probability_at_most(m, days, c) for c in range(m + 1)]
    return float(sum(1 - p for p in at_most[:-1]) / m)


def _probability_at_most(tests: int, days: int, most: int) -> float:
    """The chance that no day holds more than `most` of the tests, each day equally likely (multinomial)."""
    chance = np.zeros(tests + 1)  # chance[j]: weight of j tests placed on the days so far
    chance[0] = 1.0
    for done in range(days):
        left = days - done
        chance = _one_more_day(chance, tests, most, 1 / left)
    return float(chance[tests])


def _one_more_day(chance: np.ndarray, tests: int, most: int, share: float) -> np.ndarray:
    """Place a binomial number of the remaining tests on one more day, never more than `most`."""
    after = np.zeros_like(chance)
    for placed in np.flatnonzero(chance):
        weights = _binomial(tests - int(placed), share)[: most + 1]
        after[placed : placed + len(weights)] += chance[placed] * weights
    return after


@lru_cache(maxsize=4096)
def _binomial(trials: int, share: float) -> np.ndarray:
    hits = np.arange(trials + 1)
    ways = np.array([factorial(trials) // (factorial(k) * factorial(trials - k)) for k in hits.tolist()], float)
    found: np.ndarray = ways * share**hits * (1 - share) ** (trials - hits)
    return found


def regular_gap_chance(every_days: int, tolerance: int = 1) -> float:
    """The chance of a gap of `every_days` ± `tolerance` when each window has one test on an even random day of it.

    With 7 days: 19 of the 49 pairs of days differ by at most one, 39 %.

    >>> round(regular_gap_chance(7), 4)
    0.3878
    """
    pairs = sum(every_days - abs(gap) for gap in range(-tolerance, tolerance + 1) if abs(gap) < every_days)
    return pairs / every_days**2
