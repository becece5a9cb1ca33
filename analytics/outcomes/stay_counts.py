"""Counts a stay: sessions come to of those that count, tests met of those due, in one period.

Counted once for everybody, so that a filter only has to add up the selected stays.
"""

from __future__ import annotations

from collections.abc import Sequence
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


@dataclass(frozen=True, eq=False)
class CountsInTurn:
    """The counts of several periods one behind the other; period k lies in `edges[k]` to `edges[k + 1]`.

    Counts are int32, which sum fastest; `stay` has the size of an index (intp), which numpy need not convert.
    """

    stay: np.ndarray
    hits: np.ndarray
    total: np.ndarray
    edges: np.ndarray

    def sums(self, selected: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Hits and total of every period, over the selected stays (`selected`: boolean over stays)."""
        counts = selected[self.stay]
        return self._by_period(self.hits * counts), self._by_period(self.total * counts)

    def _by_period(self, numbers: np.ndarray) -> np.ndarray:
        spans = zip(self.edges[:-1], self.edges[1:], strict=True)
        return np.array([np.add.reduce(numbers[start:end], dtype=np.int32) for start, end in spans], float)


def in_turn(periods: Sequence[StayCounts]) -> CountsInTurn:
    """The counts of periods put one behind the other, so that one pass sums them all."""
    edges = np.cumsum([0, *(len(counts.stay) for counts in periods)])

    def together(parts: Sequence[np.ndarray]) -> np.ndarray:
        return np.concatenate([np.zeros(0, np.int32), *parts]).astype(np.int32)

    return CountsInTurn(
        stay=together([counts.stay for counts in periods]).astype(np.intp),
        hits=together([counts.hits for counts in periods]),
        total=together([counts.total for counts in periods]),
        edges=edges,
    )


def clustered_share(counts: StayCounts, selected: np.ndarray, patient: np.ndarray, *, nothing: str) -> Estimate:
    """Hits ÷ total of the selected stays with patient-clustered error; `nothing` says why there is no figure."""
    rows = np.flatnonzero(selected[counts.stay])
    if not len(rows):
        return not_estimable(METHOD, nothing)
    people = patient[counts.stay[rows]]
    begins = np.flatnonzero(np.append(True, people[1:] != people[:-1]))
    hits = np.add.reduceat(counts.hits[rows], begins)
    return clustered_proportion(hits.astype(int), np.add.reduceat(counts.total[rows], begins).astype(int))
