"""Two groups made alike by weights in what was known at admission, and the ratio among the weighted people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.errors import NotEstimable
from analytics.evaluation.case_mix import case_mix
from analytics.evaluation.covariates import Design
from analytics.evaluation.cox import cox_model, independent_columns
from analytics.evaluation.risk_sets import Intervals
from analytics.evaluation.subjects import Subjects
from analytics.evaluation.weights import Weights, inverse_probability_weights
from analytics.outcomes.intervals import Estimate


@dataclass(frozen=True, eq=False)
class Weighted:
    """Weights with their overlap; `balance`: covariate, before, after (standardised differences of the same people);
    `ratio` and `p` of the second group among the weighted, errors robust and by patient.
    """

    weights: Weights
    balance: pd.DataFrame
    ratio: Estimate
    p: float | None
    n: int
    notes: tuple[str, ...]


def weighted_comparison(subjects: Subjects, design: Design) -> Weighted:
    """Inverse-probability weights, their balance, and the weighted Cox model of the two groups.

    Raises NotEstimable for more than two groups, and without a covariate that varies.
    """
    if len(subjects.names) != 2:
        raise NotEstimable("Weights are made for two groups.", "Choose two of the groups.")
    x = design.x[:, design.groups :]
    x = x[:, independent_columns(x)] if x.size else x
    if not x.shape[1]:
        raise NotEstimable("No covariate that varies is left to weight by.", "Choose covariates.")
    keep, group = design.keep, subjects.group[design.keep]
    found = inverse_probability_weights(x, group)
    data = Intervals.of(
        subjects.time[keep],
        subjects.event[keep],
        group[:, None].astype(float),
        weight=found.weight,
        cluster=subjects.patient[keep],
    )
    model = cox_model(data, [subjects.names[1]], errors="robust")
    term = model.terms[0]
    return Weighted(
        weights=found,
        balance=_balance(subjects, design, found.weight),
        ratio=term.ratio,
        p=term.p,
        n=int(keep.sum()),
        notes=(*found.notes, *model.notes),
    )


def _balance(subjects: Subjects, design: Design, weight: np.ndarray) -> pd.DataFrame:
    everyone = np.zeros(len(subjects))
    weighted = everyone.copy()
    everyone[design.keep], weighted[design.keep] = 1.0, weight
    covariates = list(design.covariates)
    before, after = (case_mix(subjects, covariates, w) for w in (everyone, weighted))
    first = before["difference"].notna().to_numpy()
    return pd.DataFrame(
        {
            "covariate": before.loc[first, "covariate"],
            "before": before.loc[first, "difference"].abs(),
            "after": after.loc[first, "difference"].abs(),
        }
    ).reset_index(drop=True)
