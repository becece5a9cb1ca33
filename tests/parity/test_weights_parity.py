"""Logistic models, inverse-probability weights and the weighted Cox model equal R's."""

from __future__ import annotations

import numpy as np

from analytics.evaluation.cox import cox_model
from analytics.evaluation.logistic import logistic
from analytics.evaluation.risk_sets import Intervals
from analytics.evaluation.weights import inverse_probability_weights
from tests.parity.compare_with_r import TOLERANCE, r_values, same_as_r
from tests.parity.textbook import rossi

R = r_values("weights.json")


def test_logistic_regression_and_counted_rows() -> None:
    d = rossi()
    fit = logistic(d[["age", "prio", "wexp", "race"]].to_numpy(float), d["mar"].to_numpy())
    counted = logistic(d[["age", "prio"]].to_numpy(float), d["mar"].to_numpy(), np.tile([1.0, 2, 3], 144))
    ours = {
        "coef": fit.coefficients.tolist(),
        "se": np.sqrt(np.diag(fit.covariance)).tolist(),
        "counted": counted.coefficients.tolist(),
        "counted_se": np.sqrt(np.diag(counted.covariance)).tolist(),
    }
    assert same_as_r("logistic", ours, {key: R[key] for key in ours}) <= TOLERANCE


def test_weights_effective_people_and_the_weighted_model() -> None:
    d = rossi()
    married = d["mar"].to_numpy()
    found = inverse_probability_weights(d[["age", "prio", "wexp", "race"]].to_numpy(float), married)
    model = cox_model(Intervals.of(d["week"], d["arrest"], married, weight=found.weight), ["married"])
    ours = {
        "weights": found.weight.tolist(),
        "effective": list(found.effective),
        "cox": model.terms[0].coefficient,
        "cox_robust": model.terms[0].robust_se,
    }
    assert same_as_r("weights", ours, {key: R[key] for key in ours}) <= TOLERANCE
