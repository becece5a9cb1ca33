"""The difference between two curves on one day, with its interval."""

from __future__ import annotations

import math

from analytics.outcomes.intervals import Estimate, nobody

METHOD = "square and add"


def difference_of_shares(first: Estimate, second: Estimate, *, correlation: float = 0.0) -> Estimate:
    """Difference first − second of two shares that come with intervals of the same level.

    The limits are squared and added (Zou and Donner 2008, Stat Med 27:1693; Newcombe's method 10 for any interval),
    so a difference of two Kaplan–Meier figures keeps the asymmetry of their log-log intervals. `correlation` of the
    two, zero when nobody is behind both, shortens (or lengthens) the limits as in Newcombe's method for pairs.
    """
    n = first.n + second.n
    if first.value is None or second.value is None:
        return nobody(METHOD, first.level, n=n, reason="one of the two groups has no figure on that day")
    difference = first.value - second.value
    if first.low is None or first.high is None or second.low is None or second.high is None:
        return Estimate(difference, None, None, n, None, METHOD, first.level, "one of the two figures has no interval")
    below = _joined(first.value - first.low, second.high - second.value, correlation)
    above = _joined(first.high - first.value, second.value - second.low, correlation)
    return Estimate(difference, difference - below, difference + above, n, None, METHOD, first.level)


def _joined(one: float, other: float, correlation: float) -> float:
    return math.sqrt(max(one**2 + other**2 - 2 * correlation * one * other, 0.0))
