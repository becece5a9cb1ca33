"""Curves of episodes with patients as clusters equal R's survfit(cluster = id), coxph's robust test and its jackknife.

The values come from clustered_survival.R, which writes the data into its JSON.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from analytics.evaluation.curve_differences import restricted_mean_difference
from analytics.evaluation.shared_patients import (
    GroupEpisodes,
    mean_covariance,
    people_in_several_groups,
    share_correlation,
)
from analytics.outcomes.clustered_logrank import clustered_logrank
from analytics.outcomes.clustered_survival import share_without_event, with_patient_clusters
from analytics.outcomes.limits import normal_quantile
from analytics.outcomes.survival import SurvivalCurve, survival_curve, survival_curves
from tests.parity.compare_with_r import r_values

VALUES = r_values("clustered_survival.json")
CASES, BOTH_SIDES = VALUES["cases"], VALUES["both_sides"]
TOLERANCE = 1e-9


def clustered(case: dict[str, Any]) -> SurvivalCurve:
    curve = survival_curve(case["time"], case["event"], tau=case["tau"])
    return with_patient_clusters(curve, case["time"], case["event"], np.array(case["patient"]))


def inside(case: dict[str, Any]) -> np.ndarray:
    """Where R has an interval: the estimate is neither 1 nor 0."""
    estimate = np.array(case["curve"]["estimate"], dtype=float)
    return (estimate < 1) & (estimate > 0)


@pytest.mark.parametrize("name", list(CASES))
def test_the_curve_and_its_limits_equal_r(name: str) -> None:
    case, table = CASES[name], clustered(CASES[name]).table
    assert table["time"].tolist() == case["curve"]["time"]
    for column in ("estimate", "low", "high"):
        theirs = np.array(case["curve"][column], dtype=float)[inside(case)]
        np.testing.assert_allclose(table[column].to_numpy()[inside(case)], theirs, rtol=0, atol=TOLERANCE)


@pytest.mark.parametrize("name", list(CASES))
def test_median_restricted_mean_and_logrank_equal_r(name: str) -> None:
    case, curve = CASES[name], clustered(CASES[name])
    assert (curve.median_low, curve.median_high) == (case["median_low"], case["median_high"])
    assert curve.restricted_mean_se == pytest.approx(case["restricted_mean_se"], abs=TOLERANCE)
    test = clustered_logrank(case["time"], case["event"], case["group"], np.array(case["patient"]))
    assert test.statistic == pytest.approx(case["logrank"], abs=TOLERANCE)
    assert test.df == case["df"]


@pytest.mark.parametrize("name", list(CASES))
def test_the_share_at_one_time_is_the_curves(name: str) -> None:
    case = CASES[name]
    table = clustered(case).table
    for row in table.to_dict("records"):
        share = share_without_event(
            case["time"], case["event"], row["time"], patient=np.array(case["patient"]), min_at_risk=1
        )
        assert (share.value, share.low, share.high) == pytest.approx(
            (row["estimate"], row["low"], row["high"]), abs=1e-12
        )


@pytest.mark.parametrize("name", list(BOTH_SIDES))
def test_differences_of_groups_that_share_patients_equal_r(name: str) -> None:
    case = BOTH_SIDES[name]
    time, event, patient = (np.array(case[part]) for part in ("time", "event", "patient"))
    names, group = np.unique(case["group"], return_inverse=True)
    own = [group == code for code in range(len(names))]
    curves = survival_curves(time, event, np.array(case["group"]), tau=case["tau"], min_at_risk=1)
    first, second = (
        with_patient_clusters(curve, time[mask], event[mask], patient[mask])
        for curve, mask in zip(curves, own, strict=True)
    )
    one, other = (GroupEpisodes(time[mask], event[mask], patient[mask]) for mask in own)
    assert people_in_several_groups(patient, group) == case["shared"]
    assert share_correlation(one, other, case["at"]) == pytest.approx(case["share_correlation"], abs=TOLERANCE)
    shared = mean_covariance(one, other, case["tau"])
    mean = restricted_mean_difference(second, first, covariance=shared)
    assert mean.high is not None and mean.value is not None
    error = (mean.high - mean.value) / normal_quantile(0.95)
    assert error == pytest.approx(case["mean_difference_se"], abs=TOLERANCE)
    test = clustered_logrank(time, event, case["group"], patient)
    assert test.statistic == pytest.approx(case["logrank"], abs=TOLERANCE)
