"""Does a hazard ratio hold over the whole time? The score test of a coefficient that changes with the curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from analytics.evaluation.cox import CoxModel
from analytics.evaluation.risk_sets import Intervals, RiskSets, efron_terms, information_by_time
from analytics.outcomes.durations import event_counts
from analytics.outcomes.kaplan_meier import kaplan_meier

MOST_ROWS = 10_000
"""Above this many intervals a sample is tested, and the result says so."""


@dataclass(frozen=True, eq=False)
class ProportionalHazards:
    """Chi-square (1 df) and p of every used covariate and of all together; `residuals`: time and scaled residual a
    death (the coefficient near that time), for the plot. `sampled`: rows tested when not all, else 0.
    """

    names: tuple[str, ...]
    statistics: tuple[float, ...]
    p: tuple[float, ...]
    overall: tuple[float, int, float]
    times: np.ndarray
    residuals: np.ndarray
    sampled: int = 0


def proportional_hazards(data: Intervals, model: CoxModel, names: list[str], *, seed: int = 1) -> ProportionalHazards:
    """Grambsch and Therneau's test by the exact score (R's `cox.zph(transform = "km")` of survival 3).

    Time is taken as 1 − Kaplan–Meier just before it. Above `MOST_ROWS` intervals, whole clusters are drawn with `seed`.
    """
    sampled = 0
    if len(data.stop) > MOST_ROWS:
        data, sampled = _sample(data, seed), MOST_ROWS
    kept = Intervals(data.start, data.stop, data.event, data.x[:, model.used], data.weight, data.cluster)
    kept = Intervals(kept.start, kept.stop, kept.event, kept.x - kept.x.mean(axis=0), kept.weight, kept.cluster)
    sets = RiskSets.of(kept)
    risk = np.exp(kept.x @ model.coefficients)
    terms = efron_terms(kept, sets, risk)
    by_time = information_by_time(kept, sets, risk, terms)
    clock = _one_less_curve(kept, sets)
    clock = clock - np.average(clock, weights=sets.deaths)
    schoenfeld = sets.over_deaths(kept.weight[:, None] * kept.x)
    np.add.at(schoenfeld, terms.at, -terms.weight[:, None] * terms.mean)
    slope = clock @ schoenfeld
    plain, crossed, squared = (np.einsum("k,kij->ij", clock**power, by_time) for power in (0, 1, 2))
    used = [name for name, is_used in zip(names, model.used.tolist(), strict=True) if is_used]
    statistics = tuple(_score(plain, crossed, squared, slope, [column]) for column in range(len(used)))
    overall = _score(plain, crossed, squared, slope, list(range(len(used))))
    return ProportionalHazards(
        tuple(used),
        statistics,
        tuple(float(chdtrc(1, statistic)) for statistic in statistics),
        (overall, len(used), float(chdtrc(len(used), overall))),
        sets.times,
        model.coefficients + sets.deaths.sum() * (schoenfeld / sets.deaths[:, None]) @ model.naive,
        sampled,
    )


def _score(plain: np.ndarray, crossed: np.ndarray, squared: np.ndarray, slope: np.ndarray, columns: list[int]) -> float:
    """Score statistic of letting some coefficients change, the others' uncertainty taken into account."""
    p = len(plain)
    information = np.block([[plain, crossed[:, columns]], [crossed[columns], squared[np.ix_(columns, columns)]]])
    score = np.concatenate((np.zeros(p), slope[columns]))
    return float(score @ np.linalg.pinv(information, hermitian=True) @ score)


def _one_less_curve(data: Intervals, sets: RiskSets) -> np.ndarray:
    """1 − Kaplan–Meier just before every event time."""
    if np.isinf(data.start).all():
        counts = event_counts(data.stop, data.event)
        curve, _, _ = kaplan_meier(counts, 0.95)
        after = curve[np.searchsorted(counts.time, sets.times)]
    else:
        at_risk = sets.over_risk_sets(np.ones(len(data.stop)))
        after = np.cumprod(1 - sets.deaths / at_risk)
    return 1 - np.concatenate(([1.0], after[:-1]))


def _sample(data: Intervals, seed: int) -> Intervals:
    draw = np.random.default_rng(seed).permutation(int(data.cluster.max()) + 1)
    order = draw[data.cluster]
    return data.kept(np.flatnonzero(order <= np.sort(order)[MOST_ROWS - 1]))
