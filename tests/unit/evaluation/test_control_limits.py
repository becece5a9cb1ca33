"""Limits by hand: exact binomial counts, a baseline wider than chance, moving ranges."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.evaluation.control_limits import MOVING_RANGE, binomial_limits, limits_of_clusters, limits_of_people


def test_ten_coins() -> None:
    # 10 people, half of them: P(0) = 1/1024 = 0.00098 < 0.00135 ≤ P(≤ 1) = 0.0107, so 0 of 10 is outside, 1 of 10 not
    low, high = binomial_limits(np.array([10.0]), 0.5, 3)
    assert (low[0], high[0]) == (0.1, 0.9)


def test_nobody_and_everybody_have_limits_without_width() -> None:
    n = np.array([5.0, 9.0])
    assert [side.tolist() for side in binomial_limits(n, 0.0, 3)] == [[0, 0], [0, 0]]
    assert [side.tolist() for side in binomial_limits(n, 1.0, 3)] == [[1, 1], [1, 1]]


def test_limits_come_from_the_baseline_alone() -> None:
    calm = np.array([0.5, 0.6] * 6)
    n = np.full(14, 10.0)
    one = limits_of_people(np.append(calm, [0.0, 0.0]), n, 12)
    other = limits_of_people(np.append(calm, [1.0, 1.0]), n, 12)
    assert one.mean == other.mean == pytest.approx(0.55)
    assert one.low.tolist() == other.low.tolist()


def test_months_of_one_size_that_alternate_widely_get_laneys_limits() -> None:
    # z = ±3.16 in turn: χ² = 12 × 10 = 120, φ = 120 / 11
    found = limits_of_people(np.array([0.0, 1.0] * 6), np.full(12, 10.0), 12)
    assert found.method == "laney"
    assert found.phi == pytest.approx(120 / 11)


def test_moving_ranges() -> None:
    # ranges all 0.02: sigma = 0.02 / 1.128
    found = limits_of_clusters(np.array([0.80, 0.82] * 6), 12)
    assert found.mean == pytest.approx(0.81)
    assert found.high[0] == pytest.approx(0.81 + 3 * 0.02 / MOVING_RANGE)
    assert found.warning_low[0] == pytest.approx(0.81 - 2 * 0.02 / MOVING_RANGE)
    assert found.phi is None


def test_limits_of_a_share_stay_within_0_and_1() -> None:
    found = limits_of_clusters(np.array([0.1, 0.9] * 6), 12)
    assert (found.low[0], found.high[0]) == (0, 1)
