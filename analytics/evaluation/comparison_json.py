"""The JSON of `compare` that others may rely on: fields may be added, never renamed. null = not estimable."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from analytics.evaluation.adjustment import Adjusted, HoldsOverTime
from analytics.evaluation.change_over_time import ChangeOverTime
from analytics.evaluation.comparison import Comparison
from analytics.evaluation.exposure_comparison import ExposureComparison, ExposureModel, LandmarkModel
from analytics.evaluation.group_differences import GroupDifference
from analytics.evaluation.interval_band import IntervalBand
from analytics.evaluation.parts import NotTold
from analytics.evaluation.plain_json import estimate_json, plain_json, rows_of
from analytics.evaluation.sentences import sentences_of
from analytics.evaluation.sentences_elsewhere import exposure_sentences, funnel_sentences, series_sentences
from analytics.evaluation.states import STATES, STILL, CompetingStates
from analytics.evaluation.time_series import TERMS
from analytics.evaluation.unit_funnel import UnitFunnel
from analytics.evaluation.weighting import Weighted
from analytics.outcomes.question import Question
from analytics.outcomes.survival import SurvivalCurve


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """Every part of a comparison; a part that cannot be given is {"not_told": why}."""
    own = comparison.subjects
    return plain_json(
        {
            "question": _question(comparison.question, own.text),
            "contrast": own.contrast.words,
            "groups": [_curve(curve) for curve in comparison.curves],
            "left_out": own.left_out,
            "people_in_several_groups": own.in_several_groups,
            "unit": own.unit,
            "tau": comparison.tau,
            "biased": comparison.biased,
            "sentences": sentences_of(comparison),
            "cautions": list(comparison.cautions),
            "logrank": {
                "statistic": comparison.logrank.statistic,
                "df": comparison.logrank.df,
                "p": comparison.logrank.p,
                "reason": comparison.logrank.reason,
                "method": comparison.logrank.method,
            },
            "pairs": [asdict(pair) for pair in comparison.pairs],
            "differences": [_difference(found) for found in comparison.differences],
            "case_mix": rows_of(comparison.case_mix),
            "adjusted": _part(comparison.adjusted, _adjusted),
            "proportional_hazards": _part(comparison.holds, _holds),
            "weighted": _part(comparison.weighted, _weighted),
            "states": _part(comparison.states, _states),
            "interval_band": _part(comparison.bands, _bands),
            "power": _part(comparison.power, lambda power: [asdict(one) for one in power]),
        }
    )


def exposure_json(comparison: ExposureComparison) -> dict[str, Any]:
    """The time-varying model, the landmarks and (on request) the biased comparison."""
    return plain_json(
        {
            "question": _question(comparison.subjects.question, comparison.subjects.text),
            "exposure": comparison.exposure,
            "words": comparison.words,
            "n": len(comparison.subjects),
            "exposed": comparison.exposed,
            "unit": comparison.subjects.unit,
            "sentences": exposure_sentences(comparison),
            "time_varying": _part(comparison.time_varying, _exposure),
            "landmarks": [
                {"day": day, **_part(found, _landmark)}
                for day, found in zip(comparison.days, comparison.landmarks, strict=True)
            ],
            "naive": _part(comparison.naive, lambda model: {"biased": True, **_exposure(model)}),
        }
    )


def series_json(change: ChangeOverTime) -> dict[str, Any]:
    """Level and trend before, their changes, and every month."""
    found = change.regression
    terms = zip(TERMS, found.estimates, found.p, strict=True)
    beside = zip(TERMS, found.newey_west, found.newey_west_p, strict=True)
    return plain_json(
        {
            "measure": change.measure,
            "words": change.words,
            "change": change.change_on.isoformat(),
            "months_before": found.months_before,
            "months_after": found.months_after,
            "correlation": found.correlation,
            "method": found.method,
            "terms": [{"term": term, **estimate_json(estimate), "p": p} for term, estimate, p in terms],
            "lag": found.lag,
            "newey_west": [{"term": term, **estimate_json(estimate), "p": p} for term, estimate, p in beside],
            "months": rows_of(change.monthly),
            "sentences": series_sentences(change),
        }
    )


def funnel_json(asked: UnitFunnel) -> dict[str, Any]:
    """The units shown, the limits over n, and the whole's share."""
    found = asked.found
    return plain_json(
        {
            "column": asked.column,
            "measure": asked.measure,
            "words": asked.words,
            "day": asked.day,
            "people": asked.people,
            "target": found.target,
            "dispersion": found.phi,
            "widened": found.widened,
            "hidden": found.hidden,
            "hidden_people": found.hidden_people,
            "unknown": asked.unknown,
            "units": rows_of(found.units),
            "limits": rows_of(found.limits),
            "sentences": funnel_sentences(asked),
        }
    )


