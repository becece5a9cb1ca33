"""The imputation model: how probable a positive week is, given the weeks around it, the place and the attendance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.errors import NotEstimable
from analytics.evaluation.imputation_weeks import (
    NEIGHBOUR_LEVELS,
    OTHER_LEVELS,
    POSITIVE_WEEK,
    SESSION_LEVELS,
    STEPS_OF_LOG_ODDS,
    Weeks,
)
from analytics.evaluation.logistic import Logistic, logistic

FIRST_PHASE_WEEKS = 4
"""The first four weeks of treatment are told apart from the later ones."""


@dataclass(frozen=True, eq=False)
class ImputationModel:
    """A logistic model of a positive week. `fitted`: over the columns `kept` of the design (those that vary).

    `patterns`: columns of the design (last symbol aside) of every distinct kind of missed test; `pattern`: the kind of
    each missed test.
    """

    fitted: Logistic
    kept: np.ndarray
    patterns: np.ndarray
    pattern: np.ndarray

    def draw(self, generators: list[np.random.Generator]) -> tuple[np.ndarray, np.ndarray]:
        """Coefficients drawn from their normal distribution, one set a generator, as log odds.

        Returned: kinds of missed test × draws, and levels of the last symbol × draws.
        """
        size = len(self.fitted.coefficients)
        normal = np.column_stack([generator.standard_normal(size) for generator in generators])
        drawn = self.fitted.coefficients[:, None] + _root(self.fitted.covariance) @ normal
        full = np.zeros((1 + self.patterns.shape[1], len(generators)))
        full[np.append(0, 1 + np.flatnonzero(self.kept))] = drawn
        last = np.vstack([np.zeros((1, len(generators))), full[1:NEIGHBOUR_LEVELS]])
        return full[0] + self.patterns @ full[1:], last


def imputation_model(weeks: Weeks) -> ImputationModel:
    """The model from every week with a result; rows of the same kind are counted, not repeated.

    Covariates: last and next symbol (none, negative, positive; in the neighbouring week or longer ago), how often the
    person's other results are positive (without it people who rarely use are imputed like everybody, and curves fall
    too fast), week, first phase, last session missed, site, group. A little pseudo-data spread over the covariates
    keeps coefficients finite where some kind of week is always negative (Clogg and others 1991, JASA 86:68).
    Raises NotEstimable without a single result.
    """
    person, week = np.nonzero(weeks.observed > 0)
    if not len(person):
        raise NotEstimable(
            "No test was given, so nothing says what the missed ones would have shown.",
            "Take missed tests as positive, or as negative, or choose people with tests.",
        )
    positive = weeks.observed[person, week] == POSITIVE_WEEK
    around = weeks.last_symbol[person, week], weeks.next_symbol[person, week]
    rows = _Kinds.of(weeks, person, week, *around, weeks.other_results(person, positive))
    often = np.bincount(rows.kind, minlength=len(rows.columns)).astype(float)
    yes = np.bincount(rows.kind, weights=positive, minlength=len(rows.columns))
    kept = np.ptp(rows.columns, axis=0) > 0
    x = rows.columns[:, kept]
    drawn = np.zeros(len(weeks.person), np.int64), weeks.next_of_missed, weeks.other_results(weeks.person)
    missed = _Kinds.of(weeks, weeks.person, weeks.week, *drawn)
    return ImputationModel(fitted_with_pseudo_rows(x, yes, often), kept, missed.columns, missed.kind)


def fitted_with_pseudo_rows(x: np.ndarray, yes: np.ndarray, often: np.ndarray) -> Logistic:
    """Logistic regression of counted rows (`yes` of `often`) and pseudo-rows that weigh as much as p + 1 rows.

    For each covariate: its mean half a standard deviation up and down, the others at theirs; each says yes as often as
    all rows together do, so that the share of a yes is not moved.
    """
    pseudo = _pseudo_rows(x, often)
    share = (yes.sum() + 0.5) / (often.sum() + 1)
    each = (x.shape[1] + 1) / len(pseudo)
    weight = [yes, often - yes, np.full(len(pseudo), each * share), np.full(len(pseudo), each * (1 - share))]
    answer = np.repeat([1.0, 0.0, 1.0, 0.0], [len(x), len(x), len(pseudo), len(pseudo)])
    weights = np.concatenate(weight)
    used = weights > 0
    return logistic(np.vstack([x, x, pseudo, pseudo])[used], answer[used], weights[used])


def _pseudo_rows(x: np.ndarray, often: np.ndarray) -> np.ndarray:
    total = often.sum()
    mean = often @ x / total
    spread = np.sqrt(often @ (x - mean) ** 2 / max(total - 1, 1))
    count = x.shape[1]
    rows = np.tile(mean, (max(2 * count, 1), 1))
    place = np.arange(count)
    rows[2 * place, place] += spread / 2
    rows[2 * place + 1, place] -= spread / 2
    return np.asarray(np.clip(rows, x.min(axis=0), x.max(axis=0)))


@dataclass(frozen=True, eq=False)
class _Kinds:
    """Distinct kinds of weeks as rows of the design, and the kind of each week."""

    columns: np.ndarray
    kind: np.ndarray

    @staticmethod
    def of(
        weeks: Weeks, person: np.ndarray, week: np.ndarray, last: np.ndarray, following: np.ndarray, others: np.ndarray
    ) -> _Kinds:
        sizes = (
            NEIGHBOUR_LEVELS,
            NEIGHBOUR_LEVELS,
            weeks.observed.shape[1],
            SESSION_LEVELS,
            OTHER_LEVELS,
            int(weeks.site.max(initial=0)) + 1,
            int(weeks.group.max(initial=0)) + 1,
        )
        codes = last, following, week, weeks.session[person, week], others, weeks.site[person], weeks.group[person]
        key = np.ravel_multi_index([np.asarray(code, np.int64) for code in codes], sizes)
        distinct, kind = np.unique(key, return_inverse=True)
        return _Kinds(_columns(np.unravel_index(distinct, sizes), sizes), kind)


def _columns(codes: tuple[np.ndarray, ...], sizes: tuple[int, ...]) -> np.ndarray:
    """The design: indicators (the first level is the reference) and the week as a number."""
    last, following, week, session, others, site, group = codes
    indicators = [
        (code[:, None] == np.arange(1, size)[None, :]).astype(float)
        for code, size in (
            (last, sizes[0]),
            (following, sizes[1]),
            (session, sizes[3]),
            (site, sizes[5]),
            (group, sizes[6]),
        )
    ]
    numbers = np.column_stack(
        [week.astype(float), week < FIRST_PHASE_WEEKS, (others - OTHER_LEVELS // 2) / STEPS_OF_LOG_ODDS]
    )
    return np.hstack([*indicators, numbers])


def _root(covariance: np.ndarray) -> np.ndarray:
    """The symmetric square root: the same on every machine, and for aliased coefficients too."""
    values, vectors = np.linalg.eigh((covariance + covariance.T) / 2)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0)) @ vectors.T)
