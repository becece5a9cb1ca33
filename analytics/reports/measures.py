"""The measures of a report: now, the quarter before, a year ago, by quarter, and the control chart of their months.

What speaks of the follow-up after discharge speaks of four quarters at a time, the same people as the benchmark
figure; everything else of one quarter. No measure is told both ways, so none can be taken from the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from analytics.charts.control_words import Direction, reading
from analytics.charts.wording import months
from analytics.evaluation.control_charts import FEWEST_MONTHS, ControlChart, control_chart
from analytics.outcomes.differences import difference_of_shares
from analytics.outcomes.intervals import Estimate, not_estimable
from analytics.outcomes.periods import VERDICT_QUARTERS, Period, last_complete_quarters, quarter
from analytics.outcomes.scope import Window, scope_of
from analytics.privacy.counts import Count
from analytics.reports.draft import ShareOf
from analytics.reports.follow_up import (
    ABSTINENT,
    ATTENDED,
    DIED,
    DISCHARGED,
    DUE,
    IN_TREATMENT,
    REACHED,
    READMITTED,
    SESSIONS,
    TESTS_DUE,
    TESTS_GIVEN,
    benchmark_of,
    fiscal_start,
    follow_up_period,
    followed_rows,
    newest_quarter,
    whole_period,
)
from analytics.reports.measure_figures import Asked, figures_asked
from analytics.reports.setting import WHOLE_COHORT, Setting

__all__ = [
    "ABSTINENT",
    "ATTENDED",
    "DIED",
    "DISCHARGED",
    "DUE",
    "IN_TREATMENT",
    "MOST_QUARTERS",
    "REACHED",
    "READMITTED",
    "SESSIONS",
    "TESTS_DUE",
    "TESTS_GIVEN",
    "ReportMeasure",
    "Told",
    "benchmark_of",
    "follow_up_period",
    "followed_rows",
    "measures_of",
    "whole_period",
]

MOST_QUARTERS = 12
"""So many quarters of a trend."""


@dataclass(frozen=True)
class Told:
    """A measure in one period; `label` is the period as its counts are named."""

    label: str
    estimate: Estimate
    period: Period | None


@dataclass(frozen=True, eq=False)
class ReportMeasure:
    """One row of the first page. `whole` and `part` name the counts; `trend` has the oldest quarter first.

    `before` and `year_ago` are None for a whole cohort. `rolling`: it speaks of four quarters at a time, so that the
    quarter before shares three of them. `chart`: by month, None where there are none.
    """

    key: str
    name: str
    whole: str
    part: str
    definition: str
    good: Direction
    rolling: bool
    now: Told
    before: Told | None
    year_ago: Told | None
    trend: tuple[Told, ...]
    chart: ControlChart | None
    target: float | None

    def share(self, setting: Setting, told: Told) -> ShareOf:
        """One of its shares as a cell with its counts named."""
        found = told.estimate
        of = setting.count(self.whole, found.n, told.label)
        events = None if found.events is None else setting.count(self.part, found.events, told.label)
        return ShareOf(found, of, events, self.behind(setting, told.label, told.period))

    def behind(self, setting: Setting, label: str, period: Period | None) -> tuple[Count, ...]:
        """The people behind sessions or tests: what a handful of them did is hidden with their number."""
        if self.whole not in (SESSIONS, TESTS_DUE) or period is None:
            return ()
        people = scope_of(setting.derivation, Window("active", period), setting.rows).people
        return (setting.count(IN_TREATMENT, int(people.sum()), label),)

    @property
    def when(self) -> str:
        """Its period as a reader sees it: "2026 Q3", "year to Mar 2026"."""
        if not self.rolling or self.now.period is None or self.now.period.label == WHOLE_COHORT:
            return self.now.label
        return f"year to {self.now.period.end:%b %Y}"

    def reading(self) -> str:
        """The control chart's word; without a chart, what the interval of the change since a year ago allows."""
        if self.chart is None:
            return _against(self.since_a_year())
        return reading(self.chart, good=self.good, off_target=self.off_target())

    def off_target(self) -> bool:
        """Whether the whole interval lies on the wrong side of the target."""
        found = self.now.estimate
        if self.target is None or found.low is None or found.high is None:
            return False
        return found.low > self.target if self.good == "down" else found.high < self.target

    def since_a_quarter(self) -> Estimate | None:
        """Change since the quarter before; None where both share people or one of them is not there."""
        return None if self.rolling or self.before is None else _change(self.now, self.before)

    def since_a_year(self) -> Estimate | None:
        """Change since a year ago, which shares no quarter with now."""
        return None if self.year_ago is None else _change(self.now, self.year_ago)

    def usual(self, setting: Setting) -> ShareOf | None:
        """Its own baseline: the control chart's centre line, set on the first twelve months of the newest phase."""
        if self.chart is None or not self.chart.phases or self.chart.phases[-1].limits is None:
            return None
        frame = self.chart.frame
        first = frame[frame["phase"] == len(self.chart.phases) - 1].head(FEWEST_MONTHS)
        days = first["month"].to_numpy().astype("datetime64[D]").tolist()
        label, n = months(days[0], days[-1]), int(first["n"].sum())
        hits = int(np.rint(first["value"] * first["n"]).sum())
        part = setting.count(f"{self.part}, by month", hits, label)
        rest = Count(part.who.rest(), n - hits)
        mean = Estimate(round(self.chart.phases[-1].limits.mean, 2), None, None, n, None, "centre line")
        return ShareOf(mean, setting.count(f"{self.whole}, by month", n, label), None, (part, rest))


