"""Rubin's rules by hand, shares at the ends of the scale, and what cannot be pooled."""

from __future__ import annotations

import math

import numpy as np
import pytest

from analytics.evaluation.pooling import LEAST_BETWEEN, Shares, pooled_difference, pooled_share, rubin, share_on
from analytics.outcomes.clustered_survival import share_without_event


def shares(share: list[float], log_variance: list[float], *, at_risk: float = 50, people: int = 100) -> Shares:
    return Shares(np.array(share), np.array(log_variance), np.full(len(share), at_risk), people, people)


def test_two_data_sets_by_hand() -> None:
    # values 1 and 3: mean 2, between ((1−2)² + (3−2)²) / 1 = 2; within (0.5 + 1.5) / 2 = 1; total 1 + 1.5 × 2 = 4
    # share of the variance that comes from imputing 3 / 4; degrees of the sets 1 / (3/4)² = 16/9;
    # of 10 people (9 degrees): 10/12 × 9 × 1/4 = 1.875; together 16/9 × 1.875 / (16/9 + 1.875) = 0.91254
    found = rubin(np.array([1.0, 3.0]), np.array([0.5, 1.5]), 10)
    assert (found.value, found.within, found.between, found.variance) == (2, 1, 2, 4)
    assert found.degrees == pytest.approx((16 / 9 * 1.875) / (16 / 9 + 1.875))


def test_nothing_between_keeps_nearly_the_degrees_of_the_people() -> None:
    found = rubin(np.full(20, 0.4), np.full(20, 0.01), 101)
    by_people = 101 / 103 * 100 * (1 - LEAST_BETWEEN)
    assert found.degrees == pytest.approx(by_people, rel=1e-6) and found.variance == pytest.approx(0.01)
    assert found.fraction_missing < 0.05


def test_values_known_for_certain_have_no_interval_to_speak_of() -> None:
    assert rubin(np.ones(3), np.zeros(3), 12).limits() == (1.0, 1.0)


def test_the_share_of_one_data_set_is_kaplan_meiers() -> None:
    # four people, events at 2 and 3, one censored at 3, one followed to 5: S(3) = 3/4 × 2/3 = 1/2;
    # variance of its logarithm 1/(4×3) + 1/(3×2) = 1/4; two are followed for 3 or longer besides the censored one
    time, event = np.array([2.0, 3, 3, 5]), np.array([True, True, False, False])
    share, variance, followed = share_on(time, event, 3)
    assert [share, variance, followed] == pytest.approx([0.5, 0.25, 3])
    assert share_on(time, event, 1) == (1.0, 0.0, 4.0)
    assert share_on(time, event, 1, np.arange(4)) == (1.0, 0.0, 4.0)


def test_equal_data_sets_give_the_plain_figure_with_students_interval() -> None:
    time, event = np.arange(1.0, 61), np.arange(60) % 3 > 0
    share, variance, followed = (np.full(20, part) for part in share_on(time, event, 30))
    plain = share_without_event(time, event, 30)
    found = pooled_share(Shares(share, variance, followed, 60, 60), min_at_risk=10)
    assert found.value == pytest.approx(plain.value) and found.n == 60
    assert found.low is not None and plain.low is not None and 0 < plain.low - found.low < 0.01


def test_where_nobody_or_everybody_had_the_event_half_a_person_stands_in() -> None:
    nobody = pooled_share(shares([1.0, 1.0], [0.0, 0.0]), min_at_risk=10)
    everybody = pooled_share(shares([0.0, 0.0], [math.inf, math.inf]), min_at_risk=10)
    assert nobody.value == pytest.approx(1 - 0.5 / 101) and everybody.value == pytest.approx(0.5 / 101)
    for found in (nobody, everybody):
        assert found.low is not None and found.high is not None and 0 < found.low < found.high < 1


def test_too_few_followed_gives_no_figure_but_the_reason() -> None:
    few, nobody = (shares([0.5, 0.5], [0.01, 0.01], at_risk=n) for n in (9, 0))
    assert pooled_share(few, min_at_risk=10).reason == "fewer than 10 at risk"
    assert pooled_share(nobody, min_at_risk=10).reason == "no one was followed that long"
    apart = pooled_difference(few, shares([0.5, 0.5], [0.01, 0.01]), min_at_risk=10)
    assert apart.value is None and "one of the two groups" in apart.reason and apart.n == 200


def test_a_difference_takes_data_set_by_data_set() -> None:
    # 0.7 − 0.5 and 0.8 − 0.6: both 0.2, so nothing comes from imputing although both shares move
    found = pooled_difference(shares([0.7, 0.8], [0.0, 0.0]), shares([0.5, 0.6], [0.01, 0.01]), min_at_risk=10)
    assert found.value == pytest.approx(0.2) and found.low is not None and found.high is not None
    within = (0.25 * 0.01 + 0.36 * 0.01) / 2
    assert (found.high - found.low) / 2 == pytest.approx(1.972 * math.sqrt(within), rel=1e-3)
