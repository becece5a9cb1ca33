"""Results drawn for missed tests: coefficients from their distribution, then week by week, imputed weeks going on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analytics.evaluation.imputation_model import ImputationModel
from analytics.evaluation.imputation_weeks import NEGATIVE_WEEK, OLDER, Weeks

CELLS_AT_ONCE = 4_000_000
"""So many results are drawn at a time, which bounds the memory."""


def drawn_results(
    weeks: Weeks, model: ImputationModel, delta: float, *, seed: int, data_sets: int
) -> Iterator[tuple[range, np.ndarray]]:
    """Results of the missed tests (missed tests × data sets, True = positive), some data sets at a time.

    Data set b draws its coefficients and its chances from the generator of (seed, b), whatever δ is.
    """
    at_once = max(1, CELLS_AT_ONCE // max(len(weeks.person), weeks.observed.shape[0], 1))
    for start in range(0, data_sets, at_once):
        sets = range(start, min(start + at_once, data_sets))
        generators = [np.random.default_rng((seed, number)) for number in sets]
        chance, last = model.draw(generators)
        luck = np.column_stack([generator.random(len(weeks.person)) for generator in generators])
        with np.errstate(divide="ignore"):
            noise = np.log(luck) - np.log1p(-luck)
        yield sets, imputed_forward(weeks, chance[model.pattern] + delta - noise, last)


def imputed_forward(weeks: Weeks, surplus: np.ndarray, last_effect: np.ndarray) -> np.ndarray:
    """Week by week: a missed test is positive when its surplus and the effect of the last symbol are above 0.

    `surplus`: log odds without the last symbol, less the random threshold (missed tests × data sets). The last symbol
    before a week is the observed one, or the imputed one of a week without an observed one.
    """
    sets = np.arange(surplus.shape[1])
    last = np.zeros((len(weeks.observed), len(sets)), np.uint8)
    positive = np.zeros(surplus.shape, bool)
    older = np.where(weeks.older_of_missed, OLDER, 0).astype(np.uint8)[:, None]
    ends = np.searchsorted(weeks.week, np.arange(weeks.observed.shape[1] + 1))
    for week in range(weeks.observed.shape[1]):
        rows = slice(ends[week], ends[week + 1])
        person = weeks.person[rows]
        if len(person):
            level = last[person]
            level = np.where(level > 0, level + older[rows], 0)
            positive[rows] = surplus[rows] + last_effect[level, sets] > 0
            first = np.flatnonzero(np.append(True, person[1:] != person[:-1]))
            last[person[first]] = NEGATIVE_WEEK + np.logical_or.reduceat(positive[rows], first, axis=0)
        seen = np.flatnonzero(weeks.observed[:, week])
        last[seen] = weeks.observed[seen, week][:, None]
    return positive
