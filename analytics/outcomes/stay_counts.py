"""Counts a stay: sessions come to of those that count, tests met of those due, in one period.

Counted once for everybody, so that a filter only has to add up the selected stays.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.outcomes.clustered import METHOD, clustered_proportion
from analytics.outcomes.intervals import Estimate, not_estimable


@dataclass(frozen=True, eq=False)
class StayCounts:
    """`hits` of `total` for every stay that has any; `stay` ascends, so one patient's stays are neighbours."""

    stay: np.ndarray
    hits: np.ndarray
    total: np.ndarray


def counts_by_stay(stay: np.ndarray, hits: np.ndarray, total: np.ndarray, stays: int) -> StayCounts:
    """Sum rows to stays; stays without anything to count are left out."""
    all_of = np.bincount(stay, weights=total, minlength=stays)
    some = np.flatnonzero(all_of)
    return StayCounts(some, np.bincount(stay, weights=hits, minlength=stays)[some], all_of[some])


def clustered_share(counts: StayCounts, selected: np.ndarray, patient: np.ndarray, *, nothing: str) -> Estimate:
    """Hits ÷ total of the selected stays with patient-clustered error; `nothing` says why there is no figure."""
    rows = np.flatnonzero(selected[counts.stay])
    if not len(rows):
        return not_estimable(METHOD, nothing)
    people = patient[counts.stay[rows]]
    begins = np.flatnonzero(np.append(True, people[1:] != people[:-1]))
    hits = np.add.reduceat(counts.hits[rows], begins)
    return clustered_proportion(hits.astype(int), np.add.reduceat(counts.total[rows], begins).astype(int))
