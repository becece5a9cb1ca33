"""The JSON others may rely on: fields may be added, never renamed. null = not estimable."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from analytics.outcomes.answer import Answer, GroupAnswer
from analytics.outcomes.benchmark import BenchmarkFigure
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.measures import Measure
from analytics.outcomes.specification import SpecificationRange
from analytics.records.records import Records


def outcomes_json(
    found: Answer,
    benchmark: BenchmarkFigure,
    spread: SpecificationRange | None,
    records: Records,
    measures: Sequence[Measure] = (),
    readings: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """An answer, the benchmark figure, the range and the overview's measures as one JSON object.

    `readings`: how each measure reads by its control chart, by key. README, "The command line", has the shape.
    """
    question = found.question
    definition = question.definition
    relative = records.settings.calendar == "relative"  # its dates only count days, and say nothing
    answered = {
        "definition": {
            "endpoint": question.endpoint,
            "text": found.text,
            "source": definition.citation,
            "doi": definition.doi,
            "unit": question.unit,
            "censoring": found.censoring,
            "missing": question.missing,
            "refused": question.refused,
            "analytes": question.analytes,
            "as_published": question.as_published,
            "time_unit": definition.unit,
        },
        "clock": question.clock,
        "basis": question.basis_used,
        "period": found.period,
        "as_of": None if relative else _iso(records.as_of),
        "data_through": None if relative else _iso(records.data_through),
        "tau": found.tau,
        "n": found.n,
        "not_started": found.not_started,
        "never_observed": found.never_observed,
        "not_applicable": found.not_applicable,
        "due_tests_given": _estimate(found.due_tests_given),
        "groups": [
            {**_group(group), "due_tests_given": _estimate(tested)}
            for group, tested in zip(found.groups, found.tested, strict=True)
        ],
        "logrank": _logrank(found),
        "cautions": list(found.cautions),
        "benchmark": _benchmark(benchmark),
        "range": [] if spread is None else _rows(spread),
        "measures": [_measure(measure, (readings or {}).get(measure.key)) for measure in measures],
    }
    return {key: _plain(value) for key, value in answered.items()}


def _plain(value: Any) -> Any:
    """Values as JSON has them: no NaN, no infinity (null), no numbers of NumPy."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _group(group: GroupAnswer) -> dict[str, Any]:
    curve = group.curve
    return {
        "name": group.name,
        "n": group.n,
        "events": curve.events if curve else group.figure.events if group.figure else None,
        "median": curve.median if curve else None,
        "median_low": curve.median_low if curve else None,
        "median_high": curve.median_high if curve else None,
        "restricted_mean": curve.restricted_mean if curve else None,
        "restricted_mean_se": curve.restricted_mean_se if curve else None,
        "curve": curve.table.to_dict("records") if curve else [],
        "estimates": [dict(estimate) for estimate in group.estimates],
        "figure": _estimate(group.figure) if group.figure else None,
    }


def _logrank(found: Answer) -> dict[str, Any]:
    test = found.logrank
    if test is None:
        return {"statistic": None, "df": None, "p": None}
    return {"statistic": test.statistic, "df": test.df, "p": test.p}


def _benchmark(figure: BenchmarkFigure) -> dict[str, Any]:
    return {
        "primary": _estimate(figure.primary),
        "responders": _estimate(figure.responders),
        "bounds": [figure.worst, figure.best],
        "reached": _estimate(figure.share_reached),
        "verdict": figure.verdict,
        "reason": figure.reason,
        "badge": figure.badge,
        "badge_reasons": list(figure.badge_reasons),
        "published": [figure.published.low, figure.published.high],
        "deceased": figure.deceased,
        "by_test": figure.by_test,
        "needed": figure.needed_n,
        "period": figure.period.label if figure.period else None,
    }


def _rows(spread: SpecificationRange) -> list[dict[str, Any]]:
    return [{str(k): v for k, v in row.items()} for row in spread.rows.to_dict("records")]


def _estimate(estimate: Estimate) -> dict[str, Any]:
    return {
        "estimate": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "n": estimate.n,
        "events": estimate.events,
        "method": estimate.method,
        "reason": estimate.reason,
    }


def _measure(measure: Measure, reading: str | None) -> dict[str, Any]:
    return {
        "key": measure.key,
        "name": measure.name,
        "definition": measure.definition,
        "period": measure.period.label,
        "now": _estimate(measure.estimate),
        "previous_period": measure.previous_period.label,
        "previous": _estimate(measure.previous) if measure.previous else None,
        "change": _estimate(measure.change) if measure.change else None,
        "reading": reading,
        "change_reading": measure.reading,
        "target": measure.target,
        "months": [
            {"month": f"{at:%Y-%m}", "value": float(value), "n": int(n)}
            for at, value, n in measure.trend[["month", "value", "n"]].itertuples(index=False)
        ],
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