def measures_of(setting: Setting) -> tuple[ReportMeasure, ...]:
    """Every measure of the first page, worked out once a setting."""
    if not setting.has_calendar:  # day numbers tell neither who was discharged nor how long they could be followed
        return tuple(_measure(setting, asked) for asked in figures_asked(setting) if asked.counting == "clusters")
    found: tuple[ReportMeasure, ...] = setting.derivation.once(
        ("report", "measures", setting.site, setting.label),
        lambda: tuple(_measure(setting, a) for a in figures_asked(setting)),
    )
    return found


def _measure(setting: Setting, asked: Asked) -> ReportMeasure:
    settings = setting.records.settings
    periods = _periods(setting, asked)
    told = [Told(p.label, asked.of(p), p) for p in periods]
    chart = None
    if setting.quarter is not None and asked.months is not None:
        chart = control_chart(asked.months(), counting=asked.counting, changes=settings.change)
    return ReportMeasure(
        key=asked.key,
        name=asked.name,
        whole=asked.whole,
        part=asked.part,
        definition=asked.definition,
        good=asked.good,
        rolling=asked.rolling,
        now=told[0],
        before=_at(told, 1),
        year_ago=_at(told, VERDICT_QUARTERS),
        trend=tuple(reversed(told)) if len(told) > 1 else (),
        chart=chart if chart is not None and len(chart.frame) else None,
        target=settings.targets.get(asked.key),
    )


def _at(told: list[Told], place: int) -> Told | None:
    return told[place] if place < len(told) else None


def _periods(setting: Setting, asked: Asked) -> list[Period]:
    """Now and the quarters before it that the records cover whole, the newest first; of a cohort all its days."""
    if setting.quarter is None:
        return [whole_period(setting)]
    began, fiscal = whole_period(setting).start.replace(day=1), fiscal_start(setting)
    newest, found = newest_quarter(setting, asked.horizon), list[Period]()
    while len(found) < MOST_QUARTERS:
        period = newest
        if asked.rolling:
            period = last_complete_quarters(newest.end, VERDICT_QUARTERS, fiscal_year_start=fiscal)
        if found and period.start < began:
            break
        found.append(period)
        newest = quarter(newest.start - timedelta(days=1), fiscal_year_start=fiscal)
    return found


def _change(now: Told, then: Told) -> Estimate:
    if now.estimate.value is None or then.estimate.value is None:
        return not_estimable("", "one of the two figures is not estimable")
    return difference_of_shares(now.estimate, then.estimate)


def _against(change: Estimate | None) -> str:
    """Higher or lower only when the interval of the change excludes zero."""
    if change is None or change.low is None or change.high is None:
        return "No comparison"
    if change.low <= 0 <= change.high:
        return "No change shown"
    return "Higher than a year ago" if change.low > 0 else "Lower than a year ago"