def _question(question: Question, text: str) -> dict[str, Any]:
    return {
        "endpoint": question.endpoint,
        "text": text,
        "clock": question.clock,
        "missing": question.missing,
        "refused": question.refused,
        "analytes": question.analytes,
        "unit": question.unit,
        "basis": question.basis_used,
        "period": question.period.label if question.period else None,
        "as_published": question.as_published,
    }


def _curve(curve: SurvivalCurve) -> dict[str, Any]:
    scalars = "name", "n", "events", "median", "median_low", "median_high", "restricted_mean", "restricted_mean_se"
    return {**{name: getattr(curve, name) for name in scalars}, "curve": rows_of(curve.table.drop(columns="thin"))}


def _difference(found: GroupDifference) -> dict[str, Any]:
    return {
        "group": found.group,
        "reference": found.reference,
        "restricted_mean": estimate_json(found.restricted_mean),
        "p": found.p,
        "p_adjusted": found.p_adjusted,
        "days": [
            {
                "day": risk.day,
                **{name: estimate_json(getattr(risk, name)) for name in ("reference", "group", "difference", "ratio")},
            }
            for risk in found.risks
        ],
    }


def _adjusted(found: Adjusted) -> dict[str, Any]:
    return {
        "n": found.n,
        "left_out": found.design.left_out,
        "events": found.events,
        "covariates": [covariate.name for covariate in found.design.covariates],
        "terms": rows_of(found.forest),
        "unadjusted": [estimate_json(estimate) for estimate in found.unadjusted],
        "likelihood_ratio": dict(zip(("statistic", "df", "p"), found.model.likelihood_ratio, strict=True)),
        "clustered": found.clustered,
        "notes": list(found.notes),
    }


def _holds(found: HoldsOverTime) -> dict[str, Any]:
    return {
        "tests": rows_of(found.tests),
        "overall": {"statistic": found.statistic, "df": found.df, "p": found.p},
        "sampled": found.sampled,
    }


def _weighted(found: Weighted) -> dict[str, Any]:
    return {
        "ratio": estimate_json(found.ratio),
        "p": found.p,
        "n": found.n,
        "effective_n": list(found.weights.effective),
        "weights": [float(found.weights.weight.min()), float(found.weights.weight.max())],
        "outside_overlap": found.weights.outside,
        "overlap": rows_of(found.weights.overlap),
        "balance": rows_of(found.balance),
        "notes": list(found.notes),
    }


def _states(found: CompetingStates) -> dict[str, Any]:
    tests = [{"state": s, "statistic": t.statistic, "df": t.df, "p": t.p, "reason": t.reason} for s, t in found.tests]
    groups = [{"name": group.name, "n": group.n, "shares": rows_of(group.shares)} for group in found.groups]
    return {"states": [STILL, *STATES], "groups": groups, "gray": tests, "note": found.note}


def _bands(bands: tuple[IntervalBand, ...]) -> list[dict[str, Any]]:
    return [
        {"name": band.name, "earliest": _curve(band.earliest), "latest": _curve(band.latest), "gap": band.median_gap}
        for band in bands
    ]


def _exposure(model: ExposureModel) -> dict[str, Any]:
    return {
        "ratio": estimate_json(model.ratio),
        "p": model.p,
        "unadjusted": estimate_json(model.unadjusted),
        "n": model.n,
        "exposed": model.exposed,
        "events": model.events,
        "terms": rows_of(model.forest),
        "notes": list(model.notes),
    }


def _landmark(found: LandmarkModel) -> dict[str, Any]:
    curves = [_curve(curve) for curve in found.curves]
    return {"left_before": found.left_before, "groups": curves, **_exposure(found.model)}


def _part(part: Any, told: Any) -> Any:
    return {"not_told": part.reason} if isinstance(part, NotTold) else told(part)
