"""Each rule by hand, on its boundary: six are chance, seven are a signal."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.evaluation.control_rules import NEAR, NEAR_OF, RULE_WORDS, RUN, near_limit, one_side, outside, trend


def limits(size: int, at: float) -> np.ndarray:
    return np.full(size, at)


def test_outside_is_beyond_a_limit_not_on_it() -> None:
    values = np.array([0.50, 0.80, 0.81, 0.20, 0.19])
    assert outside(values, limits(5, 0.2), limits(5, 0.8)).tolist() == [0, 0, 1, 0, -1]


def test_limits_step_with_n() -> None:
    # 0.7 is outside where the limit is 0.6 and inside where few people make it 0.9
    assert outside(np.array([0.7, 0.7]), np.array([0.1, 0.0]), np.array([0.6, 0.9])).tolist() == [1, 0]


@pytest.mark.parametrize(("above", "marked"), [(6, 0), (7, 7), (8, 8)])
def test_six_on_one_side_are_chance_seven_a_signal(above: int, marked: int) -> None:
    values = np.array([0.4] + [0.6] * above + [0.4])
    found = one_side(values, limits(above + 2, 0.5))
    assert found.tolist() == [0] + [1 if marked else 0] * above + [0]


def test_a_point_on_the_mean_ends_a_run() -> None:
    values = np.array([0.6] * 4 + [0.5] + [0.6] * 3)  # seven above, but four and three
    assert not one_side(values, limits(8, 0.5)).any()


@pytest.mark.parametrize(("points", "signal"), [(6, False), (7, True)])
def test_six_falling_points_are_chance_seven_a_signal(points: int, signal: bool) -> None:
    falling = 0.9 - 0.05 * np.arange(points)
    values = np.concatenate([[falling[0]], falling])  # the first is repeated: equal is not falling
    assert trend(values).tolist() == [0] + [-1 if signal else 0] * points


def test_two_equal_neighbours_end_a_trend() -> None:
    values = np.array([0.1, 0.2, 0.3, 0.4, 0.4, 0.5, 0.6, 0.7])
    assert not trend(values).any()


def test_seven_rising_after_falling_belong_to_the_rise() -> None:
    values = np.concatenate([0.9 - 0.1 * np.arange(7), 0.31 + 0.1 * np.arange(6)])
    assert trend(values).tolist() == [-1] * 7 + [1] * 6  # the turning point stays with the fall


def test_two_of_three_beyond_two_sigma_on_one_side() -> None:
    low, high = limits(5, 0.3), limits(5, 0.7)
    assert near_limit(np.array([0.75, 0.5, 0.75, 0.5, 0.5]), low, high).tolist() == [1, 0, 1, 0, 0]
    assert not near_limit(np.array([0.75, 0.5, 0.5, 0.75, 0.5]), low, high).any()  # two of four
    assert not near_limit(np.array([0.75, 0.25, 0.5, 0.5, 0.5]), low, high).any()  # not on one side
    assert not near_limit(np.array([0.70, 0.70, 0.70, 0.5, 0.5]), low, high).any()  # on the line is not beyond


def test_the_words_use_the_constants() -> None:
    told = " ".join(RULE_WORDS.values())
    assert told.count(f"{RUN} or more in a row") == 2 and f"{NEAR} of {NEAR_OF} in a row" in told
