"""The answer in words for a terminal: every rate with its definition, period, denominator and interval."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from analytics.outcomes.answer import Answer, GroupAnswer
from analytics.outcomes.benchmark import BenchmarkFigure
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.measures import Measure
from analytics.outcomes.specification import SpecificationRange
from analytics.records.records import Records


def outcomes_text(
    found: Answer,
    benchmark: BenchmarkFigure,
    spread: SpecificationRange | None,
    records: Records,
    measures: Sequence[Measure] = (),
    readings: Mapping[str, str] | None = None,
) -> str:
    """An answer, the benchmark figure and the range as plain lines; `readings`: by control chart, by measure's key."""
    read = readings or {}
    lines = [*_headline(found, records), ""]
    if not found.groups:
        lines += ["No one has a result under this rule.", ""]
    for caution in found.cautions:
        lines += [caution, ""]
    for group in found.groups:
        lines += [*_group(group, found), ""]
    if found.logrank and found.logrank.p is not None:
        lines += [
            f"Log-rank: chi-square {found.logrank.statistic:.2f}, {found.logrank.df} df, p {_p(found.logrank.p)}",
            "",
        ]
    lines += _benchmark(benchmark)
    if spread is not None:
        lines += ["", *_range(spread, benchmark)]
    lines += ["", *(_measure(measure, read.get(measure.key, "")) for measure in measures)] if measures else []
    return "\n".join(lines)


def _measure(measure: Measure, reading: str) -> str:
    """ "Sessions attended, 2026 Q3: 81% (95% 79–83%, n = 3,399); 2026 Q2: 79%. Steady" """
    count = measure.key == "census"
    now = f"{measure.estimate.value:.0f}" if count else share(measure.estimate)
    if measure.previous is None:
        return f"{measure.name}, {measure.period.label}: {now}"
    before = "–"
    if measure.previous.value is not None:
        before = f"{measure.previous.value:.0f}" if count else _percent(measure.previous.value)
    said = f"{measure.name}, {measure.period.label}: {now}; {measure.previous_period.label}: {before}. {reading}"
    return said.strip()


def _headline(found: Answer, records: Records) -> list[str]:
    question = found.question
    through = f"data through {records.data_through}, as of {records.as_of}"
    if records.settings.calendar == "relative":
        through = "calendar off: these records count days"
    return [
        found.text,
        f"Clock: {question.clock}. {found.period[:1].upper() + found.period[1:]}; {found.n:,} {question.unit}, "
        f"{found.never_observed:,} never observed, {found.not_applicable:,} too short for the rule{_left_out(found)}; "
        f"{through}.",
        f"Followed: {found.censoring}.",
        f"Due tests given while in treatment: {share(found.due_tests_given)}.",
    ]


def _left_out(found: Answer) -> str:
    return f", {found.not_started:,} more whose clock never started" if found.not_started else ""


def _group(group: GroupAnswer, found: Answer) -> list[str]:
    if group.curve is None:
        return [f"{group.name}: {_figure(group, found)}"]
    curve, unit = group.curve, found.question.definition.unit
    mean = "not estimable"
    if curve.restricted_mean is not None and curve.restricted_mean_se is not None:
        mean = f"{curve.restricted_mean:.1f} {unit} (SE {curve.restricted_mean_se:.2f}) of {curve.tau:g}"
    median = "not reached" if curve.median is None else f"{curve.median:g} {unit}"
    lines = [
        f"{group.name}: n = {group.n:,}, events = {curve.events:,}, median {median}, average without the event {mean}"
    ]
    for at in group.estimates:
        if at["estimate"] is None:
            lines.append(f"  day {at['day']:>4g}: not estimable: {at['reason']}")
        else:
            value = _percent(at["estimate"])
            interval = f"95% {_percent(at['low'])}–{_percent(at['high'])}"
            lines.append(f"  day {at['day']:>4g}: {value} without the event ({interval}), {at['at_risk']:,} at risk")
    return lines


def _figure(group: GroupAnswer, found: Answer) -> str:
    figure = group.figure
    if figure is None or figure.value is None:
        return f"not estimable: {figure.reason if figure else 'no one'}"
    if found.question.definition.result_type in ("boolean", "proportion"):
        return share(figure)
    if figure.low is None or figure.high is None:
        return f"{figure.value:.2f} ({figure.reason}, n = {figure.n:,})"
    return f"{figure.value:.2f} (95% {figure.low:.2f} to {figure.high:.2f}, n = {figure.n:,})"


def _benchmark(figure: BenchmarkFigure) -> list[str]:
    period = f"discharged {figure.period.label}" if figure.period else "all discharges"
    if figure.n == 0:
        return [f"Benchmark figure ({period}): {figure.reason}"]
    bounds = f"{_percent(figure.worst)}–{_percent(figure.best)}"
    return [
        f"Abstinent for 30 days at the first follow-up after discharge ({period}, published {figure.published.words}):",
        f"  everyone counts, not reached = not abstinent   {share(figure.primary)}",
        f"  only those reached                             {share(figure.responders)}",
        f"  if all, or none, of those not reached used     {bounds}",
        f"  reached                                        {share(figure.share_reached)}",
        f"  deceased, not counted above                    {figure.deceased:,}",
        f"  verdict: {figure.verdict}. {figure.reason}",
        f"  {figure.badge}: {'; '.join(figure.badge_reasons)}",
    ]


def _range(spread: SpecificationRange, benchmark: BenchmarkFigure) -> list[str]:
    if not len(spread.rows):
        return ["Range over definitions: not estimable (too few followed so long)."]
    counts = spread.against(benchmark.published)
    lines = [
        f"Range over {len(spread.rows):,} definitions on the {spread.clock} clock at day {spread.horizon_days}: "
        f"{_percent(spread.strictest)}–{_percent(spread.most_lenient)}.",
        "  A range of definitions, not a confidence interval.",
    ]
    if spread.clock == "discharge":
        above, within, below = counts["above"], counts["within"], counts["below"]
        lines.append(f"  {above} above, {within} within, {below} below the published {benchmark.published.words}.")
    else:
        lines.append(f"  Not the measure of the published {benchmark.published.words}, which speaks of follow-ups.")
    return lines


def share(estimate: Estimate) -> str:
    """ "57% (95% 52–63%, n = 312)", or why it is not estimable."""
    if estimate.value is None:
        return f"not estimable: {estimate.reason}"
    return f"{_percent(estimate.value)} (95% {_percent(estimate.low)}–{_percent(estimate.high)}, n = {estimate.n:,})"


def _percent(value: float | None) -> str:
    return "–" if value is None or math.isnan(value) else f"{value * 100:.0f}%"


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"= {value:.3f}"
