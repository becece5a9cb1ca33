"""Control limits: exact binomial, Laney's p′ and XmR, from the months of a baseline.

A share of people (one person, one count) has exact binomial limits that step with n; where months differ more than
people alone would make them, Laney's p′. A share of sessions or tests, which cluster in patients, has XmR limits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import bdtr, bdtrik, chdtrc, ndtr

Method = Literal["binomial", "laney", "xmr"]

MOVING_RANGE = 1.128
"""Mean moving range of two normal values ÷ their standard deviation (d2 of Shewhart's tables for two values)."""

SIGMAS, WARNING_SIGMAS = 3.0, 2.0
OVERDISPERSED = 0.01
"""Laney's p′ when chance alone gives the baseline's spread (Pearson's χ²) with a smaller probability than this."""

METHOD_WORDS = {
    "binomial": "p-chart with exact binomial limits",
    "laney": "Laney p′-chart",
    "xmr": "XmR chart (moving ranges)",
}


@dataclass(frozen=True, eq=False)
class Limits:
    """Mean, three-sigma limits and two-sigma lines of every month; `phi` the baseline's dispersion (shares of people).

    `phi`: Pearson's χ² ÷ (months − 1): 1 is chance alone. None where it was not asked (XmR).
    """

    method: Method
    mean: float
    low: np.ndarray
    high: np.ndarray
    warning_low: np.ndarray
    warning_high: np.ndarray
    phi: float | None


def limits_of_people(values: np.ndarray, n: np.ndarray, baseline: int) -> Limits:
    """Limits of monthly shares of people, `values` of `n` each, from the first `baseline` months.

    Exact binomial, or Laney's p′ when the baseline is overdispersed (`phi` tells by how much).
    """
    counts = np.rint(values * n)
    mean = float(counts[:baseline].sum() / n[:baseline].sum())
    phi, chance = dispersion(values[:baseline], n[:baseline], mean)
    if chance < OVERDISPERSED:
        return _laney(values, n, baseline, mean, phi)
    low, high = binomial_limits(n, mean, SIGMAS)
    warning_low, warning_high = binomial_limits(n, mean, WARNING_SIGMAS)
    return Limits("binomial", mean, low, high, warning_low, warning_high, phi)


def limits_of_clusters(values: np.ndarray, baseline: int, *, share: bool = True) -> Limits:
    """XmR limits: mean ± 3 × mean moving range ÷ 1.128 of the first `baseline` months, the same for every month."""
    mean = float(values[:baseline].mean())
    sigma = _sigma_of_ranges(values[:baseline])
    width = np.full(len(values), sigma)
    return Limits("xmr", mean, *_around(mean, width, share=share), None)


def binomial_limits(n: np.ndarray, mean: float, sigmas: float) -> tuple[np.ndarray, np.ndarray]:
    """The smallest and largest share of `n` people that chance gives beyond the sigma's normal tail probability.

    A share below the first, or above the second, is rarer than that probability (3 sigma: 0.00135 on each side).
    """
    tail = float(ndtr(-sigmas))
    return _binomial_quantile(tail, n, mean) / n, _binomial_quantile(1 - tail, n, mean) / n


def _binomial_quantile(probability: float, n: np.ndarray, mean: float) -> np.ndarray:
    """The smallest count whose cumulative probability is at least `probability` (R's `qbinom`)."""
    if mean <= 0 or mean >= 1:
        return n * float(mean >= 1)
    count = np.ceil(bdtrik(probability, n, mean))
    count = np.where(np.isnan(count), 0, count)
    below = np.maximum(count - 1, 0)
    return np.where(bdtr(below, n.astype(int), mean) >= probability, below, count)


def dispersion(values: np.ndarray, n: np.ndarray, mean: float) -> tuple[float, float]:
    """φ = Pearson's χ² ÷ (months − 1), and how probable so much spread is by chance."""
    spread = mean * (1 - mean)
    if spread == 0 or len(values) < 2:
        return 1.0, 1.0
    chi_square = float(np.sum(n * (values - mean) ** 2) / spread)
    return chi_square / (len(values) - 1), float(chdtrc(len(values) - 1, chi_square))


def _laney(values: np.ndarray, n: np.ndarray, baseline: int, mean: float, phi: float) -> Limits:
    """Binomial sigma × the sigma of the z-scores' moving ranges, never narrower than binomial (Laney 2002)."""
    binomial = np.sqrt(mean * (1 - mean) / n)
    between = max(1.0, _sigma_of_ranges(((values - mean) / binomial)[:baseline]))
    return Limits("laney", mean, *_around(mean, binomial * between), phi)


def _sigma_of_ranges(values: np.ndarray) -> float:
    return float(np.abs(np.diff(values)).mean()) / MOVING_RANGE if len(values) > 1 else 0.0


def _around(
    mean: float, sigma: np.ndarray, *, share: bool = True
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    top = 1.0 if share else np.inf
    low, high = (np.clip(mean + side * SIGMAS * sigma, 0.0, top) for side in (-1, 1))
    warning_low, warning_high = (np.clip(mean + side * WARNING_SIGMAS * sigma, 0.0, top) for side in (-1, 1))
    return low, high, warning_low, warning_high
