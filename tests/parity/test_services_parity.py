"""Paired means, clustered rates and the bootstrap of a ratio equal R's t.test, sandwich, poisson.test and boot."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from analytics.outcomes.bootstrap import ratio_of_sums
from analytics.outcomes.paired import paired_mean_difference
from analytics.outcomes.rates import clustered_rate
from tests.parity.compare_with_r import r_values, same_as_r

R = r_values("services.json")
RANDOM_NUMBERS_APART = 0.02
"""R draws other patients than we do: limits of 2,000 draws lie within 2% of those of R's 50,000."""


@pytest.mark.parametrize("case", R["paired"].values(), ids=R["paired"])
def test_paired_means_equal_r(case: dict[str, Any]) -> None:
    ours = paired_mean_difference(case["first"], case["second"])
    same_as_r("paired", [ours.value, ours.low, ours.high], [case["value"], case["low"], case["high"]])


@pytest.mark.parametrize("case", R["rates"].values(), ids=R["rates"])
def test_rates_equal_rs_clustered_quasi_poisson_model(case: dict[str, Any]) -> None:
    ours = clustered_rate(case["amount"], case["time"])
    theirs = [case["value"], case["low"], case["high"]]
    same_as_r("rate", [ours.value, ours.low, ours.high], theirs, tolerance=1e-6)  # glm stops at 1e-8 of the deviance


def test_a_rate_of_none_has_the_exact_poisson_limit() -> None:
    ours = clustered_rate([0, 0, 0], [100, 100, 50])
    same_as_r("none", [ours.value, ours.low, ours.high], [0, 0, R["none"]["high"]])


def test_the_bootstrap_of_a_ratio_agrees_with_r_up_to_its_random_numbers() -> None:
    case = R["ratio"]
    ours = ratio_of_sums(np.array(case["cost"]), np.array(case["abstinent"]))
    assert ours.value == pytest.approx(case["value"])
    assert ours.low == pytest.approx(case["low"], rel=RANDOM_NUMBERS_APART)
    assert ours.high == pytest.approx(case["high"], rel=RANDOM_NUMBERS_APART)
