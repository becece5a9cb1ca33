"""Control limits equal R's qbinom and closed formulas (Laney p′, XmR) to 1e-9."""

from __future__ import annotations

import numpy as np

from analytics.evaluation.control_limits import dispersion, limits_of_clusters, limits_of_people
from tests.parity.compare_with_r import r_values, same_as_r

R = r_values("control_limits.json")
N = np.array(R["n"], float)
BASELINE = 12


def test_exact_binomial_limits_equal_qbinom() -> None:
    theirs = R["calm"]
    ours = limits_of_people(np.array(theirs["x"]) / N, N, BASELINE)
    assert ours.method == "binomial"
    for name in ("mean", "phi", "low", "high", "warning_low", "warning_high"):
        same_as_r(name, getattr(ours, name), theirs[name])


def test_laney_limits_and_dispersion_equal_the_formulas() -> None:
    theirs = R["wild"]
    values = np.array(theirs["x"]) / N
    ours = limits_of_people(values, N, BASELINE)
    assert ours.method == "laney"
    same_as_r("low", ours.low, theirs["laney_low"])
    same_as_r("high", ours.high, theirs["laney_high"])
    same_as_r(
        "dispersion",
        dispersion(values[:BASELINE], N[:BASELINE], theirs["mean"]),
        [theirs["phi"], theirs["chance"]],
    )


def test_moving_range_limits_equal_the_formulas() -> None:
    theirs = R["xmr"]
    ours = limits_of_clusters(np.array(theirs["rate"]), BASELINE)
    same_as_r("mean", ours.mean, theirs["mean"])
    same_as_r("low", ours.low, [theirs["low"]] * len(theirs["rate"]))
    same_as_r("high", ours.high, [theirs["high"]] * len(theirs["rate"]))
