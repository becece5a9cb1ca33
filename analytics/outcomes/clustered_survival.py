"""Survival with several episodes of one patient: the same curve, an interval that knows that they resemble each other.

The error is the infinitesimal jackknife summed by patient (R's `survfit(…, cluster = id)`); with one episode a patient
it is Greenwood's. The interval is log-log, with the exact bounds where nobody or everybody had the event.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analytics.outcomes.durations import EventCounts, Values, checked_durations, event_counts
from analytics.outcomes.intervals import LEVEL, Estimate, not_estimable
from analytics.outcomes.kaplan_meier import with_exact_bounds
from analytics.outcomes.limits import normal_quantile
from analytics.outcomes.survival import MIN_AT_RISK, SurvivalCurve

METHOD = "Kaplan–Meier, log-log interval"
CLUSTERED_METHOD = "Kaplan–Meier, log-log interval, patient-clustered error"


def share_without_event(
    time: Values,
    event: Values,
    at: float,
    *,
    patient: np.ndarray | None = None,
    min_at_risk: int = MIN_AT_RISK,
    level: float = LEVEL,
) -> Estimate:
    """The share without the event at one time, as the curve gives it, without fitting the whole curve.

    `patient` groups episodes of one person. Not estimable beyond the last observed time or with fewer than
    `min_at_risk` followed that long.
    """
    times, events = checked_durations(time, event)
    n, method = len(times), METHOD if patient is None else CLUSTERED_METHOD
    at_risk = int((times >= at).sum())
    if at_risk < min_at_risk:
        why = "no one was followed that long" if at_risk == 0 else f"fewer than {min_at_risk} at risk"
        return not_estimable(method, why, n=n, level=level)
    counts = event_counts(times, events)
    upto = int(np.searchsorted(counts.time, at, side="right"))
    estimate = _product_limit(counts)[:upto]
    if not upto:
        estimate, bounded = np.ones(1), (np.array([_exact_low(n, level)]), np.ones(1))
    else:
        low, high = _log_log(counts, times, events, patient, np.arange(upto)[-1:], level)
        full_low, full_high = np.full(len(counts.time), np.nan), np.full(len(counts.time), np.nan)
        full_low[upto - 1], full_high[upto - 1] = low[0], high[0]
        bounds = with_exact_bounds(counts, full_low, full_high, level)
        bounded = (bounds[0][:upto], bounds[1][:upto])
    had = int((events & (times <= at)).sum())
    return Estimate(float(estimate[-1]), float(bounded[0][-1]), float(bounded[1][-1]), n, had, method, level)


def with_patient_clusters(curve: SurvivalCurve, time: Values, event: Values, patient: np.ndarray) -> SurvivalCurve:
    """The curve with limits that take the episodes of one patient together; estimates stay as they are."""
    times, events = checked_durations(time, event)
    counts = event_counts(times, events)
    low, high = _log_log(counts, times, events, patient, np.arange(len(counts.time)), curve.level)
    low, high = with_exact_bounds(counts, low, high, curve.level)
    return replace(curve, table=curve.table.assign(low=low, high=high), method=CLUSTERED_METHOD)


def _exact_low(n: int, level: float) -> float:
    return float(((1 - level) / 2) ** (1 / max(n, 1)))


def _product_limit(counts: EventCounts) -> np.ndarray:
    return np.cumprod(1 - counts.events / counts.at_risk)


def _log_log(
    counts: EventCounts,
    times: np.ndarray,
    events: np.ndarray,
    patient: np.ndarray | None,
    steps: np.ndarray,
    level: float,
) -> tuple[np.ndarray, np.ndarray]:
    """Log-log limits at some steps; NaN where the estimate is 1 or 0."""
    estimate = _product_limit(counts)[steps]
    variance = _log_variance(counts, times, events, patient, steps)
    with np.errstate(divide="ignore", invalid="ignore"):
        width = normal_quantile(level) * np.sqrt(variance) / np.abs(np.log(estimate))
        low, high = estimate ** np.exp(width), estimate ** np.exp(-width)
    inside = (estimate > 0) & (estimate < 1)
    return np.where(inside, low, np.nan), np.where(inside, high, np.nan)


def _log_variance(
    counts: EventCounts, times: np.ndarray, events: np.ndarray, patient: np.ndarray | None, steps: np.ndarray
) -> np.ndarray:
    """Variance of log S at each step: Greenwood, or the squared influence summed by patient."""
    left = np.maximum(counts.at_risk - counts.events, 1)
    charge = np.cumsum(counts.events / (counts.at_risk * left))
    if patient is None:
        return np.asarray(charge[steps])
    people, at = np.unique(patient, return_inverse=True)
    own = np.searchsorted(counts.time, times)
    variances = []
    for step in steps:
        happened = events & (own <= step)
        influence = charge[np.minimum(own, step)] - np.where(happened, 1 / left[own], 0.0)
        by_patient = np.bincount(at, weights=influence, minlength=len(people))
        variances.append(float(by_patient @ by_patient))
    return np.asarray(variances)
