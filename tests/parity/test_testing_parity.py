"""Evenness of weekdays, the fullest day under chance and regular gaps equal R (testing.R writes data and values)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from analytics.outcomes.testing.uniformity import even_fit, expected_usual_share, regular_gap_chance
from tests.parity.compare_with_r import r_values, same_as_r

R = r_values("testing.json")


@pytest.mark.parametrize("name", list(R["fits"]))
def test_evenness_equals_chisq_test_with_the_design_effect_in_r(name: str) -> None:
    theirs = R["fits"][name]
    ours = even_fit(np.array(theirs["counts"]))
    same_as_r(
        name,
        [ours.chi_square, ours.design_effect, ours.p],
        [theirs["chi_square"], theirs["design_effect"], theirs["p"]],
    )


@pytest.mark.parametrize("case", R["fullest"], ids=lambda case: f"{case['tests']} on {case['days']}")
def test_the_fullest_day_equals_every_possible_spread_counted_in_r(case: dict[str, Any]) -> None:
    same_as_r("fullest", expected_usual_share(case["tests"], case["days"]), case["share"])


@pytest.mark.parametrize("case", R["regular"], ids=lambda case: str(case["every"]))
def test_regular_gaps_equal_every_pair_of_days_counted_in_r(case: dict[str, Any]) -> None:
    same_as_r("regular", regular_gap_chance(case["every"]), case["share"])
