"""The groups compared with the covariates held alike: a Cox model, and whether its ratios hold over the whole time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.evaluation.covariates import Column, Design
from analytics.evaluation.cox import CoxModel, Term, cox_model
from analytics.evaluation.proportional_hazards import MOST_ROWS, proportional_hazards
from analytics.evaluation.risk_sets import Intervals
from analytics.evaluation.subjects import Subjects
from analytics.outcomes.intervals import Estimate

HOLDS = 0.05
"""Below this p a ratio is taken to change over time."""

REFERENCE = "reference"


@dataclass(frozen=True, eq=False)
class Adjusted:
    """Hazard ratios. `forest`: covariate, level, value, low, high, p, n, reason, compared (is it a group), one row a
    term and one a reference level (value 1). `ratios`: the groups against the reference, adjusted; `unadjusted`: of the
    same people, without covariates. `clustered`: errors by patient.
    """

    model: CoxModel
    data: Intervals
    design: Design
    forest: pd.DataFrame
    ratios: tuple[Estimate, ...]
    p: tuple[float | None, ...]
    unadjusted: tuple[Estimate, ...]
    unadjusted_p: tuple[float | None, ...]
    n: int
    events: int
    clustered: bool
    notes: tuple[str, ...]

    @property
    def entered(self) -> list[str]:
        """The covariates that did enter the model: those left out because nothing varies are not adjusted for."""
        used = zip(self.design.columns[self.design.groups :], self.model.used[self.design.groups :], strict=True)
        return list(dict.fromkeys(column.covariate for column, is_used in used if is_used))


@dataclass(frozen=True, eq=False)
class HoldsOverTime:
    """Test of proportional hazards. `tests`: covariate, level, statistic, p. `residuals`: time, value (the first
    group's log hazard ratio near that time), events (at it) for the plot. `sampled`: rows tested when
    not all, with the seed 1.
    """

    tests: pd.DataFrame
    statistic: float
    df: int
    p: float
    residuals: pd.DataFrame
    ratio: float | None
    sampled: int

    @property
    def group_holds(self) -> bool:
        """Whether nothing speaks against one ratio for the groups over the whole time."""
        own = self.tests.loc[self.tests["covariate"] == "group", "p"]
        return bool((own >= HOLDS).all())


def adjusted_model(subjects: Subjects, design: Design) -> Adjusted:
    """Cox model of the groups and covariates (Efron's ties); errors by patient when episodes are compared.

    Raises NotEstimable with too few events, or when nothing varies.
    """
    errors = "robust" if subjects.question.unit == "episodes" else "usual"
    data = intervals_of(subjects, design)
    model = cox_model(data, design.names, errors=errors)  # type: ignore[arg-type]
    bare = cox_model(
        Intervals(data.start, data.stop, data.event, data.x[:, : design.groups], data.weight, data.cluster),
        design.names[: design.groups],
        errors=errors,  # type: ignore[arg-type]
    )
    groups, plain = model.terms[: design.groups], bare.terms
    return Adjusted(
        model=model,
        data=data,
        design=design,
        forest=forest_of(model.terms, design.columns),
        ratios=tuple(term.ratio for term in groups),
        p=tuple(term.p for term in groups),
        unadjusted=tuple(term.ratio for term in plain),
        unadjusted_p=tuple(term.p for term in plain),
        n=model.n,
        events=model.events,
        clustered=model.clustered,
        notes=(*design.notes, *model.notes),
    )


def intervals_of(subjects: Subjects, design: Design, weight: np.ndarray | None = None) -> Intervals:
    """The kept subjects' follow-up with the columns of a design; patients are clusters."""
    keep = design.keep
    return Intervals.of(
        subjects.time[keep], subjects.event[keep], design.x, weight=weight, cluster=subjects.patient[keep]
    )


def forest_of(terms: tuple[Term, ...], columns: tuple[Column, ...]) -> pd.DataFrame:
    """One row a term in the order of the model, each covariate's reference level before its first term."""
    rows: list[dict[str, object]] = []
    seen = ""
    for term, column in zip(terms, columns, strict=True):
        said = {"covariate": column.covariate, "compared": column.covariate == "group"}
        if column.covariate != seen and column.reference:
            rows.append({**said, "level": column.reference, "value": 1.0, "reason": REFERENCE})
        seen, ratio = column.covariate, term.ratio
        numbers = {"value": ratio.value, "low": ratio.low, "high": ratio.high, "p": term.p}
        rows.append({**said, "level": column.level, **numbers, "n": column.people, "reason": ratio.reason})
    frame = pd.DataFrame(rows, columns=["covariate", "level", "value", "low", "high", "p", "n", "reason", "compared"])
    return frame.astype(dict.fromkeys(("value", "low", "high", "p"), float))


def holds_over_time(adjusted: Adjusted) -> HoldsOverTime:
    """Does each ratio hold over the whole time (R's `cox.zph`)? Above 10,000 rows a sample of patients is tested."""
    found = proportional_hazards(adjusted.data, adjusted.model, adjusted.design.names)
    by_name = {column.name: column for column in adjusted.design.columns}
    columns = [by_name[name] for name in found.names]
    tests = pd.DataFrame(
        {
            "covariate": [column.covariate for column in columns],
            "level": [column.level for column in columns],
            "statistic": found.statistics,
            "p": found.p,
        }
    )
    first = adjusted.model.terms[0].coefficient
    has_group = bool(adjusted.model.used[0])
    times, events = np.unique(adjusted.data.stop[adjusted.data.event], return_counts=True)
    residuals = pd.DataFrame(
        {
            "time": found.times,
            "value": found.residuals[:, 0] if has_group else np.full(len(found.times), np.nan),
            "events": events[np.searchsorted(times, found.times)],
        }
    )
    statistic, df, p = found.overall
    sampled = min(found.sampled, MOST_ROWS)
    return HoldsOverTime(tests, statistic, df, p, residuals, first, sampled)
