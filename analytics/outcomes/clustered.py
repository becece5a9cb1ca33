"""A share of episodes whose interval knows that several episodes of one patient resemble each other."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from analytics.errors import Refused
from analytics.outcomes.intervals import LEVEL, Estimate, nobody
from analytics.outcomes.limits import check_level, exact_limits, student_quantile

METHOD = "patient-clustered error, t interval on the logit scale"
METHOD_WITHOUT_SPREAD = "Clopper–Pearson, each patient counted once"
Counts = Sequence[int] | np.ndarray


def clustered_proportion(x: Counts, n: Counts, level: float = LEVEL) -> Estimate:
    """Share of episodes, Σx ÷ Σn, with patient-clustered error; `x` and `n` hold one count a patient.

    Ratio estimator, t interval with (patients − 1) degrees of freedom on the logit scale, as R's
    `survey::svyciprop(method = "logit")`. Where patients do not differ at all (none of n, all of n) that error is 0:
    the exact interval with every *patient* counted once stands in. Patients without an episode are left out. In the
    result `n` and `events` count episodes; fewer than two patients is not estimable.
    """
    hits, counts = _checked_counts(x, n, level)
    patients, episodes = len(counts), int(counts.sum())
    if patients < 2:
        return nobody(METHOD, level, n=episodes, reason="fewer than two patients")
    share = float(hits.sum() / episodes)
    error = _clustered_error(hits, counts, share)
    if error == 0:
        low, high = exact_limits(share * patients, patients, level)
        return Estimate(share, low, high, episodes, int(hits.sum()), METHOD_WITHOUT_SPREAD, level)
    low, high = _logit_limits(share, error, student_quantile(level, patients - 1))
    return Estimate(share, low, high, episodes, int(hits.sum()), METHOD, level)


def _checked_counts(x: Counts, n: Counts, level: float) -> tuple[np.ndarray, np.ndarray]:
    check_level(level)
    hits, counts = np.asarray(x, dtype=float), np.asarray(n, dtype=float)
    if hits.shape != counts.shape or not ((hits >= 0) & (hits <= counts)).all():
        raise Refused(
            "A clustered share needs two counts a patient: episodes with the property, and at least as many episodes.",
            "Give both lists in the same order, one entry a patient.",
        )
    return hits[counts > 0], counts[counts > 0]


def _clustered_error(hits: np.ndarray, counts: np.ndarray, share: float) -> float:
    residuals = hits - share * counts
    if np.allclose(residuals, 0, atol=1e-12):
        return 0.0
    patients = len(counts)
    return math.sqrt(patients / (patients - 1) * float(np.sum(residuals * residuals))) / float(counts.sum())


def _logit_limits(share: float, error: float, quantile: float) -> tuple[float, float]:
    logit, distance = math.log(share / (1 - share)), quantile * error / (share * (1 - share))
    return _share_at(logit - distance), _share_at(logit + distance)


def _share_at(logit: float) -> float:
    return 1 / (1 + math.exp(min(-logit, 700.0)))  # beyond 700 the exponential overflows and the share is 0
