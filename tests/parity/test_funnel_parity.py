"""Funnel limits, z and dispersion equal the published formulas in R."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.evaluation.funnel import dispersion, funnel, limits_at
from tests.parity.compare_with_r import TOLERANCE, r_values, same_as_r

R = r_values("funnel.json")


@pytest.mark.parametrize("name", list(R))
def test_limits_and_dispersion(name: str) -> None:
    n, events = np.array(R[name]["n"]), np.array(R[name]["events"])
    found = funnel([f"site {k}" for k in range(len(n))], n, events)
    ours = {"target": found.target, "phi": dispersion(found.units["z"].to_numpy()), "z": found.units["z"].tolist()}
    ours |= {side: values.tolist() for side, values in limits_at(n, found.target).items()}
    assert same_as_r(name, ours, {key: R[name][key] for key in ours}) <= TOLERANCE
    assert found.phi == pytest.approx(R[name]["phi"])
    assert found.widened == (R[name]["phi"] > 1)
