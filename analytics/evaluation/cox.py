"""The Cox model: hazard ratios adjusted for one another, ties by Efron, errors that know who is the same patient.

Our own because lifelines stops at six digits, has no clustered errors for time-varying covariates and a test of
proportional hazards that differs from R's; this equals R's `coxph` to 1e-9 (tests/parity/cox.R).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import chdtrc, ndtr

from analytics.errors import NotEstimable
from analytics.evaluation.risk_sets import (
    Intervals,
    RiskSets,
    efron_terms,
    expected_events,
    information,
    squares,
    summed,
)
from analytics.outcomes.intervals import LEVEL, Estimate, not_estimable
from analytics.outcomes.limits import normal_quantile

METHOD = "Cox model, Efron's ties"
ROBUST = "Cox model, Efron's ties, errors clustered by patient"
MOST_STEPS = 40
CLOSE_ENOUGH = 1e-12  # relative change of the log likelihood
INFINITE = 12.0  # a coefficient of so many log hazards a standard deviation, or with such an error, is running away
LEAST_EVENTS = 5
ALIASED = "the same in everyone at risk, or told by the other covariates"
TELLS_NOTHING = 1e-9
"""Information of a column as a share of what it could tell: below it nobody at risk differs in it."""
RUNNING_AWAY = "everyone, or no one, with it had the event: the ratio has no limit (perfect separation)"


@dataclass(frozen=True)
class Term:
    """One covariate: log hazard ratio with its errors, and the ratio with its interval (robust when clustered)."""

    name: str
    coefficient: float | None
    se: float | None
    robust_se: float | None
    ratio: Estimate
    p: float | None


@dataclass(frozen=True, eq=False)
class CoxModel:
    """A fitted model. `covariance`: of the coefficients of `used` columns (robust when `clustered`), `naive` without.

    `likelihood_ratio`: statistic, df, p against no covariates; not valid with weights. `notes`: what was left out.
    """

    terms: tuple[Term, ...]
    n: int
    events: int
    log_likelihood: tuple[float, float]
    likelihood_ratio: tuple[float, int, float]
    used: np.ndarray
    coefficients: np.ndarray
    naive: np.ndarray
    covariance: np.ndarray
    clustered: bool
    notes: tuple[str, ...]


def cox_model(
    data: Intervals, names: list[str], *, errors: Literal["usual", "robust"] = "robust", level: float = LEVEL
) -> CoxModel:
    """Fit by Newton's steps. Raises NotEstimable with fewer than `LEAST_EVENTS` events or no covariate that varies.

    `errors="robust"`: Lin and Wei's sandwich, summed within clusters (R: `cluster()`). A covariate that is constant or
    told by the others is left out with a note; one that separates the events from the rest has no ratio, and says so.
    """
    events = int(data.event.sum())
    if events < LEAST_EVENTS:
        raise NotEstimable(f"Only {events} people had the event, too few for a model.", "Choose another endpoint.")
    used = independent_columns(data.x) & _varies_at_risk(data)
    if not used.any():
        raise NotEstimable("No covariate varies among these people.", "Choose other covariates.")
    x = np.asfortranarray(data.x[:, used])
    spread = x.std(axis=0)
    x = x - np.average(x, axis=0, weights=data.weight)
    kept = Intervals(data.start, data.stop, data.event, x, data.weight, data.cluster)
    sets = RiskSets.of(kept)
    beta, likelihood, curvature, away = _newton(kept, sets, spread)
    naive = np.linalg.pinv(curvature, hermitian=True)
    robust = _sandwich(kept, sets, beta, naive) if errors == "robust" else None
    statistic = 2 * (likelihood[1] - likelihood[0])
    return CoxModel(
        terms=_terms(names, used, beta, naive, robust, away, events, level),
        n=len(data.stop),
        events=events,
        log_likelihood=likelihood,
        likelihood_ratio=(statistic, len(beta), float(chdtrc(len(beta), max(statistic, 0.0)))),
        used=used,
        coefficients=beta,
        naive=naive,
        covariance=naive if robust is None else robust,
        clustered=robust is not None,
        notes=_notes(names, used, away),
    )


def independent_columns(x: np.ndarray) -> np.ndarray:
    """Which columns say something the columns before them do not (a constant says nothing): boolean, p."""
    used = np.zeros(x.shape[1], bool)
    basis = [np.full(len(x), 1 / math.sqrt(max(len(x), 1)))]
    for column, own in enumerate(np.asfortranarray(x).T):
        rest = own
        for direction in (*basis, *basis):  # once more: the second time takes away what rounding left
            rest = rest - _product(direction, rest) * direction
        length = math.sqrt(_product(rest, rest))
        if length > 1e-9 * max(math.sqrt(_product(own, own)), 1e-300):
            used[column] = True
            basis.append(rest / length)
    return used


def _varies_at_risk(data: Intervals) -> np.ndarray:
    """Which columns differ among those at risk when somebody has the event: the others tell nothing (boolean, p)."""
    x = np.asfortranarray(data.x - np.average(data.x, axis=0, weights=data.weight))
    centred = Intervals(data.start, data.stop, data.event, x, data.weight, data.cluster)
    told = np.diag(_likelihood(centred, RiskSets.of(centred), np.zeros(x.shape[1]))[2])
    found: np.ndarray = told > TELLS_NOTHING * max(float(data.weight[data.event].sum()), 1.0) * x.var(axis=0)
    return found


def _product(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.einsum("i,i->", one, other))


def _newton(
    data: Intervals, sets: RiskSets, spread: np.ndarray
) -> tuple[np.ndarray, tuple[float, float], np.ndarray, np.ndarray]:
    """Coefficients, log likelihood without and with them, information, and which coefficients run away."""
    beta = np.zeros(data.x.shape[1])
    start, score, curvature = _likelihood(data, sets, beta)
    best = start
    for _ in range(MOST_STEPS):
        step = np.linalg.pinv(curvature, hermitian=True) @ score
        found, score_there, curvature_there = _likelihood(data, sets, beta + step)
        while not found >= best - abs(best) * 1e-10 and np.abs(step).max() > 1e-12:
            step /= 2
            found, score_there, curvature_there = _likelihood(data, sets, beta + step)
        beta, change = beta + step, found - best
        best, score, curvature = found, score_there, curvature_there
        if abs(change) <= CLOSE_ENOUGH * max(abs(best), 1.0) or (np.abs(beta) * spread > 2 * INFINITE).any():
            break
    errors = np.sqrt(np.maximum(np.diag(np.linalg.pinv(curvature, hermitian=True)), 0))
    return beta, (start, best), curvature, np.maximum(np.abs(beta), errors) * spread > INFINITE


def _likelihood(data: Intervals, sets: RiskSets, beta: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """Log partial likelihood, its slope and its information at `beta`."""
    predictor = np.clip(np.einsum("np,p->n", data.x, beta), -500, 500)
    risk = np.exp(predictor)
    terms = efron_terms(data, sets, risk)
    died = data.event
    with np.errstate(divide="ignore", invalid="ignore"):  # a step too far: no number, and half the step is tried
        value = _product(data.weight[died], predictor[died]) - _product(terms.weight, np.log(terms.denominator))
        slope = np.einsum("n,np->p", data.weight[died], data.x[died]) - np.einsum("n,np->p", terms.weight, terms.mean)
        return value, slope, information(data, sets, risk, terms)


def score_residuals(data: Intervals, sets: RiskSets, beta: np.ndarray) -> np.ndarray:
    """Each interval's contribution to the slope (n × p), ties by Efron; R's `residuals(type = "score")`."""
    risk = np.exp(data.x @ beta)
    terms = efron_terms(data, sets, risk)
    count, step = len(sets.times), (terms.weight / terms.denominator)[:, None] * terms.mean
    moved, own_moved = (summed(terms.at, values, count) for values in (step, terms.part[:, None] * step))
    own_mean = summed(terms.at, terms.mean / sets.deaths[terms.at][:, None], count)
    residuals = risk[:, None] * sets.while_at_risk(moved) - expected_events(sets, risk, terms)[:, None] * data.x
    died = np.flatnonzero(data.event)
    at = sets.place[died]
    residuals[died] += data.x[died] - own_mean[at] - risk[died, None] * own_moved[at]
    return residuals


def _sandwich(data: Intervals, sets: RiskSets, beta: np.ndarray, naive: np.ndarray) -> np.ndarray:
    residuals = data.weight[:, None] * score_residuals(data, sets, beta)
    by_cluster = summed(data.cluster, residuals, int(data.cluster.max()) + 1)
    return naive @ squares(by_cluster, np.ones(len(by_cluster))) @ naive


def _terms(
    names: list[str],
    used: np.ndarray,
    beta: np.ndarray,
    naive: np.ndarray,
    robust: np.ndarray | None,
    away: np.ndarray,
    events: int,
    level: float,
) -> tuple[Term, ...]:
    method = METHOD if robust is None else ROBUST
    place = np.cumsum(used) - 1
    found = []
    for column, name in enumerate(names):
        at = int(place[column])
        if not used[column] or away[at]:
            reason = ALIASED if not used[column] else RUNNING_AWAY
            found.append(Term(name, None, None, None, not_estimable(method, reason), None))
            continue
        se = math.sqrt(naive[at, at])
        robust_se = None if robust is None else math.sqrt(robust[at, at])
        error, b = robust_se if robust_se is not None else se, float(beta[at])
        reach = normal_quantile(level) * error
        ratio = Estimate(math.exp(b), math.exp(b - reach), math.exp(b + reach), events, None, method, level)
        found.append(Term(name, b, se, robust_se, ratio, float(2 * ndtr(-abs(b / error)))))
    return tuple(found)


def _notes(names: list[str], used: np.ndarray, away: np.ndarray) -> tuple[str, ...]:
    aliased = [name for name, is_used in zip(names, used.tolist(), strict=True) if not is_used]
    runaway = [name for name, runs in zip(np.array(names)[used].tolist(), away.tolist(), strict=True) if runs]
    notes = [f"Left out, {ALIASED}: {', '.join(aliased)}."] if aliased else []
    return (*notes, *([f"No ratio for {', '.join(runaway)}: {RUNNING_AWAY}."] if runaway else []))
