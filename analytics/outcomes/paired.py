"""Two shares or two means of the same people, or one share as a multiple of another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analytics.errors import Refused
from analytics.outcomes.intervals import LEVEL, Estimate, mean_estimate, nobody
from analytics.outcomes.limits import check_share, newcombe_distances, normal_quantile


def newcombe_paired_difference(
    both: int, only_first: int, only_second: int, neither: int, level: float = LEVEL
) -> Estimate:
    """First share − second share of the *same* people, such as discharge and admission.

    The four counts: people with the property both times, only at the first, only at the second, at neither. Newcombe
    1998, Stat Med 17:2635, method 10: the score limits of both shares, joined by their corrected correlation.

    >>> change = newcombe_paired_difference(20, 12, 2, 16)
    >>> round(change.value, 4), round(change.low, 4), round(change.high, 4)
    (0.2, 0.0562, 0.3292)
    """
    n = both + only_first + only_second + neither
    for count in (both, only_first, only_second, neither):
        check_share(count, n, level)
    if n == 0:
        return nobody("Newcombe, paired", level)
    correlation = _corrected_correlation(both, only_first, only_second, neither)
    below, above = newcombe_distances((both + only_first, n), (both + only_second, n), level, correlation)
    difference = float((only_first - only_second) / n)
    return Estimate(difference, difference - below, difference + above, int(n), None, "Newcombe, paired", level)


def paired_mean_difference(
    first: Sequence[float] | np.ndarray, second: Sequence[float] | np.ndarray, level: float = LEVEL
) -> Estimate:
    """Mean of first − second of the *same* people, such as discharge and admission, with a t interval.

    R's `t.test(first, second, paired = TRUE)`. Both in the same order; people with either value missing are left out
    and are no part of n. One person alone is a difference without an interval.

    >>> change = paired_mean_difference([8, 5, 9, 4], [12, 9, 10, 7])
    >>> change.value, round(change.low, 3), round(change.high, 3)
    (-3.0, -5.25, -0.75)
    """
    later, earlier = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if later.shape != earlier.shape:
        raise Refused("A paired difference came with lists of unequal length.", "Give both values of every person.")
    return replace(mean_estimate(later - earlier, level), method="mean paired difference, t interval")


def risk_ratio(x1: int, n1: int, x2: int, n2: int, level: float = LEVEL) -> Estimate:
    """(x1/n1) ÷ (x2/n2) with the log interval of Katz 1978; not estimable unless both groups have someone counted."""
    check_share(x1, n1, level)
    check_share(x2, n2, level)
    method = "risk ratio, log interval (Katz)"
    if not x1 or not x2:
        return nobody(method, level, n=n1 + n2, reason="a group without anyone counted gives no ratio")
    ratio = float((x1 / n1) / (x2 / n2))
    distance = normal_quantile(level) * math.sqrt(1 / x1 - 1 / n1 + 1 / x2 - 1 / n2)
    return Estimate(ratio, ratio * math.exp(-distance), ratio * math.exp(distance), int(n1 + n2), None, method, level)


def _corrected_correlation(both: int, only_first: int, only_second: int, neither: int) -> float:
    """Correlation of the two answers, drawn towards 0 by half a person; 0 where a margin is empty."""
    n = both + only_first + only_second + neither
    margins = (both + only_first) * (only_second + neither) * (both + only_second) * (only_first + neither)
    if margins == 0:
        return 0.0
    product = both * neither - only_first * only_second
    corrected = max(product - n / 2, 0.0) if product >= 0 else float(product)
    return corrected / math.sqrt(margins)
