"""Differences within the same people and ratios between groups, at their edges."""

from __future__ import annotations

import pytest

from analytics.errors import CannotContinue
from analytics.outcomes.intervals import newcombe_difference
from analytics.outcomes.paired import newcombe_paired_difference, paired_mean_difference, risk_ratio


def test_the_worked_example_of_statistics_with_confidence() -> None:
    # Altman, Machin, Bryant and Gardner 2000, table 6.2: 14, 5, 0, 22; difference 0.122, 0.011 to 0.226
    change = newcombe_paired_difference(14, 5, 0, 22)
    assert change.value == pytest.approx(5 / 41)
    assert (round(change.low or 0, 3), round(change.high or 0, 3)) == (0.011, 0.226)


def test_people_who_stay_alike_give_a_shorter_interval_than_two_separate_groups() -> None:
    paired, separate = newcombe_paired_difference(40, 10, 4, 46), newcombe_difference(50, 100, 44, 100)
    assert paired.value == pytest.approx(separate.value)
    assert (paired.low or 0) > (separate.low or 0) and (paired.high or 0) < (separate.high or 0)


def test_turning_the_two_times_round_turns_the_difference_round() -> None:
    there, back = newcombe_paired_difference(20, 12, 2, 16), newcombe_paired_difference(20, 2, 12, 16)
    assert there.low == pytest.approx(-(back.high or 0))
    assert there.high == pytest.approx(-(back.low or 0))


def test_nobody_and_impossible_counts() -> None:
    assert newcombe_paired_difference(0, 0, 0, 0).value is None
    with pytest.raises(CannotContinue):
        newcombe_paired_difference(3, -1, 2, 2)


@pytest.mark.parametrize("counts", [(0, 10, 3, 10), (3, 10, 0, 10), (0, 0, 3, 10)])
def test_a_ratio_needs_somebody_on_both_sides(counts: tuple[int, int, int, int]) -> None:
    ratio = risk_ratio(*counts)
    assert (ratio.value, ratio.low, ratio.high) == (None, None, None)
    assert "no ratio" in ratio.reason


def test_a_ratio_of_two_equal_shares_is_1_with_limits_on_both_sides() -> None:
    ratio = risk_ratio(5, 10, 10, 20)
    assert ratio.value == 1
    assert (ratio.low or 0) * (ratio.high or 0) == pytest.approx(1)


def test_a_mean_change_by_hand() -> None:
    # 8−12, 5−9, 9−10, 4−7 = −4, −4, −1, −3: mean −3, deviations 1, 1, 4, 0: s = √(6/3), error √(2)/2 = 0.7071;
    # t with 3 degrees of freedom 3.18245: ± 2.2503
    change = paired_mean_difference([8, 5, 9, 4], [12, 9, 10, 7])
    assert change.value == -3
    assert [change.low, change.high] == pytest.approx([-5.2503, -0.7497], abs=1e-4)


def test_only_people_with_both_values_are_counted() -> None:
    change = paired_mean_difference([8, float("nan"), 9], [12, 9, 10])
    assert (change.value, change.n) == (-2.5, 2)


def test_one_person_has_a_change_without_an_interval_and_nobody_none() -> None:
    assert paired_mean_difference([3], [5]).low is None
    assert paired_mean_difference([], []).value is None
    with pytest.raises(CannotContinue):
        paired_mean_difference([1, 2], [1])
