"""What a Cox model sums up at every event time: who is at risk, who has the event, Efron's share of ties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analytics.outcomes.durations import Values


@dataclass(frozen=True, eq=False)
class Intervals:
    """Stretches of follow-up (start, stop] of people, one or several each, with covariates that hold throughout.

    `x`: n × p; `event` 1 at stop; `weight`; `cluster`: codes of patients. Sorted by nothing in particular.
    """

    start: np.ndarray
    stop: np.ndarray
    event: np.ndarray
    x: np.ndarray
    weight: np.ndarray
    cluster: np.ndarray

    @staticmethod
    def of(
        stop: Values,
        event: Values,
        x: Values,
        *,
        start: np.ndarray | None = None,
        weight: np.ndarray | None = None,
        cluster: np.ndarray | None = None,
    ) -> Intervals:
        """Intervals from 0 (before the first event), weight 1 and everyone a cluster of their own, unless said."""
        n = len(stop)
        return Intervals(
            np.full(n, -np.inf) if start is None else np.asarray(start, float),
            np.asarray(stop, float),
            np.asarray(event).astype(bool),
            np.asarray(x, float).reshape(n, -1),
            np.ones(n) if weight is None else np.asarray(weight, float),
            np.arange(n) if cluster is None else np.unique(cluster, return_inverse=True)[1],
        )

    def kept(self, rows: np.ndarray) -> Intervals:
        """Only some of the intervals."""
        return Intervals(
            self.start[rows], self.stop[rows], self.event[rows], self.x[rows], self.weight[rows], self.cluster[rows]
        )


def summed(place: np.ndarray, values: np.ndarray, count: int) -> np.ndarray:
    """Sums of `values` (one row an element) by place 0 … count − 1."""
    if values.ndim == 1:
        return np.bincount(place, weights=values, minlength=count)
    columns = [np.bincount(place, weights=column, minlength=count) for column in values.T]
    return np.column_stack(columns) if columns else np.zeros((count, 0))


def squares(values: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Weighted sum of the squares and products of the columns, p × p.

    Not by `@`: its threads wait for one another on a busy computer, many times longer than the sum takes.
    """
    return np.asarray(np.einsum("ni,nj->ij", weight[:, None] * values, values))


@dataclass(frozen=True, eq=False)
class RiskSets:
    """The order in which sums over risk sets are taken. `times`: distinct event times; `deaths`: events at each.

    `enters`, `leaves`: for every interval the first event time at which it is at risk and the last (places in `times`;
    leaves < enters: never). `place`: the event time of each interval with an event (else −1).
    """

    times: np.ndarray
    deaths: np.ndarray
    enters: np.ndarray
    leaves: np.ndarray
    place: np.ndarray

    @staticmethod
    def of(data: Intervals) -> RiskSets:
        """The risk sets of some intervals."""
        times, deaths = np.unique(data.stop[data.event], return_counts=True)
        enters = np.searchsorted(times, data.start, side="right")
        leaves = np.searchsorted(times, data.stop, side="right") - 1
        return RiskSets(times, deaths, enters, leaves, np.where(data.event, leaves, -1))

    def over_risk_sets(self, values: np.ndarray) -> np.ndarray:
        """Sum of `values` (one row an interval) over everyone at risk, one row an event time."""
        late = self.enters > 0
        if late.any():
            there = self.leaves >= self.enters
            total = summed(self.leaves[there], values[there], len(self.times))
            late &= there
            total -= summed(self.enters[late] - 1, values[late], len(self.times))
        else:
            total = summed(self.leaves + 1, values, len(self.times) + 1)[1:]  # the first: never at risk
        return np.cumsum(total[::-1], axis=0)[::-1]  # from the end, where few are left and digits matter

    def over_deaths(self, values: np.ndarray) -> np.ndarray:
        """Sum of `values` over those with the event, one row an event time."""
        died = self.place >= 0
        return summed(self.place[died], values[died], len(self.times))

    def while_at_risk(self, values: np.ndarray) -> np.ndarray:
        """Sum of `values` (one row an event time) over the times at which each interval is at risk, one row each."""
        until = np.concatenate((np.zeros((1, *values.shape[1:])), np.cumsum(values, axis=0)))
        return until[np.maximum(self.leaves + 1, self.enters)] - until[self.enters]


