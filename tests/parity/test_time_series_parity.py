"""Segmented regression with Newey–West errors equals R's lm with sandwich and lmtest."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.evaluation.time_series import segmented_regression
from tests.parity.compare_with_r import TOLERANCE, r_values, same_as_r

R = r_values("time_series.json")


@pytest.mark.parametrize("name", list(R))
def test_estimates_limits_and_p(name: str) -> None:
    case = R[name]
    found = segmented_regression(np.arange(len(case["value"])), np.array(case["value"]), change=case["change"])
    assert found.lag == case["lag"]
    ours = {
        "estimate": [e.value for e in found.estimates],
        "low": [e.low for e in found.estimates],
        "high": [e.high for e in found.estimates],
        "p": list(found.p),
    }
    assert same_as_r(name, ours, {key: case[key] for key in ours}) <= TOLERANCE
