"""Whom a report speaks of after discharge: the four quarters whose follow-up has ended, and their people.

Everything told of them shares these people: beside other ones, such as everyone discharged, a figure would give away
how few of them have died.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from analytics.outcomes.benchmark import BenchmarkFigure, benchmark_figure, follow_up_in_use
from analytics.outcomes.periods import VERDICT_QUARTERS, Period, last_complete_quarters, quarter
from analytics.reports.setting import WHOLE_COHORT, Setting

DISCHARGED, DUE = "discharged", "discharged: due for follow-up"
ABSTINENT, REACHED = "discharged: abstinent at follow-up", "discharged: reached at follow-up"
DIED = "discharged: died before follow-up"
READMITTED = "discharged: readmitted within six months"
SESSIONS, ATTENDED = "sessions", "sessions: attended"
TESTS_DUE, TESTS_GIVEN = "tests due", "tests due: given"
IN_TREATMENT = "in treatment on any day of the period"
"""What is counted: equal people have equal names in every section."""


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
    newest = newest_quarter(setting, setting.records.settings.follow_up_window_days[1])
    return last_complete_quarters(newest.end, VERDICT_QUARTERS, fiscal_year_start=fiscal_start(setting))


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


def newest_quarter(setting: Setting, horizon: int) -> Period:
    """The newest quarter up to the report's own whose people have all been followed for so many days."""
    assert setting.quarter is not None
    found = setting.quarter
    until = min(setting.quarter.end, setting.records.as_of or setting.quarter.end)
    while horizon and found.end + timedelta(days=horizon) > until:
        found = quarter(found.start - timedelta(days=1), fiscal_year_start=fiscal_start(setting))
    return found


def fiscal_start(setting: Setting) -> int:
    """The first month of the fiscal year."""
    return setting.records.settings.fiscal_year_start
