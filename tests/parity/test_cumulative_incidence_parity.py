"""Cumulative incidence with competing causes equals R's survfit with a factor event: estimate, error, log-log limits.

The values come from cumulative_incidence.R, which writes the data into its JSON. R gives no interval where nobody has
had the event; there ours is the exact bound and is compared in tests/unit/outcomes/test_cumulative_incidence.py.
"""

from __future__ import annotations

import pytest

from analytics.outcomes.cumulative_incidence import IncidenceCurve, cumulative_incidence
from tests.parity.compare_with_r import r_values, same_as_r

CASES = r_values("cumulative_incidence.json")["cases"]
QUANTITIES = [(name, quantity) for name in CASES for quantity in ("estimate", "se", "events")]


def curves(name: str) -> dict[str, IncidenceCurve]:
    case = CASES[name]
    return {curve.cause: curve for curve in cumulative_incidence(case["time"], case["cause"], case["causes"])}


@pytest.mark.parametrize(("name", "quantity"), QUANTITIES)
def test_estimates_and_errors_equal_r(name: str, quantity: str) -> None:
    for cause, theirs in CASES[name]["curves"].items():
        same_as_r(f"{name}.{cause}.{quantity}", curves(name)[cause].table[quantity].tolist(), theirs[quantity])


@pytest.mark.parametrize("name", list(CASES))
def test_times_and_numbers_at_risk_equal_r(name: str) -> None:
    for curve in curves(name).values():
        same_as_r(f"{name}.time", curve.table["time"].tolist(), CASES[name]["at"])
        same_as_r(f"{name}.at_risk", curve.table["at_risk"].tolist(), CASES[name]["at_risk"])


@pytest.mark.parametrize("name", list(CASES))
def test_limits_equal_r_wherever_r_has_them(name: str) -> None:
    compared = 0
    for cause, theirs in CASES[name]["curves"].items():
        table = curves(name)[cause].table
        has = [0 < estimate < 1 for estimate in theirs["estimate"]]
        for limit in ("low", "high"):
            ours = [value for value, there in zip(table[limit], has, strict=True) if there]
            r = [value for value, there in zip(theirs[limit], has, strict=True) if there]
            same_as_r(f"{name}.{cause}.{limit}", ours, r)
            compared += len(r)
    assert compared
