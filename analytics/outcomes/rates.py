"""Rates: hours, contacts or events per patient-week, with patients as clusters."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from analytics.errors import Refused
from analytics.outcomes.intervals import LEVEL, Estimate, nobody
from analytics.outcomes.limits import check_level, student_quantile

METHOD = "patients as clusters, t interval on the log scale"
METHOD_OF_NONE = "exact Poisson"
Numbers = Sequence[float] | np.ndarray


def clustered_rate(amount: Numbers, time: Numbers, level: float = LEVEL) -> Estimate:
    """Amount per unit of time, Σ amount ÷ Σ time, whatever one patient contributes counting as one cluster.

    `amount` (events or hours, not negative) and `time` (weeks) hold one number a patient; patients without time are
    left out. The ratio's error comes from the spread between patients, (patients − 1) degrees of freedom, as R's
    quasi-Poisson model with `sandwich::vcovCL`. Nothing counted at all: 0 with the exact Poisson upper limit. `n`
    counts patients; fewer than two are not estimable.

    >>> rate = clustered_rate([2, 0, 1, 3], [10, 8, 6, 6])
    >>> round(rate.value, 3), round(rate.low, 3), round(rate.high, 3)
    (0.2, 0.046, 0.879)
    """
    counted, weeks = _checked(amount, time, level)
    patients, total = len(counted), float(weeks.sum())
    if patients < 2:
        return nobody(METHOD, level, n=patients, reason="fewer than two patients")
    rate = float(counted.sum()) / total
    if rate == 0:
        return Estimate(0.0, 0.0, -math.log((1 - level) / 2) / total, patients, None, METHOD_OF_NONE, level)
    spread = float(np.sum((counted - rate * weeks) ** 2)) * patients / (patients - 1)
    distance = student_quantile(level, patients - 1) * math.sqrt(spread) / float(counted.sum())
    reach = math.exp(min(distance, 700.0))  # beyond 700 the exponential overflows
    return Estimate(rate, rate / reach, rate * reach, patients, None, METHOD, level)


def _checked(amount: Numbers, time: Numbers, level: float) -> tuple[np.ndarray, np.ndarray]:
    check_level(level)
    counted, weeks = np.asarray(amount, dtype=float), np.asarray(time, dtype=float)
    if counted.shape != weeks.shape or (counted < 0).any() or (weeks < 0).any():
        raise Refused(
            "A rate needs an amount and a time for every patient, neither negative.",
            "Give both lists in the same order, one entry a patient.",
        )
    return counted[weeks > 0], weeks[weeks > 0]
