"""Shares of episodes when several belong to one patient."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.errors import CannotContinue
from analytics.outcomes.clustered import METHOD, METHOD_WITHOUT_SPREAD, clustered_proportion
from analytics.outcomes.intervals import clopper_pearson, wilson


def test_episodes_of_one_patient_that_are_alike_widen_the_interval() -> None:
    # ten patients with four episodes each, all abstinent or none: ten people's worth of news, not forty
    clustered = clustered_proportion([4, 0] * 5, [4] * 10)
    single = clustered_proportion([1, 0] * 5, [1] * 10)
    assert (clustered.value, clustered.n, clustered.events, clustered.method) == (0.5, 40, 20, METHOD)
    assert clustered.low == pytest.approx(single.low)
    assert clustered.high == pytest.approx(single.high)
    assert (clustered.low or 0) < (wilson(20, 40).low or 0)


def test_one_episode_a_patient_is_near_the_ordinary_interval() -> None:
    clustered, ordinary = clustered_proportion([1] * 60 + [0] * 40, [1] * 100), wilson(60, 100)
    assert clustered.low == pytest.approx(ordinary.low, abs=0.01)
    assert clustered.high == pytest.approx(ordinary.high, abs=0.01)


@pytest.mark.parametrize(("x", "share"), [([0, 0, 0], 0.0), ([2, 1, 3], 1.0)])
def test_without_any_spread_every_patient_counts_once(x: list[int], share: float) -> None:
    clustered, exact = clustered_proportion(x, [2, 1, 3]), clopper_pearson(round(share * 3), 3)
    assert (clustered.value, clustered.low, clustered.high) == (share, exact.low, exact.high)
    assert clustered.method == METHOD_WITHOUT_SPREAD


def test_patients_without_an_episode_are_left_out_and_one_patient_is_too_few() -> None:
    assert clustered_proportion([1, 0, 0], [2, 0, 1]) == clustered_proportion([1, 0], [2, 1])
    alone = clustered_proportion([1, 0], [4, 0])
    assert (alone.value, alone.n, alone.reason) == (None, 4, "fewer than two patients")
    assert clustered_proportion([], []).value is None


@pytest.mark.parametrize(("x", "n"), [([3], [2]), ([-1], [2]), ([1, 1], [2]), ([np.nan, 1], [2, 2])])
def test_counts_that_do_not_fit_are_refused(x: list[float], n: list[float]) -> None:
    with pytest.raises(CannotContinue, match="one entry a patient"):
        clustered_proportion(np.array(x), np.array(n))
