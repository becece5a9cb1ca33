"""Patients with episodes in several of the groups compared: what their difference gains because the groups go together.

Two groups that share patients are not independent. What one patient adds to the error of both curves is taken together,
as within a group.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.outcomes.durations import checked_durations, event_counts
from analytics.outcomes.influence import log_share_influence, restricted_mean_influence


@dataclass(frozen=True, eq=False)
class GroupEpisodes:
    """The episodes of one group; `patient` has the same codes in every group."""

    time: np.ndarray
    event: np.ndarray
    patient: np.ndarray


def people_in_several_groups(patient: np.ndarray, group: np.ndarray) -> int:
    """How many patients have episodes in more than one group."""
    pairs = np.unique(np.column_stack((patient, group)), axis=0)
    return int((np.bincount(pairs[:, 0]) > 1).sum()) if len(pairs) else 0


def mean_covariance(first: GroupEpisodes, second: GroupEpisodes, tau: float) -> float:
    """Covariance of the two average times up to τ (zero when no patient is in both)."""
    return float(np.dot(*_alike([_by_patient(own, _of_mean(own, tau)) for own in (first, second)])))


def share_correlation(first: GroupEpisodes, second: GroupEpisodes, at: float) -> float:
    """Correlation of the two shares without the event at a time (zero when no patient is in both)."""
    one, other = _alike([_by_patient(own, _of_share(own, at)) for own in (first, second)])
    lengths = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / lengths if lengths else 0.0


def _of_mean(own: GroupEpisodes, tau: float) -> np.ndarray:
    times, events = checked_durations(own.time, own.event)
    return restricted_mean_influence(event_counts(times, events), times, events, tau)


def _of_share(own: GroupEpisodes, at: float) -> np.ndarray:
    times, events = checked_durations(own.time, own.event)
    counts = event_counts(times, events)
    step = int(np.searchsorted(counts.time, at, side="right")) - 1
    return log_share_influence(counts, times, events, step) if step >= 0 else np.zeros(len(times))


def _by_patient(own: GroupEpisodes, influence: np.ndarray) -> np.ndarray:
    return np.bincount(own.patient, weights=influence)


def _alike(sums: list[np.ndarray]) -> list[np.ndarray]:
    """Both of one length: a patient of the one group only adds nothing to the other."""
    length = max(len(own) for own in sums)
    return [np.pad(own, (0, length - len(own))) for own in sums]
