"""The control chart of the report: by month, of the sessions or the tests, whichever has news; never of people.

Months of people would be counts of a few; sessions and tests are many. Values are whole percents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from analytics.charts.control_words import control_title, is_better
from analytics.charts.wording import month
from analytics.evaluation.control_charts import FEWEST_MONTHS, ControlChart, method_of
from analytics.evaluation.control_limits import METHOD_WORDS
from analytics.outcomes.intervals import Estimate, not_estimable
from analytics.outcomes.monthly import month_end
from analytics.outcomes.periods import Period, quarter
from analytics.privacy.counts import Count, Sum
from analytics.reports.draft import DifferenceOf, DraftCell, DraftChart, DraftTable, ShareOf, Words
from analytics.reports.frozen import Column, Table
from analytics.reports.measures import ReportMeasure
from analytics.reports.pictures.control import DOWN, UP, control_alt, control_svg
from analytics.reports.setting import Setting

KEY = "control"
BY_MONTH = ("due_tests", "attendance")
"""Measures of tests and sessions, in the order in which they are shown when none has news."""


def charted(measures: Sequence[ReportMeasure]) -> ReportMeasure | None:
    """The measure of sessions or tests whose chart has news, the newest first; without news the tests."""
    found = [m for key in BY_MONTH for m in measures if m.key == key and m.chart is not None]
    news = [(m.chart.signal(), m) for m in found if m.chart is not None]
    told = [(signal.since, signal.side < 0, m) for signal, m in news if signal is not None]
    if told:
        return max(told, key=lambda one: one[:2])[2]
    return found[0] if found else None


def control_table(setting: Setting, measure: ReportMeasure) -> DraftTable:
    """A row a month: share, centre line, limits, signal, phase."""
    assert measure.chart is not None
    chart = measure.chart
    rows = tuple(_row(setting, measure, row) for row in chart.frame.to_dict("records"))
    return DraftTable(
        key=KEY,
        title=control_title(chart, measure.name, good=measure.good),
        subtitle=_subtitle(chart, measure),
        columns=(
            Column("Month"),
            Column("Share", "share", brief=True),
            Column("Usual", "share", brief=True),
            Column("Lower limit", "share", brief=True),
            Column("Upper limit", "share", brief=True),
            Column("Signal"),
            Column("Phase"),
        ),
        rows=rows,
        sums=_sums(setting, measure),
    )


def control_chart_of(measure: ReportMeasure) -> DraftChart:
    """The picture of the same table."""
    assert measure.chart is not None
    chart, name = measure.chart, measure.name
    title = control_title(chart, name, good=measure.good)

    def draw(table: Table) -> str:
        return control_svg(table, target=measure.target)

    return DraftChart(KEY, KEY, title, _subtitle(chart, measure), draw, lambda t: control_alt(t, name, title), "line")


def _subtitle(chart: ControlChart, measure: ReportMeasure) -> str:
    method = method_of(chart)
    noun = "tests due" if measure.key == "due_tests" else "sessions"
    kind = f"{METHOD_WORDS[method]}; limits of the first {FEWEST_MONTHS} months" if method else "run chart, no limits"
    return f"Share of {noun}, by month; {kind}."


def _row(setting: Setting, measure: ReportMeasure, row: Mapping[Any, Any]) -> tuple[DraftCell, ...]:
    assert measure.chart is not None
    at, n = _day(row["month"]), int(row["n"])
    hits = round(float(row["value"]) * n)
    of = setting.count(measure.whole, n, month(at))
    part = setting.count(measure.part, hits, month(at))
    value = Estimate(round(hits / n, 2), None, None, n, None, "by month")
    side = int(row["signal"])
    signal = "" if not side else UP if is_better(side, measure.good) else DOWN
    phase = measure.chart.phases[int(row["phase"])]
    behind = measure.behind(setting, month(at), Period(at, month_end(at), month(at)))
    return (
        Words(month(at)),
        ShareOf(value, of, None, (part, Count(part.who.rest(), n - hits), *behind)),
        *(_limit(row[name], (of, part, *behind)) for name in ("mean", "low", "high")),
        Words(signal),
        Words(phase.name),
    )


def _limit(value: object, between: tuple[Count, ...]) -> DifferenceOf:
    """A limit is hidden with its month; it has no n of its own."""
    number = float(str(value))
    if np.isnan(number):
        return DifferenceOf(not_estimable("", f"limits need {FEWEST_MONTHS} months"), "share", between)
    return DifferenceOf(Estimate(round(number, 2), None, None, 0, None, "limit"), "share", between)


def _day(value: object) -> date:
    found: date = pd.Timestamp(str(value)).date()
    return found


def _sums(setting: Setting, measure: ReportMeasure) -> tuple[Sum, ...]:
    """The months of a quarter add up to it, where all three are told."""
    assert measure.chart is not None
    months: dict[str, list[str]] = {}
    for value in measure.chart.frame["month"]:
        day = _day(value)
        label = quarter(day, fiscal_year_start=setting.records.settings.fiscal_year_start).label
        months.setdefault(label, []).append(month(day))
    found = []
    for label, names in months.items():
        if len(names) == 3:
            for what in (measure.whole, measure.part):
                parts = tuple(setting.count(what, 0, name).who for name in names)
                found.append(Sum(setting.count(what, 0, label).who, parts))
    return tuple(found)
