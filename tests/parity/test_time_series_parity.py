"""Segmented regression equals R: gls with AR(1) by REML (lm where the correlation is negative), and Newey–West."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.evaluation.time_series import correlated_fit, design_of, segmented_regression
from tests.parity.compare_with_r import TOLERANCE, r_values, same_as_r

R = r_values("time_series.json")
SEARCH = 1e-5  # both sides search for the correlation; neither to the last digit


@pytest.mark.parametrize("name", list(R))
def test_newey_wests_estimates_limits_and_p(name: str) -> None:
    case = R[name]
    found = segmented_regression(np.arange(len(case["value"])), np.array(case["value"]), change=case["change"])
    assert found.lag == case["lag"]
    ours = {
        "estimate": [e.value for e in found.newey_west],
        "low": [e.low for e in found.newey_west],
        "high": [e.high for e in found.newey_west],
        "p": list(found.newey_west_p),
    }
    assert same_as_r(name, ours, {key: case[key] for key in ours}) <= TOLERANCE


@pytest.mark.parametrize("name", list(R))
def test_correlated_months(name: str) -> None:
    case = R[name]
    value, month = np.array(case["value"]), np.arange(len(case["value"]), dtype=float)
    design = design_of(month, case["change"])
    theirs, coefficients, covariance = correlated_fit(design, value, month, case["rho"])
    at_their_correlation = {"reml": coefficients.tolist(), "reml_se": np.sqrt(np.diag(covariance)).tolist()}
    assert same_as_r(name, at_their_correlation, {key: case[key] for key in at_their_correlation}) <= TOLERANCE
    found = segmented_regression(month.astype(int), value, change=case["change"])
    assert found.correlation == pytest.approx(case["rho"], abs=SEARCH)
    assert correlated_fit(design, value, month, found.correlation)[0] >= theirs - TOLERANCE
    assert list(found.p) == pytest.approx(case["reml_p"], abs=SEARCH)
