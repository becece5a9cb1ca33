"""The Kaplan–Meier estimate and its log-log interval, by lifelines on pre-counted rows.

Pre-counted (`weights=`) the result is the same, and a fit takes a few milliseconds whatever the number of people.
"""

from __future__ import annotations

import numpy as np

from analytics.outcomes.durations import EventCounts


def kaplan_meier(counts: EventCounts, level: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Estimate, low and high at every observed time. Where the estimate is 1 or 0 the limits are NaN, as in R."""
    if not counts.n:
        return np.zeros(0), np.zeros(0), np.zeros(0)
    from lifelines import KaplanMeierFitter

    time, event, people = _weighted_rows(counts)
    fitter = KaplanMeierFitter(alpha=1 - level).fit(time, event, weights=people)
    rows = slice(-len(counts.time), None)  # lifelines puts a row at 0 first when nobody was observed there
    estimate = fitter.survival_function_.to_numpy()[rows, 0]
    low, high = fitter.confidence_interval_.to_numpy()[rows].T
    inside = ~_nobody_yet(counts) & ~_everybody_by_now(counts)
    return estimate, np.where(inside, low, np.nan), np.where(inside, high, np.nan)


def with_exact_bounds(
    counts: EventCounts, low: np.ndarray, high: np.ndarray, level: float
) -> tuple[np.ndarray, np.ndarray]:
    """Fill the limits that the log-log formula cannot give.

    Nobody had the event: (α/2)^(1/m) to 1. Everybody had it: 0 to 1 − (α/2)^(1/m). m = n − number censored before: the
    exact bound for none (or all) of m people.
    """
    remaining = counts.n - (np.cumsum(counts.censored) - counts.censored)
    distance = ((1 - level) / 2) ** (1 / np.maximum(remaining, 1))
    low = np.where(_nobody_yet(counts), distance, np.where(_everybody_by_now(counts), 0.0, low))
    high = np.where(_nobody_yet(counts), 1.0, np.where(_everybody_by_now(counts), 1 - distance, high))
    return low, high


def _weighted_rows(counts: EventCounts) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    time = np.concatenate((counts.time, counts.time))
    event = np.repeat([True, False], len(counts.time))
    people = np.concatenate((counts.events, counts.censored))
    return time[people > 0], event[people > 0], people[people > 0]


def _nobody_yet(counts: EventCounts) -> np.ndarray:
    return np.cumsum(counts.events) == 0


def _everybody_by_now(counts: EventCounts) -> np.ndarray:
    """True from the time at which all who were still at risk had the event; nobody can follow after it."""
    return counts.at_risk == counts.events
