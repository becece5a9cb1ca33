"""The published formulas behind the intervals, and what they refuse.

scipy.special's distributions are put into the formulas here because `scipy.stats` and statsmodels, whose limits are
equal (tests/parity), take a second or more to import, which the first page would wait for.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.special import betaincinv, ndtri, stdtrit

from analytics.errors import Refused


def normal_quantile(level: float) -> float:
    """How many standard errors a two-sided interval reaches: 1.96 at 95 %."""
    return float(ndtri(1 - (1 - level) / 2))


def student_quantile(level: float, degrees: float) -> float:
    """The same by Student's t with `degrees` of freedom."""
    return float(stdtrit(degrees, 1 - (1 - level) / 2))


def wilson_arrays(x: np.ndarray, n: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper score limits of x of n (n > 0), for many counts at once; x need not be whole."""
    z = normal_quantile(level)
    centre = x + z * z / 2
    distance = z * np.sqrt(x * (n - x) / n + z * z / 4)
    return (centre - distance) / (n + z * z), (centre + distance) / (n + z * z)


def wilson_limits(x: float, n: float, level: float) -> tuple[float, float]:
    """Score limits of one count (n > 0): exactly 0 below nobody, exactly 1 above everybody."""
    low, high = wilson_arrays(np.asarray(float(x)), np.asarray(float(n)), level)
    return (0.0 if x == 0 else float(low)), (1.0 if x == n else float(high))


def exact_limits(x: float, n: float, level: float) -> tuple[float, float]:
    """Limits of Clopper and Pearson (n > 0); x need not be whole."""
    tail = (1 - level) / 2
    low = 0.0 if x <= 0 else float(betaincinv(x, n - x + 1, tail))
    high = 1.0 if x >= n else float(betaincinv(x + 1, n - x, 1 - tail))
    return low, high


def newcombe_distances(
    first: tuple[int, int], second: tuple[int, int], level: float, correlation: float
) -> tuple[float, float]:
    """How far Newcombe's interval reaches below and above a difference; the correlation is 0 for separate groups."""
    share1, share2 = first[0] / first[1], second[0] / second[1]
    low1, high1 = wilson_limits(*first, level)
    low2, high2 = wilson_limits(*second, level)
    return (
        _joined(share1 - low1, high2 - share2, correlation),
        _joined(high1 - share1, share2 - low2, correlation),
    )


def _joined(one: float, other: float, correlation: float) -> float:
    return math.sqrt(max(0.0, one * one - 2 * correlation * one * other + other * other))


def check_share(x: float, n: float, level: float) -> None:
    """Refuse counts that cannot be a part and its whole."""
    check_level(level)
    if not 0 <= x <= n or x != int(x) or n != int(n):
        raise Refused(
            "Counts came that cannot be a part and its whole: both must be whole, not negative, the part not larger.",
            "Count each person once above and once below the line.",
        )


def check_level(level: float) -> None:
    """Refuse a confidence level that is no share."""
    if not 0 < level < 1:
        raise Refused("A confidence level outside 0 to 1 came.", "Give a level such as 0.95.")


def check_band(low: float, high: float) -> None:
    """Refuse a band whose edges are no shares or stand in the wrong order."""
    if not 0 <= low < high <= 1:
        raise Refused("A band needs two shares between 0 and 1, the lower first.", "Give it as 0.50 and 0.70.")
