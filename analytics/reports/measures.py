"""The measures of a report: now, the quarter before, a year ago, by quarter, and the control chart of their months.

What speaks of the follow-up after discharge speaks of four quarters at a time, the same people as the benchmark
figure; everything else of one quarter. No measure is told both ways, so none can be taken from the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.charts.control_words import Direction, reading
from analytics.charts.wording import months
from analytics.evaluation.control_charts import FEWEST_MONTHS, ControlChart, Counting, control_chart
from analytics.outcomes.benchmark import BenchmarkFigure, benchmark_figure, follow_up_in_use
from analytics.outcomes.differences import difference_of_shares
from analytics.outcomes.intervals import Estimate, not_estimable
from analytics.outcomes.measure_periods import grown
from analytics.outcomes.periods import VERDICT_QUARTERS, Period, last_complete_quarters, quarter
from analytics.outcomes.retention import RETENTION_DAYS
from analytics.outcomes.scope import Window, scope_of
from analytics.outcomes.tile_figures import Attended, DueTests, Figure, FollowUpShare, Retained, Selection, selection
from analytics.privacy.counts import Count
from analytics.reports.draft import ShareOf
from analytics.reports.setting import WHOLE_COHORT, Setting

MOST_QUARTERS = 12
"""So many quarters of a trend."""

DISCHARGED, DUE = "discharged", "discharged: due for follow-up"
ABSTINENT, REACHED = "discharged: abstinent at follow-up", "discharged: reached at follow-up"
DIED = "discharged: died before follow-up"
READMITTED = "discharged: readmitted within six months"
SESSIONS, ATTENDED = "sessions", "sessions: attended"
TESTS_DUE, TESTS_GIVEN = "tests due", "tests due: given"
IN_TREATMENT = "in treatment on any day of the period"


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
        return tuple(_measure(setting, asked) for asked in _asked(setting) if asked.counting == "clusters")
    found: tuple[ReportMeasure, ...] = setting.derivation.once(
        ("report", "measures", setting.site, setting.label),
        lambda: tuple(_measure(setting, a) for a in _asked(setting)),
    )
    return found


def benchmark_of(setting: Setting, period: Period | None = None) -> BenchmarkFigure:
    """The benchmark figure of a report: its last four quarters whose follow-up has ended, or of a given period."""
    used = period or follow_up_period(setting)
    key = ("report", "benchmark", setting.site, used)
    found: BenchmarkFigure = setting.derivation.once(
        key, lambda: benchmark_figure(setting.derivation, period=used, episode_rows=setting.rows)
    )
    return found


def follow_up_period(setting: Setting) -> Period:
    """The four quarters of everything that speaks of follow-up; of a whole cohort all its days."""
    if setting.quarter is None:
        return whole_period(setting)
    newest = _newest(setting, setting.records.settings.follow_up_window_days[1])
    return last_complete_quarters(newest.end, VERDICT_QUARTERS, fiscal_year_start=_fiscal(setting))


def followed_rows(setting: Setting) -> np.ndarray:
    """The episodes of the people behind the benchmark figure (boolean over episodes), so that all figures share them.

    Told of other people, such as everyone discharged, a figure would give away how few of them have died.
    """
    found, stays = follow_up_in_use(setting.derivation), setting.derivation.timeline().stays
    rows = np.zeros(len(setting.records.episodes), bool)
    rows[stays.row[found.due & ~found.deceased]] = True
    both: np.ndarray = rows & setting.rows
    return both


def whole_period(setting: Setting) -> Period:
    """From the first admission to the as-of day."""
    admitted = setting.derivation.timeline().stays.admitted
    end = setting.records.as_of or date(1970, 1, 1)
    start = date(1970, 1, 1) + timedelta(days=int(admitted.min())) if len(admitted) else end
    return Period(start, end, WHOLE_COHORT)


@dataclass(frozen=True, eq=False)
class _Asked:
    """How a measure is worked out: `of` a period, followed for `horizon` days, `months` for its control chart."""

    key: str
    name: str
    whole: str
    part: str
    definition: str
    of: Callable[[Period], Estimate]
    months: Callable[[], pd.DataFrame] | None
    counting: Counting
    horizon: int = 0
    rolling: bool = False
    good: Direction = "up"


def _asked(setting: Setting) -> list[_Asked]:
    records = setting.records
    over = selection(setting.derivation, setting.rows, records.as_of or date(1970, 1, 1))
    window = records.settings.follow_up_window_days
    after = f"{window[0]}–{window[1]} days after discharge"
    due = f"of people discharged, first discharge of the four quarters, {after}"
    abstinent, reached = (FollowUpShare(over, window[1], reached=told) for told in (False, True))
    retained, attended, tested = Retained(over), Attended(over), DueTests(over)
    return [
        _Asked("abstinence", "Abstinent at follow-up", DUE, ABSTINENT,
               f"None in the 30 days before the first contact, {due}; everyone counts, not reached = not abstinent.",
               lambda p: benchmark_of(setting, p).primary, abstinent.trend, "people", window[1], True),
        _Asked("retention", f"Retained {RETENTION_DAYS} days", "admitted: followed 90 days",
               "admitted: retained 90 days",
               f"Still in treatment {RETENTION_DAYS} days after admission; every way of leaving ends it, completion "
               "too. People admitted in the quarter.",
               lambda p: grown(over, retained, p), retained.trend, "people", RETENTION_DAYS),
        _Asked("attendance", "Sessions attended", SESSIONS, ATTENDED,
               "Attended, partial and late ÷ those, no-shows and cancellations by the patient; excused, unrecorded and "
               "cancelled by the program are outside. Sessions of the quarter, patients as clusters.",
               lambda p: _of(attended, setting, over, p), attended.trend, "clusters"),
        _Asked("due_tests", "Due tests given", TESTS_DUE, TESTS_GIVEN,
               "Tests given ÷ tests the policy called for while in treatment; due windows that ended in the quarter, "
               "patients as clusters.",
               lambda p: _of(tested, setting, over, p), tested.trend, "clusters"),
        _Asked("completed", "Completed or transferred", DISCHARGED, "discharged: completed or transferred",
               "Discharged as completed or transferred to other care ÷ everyone discharged in the quarter.",
               lambda p: _of_exhibit(setting, "pathways.completed", p, setting.rows),
               lambda: _completed_by_month(setting), "people"),
        _Asked("reached", "Reached at follow-up", DUE, REACHED,
               f"A contact with an answer, or a counted test, {due}.",
               lambda p: benchmark_of(setting, p).share_reached, reached.trend, "people", window[1], True),
        _Asked("readmission", "Readmitted in 6 months", DUE, READMITTED,
               "A new admission on day 1–180 after discharge, of the people due for follow-up.",
               lambda p: _of_exhibit(setting, "pathways.readmission", p, followed_rows(setting)), None, "people",
               max(window[1], 180), True, "down"),
    ]  # fmt: skip


def _of(figure: Figure, setting: Setting, over: Selection, period: Period) -> Estimate:
    """Sessions or tests of a period; over a whole cohort the undated ones too."""
    if setting.quarter is not None:
        return figure.of(period)
    from analytics.outcomes.answer import due_tests_given
    from analytics.outcomes.sessions import attendance_rate
    from analytics.outcomes.tile_figures import sessions_of

    if isinstance(figure, DueTests):
        return due_tests_given(setting.derivation.ledger(), over.selected, over.stays.patient)
    return attendance_rate(sessions_of(over), over.selected)


def _of_exhibit(setting: Setting, key: str, period: Period, rows: np.ndarray) -> Estimate:
    from analytics.outcomes.exhibit import exhibit

    found = exhibit(setting.derivation, key, basis="discharged", period=period, episode_rows=rows)
    return found.headline or not_estimable("", found.unavailable or "nobody was discharged")


def _completed_by_month(setting: Setting) -> pd.DataFrame:
    found = setting.exhibit("pathways.completed_by_quarter", period=setting.quarter, choices={"step": "month"}).frame
    if found.empty:
        return pd.DataFrame(columns=["month", "value", "n"])
    return found.loc[found["n"] > 0, ["month", "value", "n"]].reset_index(drop=True)


def _measure(setting: Setting, asked: _Asked) -> ReportMeasure:
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


def _periods(setting: Setting, asked: _Asked) -> list[Period]:
    """Now and the quarters before it that the records cover whole, the newest first; of a cohort all its days."""
    if setting.quarter is None:
        return [whole_period(setting)]
    began, fiscal = whole_period(setting).start.replace(day=1), _fiscal(setting)
    newest, found = _newest(setting, asked.horizon), list[Period]()
    while len(found) < MOST_QUARTERS:
        period = newest
        if asked.rolling:
            period = last_complete_quarters(newest.end, VERDICT_QUARTERS, fiscal_year_start=fiscal)
        if found and period.start < began:
            break
        found.append(period)
        newest = quarter(newest.start - timedelta(days=1), fiscal_year_start=fiscal)
    return found


def _newest(setting: Setting, horizon: int) -> Period:
    """The newest quarter up to the report's own whose people have all been followed for so many days."""
    assert setting.quarter is not None
    found = setting.quarter
    until = min(setting.quarter.end, setting.records.as_of or setting.quarter.end)
    while horizon and found.end + timedelta(days=horizon) > until:
        found = quarter(found.start - timedelta(days=1), fiscal_year_start=_fiscal(setting))
    return found


def _fiscal(setting: Setting) -> int:
    return setting.records.settings.fiscal_year_start


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
