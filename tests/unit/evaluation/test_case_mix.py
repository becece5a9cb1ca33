"""Standardised differences by hand, and where two groups are told apart for certain."""

from __future__ import annotations

import math

import numpy as np
import pytest

from analytics.evaluation.case_mix import Covariate, standardised_difference

FIRST = np.array([True] * 4 + [False] * 4)
ALL = np.ones(8)


def coded(codes: list[int], levels: tuple[str, ...] = ("a", "b", "c")) -> float:
    return standardised_difference(Covariate("x", None, np.array(codes), levels), FIRST, ~FIRST, ALL)


def numbers(values: list[float]) -> float:
    return standardised_difference(Covariate("x", np.array(values), None, ()), FIRST, ~FIRST, ALL)


def test_numbers_in_pooled_standard_deviations() -> None:
    # means 2.5 and 4.5, both with s² = 5/3; a missing value is left out
    assert numbers([1, 2, 3, 4, 3, 4, 5, 6]) == pytest.approx(-2 / math.sqrt(5 / 3))
    assert numbers([1, 1, 1, 1, 1, 1, 1, math.nan]) == 0


def test_two_levels_in_pooled_standard_deviations() -> None:
    # 1 of 4 against 3 of 4 have b: 0.5 apart, p(1 − p) = 3/16 in both
    assert coded([1, 0, 0, 0, 1, 1, 1, 0], ("a", "b")) == pytest.approx(0.5 / math.sqrt(3 / 16))


def test_groups_told_apart_for_certain_are_infinitely_far() -> None:
    assert coded([0, 0, 0, 0, 1, 1, 1, 1], ("a", "b")) == math.inf
    assert coded([0, 0, 1, 1, 2, 2, 2, 2]) == math.inf
    assert numbers([1, 1, 1, 1, 2, 2, 2, 2]) == math.inf


def test_the_same_levels_are_no_distance() -> None:
    assert coded([0, 1, 2, 0, 0, 1, 2, 0]) == pytest.approx(0)


def test_a_group_without_any_value_has_no_distance() -> None:
    assert math.isnan(coded([-1, -1, -1, -1, 0, 1, 2, 0]))
    assert math.isnan(numbers([math.nan] * 4 + [1, 2, 3, 4]))
