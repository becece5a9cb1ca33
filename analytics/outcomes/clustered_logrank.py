"""The log-rank test between groups of episodes, when several episodes of one patient resemble each other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.special import chdtrc

from analytics.outcomes.durations import Values, checked_durations, checked_groups, event_counts
from analytics.outcomes.logrank import LogRank, logrank

CLUSTERED_METHOD = "log-rank test, patient-clustered variance"


def clustered_logrank(times: Values, events: Values, groups: Values, patient: np.ndarray) -> LogRank:
    """The log-rank test whose variance is summed by patient; `patient` has one code an episode.

    The robust score test of a Cox model at no difference, ties by Breslow (R: `coxph(…, cluster = id,
    ties = "breslow")$rscore`). Observed and expected events are those of the usual test. Not estimable with as few
    patients as degrees of freedom.
    """
    usual = replace(logrank(times, events, groups), method=CLUSTERED_METHOD)
    if usual.statistic is None:
        return usual
    counted = np.flatnonzero(np.asarray(usual.expected) > 0)[1:]
    influence = _influence(times, events, groups)[counted]
    people, at = np.unique(patient, return_inverse=True)
    by_patient = np.stack([np.bincount(at, weights=row, minlength=len(people)) for row in influence])
    variance = by_patient @ by_patient.T
    if len(people) <= usual.df or np.linalg.matrix_rank(variance) < usual.df:
        return replace(usual, statistic=None, p=None, reason="too few patients to tell the groups apart")
    difference = (np.asarray(usual.observed) - np.asarray(usual.expected))[counted]
    statistic = float(difference @ np.linalg.solve(variance, difference))
    return replace(usual, statistic=statistic, p=float(chdtrc(usual.df, statistic)))


def _influence(times: Values, events: Values, groups: Values) -> np.ndarray:
    """Each episode’s part of observed less expected events, groups × episodes (score residuals at no difference)."""
    time, event = checked_durations(times, events)
    codes, names = checked_groups(groups, len(time))
    counts = event_counts(time, event)
    own = np.searchsorted(counts.time, time)
    hazard = counts.events / counts.at_risk
    rows = []
    for group in range(len(names)):
        member = codes == group
        at_risk = np.cumsum(np.bincount(own[member], minlength=len(counts.time))[::-1])[::-1]
        share = at_risk / counts.at_risk
        expected = member * np.cumsum(hazard)[own] - np.cumsum(share * hazard)[own]
        rows.append(event * (member - share[own]) - expected)
    return np.stack(rows)
