"""Rubin's rules: many completed data sets give one figure, with what the missing part adds to its uncertainty."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from analytics.outcomes.durations import event_counts
from analytics.outcomes.intervals import LEVEL, Estimate, not_estimable
from analytics.outcomes.limits import student_quantile

POOLED_SHARE = "imputed, pooled by Rubin's rules on the log-log scale, Barnard–Rubin degrees of freedom"
POOLED_DIFFERENCE = "imputed, pooled by Rubin's rules, Barnard–Rubin degrees of freedom"
LEAST_BETWEEN = 1e-4
"""The smallest share of the variance taken to come from imputing, as in R's mice: keeps the degrees finite."""


@dataclass(frozen=True)
class Pooled:
    """One pooled figure. `within`, `between`: variances; `degrees` of freedom; `fraction_missing`: the share of what
    one would know of the figure that imputing cannot bring back.
    """

    value: float
    within: float
    between: float
    variance: float
    degrees: float
    fraction_missing: float

    def limits(self, level: float = LEVEL) -> tuple[float, float]:
        """The interval by Student's t."""
        reach = student_quantile(level, self.degrees) * math.sqrt(self.variance)
        return self.value - reach, self.value + reach


@dataclass(frozen=True, eq=False)
class Shares:
    """The share without the event on one day in each completed data set: the share, the variance of its logarithm
    (Greenwood; with `patient` clusters the squared influence summed by patient) and how many were followed that long.
    `people` give the degrees of freedom, `n` counts people or episodes.
    """

    share: np.ndarray
    log_variance: np.ndarray
    at_risk: np.ndarray
    people: int
    n: int


def rubin(values: np.ndarray, variances: np.ndarray, people: float, *, parameters: int = 1) -> Pooled:
    """Pooled value and variance of m data sets (Rubin 1987; Barnard and Rubin 1999; R: `mice::pool.scalar`).

    `people` − `parameters` are the degrees of freedom the complete data would have. Needs two data sets at least.
    """
    m = len(values)
    within, between = float(np.mean(variances)), float(np.var(values, ddof=1))
    total = within + (1 + 1 / m) * between
    if total == 0:
        return Pooled(float(np.mean(values)), 0.0, 0.0, 0.0, people - parameters, 0.0)
    share = max((1 + 1 / m) * between / total, LEAST_BETWEEN)
    complete = people - parameters
    by_sets, by_people = (m - 1) / share**2, (complete + 1) / (complete + 3) * complete * (1 - share)
    degrees = by_sets if math.isinf(complete) else by_sets * by_people / (by_sets + by_people)
    increase = (1 + 1 / m) * between / within if within else math.inf
    fraction = (increase + 2 / (degrees + 3)) / (increase + 1) if within else 1.0
    return Pooled(float(np.mean(values)), within, between, total, degrees, fraction)


def share_on(time: np.ndarray, event: np.ndarray, at: float, patient: np.ndarray | None = None) -> tuple[float, ...]:
    """Kaplan–Meier share without the event at `at`, the variance of its logarithm, and how many are followed to it."""
    counts = event_counts(time, event)
    steps = counts.time <= at
    risk, events = counts.at_risk[steps], counts.events[steps]
    share = float(np.prod(1 - events / risk))
    left = np.maximum(risk - events, 1)
    charge = np.cumsum(events / (risk * left))
    followed = float((time >= at).sum())
    if patient is None or not steps.any():
        return share, float(charge[-1]) if steps.any() else 0.0, followed
    place = np.minimum(np.searchsorted(counts.time, time), len(charge) - 1)
    happened = event & (time <= at)
    influence = charge[place] - np.where(happened, 1 / left[place], 0.0)
    by_patient = np.bincount(np.unique(patient, return_inverse=True)[1], weights=influence)
    return share, float(by_patient @ by_patient), followed


def pooled_share(shares: Shares, *, min_at_risk: int) -> Estimate:
    """The pooled share with its interval, from the scale of log(−log S) and back (Marshall and others 2009).

    Not estimable with fewer than `min_at_risk` followed that long on average. A data set in which nobody, or
    everybody, had the event enters as if half a person had (had not), because its own logarithm does not exist.
    """
    followed = float(shares.at_risk.mean())
    if followed < max(min_at_risk, 1):
        why = "no one was followed that long" if followed == 0 else f"fewer than {min_at_risk} at risk"
        return not_estimable(POOLED_SHARE, why, n=shares.n)
    share, variance = _inside(shares)
    logged = np.log(share)
    found = rubin(np.log(-logged), variance / logged**2, shares.people)
    high, low = (math.exp(-math.exp(limit)) for limit in found.limits())
    return Estimate(math.exp(-math.exp(found.value)), low, high, shares.n, None, POOLED_SHARE)


def pooled_difference(
    first: Shares, second: Shares, *, min_at_risk: int, correlation: np.ndarray | float = 0.0
) -> Estimate:
    """Pooled difference first − second of the shares without the event, by Rubin's rules on the difference itself.

    Because it is taken data set by data set, what both groups owe to the same draw cancels as it should. `correlation`
    of the two in each data set: of groups that share patients.
    """
    n = first.n + second.n
    if min(float(s.at_risk.mean()) for s in (first, second)) < max(min_at_risk, 1):
        return not_estimable(POOLED_DIFFERENCE, "one of the two groups has no figure on that day", n=n)
    sides = [_inside(side) for side in (first, second)]
    values = sides[0][0] - sides[1][0]
    one, other = (share**2 * log_variance for share, log_variance in sides)
    variances = np.maximum(one + other - 2 * correlation * np.sqrt(one * other), 0.0)
    found = rubin(values, variances, first.people + second.people, parameters=2)
    low, high = found.limits()
    return Estimate(found.value, max(low, -1.0), min(high, 1.0), n, None, POOLED_DIFFERENCE)


def _inside(shares: Shares) -> tuple[np.ndarray, np.ndarray]:
    """Shares and variances of their logarithms, those of 0 and 1 moved inside by half a person."""
    n = shares.people
    nearest = np.where(shares.share >= 1, 1 - 0.5 / (n + 1), 0.5 / (n + 1))
    at_end = (shares.share <= 0) | (shares.share >= 1)
    share = np.where(at_end, nearest, shares.share)
    return share, np.where(at_end, (1 - share) / (share * (n + 1)), shares.log_variance)
