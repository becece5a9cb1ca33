"""Gray's test: do the groups' cumulative incidences of one cause differ more than chance would make them?"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.special import chdtrc


@dataclass(frozen=True)
class GrayTest:
    """Chi-square, degrees of freedom and p of one cause; None with a reason when the groups cannot be compared."""

    cause: int
    statistic: float | None
    df: int
    p: float | None
    reason: str = ""
    method: str = "Gray's test"


def gray_test(time: np.ndarray, cause: np.ndarray, group: np.ndarray, *, of: int = 1) -> GrayTest:
    """Compare k groups' cumulative incidence of cause `of` (Gray 1988, Ann Stat 16:1141; R's `cmprsk::cuminc`, ρ = 0).

    `time`: durations; `cause`: 0 censored, 1, 2, … ; `group`: codes 0 … k − 1. Whoever has another cause stays in the
    comparison as not having this one. People censored at a time were at risk at it. Ties need no random order.
    """
    names, codes = np.unique(group, return_inverse=True)
    groups = len(names)
    if groups < 2:
        return GrayTest(of, None, 0, None, "fewer than two groups have anyone in them")
    if not (cause == of).any():
        return GrayTest(of, None, groups - 1, None, "nobody had the event")
    moments, at_risk, own, others = _counted(time, cause, codes, groups, of)
    sums = _Sums.empty(groups)
    for place in range(len(moments)):
        sums.step(at_risk[:, place], own[:, place], others[:, place])
    score, variance = sums.score[:-1], sums.variance()
    df = int(np.linalg.matrix_rank(variance))
    statistic = float(score @ np.linalg.pinv(variance, hermitian=True) @ score)
    if df == 0 or not statistic >= 0:  # a variance of rounding errors alone can be negative
        return GrayTest(of, None, groups - 1, None, "the groups were never at risk at the same time as an event")
    return GrayTest(of, statistic, df, float(chdtrc(df, statistic)))


def _counted(
    time: np.ndarray, cause: np.ndarray, codes: np.ndarray, groups: int, of: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """At every time with an event of any cause: people at risk, events of the cause, events of others, by group."""
    moments, place = np.unique(time, return_inverse=True)
    cell = codes * len(moments) + place
    shape, size = (groups, len(moments)), groups * len(moments)
    everyone = np.bincount(cell, minlength=size).reshape(shape)
    own = np.bincount(cell[cause == of], minlength=size).reshape(shape)
    others = np.bincount(cell[(cause != of) & (cause != 0)], minlength=size).reshape(shape)
    at_risk = everyone[:, ::-1].cumsum(axis=1)[:, ::-1]
    some = (own + others).sum(axis=0) > 0
    return moments[some], at_risk[:, some], own[:, some], others[:, some]


@dataclass
class _Sums:
    """The running sums over event times, in the notation of Gray's paper; one element (row, column) a group.

    `km`, `incidence`: each group's Kaplan–Meier curve of any event and incidence of the cause, just before the time;
    `pooled`: the incidence under the hypothesis; `c`, `v1`, `v2`, `v3`: parts of the variance of the scores.
    """

    groups: int
    km: np.ndarray
    incidence: np.ndarray
    score: np.ndarray
    c: np.ndarray
    v1: np.ndarray
    v2: np.ndarray
    v3: np.ndarray
    pooled: float = field(default=0.0)

    @staticmethod
    def empty(groups: int) -> _Sums:
        square = np.zeros((groups, groups))
        line = np.zeros(groups)
        return _Sums(
            groups, line + 1, line.copy(), line.copy(), square.copy(), square.copy(), square.copy(), line.copy()
        )

    def step(self, at_risk: np.ndarray, own: np.ndarray, others: np.ndarray) -> None:
        """Take in one event time."""
        there = at_risk > 0
        risk = np.where(there, at_risk, 1)
        km_after = np.where(there, self.km * (at_risk - own - others) / risk, self.km)
        weight = np.where(there, at_risk / np.where(self.km > 0, self.km, 1), 0.0)
        total, events = weight.sum(), own.sum()
        pooled_after = self.pooled + events / total
        apart = np.where(np.outer(there, there), np.diag(weight) - np.outer(weight, weight) / total, 0.0)
        self.c += apart * events / (total * (1 - self.pooled))
        expected = weight * (1 - self.incidence)
        self.score += np.where(there, own - events * expected / expected.sum(), 0.0)
        if events:
            self._own_variance(there, risk, km_after, pooled_after, apart, total, float(events))
        if others.any():
            self._others_variance(others, at_risk, km_after, pooled_after)
        self.incidence = np.where(there, self.incidence + self.km * own / risk, self.incidence)
        self.km, self.pooled = km_after, pooled_after

    def _own_variance(
        self,
        there: np.ndarray,
        risk: np.ndarray,
        km_after: np.ndarray,
        pooled_after: float,
        apart: np.ndarray,
        total: float,
        events: float,
    ) -> None:
        share = np.where(km_after > 0, 1 - (1 - pooled_after) / np.where(km_after > 0, km_after, 1), 1.0)
        ties = 1 - (events - 1) / (total * self.km - 1) if events > 1 else np.ones(self.groups)
        spread = np.where(there, ties * self.km * events / (total * risk), 0.0)
        moved = apart - share * self.c
        self.v3 += share**2 * spread
        self.v2 += moved * share * spread
        self.v1 += (moved * spread) @ moved.T

    def _others_variance(
        self, others: np.ndarray, at_risk: np.ndarray, km_after: np.ndarray, pooled_after: float
    ) -> None:
        counted = (km_after > 0) & (others > 0)
        share = np.where(counted, (1 - pooled_after) / np.where(km_after > 0, km_after, 1), 0.0)
        ties = np.where(others > 1, 1 - (others - 1) / np.maximum(at_risk - 1, 1), 1.0)
        spread = np.where(counted, ties * self.km**2 * others / np.maximum(at_risk, 1) ** 2, 0.0)
        moved = share * self.c
        self.v3 += share**2 * spread
        self.v2 -= moved * share * spread
        self.v1 += (moved * spread) @ moved.T

    def variance(self) -> np.ndarray:
        """Variance of the scores of all groups but the last."""
        full = self.v1 + (self.c * self.v3) @ self.c.T + self.c @ self.v2.T + self.v2 @ self.c.T
        found: np.ndarray = full[:-1, :-1]
        return found
