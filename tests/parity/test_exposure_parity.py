"""Exposures that begin during follow-up equal R's tmerge and coxph; landmarks equal coxph and survdiff."""

from __future__ import annotations

import numpy as np

from analytics.evaluation.cox import cox_model
from analytics.evaluation.exposure import NEVER, landmark, split_at_exposure
from analytics.evaluation.risk_sets import Intervals
from analytics.outcomes.logrank import logrank
from tests.parity.compare_with_r import TOLERANCE, r_values, same_as_r

R = r_values("exposure.json")
TIME, EVENT, AGE = (np.array(R[name], float) for name in ("time", "event", "age"))
BEGINS = np.array([NEVER if day is None else day for day in R["begins"]], float)


def test_the_exposure_counts_from_the_day_it_begins() -> None:
    data = split_at_exposure(TIME, EVENT, BEGINS, AGE[:, None], np.arange(len(TIME)))
    model = cox_model(data, ["done", "age"])
    assert len(data.stop) == R["rows"]
    ours = {
        "coef": [term.coefficient for term in model.terms],
        "se": [term.se for term in model.terms],
        "robust": [term.robust_se for term in model.terms],
    }
    assert same_as_r("exposure", ours, {key: R[key] for key in ours}) <= TOLERANCE


def test_the_landmark_starts_the_clock_again() -> None:
    found = landmark(TIME, EVENT, BEGINS, np.arange(len(TIME)), at=30)
    model = cox_model(Intervals.of(found.time, found.event, found.exposed.astype(float)), ["had"], errors="usual")
    ours = {
        "n": len(found.time),
        "exposed": int(found.exposed.sum()),
        "coef": model.terms[0].coefficient,
        "chisq": logrank(found.time, found.event, found.exposed).statistic,
    }
    assert same_as_r("landmark", ours, R["landmark"]) <= TOLERANCE
