"""Who is still without the event, and for how long? Kaplan–Meier curves as R's survfit gives them (log-log interval).

lifelines fits the curve on pre-counted rows; the medians follow R's `quantile.survfit` and the restricted mean R's
`survfit` print (survival_summary.py), where lifelines has other rules. tests/parity compares all of it with R.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

import numpy as np
import pandas as pd

from analytics.errors import Refused
from analytics.outcomes.durations import EventCounts, Values, checked_durations, checked_groups, event_counts
from analytics.outcomes.intervals import LEVEL
from analytics.outcomes.kaplan_meier import kaplan_meier, with_exact_bounds
from analytics.outcomes.limits import check_level
from analytics.outcomes.survival_summary import median_with_limits, restricted_mean

MIN_AT_RISK = 10  # with fewer the curve is pale and a rate is not estimable; program.toml may say otherwise
EVERYONE = "all"


@dataclass(frozen=True, eq=False)
class SurvivalCurve:
    """One group's curve. Times are in whatever unit came in; None = not estimable.

    `table` has a row for every distinct observed time, as R's survfit: time, at_risk (just before), events, censored,
    estimate (share without the event just after), low, high, thin (fewer than `min_at_risk` at risk).
    `restricted_mean` is the average time without the event up to `tau`; None where `tau` lies beyond the last time.
    """

    name: str
    n: int
    events: int
    table: pd.DataFrame
    median: float | None
    median_low: float | None
    median_high: float | None
    restricted_mean: float | None
    restricted_mean_se: float | None
    tau: float | None
    last_time: float | None
    min_at_risk: int = MIN_AT_RISK
    level: float = LEVEL
    method: str = "Kaplan–Meier, log-log interval"


class TimeEstimate(TypedDict):
    """The share without the event at one day; estimate, low and high are None together, `reason` then says why."""

    day: float
    estimate: float | None
    low: float | None
    high: float | None
    at_risk: int
    reason: str


def survival_curve(
    time: Values,
    event: Values,
    *,
    name: str = EVERYONE,
    tau: float | None = None,
    min_at_risk: int = MIN_AT_RISK,
    level: float = LEVEL,
) -> SurvivalCurve:
    """Share of people still without the event over time (Kaplan–Meier) with its log-log interval.

    `time` is each person's time to the event or to the last observation, in any unit; `event` 1 or 0. A person censored
    at the time of an event was at risk for it; a person censored at 0 counts in n. Where nobody has had the event yet,
    and where everybody has, the log-log interval does not exist and the exact bound stands in.
    `tau` limits the restricted mean; without it the group's own last time does. An empty group gives an empty table.
    Refuses missing and negative durations.

    >>> curve = survival_curve([2, 3, 3, 5], [1, 1, 0, 0])
    >>> curve.table["estimate"].round(6).tolist()
    [0.75, 0.5, 0.5]
    """
    check_level(level)
    _check_tau(tau)
    counts = event_counts(*checked_durations(time, event))
    return _curve(counts, name=name, tau=tau, min_at_risk=min_at_risk, level=level)


def survival_curves(
    time: Values,
    event: Values,
    groups: Values,
    *,
    tau: float | None = None,
    min_at_risk: int = MIN_AT_RISK,
    level: float = LEVEL,
) -> tuple[SurvivalCurve, ...]:
    """One curve a group, in the order of the categories (else sorted), all with the same `tau`.

    Without `tau` the restricted means reach to the shortest of the groups' last times, so that they can be compared.
    """
    check_level(level)
    _check_tau(tau)
    times, events = checked_durations(time, event)
    codes, names = checked_groups(groups, len(times))
    counts = [event_counts(times[codes == code], events[codes == code]) for code in range(len(names))]
    if tau is None and counts:
        tau = min(float(group.time[-1]) for group in counts)
    return tuple(
        _curve(group, name=str(name), tau=tau, min_at_risk=min_at_risk, level=level)
        for group, name in zip(counts, names, strict=True)
    )


def estimates_at(curve: SurvivalCurve, days: Sequence[float], *, days_per_unit: int = 1) -> list[TimeEstimate]:
    """Share without the event at each of `days`; for a curve in weeks give `days_per_unit=7` (week = day ÷ 7, floor).

    `at_risk` counts the people followed for at least that long. Not estimable beyond the group's last observed time, or
    with fewer than `curve.min_at_risk` at risk: a Kaplan–Meier curve carried on flat would be a guess.
    """
    return [_estimate_at(curve, day, days_per_unit) for day in days]


def risk_table(curve: SurvivalCurve, times: Sequence[float]) -> pd.DataFrame:
    """People at risk, censored and with the event *just before* each display time; every row adds up to n.

    An event at exactly a display time is therefore still among those at risk there, as in R's `n.risk`.
    """
    shown = np.asarray(times, dtype=float)
    censored, events = _gone_before(curve, shown)
    return pd.DataFrame({"time": shown, "at_risk": curve.n - censored - events, "censored": censored, "events": events})


def _curve(counts: EventCounts, *, name: str, tau: float | None, min_at_risk: int, level: float) -> SurvivalCurve:
    estimate, low, high = kaplan_meier(counts, level)
    median = median_with_limits(counts.time, estimate, low, high)
    last_time = float(counts.time[-1]) if counts.n else None
    tau = last_time if tau is None else float(tau)
    mean, mean_se = restricted_mean(counts, estimate, tau)
    return SurvivalCurve(
        name=name,
        n=counts.n,
        events=int(counts.events.sum()),
        table=_curve_table(counts, estimate, with_exact_bounds(counts, low, high, level), min_at_risk),
        median=median.value,
        median_low=median.low,
        median_high=median.high,
        restricted_mean=mean,
        restricted_mean_se=mean_se,
        tau=tau,
        last_time=last_time,
        min_at_risk=min_at_risk,
        level=level,
    )


def _curve_table(
    counts: EventCounts, estimate: np.ndarray, limits: tuple[np.ndarray, np.ndarray], min_at_risk: int
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "time": counts.time,
            "at_risk": counts.at_risk,
            "events": counts.events,
            "censored": counts.censored,
            "estimate": estimate,
            "low": limits[0],
            "high": limits[1],
            "thin": counts.at_risk < min_at_risk,
        }
    )


def _estimate_at(curve: SurvivalCurve, day: float, days_per_unit: int) -> TimeEstimate:
    if not np.isfinite(day) or day < 0:
        raise Refused("A day came that is negative or not a number.", "Ask for days from 0 on, such as 30 or 90.")
    when = day if days_per_unit == 1 else float(day // days_per_unit)
    censored, events = _gone_before(curve, when)
    at_risk = int(curve.n - censored - events)
    if reason := _why_not_estimable(curve, day, when, at_risk):
        return TimeEstimate(day=day, estimate=None, low=None, high=None, at_risk=at_risk, reason=reason)
    step = int(np.searchsorted(curve.table["time"].to_numpy(), when, side="right")) - 1
    estimate, low, high = _step(curve, step)
    return TimeEstimate(day=day, estimate=estimate, low=low, high=high, at_risk=at_risk, reason="")


def _why_not_estimable(curve: SurvivalCurve, day: float, when: float, at_risk: int) -> str:
    if curve.last_time is None:
        return "no one to follow"
    if when > curve.last_time:
        return f"no one was followed for {day:g} days"
    if at_risk < curve.min_at_risk:
        return f"fewer than {curve.min_at_risk} at risk"
    return ""


def _step(curve: SurvivalCurve, step: int) -> tuple[float, float, float]:
    """Estimate and limits from one row of the table on; before the first row nobody has left, and all are at risk."""
    if step < 0:
        return 1.0, ((1 - curve.level) / 2) ** (1 / curve.n), 1.0
    estimate, low, high = (float(curve.table[column].to_numpy()[step]) for column in ("estimate", "low", "high"))
    return estimate, low, high


def _gone_before(curve: SurvivalCurve, when: float | np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """People censored and people with the event before each time, the time itself not included."""
    before = np.searchsorted(curve.table["time"].to_numpy(), when, side="left")
    return _running_total(curve.table["censored"])[before], _running_total(curve.table["events"])[before]


def _running_total(column: pd.Series) -> np.ndarray:
    return np.concatenate(([0], np.cumsum(column.to_numpy())))


def _check_tau(tau: float | None) -> None:
    if tau is not None and not (np.isfinite(tau) and tau >= 0):
        raise Refused(
            "A negative or endless limit came for the restricted mean.",
            "Give tau in the unit of the durations, such as 12.",
        )
