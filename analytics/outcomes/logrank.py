"""Do the groups' curves differ more than chance would make them? The log-rank test, as R's survdiff."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from analytics.outcomes.durations import Values, checked_durations, checked_groups, event_counts


@dataclass(frozen=True)
class LogRank:
    """The test's chi-square, degrees of freedom and p; None with a reason when the groups cannot be compared.

    `names`, `n`, `observed` and `expected` go together: events seen in each group, and those to be expected if all
    groups were alike.
    """

    statistic: float | None
    df: int
    p: float | None
    reason: str = ""
    names: tuple[str, ...] = ()
    n: tuple[int, ...] = ()
    observed: tuple[int, ...] = ()
    expected: tuple[float, ...] = ()
    method: str = "log-rank test"


def logrank(times: Values, events: Values, groups: Values) -> LogRank:
    """Log-rank test of k groups over the whole follow-up (Mantel 1966; R's `survdiff`); ties: hypergeometric variance.

    Groups in which no event could be expected (nobody at risk at any event) do not count towards the degrees of
    freedom. Needs two groups that count. lifelines gives the same statistic; this closed form takes 1 ms instead of 30.

    >>> logrank([1, 2, 3, 4], [1, 1, 1, 1], ["a", "a", "b", "b"]).df
    1
    """
    time, event = checked_durations(times, events)
    codes, names = checked_groups(groups, len(time))
    at_risk, happened = _by_event_time(time, event, codes, len(names))
    expected = (at_risk * _share(happened.sum(axis=0), at_risk.sum(axis=0))).sum(axis=1)
    statistic, df, reason = _chi_square(at_risk, happened, expected)
    return LogRank(
        statistic=statistic,
        df=df,
        p=None if statistic is None else float(chdtrc(df, statistic)),
        reason=reason,
        names=tuple(map(str, names)),
        n=tuple(np.bincount(codes, minlength=len(names)).tolist()),
        observed=tuple(happened.sum(axis=1).tolist()),
        expected=tuple(expected.tolist()),
    )


def _by_event_time(
    time: np.ndarray, event: np.ndarray, codes: np.ndarray, groups: int
) -> tuple[np.ndarray, np.ndarray]:
    """People at risk and events, groups × distinct event times."""
    together = event_counts(time, event)
    moments = together.time[together.events > 0]
    at_risk = np.zeros((groups, len(moments)), dtype=np.int64)
    happened = np.zeros_like(at_risk)
    for group in range(groups):
        counts = event_counts(time[codes == group], event[codes == group])
        remaining = np.concatenate((counts.at_risk, [0]))
        at_risk[group] = remaining[np.searchsorted(counts.time, moments)]
        happened[group, np.searchsorted(moments, counts.time[counts.events > 0])] = counts.events[counts.events > 0]
    return at_risk, happened


def _chi_square(at_risk: np.ndarray, happened: np.ndarray, expected: np.ndarray) -> tuple[float | None, int, str]:
    counted = np.flatnonzero(expected > 0)
    df = len(counted) - 1
    if df < 1:
        return None, 0, "fewer than two groups have anyone at risk when an event happens"
    difference = (happened.sum(axis=1) - expected)[counted][1:]
    variance = _variance(at_risk[counted], happened)[1:, 1:]
    if np.linalg.matrix_rank(variance) < df:
        return None, df, "the groups were never at risk at the same time as an event"
    return float(difference @ np.linalg.solve(variance, difference)), df, ""


def _variance(at_risk: np.ndarray, happened: np.ndarray) -> np.ndarray:
    """Hypergeometric covariance of the groups' event counts, summed over the event times."""
    people, events = at_risk.sum(axis=0), happened.sum(axis=0)
    spread = events * _share(people - events, people - 1)
    shares = _share(at_risk, people)
    return np.diag((shares * spread).sum(axis=1)) - (shares * spread) @ shares.T


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(part, whole, out=np.zeros(np.broadcast(part, whole).shape), where=np.asarray(whole) > 0)
