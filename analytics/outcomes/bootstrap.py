"""A ratio of two sums over patients with its bootstrap interval: whole patients are drawn, with replacement."""

from __future__ import annotations

import numpy as np

from analytics.outcomes.intervals import LEVEL, Estimate, nobody
from analytics.outcomes.limits import check_level

DRAWS = 2_000
SEED = 20_140_601
"""Fixed, so that the same records give the same interval; printed beside it."""

CELLS_AT_A_TIME = 1_000_000  # drawn patients held in memory at once


def ratio_of_sums(
    above: np.ndarray, below: np.ndarray, level: float = LEVEL, *, draws: int = DRAWS, seed: int = SEED
) -> Estimate:
    """Σ above ÷ Σ below over patients, such as cost per patient abstinent, with the bootstrap percentile interval.

    One number a patient in each array. A draw without anybody below the line counts as infinite. `n` is the number of
    patients. R's `boot::boot.ci(type = "perc")` up to its random numbers.
    """
    check_level(level)
    method = f"bootstrap by patient, {draws:,} draws, seed {seed}"
    above, below = np.asarray(above, dtype=float), np.asarray(below, dtype=float)
    n = len(above)
    if not n or not below.sum():
        return nobody(method, level, n=n, reason="nobody to divide by")
    ratios = _drawn_ratios(above, below, draws, np.random.default_rng(seed))
    tail = 100 * (1 - level) / 2
    low, high = np.percentile(ratios, [tail, 100 - tail], method="inverted_cdf")  # never between a number and ∞
    return Estimate(float(above.sum() / below.sum()), float(low), float(high), n, None, method, level)


def _drawn_ratios(above: np.ndarray, below: np.ndarray, draws: int, rng: np.random.Generator) -> np.ndarray:
    n = len(above)
    at_a_time = max(1, CELLS_AT_A_TIME // n)
    parts = []
    for start in range(0, draws, at_a_time):
        who = rng.integers(0, n, size=(min(at_a_time, draws - start), n), dtype=np.int32)
        sums = below[who].sum(axis=1)
        parts.append(np.divide(above[who].sum(axis=1), sums, out=np.full(len(who), np.inf), where=sums > 0))
    return np.concatenate(parts)
