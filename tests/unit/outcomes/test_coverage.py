"""The intervals cover what they promise: known truth, seeded samples."""

from __future__ import annotations

import math

import numpy as np
import pytest

from analytics.outcomes.clustered import clustered_proportion
from analytics.outcomes.intervals import clopper_pearson, wilson
from analytics.outcomes.survival import estimates_at, survival_curve

RUNS = 400
# 95 % of 400 is 380; a sound interval lies outside 365–395 about once in a thousand seeds
PROMISED = range(366, 395)


def test_kaplan_meier_medians_and_restricted_means_cover_the_truth() -> None:
    """100 patients, first use exponential with a mean of 60 days, censored evenly over 20 to 120 days."""
    random = np.random.default_rng(20)
    half, average = 60 * math.log(2), 60 * (1 - math.exp(-45 / 60))
    covered = np.zeros(3, dtype=int)
    for _ in range(RUNS):
        use, last_seen = random.exponential(60, 100), random.uniform(20, 120, 100)
        curve = survival_curve(np.minimum(use, last_seen), use <= last_seen, tau=45)
        rate = estimates_at(curve, [30])[0]
        reach = 1.959964 * (curve.restricted_mean_se or 0)
        covered += [
            (rate["low"] or 0) <= math.exp(-30 / 60) <= (rate["high"] or 0),
            (curve.median_low or 0) <= half <= (curve.median_high or math.inf),
            abs((curve.restricted_mean or 0) - average) <= reach,
        ]
    assert all(count in PROMISED for count in covered.tolist()), covered


@pytest.mark.parametrize("n", [20, 50, 200])
def test_wilson_covers_95_percent_on_average_and_the_exact_interval_always(n: int) -> None:
    """Coverage summed over every possible count, for shares from 0.05 to 0.95."""
    limits = [(wilson(x, n), clopper_pearson(x, n)) for x in range(n + 1)]
    shares = np.linspace(0.05, 0.95, 181)
    probability = np.array([[math.comb(n, x) * p**x * (1 - p) ** (n - x) for x in range(n + 1)] for p in shares])
    score = np.array([[(w.low or 0) <= p <= (w.high or 0) for w, _ in limits] for p in shares])
    exact = np.array([[(e.low or 0) <= p <= (e.high or 0) for _, e in limits] for p in shares])
    assert (probability * score).sum(axis=1).mean() == pytest.approx(0.95, abs=0.006)
    assert (probability * exact).sum(axis=1).min() >= 0.95


def test_the_clustered_interval_covers_where_the_ordinary_one_does_not() -> None:
    """60 patients with one to six episodes, each with a rate of their own around 60 %."""
    random = np.random.default_rng(4)
    clustered = ordinary = 0
    for _ in range(RUNS):
        episodes = random.integers(1, 7, 60)
        abstinent = random.binomial(episodes, random.beta(1.2, 0.8, 60))
        aware = clustered_proportion(abstinent, episodes)
        unaware = wilson(int(abstinent.sum()), int(episodes.sum()))
        clustered += (aware.low or 0) <= 0.6 <= (aware.high or 0)
        ordinary += (unaware.low or 0) <= 0.6 <= (unaware.high or 0)
    assert clustered in PROMISED
    assert ordinary < PROMISED.start - 20
