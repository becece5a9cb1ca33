"""How far two curves lie apart: average time without the event, share with it on a day, and which pairs differ."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.special import erfc

from analytics.outcomes.differences import difference_of_shares
from analytics.outcomes.intervals import LEVEL, Estimate, newcombe_difference, not_estimable
from analytics.outcomes.limits import normal_quantile
from analytics.outcomes.logrank import logrank
from analytics.outcomes.paired import risk_ratio
from analytics.outcomes.survival import SurvivalCurve, estimates_at

RESTRICTED = "difference of restricted means, Greenwood's error"
BY_CURVE = "Kaplan–Meier, limits squared and added"
RATIO_BY_CURVE = "Kaplan–Meier, log interval (Greenwood)"


@dataclass(frozen=True)
class Pair:
    """Log-rank test of two groups; `p_adjusted` by Holm over all pairs of the comparison."""

    first: str
    second: str
    statistic: float | None
    p: float | None
    p_adjusted: float | None


def restricted_mean_difference(first: SurvivalCurve, second: SurvivalCurve, *, covariance: float = 0.0) -> Estimate:
    """Average time without the event up to a common τ: first − second, in the curves' unit, with a normal interval.

    The error is the root of the two Greenwood variances added (Uno 2014; R: `survfit` with `rmean=`, both errors
    squared and added), less twice the `covariance` of groups that share patients. Not estimable when the curves have no
    common τ, or one of them does not reach it.
    """
    n = first.n + second.n
    if first.tau != second.tau:
        return not_estimable(RESTRICTED, "the groups' averages reach to different times", n=n)
    values = first.restricted_mean, second.restricted_mean, first.restricted_mean_se, second.restricted_mean_se
    if any(value is None for value in values):
        return not_estimable(RESTRICTED, "a group was not followed as far as τ", n=n)
    mean1, mean2, error1, error2 = (float(value or 0.0) for value in values)
    difference, error = mean1 - mean2, math.sqrt(max(error1**2 + error2**2 - 2 * covariance, 0.0))
    reach = normal_quantile(LEVEL) * error
    return Estimate(difference, difference - reach, difference + reach, n, None, RESTRICTED)


def p_of_difference(estimate: Estimate) -> float | None:
    """Two-sided p of a difference with a normal interval; None without an interval or with one of no width."""
    if estimate.value is None or estimate.low is None or estimate.high is None or estimate.high == estimate.low:
        return None
    error = (estimate.high - estimate.low) / (2 * normal_quantile(estimate.level))
    return float(erfc(abs(estimate.value / error) / math.sqrt(2)))


def risk_difference(first: SurvivalCurve, second: SurvivalCurve, day: float, *, days_per_unit: int = 1) -> Estimate:
    """Share with the event by `day`: first − second.

    Everybody of both groups followed to the day: Newcombe's interval of the two counts. Else the Kaplan–Meier figures,
    their log-log limits squared and added.
    """
    counted = _counts_by(first, second, day, days_per_unit)
    if counted is not None:
        return newcombe_difference(*counted)
    without = [_share_without(curve, day, days_per_unit) for curve in (first, second)]
    return difference_of_shares(without[1], without[0])  # more without the event = fewer with it


def risk_ratio_on(first: SurvivalCurve, second: SurvivalCurve, day: float, *, days_per_unit: int = 1) -> Estimate:
    """Share with the event by `day`: first ÷ second, with a log interval (Katz where everybody was followed)."""
    counted = _counts_by(first, second, day, days_per_unit)
    if counted is not None:
        return risk_ratio(*counted)
    n, shares, variance = first.n + second.n, [], 0.0
    for curve in (first, second):
        found = estimates_at(curve, [day], days_per_unit=days_per_unit)[0]
        if found["estimate"] is None or found["estimate"] == 1:
            reason = found["reason"] or "a group without an event gives no ratio"
            return not_estimable(RATIO_BY_CURVE, reason, n=n)
        risk = 1 - found["estimate"]
        variance += (found["estimate"] / risk) ** 2 * _greenwood_sum(curve, day / days_per_unit)
        shares.append(risk)
    ratio = shares[0] / shares[1]
    reach = normal_quantile(LEVEL) * math.sqrt(variance)
    return Estimate(ratio, ratio * math.exp(-reach), ratio * math.exp(reach), n, None, RATIO_BY_CURVE)


def pairs_by_holm(time: np.ndarray, event: np.ndarray, group: np.ndarray, names: Sequence[str]) -> tuple[Pair, ...]:
    """Log-rank test of every pair of groups, p adjusted by Holm (1979; R's `p.adjust(method = "holm")`)."""
    tests = []
    for one, other in combinations(range(len(names)), 2):
        own = (group == one) | (group == other)
        found = logrank(time[own], event[own], group[own])
        tests.append((names[one], names[other], found.statistic, found.p))
    adjusted = holm([p for *_, p in tests])
    return tuple(Pair(*test, p_adjusted) for test, p_adjusted in zip(tests, adjusted, strict=True))


def holm(p_values: Sequence[float | None]) -> list[float | None]:
    """Holm's adjustment; a test that could not be made (None) takes no part."""
    made = sorted((p, place) for place, p in enumerate(p_values) if p is not None)
    adjusted: list[float | None] = [None] * len(p_values)
    highest = 0.0
    for rank, (p, place) in enumerate(made):
        highest = max(highest, min(1.0, (len(made) - rank) * p))
        adjusted[place] = highest
    return adjusted


def _counts_by(
    first: SurvivalCurve, second: SurvivalCurve, day: float, days_per_unit: int
) -> tuple[int, int, int, int] | None:
    """Events by the day and people of both groups, if nobody was censored before it; else None."""
    counts: list[int] = []
    when = float(day // days_per_unit)
    for curve in (first, second):
        table = curve.table
        if not curve.n or curve.last_time is None or when > curve.last_time:
            return None
        if int(table.loc[table["time"] < when, "censored"].sum()):
            return None
        counts += [int(table.loc[table["time"] <= when, "events"].sum()), curve.n]
    return counts[0], counts[1], counts[2], counts[3]


def _share_without(curve: SurvivalCurve, day: float, days_per_unit: int) -> Estimate:
    found = estimates_at(curve, [day], days_per_unit=days_per_unit)[0]
    if found["estimate"] is None:
        return not_estimable(BY_CURVE, found["reason"], n=curve.n)
    return Estimate(found["estimate"], found["low"], found["high"], curve.n, None, BY_CURVE)


def _greenwood_sum(curve: SurvivalCurve, when: float) -> float:
    """Sum of d ÷ (n (n − d)) over the times up to `when`."""
    until = curve.table["time"].to_numpy() <= when
    at_risk, events = (curve.table[name].to_numpy(float)[until] for name in ("at_risk", "events"))
    left = at_risk - events
    return float(np.sum(np.divide(events, at_risk * left, out=np.zeros(len(left)), where=left > 0)))
