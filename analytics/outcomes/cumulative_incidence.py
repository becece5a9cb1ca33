"""How many have had an event by a day when something else can come first: cumulative incidence (Aalen–Johansen).

1 − Kaplan–Meier with the other causes censored overstates the risk (domain: informative drop-out, death). A closed form
stands here because lifelines' AalenJohansenFitter moves tied times at random; days are all ties. The values equal R's
`survival::survfit` with a factor event (tests/parity/cumulative_incidence.R).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.errors import Refused
from analytics.outcomes.durations import Values, checked_durations
from analytics.outcomes.intervals import LEVEL, Estimate, not_estimable
from analytics.outcomes.limits import check_level, normal_quantile
from analytics.outcomes.survival import MIN_AT_RISK

METHOD = "Aalen–Johansen, log-log interval"
CENSORED = 0


@dataclass(frozen=True, eq=False)
class IncidenceCurve:
    """One cause's cumulative incidence; the causes of one call and the share without any event add up to 1.

    `table` has a row for every distinct observed time: time, at_risk (just before), events (of this cause), other
    (events of the other causes), censored, estimate, se, low, high, thin (fewer than `min_at_risk` at risk).
    """

    cause: str
    n: int
    events: int
    table: pd.DataFrame
    last_time: float | None
    min_at_risk: int = MIN_AT_RISK
    level: float = LEVEL
    method: str = METHOD


def cumulative_incidence(
    time: Values,
    cause: Values,
    causes: Sequence[str],
    *,
    min_at_risk: int = MIN_AT_RISK,
    level: float = LEVEL,
) -> tuple[IncidenceCurve, ...]:
    """Share that has had each cause's event by every observed time, the other causes competing.

    `time` is each person's time to the first event or to the last observation; `cause` 0 = censored, k = the k-th of
    `causes`. A person censored at the time of an event was at risk for it. The error is the infinitesimal jackknife,
    the interval log-log; where the estimate is 0 (or 1) the exact bound stands in. No one gives empty tables. Refuses
    missing and negative durations and unknown causes.

    >>> first, second = cumulative_incidence([1, 2, 2, 3, 4], [1, 1, 2, 0, 1], ["readmitted", "died"])
    >>> first.table["estimate"].round(6).tolist(), second.table["estimate"].round(6).tolist()
    ([0.2, 0.4, 0.4, 0.8], [0.0, 0.2, 0.2, 0.2])
    """
    check_level(level)
    codes = _checked_causes(cause, len(causes))
    times, _ = checked_durations(time, (codes > CENSORED).astype(int))
    counts = _counts(times, codes, len(causes))
    return tuple(
        IncidenceCurve(
            cause=name,
            n=len(times),
            events=int((codes == number).sum()),
            table=_table(counts, number, min_at_risk, level),
            last_time=float(times.max()) if len(times) else None,
            min_at_risk=min_at_risk,
            level=level,
        )
        for number, name in enumerate(causes, start=1)
    )


def incidence_at(curve: IncidenceCurve, day: float) -> Estimate:
    """The share that has had the event by a day (the day included).

    Not estimable beyond the last observed time, or with fewer than `min_at_risk` followed that long without any event.
    """
    times = curve.table["time"].to_numpy(float)
    at_risk = curve.n - int(curve.table.loc[times < day, ["events", "other", "censored"]].to_numpy().sum())
    if curve.last_time is None:
        return not_estimable(curve.method, "no one to follow", level=curve.level)
    if day > curve.last_time or at_risk < curve.min_at_risk:
        why = f"no one was followed for {day:g} days" if day > curve.last_time else _too_few(curve)
        return not_estimable(curve.method, why, n=curve.n, level=curve.level)
    step = int(np.searchsorted(times, day, side="right")) - 1
    if step < 0:
        return Estimate(0.0, 0.0, 1 - ((1 - curve.level) / 2) ** (1 / curve.n), curve.n, 0, curve.method, curve.level)
    value, low, high = (float(curve.table[column].iloc[step]) for column in ("estimate", "low", "high"))
    had = int(curve.table["events"].iloc[: step + 1].sum())
    return Estimate(value, low, high, curve.n, had, curve.method, curve.level)


def _too_few(curve: IncidenceCurve) -> str:
    return f"fewer than {curve.min_at_risk} at risk"


@dataclass(frozen=True, eq=False)
class _Counts:
    """By distinct time: at risk just before, events of each cause (a column a cause), censored."""

    time: np.ndarray
    at_risk: np.ndarray
    events: np.ndarray
    censored: np.ndarray


def _checked_causes(cause: Values, causes: int) -> np.ndarray:
    codes = pd.to_numeric(pd.Series(cause, dtype=float), errors="coerce").to_numpy(float)
    if unusable := int((~np.isin(codes, np.arange(causes + 1))).sum()):
        raise Refused(
            f"{unusable} of {len(codes)} causes are none of 0 to {causes}.",
            "Give 0 for people who were censored and the number of the cause for everyone else.",
        )
    return codes.astype(np.int64)


def _counts(times: np.ndarray, codes: np.ndarray, causes: int) -> _Counts:
    distinct, place = np.unique(times, return_inverse=True)
    tally = np.bincount(place * (causes + 1) + codes, minlength=len(distinct) * (causes + 1))
    tally = tally.reshape(len(distinct), causes + 1)
    everyone = tally.sum(axis=1)
    at_risk = everyone.sum() - np.concatenate(([0], np.cumsum(everyone)[:-1])) if len(distinct) else everyone
    return _Counts(distinct, at_risk, tally[:, 1:], tally[:, CENSORED])


def _table(counts: _Counts, number: int, min_at_risk: int, level: float) -> pd.DataFrame:
    own = counts.events[:, number - 1]
    estimate, error = _aalen_johansen(counts, own)
    low, high = _limits(counts, estimate, error, level)
    return pd.DataFrame(
        {
            "time": counts.time,
            "at_risk": counts.at_risk,
            "events": own,
            "other": counts.events.sum(axis=1) - own,
            "censored": counts.censored,
            "estimate": estimate,
            "se": error,
            "low": low,
            "high": high,
            "thin": counts.at_risk < min_at_risk,
        }
    )


def _aalen_johansen(counts: _Counts, own: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Estimate F and its error at every time.

    With a = share without any event just before u, h and k = hazards of any event and of the cause, D = F(t) − F(u):
    variance(t) = Σ over u ≤ t of [a² k (1 − k) − 2 a D k + D² h ÷ (1 − h)] ÷ n(u). Expanded, so that one pass of
    running sums serves every t; where everybody at risk had an event (h = 1) nothing is left to come and D is 0.
    """
    n = counts.at_risk.astype(float)
    hazard, cause = counts.events.sum(axis=1) / n, own / n
    free = np.concatenate(([1.0], np.cumprod(1 - hazard)[:-1])) if len(n) else n
    estimate = np.cumsum(free * cause)
    still = np.where(hazard < 1, hazard / (n * np.where(hazard < 1, 1 - hazard, 1.0)), 0.0)
    pull = free * cause / n
    variance = (
        np.cumsum(free**2 * cause * (1 - cause) / n)
        - 2 * (estimate * np.cumsum(pull) - np.cumsum(pull * estimate))
        + estimate**2 * np.cumsum(still)
        - 2 * estimate * np.cumsum(still * estimate)
        + np.cumsum(still * estimate**2)
    )
    return estimate, np.sqrt(np.maximum(variance, 0.0))


def _limits(counts: _Counts, estimate: np.ndarray, error: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Log-log limits; where no one had the event yet 0 to 1 − (α/2)^(1/m), m = n − number censored before."""
    inside = (estimate > 0) & (estimate < 1)
    share = np.where(inside, estimate, 0.5)
    width = normal_quantile(level) * error / (share * np.abs(np.log(share)))
    low, high = share ** np.exp(width), share ** np.exp(-width)
    everyone = int(counts.at_risk[0]) if len(counts.at_risk) else 0
    known = everyone - (np.cumsum(counts.censored) - counts.censored)
    exact = ((1 - level) / 2) ** (1 / np.maximum(known, 1))
    low = np.where(inside, low, np.where(estimate > 0, exact, 0.0))
    return low, np.where(inside, high, np.where(estimate > 0, 1.0, 1 - exact))
