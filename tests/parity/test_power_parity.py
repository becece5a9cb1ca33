"""Power and numbers of people equal R's power.prop.test."""

from __future__ import annotations

from typing import Any

import pytest

from analytics.evaluation.power import (
    detectable_difference,
    people_needed_a_group,
    power_of_difference,
)
from tests.parity.compare_with_r import r_values

R = r_values("power.json")


@pytest.mark.parametrize("case", R["cases"], ids=lambda case: str(case["shares"]))
def test_people_and_power(case: dict[str, Any]) -> None:
    one, other = case["shares"]
    assert people_needed_a_group(one, other) == case["needed"]
    assert power_of_difference(one, other, 150, 150) == pytest.approx(case["power_150"], abs=1e-9)


def test_the_difference_that_200_a_group_could_show() -> None:
    found = detectable_difference(0.55, 200, 200)
    assert found.above == pytest.approx(R["above_055_with_200"], abs=1e-7)
