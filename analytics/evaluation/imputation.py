"""Missed tests imputed many times over, from what the tests given say and a shift δ for being missed.

Delta-adjusted multiple imputation (Carpenter and Kenward 2013, chapter 10): δ is added to the log odds of a positive
result of missed tests only. δ = 0: missed tests are like given ones with the same weeks around them; δ = −∞ and +∞ are
the two rules that take every missed test as negative, or as positive.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from analytics.evaluation.imputation_draws import drawn_results
from analytics.evaluation.imputation_model import ImputationModel, imputation_model
from analytics.evaluation.imputation_weeks import Weeks
from analytics.evaluation.pooling import Shares, pooled_difference, pooled_share, share_on
from analytics.evaluation.shared_patients import GroupEpisodes, people_in_several_groups, share_correlation
from analytics.outcomes.clustered_survival import share_without_event
from analytics.outcomes.differences import difference_of_shares
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.survival import MIN_AT_RISK

FEWEST_DATA_SETS = 20
"""At least 20 data sets, and as many as the percentage of missed tests (White, Royston and Wood 2011)."""

SEED = 94

Times = tuple[np.ndarray, np.ndarray]
Complete = Callable[[np.ndarray], Times]
"""From results of the missed tests (missed tests × data sets, True = positive) to times and events (sets × people)."""

Read = Callable[[np.ndarray, np.ndarray], Times]
"""From completed words and their lengths to times and events."""

Progress = Callable[[float], object]
Side = TypeVar("Side")


@dataclass(frozen=True, eq=False)
class ImputedShares:
    """Shares without the event when missed tests are imputed with a shift δ.

    `taken_positive`: the share of missed tests taken as positive, over all data sets; `given_positive`: of the weeks
    with a result. `shares`: one estimate a group and day; `differences`: one a day, second − first group of the pair
    (empty with one group). `missed`: tests imputed. `data_sets` is 1 where nothing is left to chance.
    """

    delta: float
    seed: int
    data_sets: int
    missed: int
    missing_share: float
    taken_positive: float
    given_positive: float
    names: tuple[str, ...]
    days: tuple[float, ...]
    shares: tuple[tuple[Estimate, ...], ...]
    differences: tuple[Estimate, ...]


@dataclass(frozen=True, eq=False)
class Imputation:
    """Everything imputation needs, made once and asked for many δ. `at`: the asked days in the unit of the times;
    `pair`: the two groups whose difference is asked for (second − first); `sets`: data sets (None: as many as needed).
    """

    weeks: Weeks
    complete: Complete
    names: tuple[str, ...]
    days: tuple[float, ...]
    at: tuple[float, ...]
    seed: int = SEED
    patient: np.ndarray | None = None
    min_at_risk: int = MIN_AT_RISK
    sets: int | None = None
    pair: tuple[int, int] = (0, 1)

    @cached_property
    def model(self) -> ImputationModel:
        """The model of a positive week, from the weeks with a result."""
        return imputation_model(self.weeks)

    @cached_property
    def data_sets(self) -> int:
        """How many data sets are drawn."""
        return self.sets or max(FEWEST_DATA_SETS, math.ceil(100 * self.weeks.missing_share))

    def shares_at(self, delta: float, progress: Progress | None = None) -> ImputedShares:
        """The pooled shares under one δ. The draws of a seed are the same for every δ.

        Without missed tests, and for δ = ±∞, nothing is left to chance: the figures are those of the plain rule.
        """
        certain = math.isinf(delta) or not len(self.weeks.person)
        return self._certain(delta) if certain else self._drawn(delta, progress)

    def _certain(self, delta: float) -> ImputedShares:
        time, event = self.complete(np.full((len(self.weeks.person), 1), delta > 0))
        shares = []
        for own in self._groups():
            patient = None if self.patient is None else self.patient[own]
            found = [
                share_without_event(time[0, own], event[0, own], at, patient=patient, min_at_risk=self.min_at_risk)
                for at in self.at
            ]
            shares.append(tuple(found))
        together = self._together(time[0], event[0])
        pairs = zip(self._of_pair(shares), together, strict=True)
        apart = tuple(difference_of_shares(b, a, correlation=shared) for (a, b), shared in pairs)
        taken = float(delta > 0) if len(self.weeks.person) else float("nan")
        return self._result(delta, 1, taken, tuple(shares), apart)

    def _drawn(self, delta: float, progress: Progress | None) -> ImputedShares:
        found = np.zeros((len(self.names), len(self.at), 3, self.data_sets))
        together = np.zeros((len(self.at) if len(self.names) > 1 else 0, self.data_sets))
        groups, taken = self._groups(), 0.0
        for sets, positive in drawn_results(self.weeks, self.model, delta, seed=self.seed, data_sets=self.data_sets):
            time, event = self.complete(positive)
            taken += float(positive.mean(axis=0).sum()) / self.data_sets
            for place, number in enumerate(sets):
                for code, own in enumerate(groups):
                    patient = None if self.patient is None else self.patient[own]
                    for when, at in enumerate(self.at):
                        found[code, when, :, number] = share_on(time[place, own], event[place, own], at, patient)
                together[:, number] = self._together(time[place], event[place])
            if progress is not None:
                progress((sets[-1] + 1) / self.data_sets)
        sides = [
            [Shares(day[0], day[1], day[2], people, int(own.sum())) for day in days]
            for days, people, own in zip(found, self._people(), groups, strict=True)
        ]
        shares = tuple(tuple(pooled_share(s, min_at_risk=self.min_at_risk) for s in side) for side in sides)
        pairs = zip(self._of_pair(sides), together, strict=True)
        apart = tuple(
            pooled_difference(b, a, min_at_risk=self.min_at_risk, correlation=shared) for (a, b), shared in pairs
        )
        return self._result(delta, self.data_sets, taken, shares, apart)

    def _of_pair(self, sides: Sequence[Sequence[Side]]) -> list[tuple[Side, Side]]:
        """Day by day the figures of the two groups that are compared."""
        if len(sides) < 2:
            return []
        return list(zip(sides[self.pair[0]], sides[self.pair[1]], strict=True))

    def _together(self, time: np.ndarray, event: np.ndarray) -> np.ndarray:
        """Day by day the correlation of the pair's shares, which patients with episodes in both make."""
        if len(self.names) < 2 or not self._shared:
            return np.zeros(len(self.at) if len(self.names) > 1 else 0)
        assert self.patient is not None
        masks = [self.weeks.group == code for code in self.pair]
        one, other = (GroupEpisodes(time[own], event[own], self.patient[own]) for own in masks)
        return np.array([share_correlation(one, other, at) for at in self.at])

    @cached_property
    def _shared(self) -> bool:
        return self.patient is not None and people_in_several_groups(self.patient, self.weeks.group) > 0

    def _groups(self) -> list[np.ndarray]:
        return [self.weeks.group == code for code in range(len(self.names))]

    def _people(self) -> list[int]:
        unit = np.arange(len(self.weeks.group)) if self.patient is None else self.patient
        return [len(np.unique(unit[own])) for own in self._groups()]

    def _result(
        self,
        delta: float,
        data_sets: int,
        taken: float,
        shares: tuple[tuple[Estimate, ...], ...],
        differences: tuple[Estimate, ...],
    ) -> ImputedShares:
        weeks = self.weeks
        return ImputedShares(
            delta=delta,
            seed=self.seed,
            data_sets=data_sets,
            missed=len(weeks.person),
            missing_share=weeks.missing_share,
            taken_positive=taken,
            given_positive=weeks.given_positive,
            names=self.names,
            days=self.days,
            shares=shares,
            differences=differences,
        )


def word_completion(words: np.ndarray, lengths: np.ndarray, weeks: Weeks, times_of: Read) -> Complete:
    """Fill the missed weeks of words and read the times off all completed words at once."""

    def complete(positive: np.ndarray) -> Times:
        sets = positive.shape[1]
        filled = np.repeat(words[None], sets, axis=0)
        filled[:, weeks.person, weeks.week] = np.where(positive.T, np.uint8(ord("+")), np.uint8(ord("-")))
        time, event = times_of(filled.reshape(-1, words.shape[1]), np.tile(lengths, sets))
        return time.reshape(sets, -1).astype(float), event.reshape(sets, -1).astype(bool)

    return complete
