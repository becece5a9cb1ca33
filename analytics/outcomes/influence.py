"""What each episode adds to the error of a curve: its influence on log S at a time, and on the average time up to τ.

The infinitesimal jackknife (R: `residuals(survfit(…), type = "surv")` ÷ S and `type = "rmst"`). Squared and summed,
by patient where several episodes resemble each other, the influences are the variance.
"""

from __future__ import annotations

import numpy as np

from analytics.outcomes.durations import EventCounts


def greenwood_sums(counts: EventCounts) -> np.ndarray:
    """The running sum of d ÷ (n (n − d)), at every observed time."""
    return np.asarray(np.cumsum(counts.events / (counts.at_risk * _left(counts))))


def log_share_influence(counts: EventCounts, times: np.ndarray, events: np.ndarray, step: int) -> np.ndarray:
    """Each episode's influence on log S at one observed time (its place)."""
    own = np.searchsorted(counts.time, times)
    happened = events & (own <= step)
    charge = greenwood_sums(counts)[np.minimum(own, step)]
    return np.asarray(charge - np.where(happened, 1 / _left(counts)[own], 0.0))


def restricted_mean_influence(counts: EventCounts, times: np.ndarray, events: np.ndarray, tau: float) -> np.ndarray:
    """Each episode's influence on the area under the curve up to τ."""
    charge = greenwood_sums(counts)
    ends = np.minimum(np.append(counts.time[1:], np.inf), tau)
    areas = np.cumprod(1 - counts.events / counts.at_risk) * np.maximum(ends - np.minimum(counts.time, tau), 0)
    still_to_come = np.cumsum(areas[::-1])[::-1]
    before = np.cumsum(areas * charge) - areas * charge
    own = np.searchsorted(counts.time, times)
    lost = charge[own] - np.where(events, 1 / _left(counts)[own], 0.0)
    return np.asarray(before[own] + still_to_come[own] * lost)


def _left(counts: EventCounts) -> np.ndarray:
    """Who stays at every observed time, at least 1."""
    return np.asarray(np.maximum(counts.at_risk - counts.events, 1))
