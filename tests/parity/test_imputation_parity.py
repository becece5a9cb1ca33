"""Imputation against R: mice's Rubin rules, survfit's shares and errors pooled on the cloglog scale, glm's model."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.evaluation.imputation_model import imputation_model
from analytics.evaluation.imputation_weeks import weeks_of
from analytics.evaluation.pooling import Shares, pooled_difference, pooled_share, rubin, share_on
from analytics.outcomes.intervals import Estimate
from tests.parity.compare_with_r import TOLERANCE, r_values, same_as_r

R = r_values("imputation.json")
SEX = {"male": 1, "female": 2}


@pytest.mark.parametrize("name", list(R["rules"]))
def test_rubins_rules_and_barnard_rubin_degrees_are_those_of_mice(name: str) -> None:
    asked = R["rules"][name]
    people = np.inf if asked["n"] is None else asked["n"]
    found = rubin(np.array(asked["q"]), np.array(asked["u"]), people, parameters=asked["k"])
    low, high = found.limits()
    ours = {
        "value": found.value,
        "within": found.within,
        "between": found.between,
        "variance": found.variance,
        "degrees": found.degrees,
        "fraction_missing": found.fraction_missing,
        "low": low,
        "high": high,
    }
    assert same_as_r(name, ours, {key: asked[key] for key in ours}) <= TOLERANCE


def completed(number: int) -> np.ndarray:
    """The event of data set 1 … 5: subject i has it unless i × d is a multiple of 7."""
    event = np.array(R["lung"]["event"], bool)
    return np.asarray(event & (np.arange(1, len(event) + 1) * number % 7 != 0))


def shares_of(own: np.ndarray, day: float) -> Shares:
    time = np.array(R["lung"]["time"], float)
    found = np.array([share_on(time[own], completed(d)[own], day) for d in range(1, 6)]).T
    return Shares(found[0], found[1], found[2], int(own.sum()), int(own.sum()))


def numbers(found: Estimate) -> dict[str, float | None]:
    return {"value": found.value, "low": found.low, "high": found.high}


@pytest.mark.parametrize("day", ["180", "365"])
def test_shares_pooled_on_the_cloglog_scale_and_their_difference(day: str) -> None:
    sex = np.array(R["lung"]["sex"])
    sides = {name: shares_of(sex == code, float(day)) for name, code in SEX.items()}
    ours = {name: numbers(pooled_share(side, min_at_risk=1)) for name, side in sides.items()}
    ours["difference"] = numbers(pooled_difference(sides["female"], sides["male"], min_at_risk=1))
    for name, theirs in R["shares"][day].items():
        assert same_as_r(f"day {day} {name}", ours[name], {k: theirs[k] for k in ours[name]}) <= TOLERANCE


@pytest.mark.parametrize("day", ["180", "365"])
def test_the_error_with_patients_as_clusters_is_survfits_robust_one(day: str) -> None:
    time = np.array(R["lung"]["time"], float)
    patient = np.arange(len(time)) // 2
    found = [share_on(time, completed(d), float(day), patient) for d in range(1, 6)]
    ours = {"share": [f[0] for f in found], "log_variance": [f[1] for f in found]}
    assert same_as_r(f"clustered day {day}", ours, R["clustered"][day]) <= TOLERANCE


def test_the_imputation_model_is_glm_on_the_weeks_with_a_result() -> None:
    words = np.array([list(word.encode()) for word in R["model"]["words"]], np.uint8)
    model = imputation_model(weeks_of(words, group=np.array(R["model"]["group"])))
    ours = {
        "coefficients": model.fitted.coefficients.tolist(),
        "errors": np.sqrt(np.diag(model.fitted.covariance)).tolist(),
    }
    assert same_as_r("model", ours, {key: R["model"][key] for key in ours}) <= TOLERANCE
