"""The false alarms a chart-year that the pages print are what the seeded simulation gives."""

from __future__ import annotations

import pytest

from analytics.evaluation.false_alarms import SIMULATED, YEARS, false_alarms


@pytest.mark.parametrize("counting", list(SIMULATED))
def test_what_is_printed_is_what_is_simulated(counting) -> None:  # type: ignore[no-untyped-def]
    # the first 400 years; three standard errors of a share of 400
    found = false_alarms(counting, years=400)
    told = SIMULATED[counting]
    assert abs(found - told) < 3 * (told * (1 - told) / 400) ** 0.5


@pytest.mark.slow
def test_all_years_give_the_printed_number() -> None:
    assert false_alarms("people", years=YEARS) == SIMULATED["people"]
