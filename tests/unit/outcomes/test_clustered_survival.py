"""Survival of episodes: with one episode a patient it is the usual curve; one patient alone has no interval."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.outcomes.clustered_logrank import clustered_logrank
from analytics.outcomes.clustered_survival import share_without_event, with_patient_clusters
from analytics.outcomes.survival import estimates_at, survival_curve

TIME = [3, 5, 5, 8, 10, 12, 12, 15]
EVENT = [1, 0, 1, 1, 0, 1, 1, 0]
DAYS = [0, 2, 3, 5, 9, 11, 12, 14, 15, 16]


def test_with_one_episode_a_patient_the_interval_is_greenwoods() -> None:
    usual = survival_curve(TIME, EVENT)
    table = with_patient_clusters(usual, TIME, EVENT, np.arange(8)).table
    np.testing.assert_allclose(table[["low", "high"]], usual.table[["low", "high"]], atol=1e-12)


@pytest.mark.parametrize("least", [1, 3, 10])
def test_the_share_at_a_time_is_what_the_curve_says(least: int) -> None:
    curve = survival_curve(TIME, EVENT, min_at_risk=least)
    for at, said in zip(DAYS, estimates_at(curve, DAYS), strict=True):
        share = share_without_event(TIME, EVENT, at, min_at_risk=least)
        assert (share.value is None) == (said["estimate"] is None)
        if share.value is not None:
            assert (share.value, share.low, share.high) == pytest.approx((said["estimate"], said["low"], said["high"]))


def test_beyond_the_last_time_nothing_is_said_even_without_a_least_number() -> None:
    assert share_without_event(TIME, EVENT, 16, min_at_risk=0).reason == "no one was followed that long"


def test_one_patient_alone_has_an_estimate_without_an_interval() -> None:
    alone = np.zeros(8, int)
    share = share_without_event(TIME, EVENT, 8, patient=alone, min_at_risk=1)
    assert share.value == pytest.approx(0.6)
    assert (share.low, share.high) == (None, None)
    curve = with_patient_clusters(survival_curve(TIME, EVENT), TIME, EVENT, alone)
    assert (curve.median_low, curve.median_high, curve.restricted_mean_se) == (None, None, None)


def test_the_exact_bound_counts_every_patient_once() -> None:
    # nobody had the event: 4 episodes of 2 patients are 2 people, so the bound is 0.025^(1/2)
    share = share_without_event([9, 9, 9, 9], [0, 0, 0, 0], 5, patient=np.array([1, 1, 2, 2]), min_at_risk=1)
    assert share.low == pytest.approx(0.025**0.5)
    assert share.high == 1.0
    curve = with_patient_clusters(survival_curve([5, 9, 9, 9], [0] * 4), [5, 9, 9, 9], [0] * 4, np.array([1, 1, 2, 2]))
    assert curve.table["low"].tolist() == pytest.approx([0.025**0.5, 0.025**0.5])


def test_too_few_patients_have_no_log_rank_test() -> None:
    test = clustered_logrank(TIME, EVENT, list("aaabbabb"), np.zeros(8, int))
    assert (test.statistic, test.p) == (None, None)
    assert test.reason == "too few patients to tell the groups apart"


def test_every_episode_repeated_is_the_same_evidence() -> None:
    once = clustered_logrank(TIME, EVENT, list("aaabbabb"), np.arange(8))
    twice = clustered_logrank(TIME * 2, EVENT * 2, list("aaabbabb") * 2, np.tile(np.arange(8), 2))
    assert twice.statistic == pytest.approx(once.statistic)
