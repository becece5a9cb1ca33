"""Survival with several episodes of one patient: the same curve, an interval that knows that they resemble each other.

The error is the infinitesimal jackknife summed by patient (R's `survfit(…, cluster = id)`); with one episode a patient
it is Greenwood's. The interval is log-log, with the exact bounds where nobody or everybody had the event.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analytics.outcomes.durations import EventCounts, Values, checked_durations, event_counts
from analytics.outcomes.influence import greenwood_sums, log_share_influence, restricted_mean_influence
from analytics.outcomes.intervals import LEVEL, Estimate, not_estimable
from analytics.outcomes.limits import normal_quantile
from analytics.outcomes.survival import MIN_AT_RISK, SurvivalCurve
from analytics.outcomes.survival_summary import median_with_limits

METHOD = "Kaplan–Meier, log-log interval"
CLUSTERED_METHOD = "Kaplan–Meier, log-log interval, patient-clustered error"
LEAST_PATIENTS = 2  # one patient alone says nothing about how patients differ


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
    `min_at_risk` followed that long; one patient alone has no clustered interval.
    """
    times, events = checked_durations(time, event)
    n, method = len(times), METHOD if patient is None else CLUSTERED_METHOD
    at_risk = int((times >= at).sum())
    if at_risk < max(min_at_risk, 1):
        why = "no one was followed that long" if at_risk == 0 else f"fewer than {min_at_risk} at risk"
        return not_estimable(method, why, n=n, level=level)
    counts = event_counts(times, events)
    step = int(np.searchsorted(counts.time, at, side="right")) - 1
    if step < 0:
        people = n if patient is None else len(np.unique(patient))
        return Estimate(1.0, ((1 - level) / 2) ** (1 / people), 1.0, n, 0, method, level)
    estimate = float(_product_limit(counts)[step])
    low, high = _limits(counts, times, events, patient, np.array([step]), level)
    had = int((events & (times <= at)).sum())
    return Estimate(estimate, _number(low[0]), _number(high[0]), n, had, method, level)


def with_patient_clusters(curve: SurvivalCurve, time: Values, event: Values, patient: np.ndarray) -> SurvivalCurve:
    """The curve with limits that take the episodes of one patient together; estimates stay as they are.

    The interval of the median is read off these limits, and the error of the restricted mean is summed by patient too.
    """
    times, events = checked_durations(time, event)
    counts = event_counts(times, events)
    if not counts.n:
        return replace(curve, method=CLUSTERED_METHOD)
    steps = np.arange(len(counts.time))
    inside = _log_log(counts, times, events, patient, steps, curve.level)
    median = median_with_limits(counts.time, _product_limit(counts), *inside)
    low, high = _limits(counts, times, events, patient, steps, curve.level)
    return replace(
        curve,
        table=curve.table.assign(low=low, high=high),
        median_low=median.low,
        median_high=median.high,
        restricted_mean_se=_restricted_mean_error(curve, counts, times, events, patient),
        method=CLUSTERED_METHOD,
    )


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _product_limit(counts: EventCounts) -> np.ndarray:
    return np.cumprod(1 - counts.events / counts.at_risk)


def _limits(
    counts: EventCounts,
    times: np.ndarray,
    events: np.ndarray,
    patient: np.ndarray | None,
    steps: np.ndarray,
    level: float,
) -> tuple[np.ndarray, np.ndarray]:
    """Log-log limits at some steps, with the exact bounds where nobody or everybody had the event.

    m of the exact bound counts people, each once: those of whom something was still observed then.
    """
    low, high = _log_log(counts, times, events, patient, steps, level)
    nobody_yet = (np.cumsum(counts.events) == 0)[steps]
    everybody = (counts.at_risk == counts.events)[steps]
    distance = ((1 - level) / 2) ** (1 / np.maximum(_not_censored_before(counts, times, events, patient)[steps], 1))
    low = np.where(nobody_yet, distance, np.where(everybody, 0.0, low))
    high = np.where(nobody_yet, 1.0, np.where(everybody, 1 - distance, high))
    return low, high


def _not_censored_before(
    counts: EventCounts, times: np.ndarray, events: np.ndarray, patient: np.ndarray | None
) -> np.ndarray:
    """People with an event, or not yet censored, at every observed time."""
    until = np.where(events, np.inf, times)
    if patient is not None:
        people, at = np.unique(patient, return_inverse=True)
        longest = np.full(len(people), -np.inf)
        np.maximum.at(longest, at, until)
        until = longest
    return len(until) - np.searchsorted(np.sort(until), counts.time, side="left")


def _log_log(
    counts: EventCounts,
    times: np.ndarray,
    events: np.ndarray,
    patient: np.ndarray | None,
    steps: np.ndarray,
    level: float,
) -> tuple[np.ndarray, np.ndarray]:
    """Log-log limits at some steps; NaN where the estimate is 1 or 0, or where one patient alone is clustered."""
    estimate = _product_limit(counts)[steps]
    variance = _log_variance(counts, times, events, patient, steps)
    with np.errstate(divide="ignore", invalid="ignore"):
        width = normal_quantile(level) * np.sqrt(variance) / np.abs(np.log(estimate))
        low, high = estimate ** np.exp(width), estimate ** np.exp(-width)
    inside = (estimate > 0) & (estimate < 1)
    if patient is not None and len(np.unique(patient)) < LEAST_PATIENTS:
        inside[:] = False
    return np.where(inside, low, np.nan), np.where(inside, high, np.nan)


def _log_variance(
    counts: EventCounts, times: np.ndarray, events: np.ndarray, patient: np.ndarray | None, steps: np.ndarray
) -> np.ndarray:
    """Variance of log S at each step: Greenwood, or the squared influence summed by patient."""
    if patient is None:
        return np.asarray(greenwood_sums(counts)[steps])
    _, at = np.unique(patient, return_inverse=True)
    by_patient = (np.bincount(at, weights=log_share_influence(counts, times, events, int(step))) for step in steps)
    return np.asarray([float(own @ own) for own in by_patient])


def _restricted_mean_error(
    curve: SurvivalCurve, counts: EventCounts, times: np.ndarray, events: np.ndarray, patient: np.ndarray
) -> float | None:
    """Error of the average time up to τ: each patient's influence on the area under the curve, squared and summed."""
    if curve.restricted_mean is None or curve.tau is None or len(np.unique(patient)) < LEAST_PATIENTS:
        return None
    _, at = np.unique(patient, return_inverse=True)
    by_patient = np.bincount(at, weights=restricted_mean_influence(counts, times, events, curve.tau))
    return float(np.sqrt(by_patient @ by_patient))
