"""A part's share against the share of the whole it belongs to, with patients as clusters."""

from __future__ import annotations

import math

import numpy as np

from analytics.outcomes.intervals import LEVEL, Estimate, nobody
from analytics.outcomes.limits import student_quantile

METHOD = "part against whole, patient-clustered error, t interval"


def difference_from_whole(
    part_hits: np.ndarray, part: np.ndarray, hits: np.ndarray, whole: np.ndarray, level: float = LEVEL
) -> Estimate:
    """Share of a part − share of the whole that holds it: Σ part_hits ÷ Σ part − Σ hits ÷ Σ whole.

    One count a patient in each array, such as flagged snapshots and all snapshots. Both shares move together from
    patient to patient, so the error is of their difference: linearised by patient, t interval with (patients − 1)
    degrees of freedom (R: `lm` on the two stacked sets with errors clustered by patient, tests/parity). Nobody in the
    part or fewer than two patients in it is not estimable.
    """
    n, patients = int(part.sum()), int((whole > 0).sum())
    if int((part > 0).sum()) < 2:
        return nobody(METHOD, level, n=n, reason="fewer than two patients")
    share, of_all = part_hits.sum() / part.sum(), hits.sum() / whole.sum()
    residual = (part_hits - share * part) / part.sum() - (hits - of_all * whole) / whole.sum()
    error = math.sqrt(patients / (patients - 1) * float(residual @ residual))
    reach = student_quantile(level, patients - 1) * error
    difference = float(share - of_all)
    return Estimate(difference, difference - reach, difference + reach, n, None, METHOD, level)
