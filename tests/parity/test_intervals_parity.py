"""Intervals equal R's prop.test, binom.test, t.test and clustered logistic model, scipy and statsmodels to 1e-9."""

from __future__ import annotations

from typing import Any

import pytest

from analytics.outcomes.clustered import clustered_proportion
from analytics.outcomes.intervals import (
    band_probabilities,
    clopper_pearson,
    mean_estimate,
    newcombe_difference,
    wilson,
)
from analytics.outcomes.paired import newcombe_paired_difference, risk_ratio
from tests.parity.compare_with_r import r_values, same_as_r

R = r_values("survival.json")


@pytest.mark.parametrize("share", R["shares"], ids=lambda share: f"{share['x']} of {share['n']}")
def test_shares_equal_r(share: dict[str, Any]) -> None:
    for limits in share["limits"]:
        ours = wilson(share["x"], share["n"], limits["level"])
        exact = clopper_pearson(share["x"], share["n"], limits["level"])
        same_as_r("wilson", [ours.low, ours.high], limits["wilson"])
        same_as_r("clopper_pearson", [exact.low, exact.high], limits["exact"])
    found = band_probabilities(share["x"], share["n"], 0.5, 0.7)
    same_as_r("jeffreys", [found.below, found.within, found.above], share["jeffreys_50_70"])


@pytest.mark.parametrize("pair", R["paired"], ids=lambda pair: str(pair["counts"]))
def test_paired_differences_equal_newcombes_formula_in_r(pair: dict[str, Any]) -> None:
    ours = newcombe_paired_difference(*pair["counts"])
    same_as_r("newcombe_paired", [ours.low, ours.high], pair["limits"])


def test_means_equal_r() -> None:
    ours = mean_estimate(R["means"]["values"])
    same_as_r("mean", [ours.value, ours.low, ours.high], [R["means"]["mean"], *R["means"]["limits"]])


def test_clustered_share_equals_a_clustered_logistic_model_in_r() -> None:
    ours = clustered_proportion(R["clustered"]["x"], R["clustered"]["n"])
    same_as_r("clustered", [ours.value, ours.low, ours.high], [R["clustered"]["share"], *R["clustered"]["limits"]])


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [  # Newcombe 1998, Stat Med 17:873, table II, method 10
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_differences_equal_newcombes_table(counts: tuple[int, int, int, int], low: float, high: float) -> None:
    ours = newcombe_difference(*counts)
    assert (round(ours.low or 0, 4), round(ours.high or 0, 4)) == (low, high)


def test_our_formulas_equal_the_libraries_that_are_too_slow_to_import() -> None:
    proportion = pytest.importorskip("statsmodels.stats.proportion", reason="statsmodels (requirements.txt)")
    contingency = pytest.importorskip("scipy.stats.contingency", reason="scipy (requirements.txt)")
    for x, n in [(0, 9), (3, 9), (9, 9), (61, 97)]:
        ours, exact = wilson(x, n), clopper_pearson(x, n)
        same_as_r("wilson", [ours.low, ours.high], list(proportion.proportion_confint(x, n, method="wilson")))
        same_as_r("exact", [exact.low, exact.high], list(proportion.proportion_confint(x, n, method="beta")))
    change = newcombe_difference(56, 70, 48, 80)
    theirs = proportion.confint_proportions_2indep(56, 70, 48, 80, method="newcomb", compare="diff")
    same_as_r("newcombe", [change.low, change.high], list(theirs))
    ratio = risk_ratio(56, 70, 48, 80)
    katz = contingency.relative_risk(56, 70, 48, 80)
    interval = katz.confidence_interval(0.95)
    same_as_r("risk_ratio", [ratio.value, ratio.low, ratio.high], [katz.relative_risk, interval.low, interval.high])
