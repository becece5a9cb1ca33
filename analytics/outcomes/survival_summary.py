"""The numbers a curve is summed up in, by R's rules: median with its interval, restricted mean with its error.

Both are our own because lifelines differs: it has no midpoint rule, and its variance of the restricted mean is wrong
(lifelines issues 1277, 1682).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from analytics.outcomes.durations import EventCounts

HALF = 0.5
TOLERANCE = math.sqrt(np.finfo(float).eps)  # R: two survival probabilities closer than this are the same


@dataclass(frozen=True)
class Median:
    """Time by which half had the event, and its interval; None where the curve (or limit) never comes down to half."""

    value: float | None
    low: float | None
    high: float | None


def median_with_limits(time: np.ndarray, estimate: np.ndarray, low: np.ndarray, high: np.ndarray) -> Median:
    """Median and its interval, read off the curve and off its two limits as R's `quantile.survfit` does.

    Limits that R does not have (where the estimate is 1 or 0) come as NaN and are passed over.
    """
    return Median(_time_at_half(time, estimate), _time_at_half(time, low), _time_at_half(time, high))


def restricted_mean(counts: EventCounts, estimate: np.ndarray, tau: float | None) -> tuple[float | None, float | None]:
    """Average time without the event up to `tau`, and its standard error (Greenwood's formula, R's `survfit` print).

    The area under the curve; the error sums, over the event times, the square of the area still to come times
    d ÷ (n (n − d)). Not estimable for an empty group, nor where `tau` lies beyond the last observed time, unless
    everybody had the event by then and the curve is known to stay at 0.
    """
    if not counts.n or tau is None or (tau > counts.time[-1] and estimate[-1] > 0):
        return None, None
    until = counts.time <= tau
    edges = np.concatenate(([0.0], counts.time[until], [tau]))
    areas = np.diff(edges) * np.concatenate(([1.0], estimate[until]))
    still_to_come = np.cumsum(areas[::-1])[::-1][1:]
    variance = float(np.sum(still_to_come**2 * _greenwood_steps(counts)[until]))
    return float(areas.sum()), math.sqrt(variance)


def _time_at_half(time: np.ndarray, curve: np.ndarray) -> float | None:
    """Where a curve comes down to half: that time, or the middle of the stretch that lies at exactly half.

    A stretch at exactly half that nothing ends reaches to the last observed time, as in R.
    """
    reached = _first_time_down_to(HALF + TOLERANCE, time, curve)
    passed = _first_time_down_to(HALF - TOLERANCE, time, curve)
    if reached is None:
        return None
    return (reached + (float(time[-1]) if passed is None else passed)) / 2


def _first_time_down_to(share: float, time: np.ndarray, curve: np.ndarray) -> float | None:
    """First time at which the curve is at most `share`; if a limit rises again, its highest such step, as R has it."""
    low_enough = np.flatnonzero(curve <= share)  # NaN is never low enough
    if not low_enough.size:
        return None
    return float(time[low_enough[np.argmax(curve[low_enough])]])


def _greenwood_steps(counts: EventCounts) -> np.ndarray:
    """d ÷ (n (n − d)) at every time; 0 where all at risk had the event, because no area is left to come."""
    left = counts.at_risk - counts.events
    return np.where(left > 0, counts.events / (counts.at_risk * np.maximum(left, 1)), 0.0)
