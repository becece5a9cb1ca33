"""Shares, differences and means with their intervals: every figure says how it was made and on how many people."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import betainc

from analytics.errors import Refused
from analytics.outcomes.limits import (
    check_band,
    check_level,
    check_share,
    exact_limits,
    newcombe_distances,
    student_quantile,
    wilson_arrays,
    wilson_limits,
)

LEVEL = 0.95
LARGEST_HELPFUL_NUMBER = 2000  # "about N people in all would be needed" is said up to here


@dataclass(frozen=True)
class Estimate:
    """One figure with its interval. `value` None means not estimable, and `reason` says why in words.

    `n` counts the people (or episodes) below the line, `events` those above it, None for means, differences and ratios.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    events: int | None
    method: str
    level: float = LEVEL
    reason: str = ""


@dataclass(frozen=True)
class BandProbabilities:
    """How probable it is that the true share lies below, within or above a band; the three add up to 1."""

    below: float
    within: float
    above: float
    method: str = "Jeffreys posterior, Beta(x + 1/2, n − x + 1/2)"


def not_estimable(method: str, reason: str, *, n: int = 0, level: float = LEVEL) -> Estimate:
    """The figure that cannot be given, with its reason in words."""
    return Estimate(None, None, None, int(n), None, method, level, reason)


def nobody(method: str, level: float = LEVEL, *, n: int = 0, reason: str = "no one to count") -> Estimate:
    """The figure of an empty group."""
    return not_estimable(method, reason, n=n, level=level)


def wilson(x: int, n: int, level: float = LEVEL) -> Estimate:
    """Share x / n with Wilson's score interval (Wilson 1927; R's `prop.test(x, n, correct = FALSE)`).

    Nobody to count: value None with the reason. 0 of n and n of n keep an interval of positive width.

    >>> share = wilson(7, 10)
    >>> share.value, round(share.low, 4), round(share.high, 4)
    (0.7, 0.3968, 0.8922)
    """
    check_share(x, n, level)
    if n == 0:
        return nobody("Wilson", level)
    low, high = wilson_limits(x, n, level)
    return Estimate(float(x / n), low, high, int(n), int(x), "Wilson", level)


def clopper_pearson(x: int, n: int, level: float = LEVEL) -> Estimate:
    """Share x / n with the exact interval of Clopper and Pearson 1934 (R's `binom.test`).

    It never covers less often than its level says, and is wider than Wilson's for it.

    >>> round(clopper_pearson(0, 12).high, 4)
    0.2646
    """
    check_share(x, n, level)
    if n == 0:
        return nobody("Clopper–Pearson", level)
    low, high = exact_limits(x, n, level)
    return Estimate(float(x / n), low, high, int(n), int(x), "Clopper–Pearson", level)


def newcombe_difference(x1: int, n1: int, x2: int, n2: int, level: float = LEVEL) -> Estimate:
    """Difference x1/n1 − x2/n2 between two separate groups (Newcombe 1998, Stat Med 17:873, method 10).

    >>> change = newcombe_difference(56, 70, 48, 80)
    >>> round(change.value, 4), round(change.low, 4), round(change.high, 4)
    (0.2, 0.0524, 0.3339)
    """
    check_share(x1, n1, level)
    check_share(x2, n2, level)
    if not n1 or not n2:
        return nobody("Newcombe", level, n=n1 + n2, reason="one of the two groups has no one to count")
    below, above = newcombe_distances((x1, n1), (x2, n2), level, correlation=0.0)
    difference = float(x1 / n1 - x2 / n2)
    return Estimate(difference, difference - below, difference + above, int(n1 + n2), None, "Newcombe", level)


def mean_estimate(values: Sequence[float] | np.ndarray, level: float = LEVEL) -> Estimate:
    """Mean with Student's t interval (R's `t.test`). Missing values are left out and are no part of n.

    One value alone is a mean without an interval; equal values have an interval of no width.
    """
    check_level(level)
    method = "mean, t interval"
    numbers = np.asarray(values, dtype=float)
    numbers = numbers[~np.isnan(numbers)]
    if numbers.size == 0:
        return nobody(method, level)
    mean = float(numbers.mean())
    if numbers.size == 1:
        return Estimate(mean, None, None, 1, None, method, level, "one value alone has no interval")
    error = float(numbers.std(ddof=1)) / math.sqrt(numbers.size)
    distance = student_quantile(level, numbers.size - 1) * error
    return Estimate(mean, mean - distance, mean + distance, int(numbers.size), None, method, level)


def band_probabilities(x: int, n: int, low: float, high: float) -> BandProbabilities:
    """Posterior probability that the true share is below `low`, within low–high, above `high` (Jeffreys prior).

    With nobody counted the prior alone speaks. Meant for figures with nearly everybody reached.
    """
    check_share(x, n, LEVEL)
    check_band(low, high)
    up_to_low = float(betainc(x + 0.5, n - x + 0.5, low))
    up_to_high = float(betainc(x + 0.5, n - x + 0.5, high))
    return BandProbabilities(up_to_low, up_to_high - up_to_low, 1 - up_to_high)


def people_needed(
    rate: float, low: float, high: float, level: float = LEVEL, limit: int = LARGEST_HELPFUL_NUMBER
) -> int | None:
    """People in all, at this rate, for the Wilson interval to lie wholly inside or wholly outside the band low–high.

    None if more than `limit` people would be needed, as for a rate on the edge of the band.

    >>> people_needed(0.60, 0.50, 0.70)
    97
    """
    check_level(level)
    check_band(low, high)
    if not 0 <= rate <= 1:
        raise Refused("A rate outside 0 to 1 came for the number of people needed.", "Give a share, such as 0.62.")
    people = np.arange(1, limit + 1, dtype=float)
    lower, upper = wilson_arrays(rate * people, people, level)
    decided = (upper < low) | (lower > high) | ((lower >= low) & (upper <= high))
    return int(people[np.argmax(decided)]) if decided.any() else None