@dataclass(frozen=True, eq=False)
class EfronTerms:
    """One row a death: Efron lets the l-th of m tied deaths leave l/m of the dead out of its risk set.

    `at`: the event time (place), `part` = l/m, `weight`: mean weight of the time's deaths, `denominator`, `mean`
    (p): the risk set's weighted mean of the covariates.
    """

    at: np.ndarray
    part: np.ndarray
    weight: np.ndarray
    denominator: np.ndarray
    mean: np.ndarray


def efron_terms(data: Intervals, sets: RiskSets, risk: np.ndarray) -> EfronTerms:
    """The terms of the partial likelihood for relative risks `risk` = exp(xβ)."""
    at = np.repeat(np.arange(len(sets.times)), sets.deaths)
    rank = np.arange(len(at)) - np.repeat(np.cumsum(sets.deaths) - sets.deaths, sets.deaths)
    part = rank / sets.deaths[at]
    weighted = data.weight * risk
    s0, d0 = sets.over_risk_sets(weighted), sets.over_deaths(weighted)
    weighted_x = weighted[:, None] * data.x
    s1, d1 = sets.over_risk_sets(weighted_x), sets.over_deaths(weighted_x)
    denominator = s0[at] - part * d0[at]
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (s1[at] - part[:, None] * d1[at]) / denominator[:, None]
    return EfronTerms(at, part, (sets.over_deaths(data.weight) / sets.deaths)[at], denominator, mean)


def expected_events(sets: RiskSets, risk: np.ndarray, terms: EfronTerms) -> np.ndarray:
    """Events each interval should have had while at risk, its own weight left out (the score residuals' and the
    information's factor); in the time of their own death the dead count by Efron's share.
    """
    step, count = terms.weight / terms.denominator, len(sets.times)
    hazard, own = (summed(terms.at, values, count) for values in (step, terms.part * step))
    return risk * (sets.while_at_risk(hazard) - np.where(sets.place >= 0, own[sets.place], 0))


def information(data: Intervals, sets: RiskSets, risk: np.ndarray, terms: EfronTerms) -> np.ndarray:
    """The covariates' covariance in the risk set, summed over all deaths (p × p).

    A square of the covariates counts in all risk sets of its interval together as often as events are expected of it,
    so that no event time needs its own p × p sums.
    """
    expected = data.weight * expected_events(sets, risk, terms)
    return squares(data.x, expected) - squares(terms.mean, terms.weight)


def information_by_time(data: Intervals, sets: RiskSets, risk: np.ndarray, terms: EfronTerms) -> np.ndarray:
    """The covariates' covariance in the risk set, summed over the deaths of each event time: times × p × p."""
    p = data.x.shape[1]
    found = np.empty((len(sets.times), p, p))
    weighted = data.weight * risk
    first = np.cumsum(sets.deaths) - sets.deaths
    for column, products in _columns_of_products(data.x, weighted):
        s2, d2 = sets.over_risk_sets(products), sets.over_deaths(products)
        with np.errstate(divide="ignore", invalid="ignore"):
            own = (s2[terms.at] - terms.part[:, None] * d2[terms.at]) / terms.denominator[:, None]
            own -= terms.mean * terms.mean[:, column : column + 1]
        found[:, column] = np.add.reduceat(terms.weight[:, None] * own, first, axis=0)
    return found


def _columns_of_products(x: np.ndarray, weighted: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    for column in range(x.shape[1]):
        yield column, (weighted * x[:, column])[:, None] * x
