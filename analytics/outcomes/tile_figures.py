"""The figures behind the overview's measures: one quarter with its interval, and a value for every month.

What does not depend on the filter (days, months, counts a stay) is derived once; a filter then takes milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

import numpy as np
import pandas as pd

from analytics.outcomes.benchmark import BenchmarkFigure, benchmark_figure, follow_up_in_use
from analytics.outcomes.cohort import chosen_stays
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.intervals import Estimate, not_estimable, wilson
from analytics.outcomes.monthly import Months, by_month, complete_months, firsts_by_month
from analytics.outcomes.periods import Period
from analytics.outcomes.retention import RETENTION_DAYS, left_on
from analytics.outcomes.sessions import METHOD, MOST_UNRECORDED, Sessions, placed_sessions
from analytics.outcomes.stay_counts import CountsInTurn, StayCounts, clustered_share, counts_by_stay, in_turn
from analytics.records.days import Days, day_number, known
from analytics.records.stays import Stays

SHOWN_YEARS = 2
"""Months are shown from January two calendar years back, so that a baseline of limits stays the same within a year."""
MOST_YEARS = 9
"""A month is a number of one byte: with the current year 120 months at most."""


class Figure(Protocol):
    """One measure: `horizon` days must have passed before a quarter or month is shown."""

    @property
    def horizon(self) -> int:
        """Days that everybody must have been followed."""

    def of(self, period: Period) -> Estimate:
        """The measure in one period, with its interval."""

    def trend(self) -> pd.DataFrame:
        """month, value, n of the last complete months."""


@dataclass(frozen=True, eq=False)
class Selection:
    """The records and the stays a filter keeps (boolean over stays), as of a day."""

    derivation: Derivation
    rows: np.ndarray
    selected: np.ndarray
    as_of: date
    shown_years: int = SHOWN_YEARS
    figures: dict[Period, BenchmarkFigure] = field(default_factory=dict)

    def benchmark(self, period: Period) -> BenchmarkFigure:
        """The benchmark figure of a period; two measures read it."""
        if period not in self.figures:
            self.figures[period] = benchmark_figure(self.derivation, period=period, episode_rows=self.rows)
        return self.figures[period]

    @property
    def stays(self) -> Stays:
        """All stays."""
        return self.derivation.timeline().stays

    def months(self, horizon: int) -> Months:
        """The months whose people have all been seen for `horizon` days."""
        admitted = self.stays.admitted
        began = date(1970, 1, 1) + timedelta(days=int(admitted.min())) if len(admitted) else self.as_of
        shown = date(self.as_of.year - min(self.shown_years, MOST_YEARS), 1, 1)
        until = self.as_of - timedelta(days=horizon)
        return complete_months(until, began=max(began, shown), count=12 * (MOST_YEARS + 1))

    def month_of(self, what: str, day: Days, horizon: int) -> np.ndarray:
        """The month of every day, worked out once."""
        found: np.ndarray = self.derivation.once(
            ("month", what, horizon, self.as_of, self.shown_years), lambda: self.months(horizon).number_of(day)
        )
        return found


def selection(derivation: Derivation, rows: np.ndarray, as_of: date) -> Selection:
    """The stays whose episodes are among the selected rows."""
    stays = derivation.timeline().stays
    return Selection(derivation, rows, rows[stays.row], as_of)


@dataclass(frozen=True, eq=False)
class FollowUpShare:
    """Abstinent at follow-up (everyone counts), or the share reached, of people discharged."""

    over: Selection
    horizon: int
    reached: bool

    def of(self, period: Period) -> Estimate:
        """Wilson interval."""
        figure = self.over.benchmark(period)
        return figure.share_reached if self.reached else figure.primary

    def trend(self) -> pd.DataFrame:
        """By month of discharge, each person's first of the month."""
        over, found = self.over, follow_up_in_use(self.over.derivation)
        months = over.months(self.horizon)
        month = over.month_of("discharged", over.stays.discharged, self.horizon)
        first = firsts_by_month(over.selected, month, over.stays.patient)
        first = first[found.due[first] & ~found.deceased[first]]
        hits = found.reached if self.reached else found.abstinent
        return months.frame(by_month(month[first], months, hits[first]), by_month(month[first], months))


@dataclass(frozen=True, eq=False)
class Retained:
    """Still in treatment after 90 days, of people admitted."""

    over: Selection
    horizon: int = RETENTION_DAYS

    def of(self, period: Period) -> Estimate:
        """Wilson interval."""
        over = self.over
        chosen = chosen_stays(
            over.stays, over.rows, unit="people", basis="admitted", period=period, as_of=day_number(over.as_of)
        )
        old_enough = chosen & (over.stays.admitted.astype(np.int64) + self.horizon <= day_number(over.as_of))
        return wilson(int((old_enough & self._retained()).sum()), int(old_enough.sum()))

    def trend(self) -> pd.DataFrame:
        """By month of admission, each person's first of the month."""
        over = self.over
        month = over.month_of("admitted", over.stays.admitted, self.horizon)
        first = firsts_by_month(over.selected, month, over.stays.patient)
        months = over.months(self.horizon)
        return months.frame(by_month(month[first], months, self._retained()[first]), by_month(month[first], months))

    def _retained(self) -> np.ndarray:
        def compute() -> np.ndarray:
            left = left_on(self.over.derivation.records, self.over.stays)
            return ~known(left) | (left.astype(np.int64) - self.over.stays.admitted >= self.horizon)

        found: np.ndarray = self.over.derivation.once(("retained", self.horizon), compute)
        return found


Rows = tuple[np.ndarray, Days, np.ndarray, np.ndarray]
"""stay, day, hits, total of rows that are counted."""


def _counted(over: Selection, what: str, rows: Callable[[], Rows], first: date, last: date) -> StayCounts:
    """The counts a stay of one period, worked out once."""

    def compute() -> StayCounts:
        stay, day, hits, total = over.derivation.once(("rows", what), rows)
        inside = (day >= day_number(first)) & (day <= day_number(last))
        return counts_by_stay(stay[inside], hits[inside], total[inside], len(over.stays))

    found: StayCounts = over.derivation.once((what, first, last), compute)
    return found


def _monthly(over: Selection, what: str, rows: Callable[[], Rows]) -> tuple[Months, np.ndarray, np.ndarray]:
    """Hits and total of every month, over the selected stays."""
    months = over.months(0)

    def compute() -> CountsInTurn:
        spans = zip(months.starts, months.ends(), strict=True)
        return in_turn([_counted(over, what, rows, start, end) for start, end in spans])

    counts: CountsInTurn = over.derivation.once(("in turn", what, over.as_of, over.shown_years), compute)
    return months, *counts.sums(over.selected)


@dataclass(frozen=True, eq=False)
class Attended:
    """Sessions come to ÷ sessions the patient could have come to; not estimable where only held ones are listed."""

    over: Selection
    horizon: int = 0

    def of(self, period: Period) -> Estimate:
        """Interval with patients as clusters."""
        if sessions_of(self.over).only_held:
            return not_estimable(METHOD, "this export lists only held sessions")
        counts = _counted(self.over, "attended", self._rows, period.start, period.end)
        return clustered_share(
            counts, self.over.selected, self.over.stays.patient, nothing="no session was held or missed"
        )

    def trend(self) -> pd.DataFrame:
        """By month of the session; a month with too many sessions without a status is left out."""
        months, hits, total = _monthly(self.over, "attended", self._rows)
        _, unrecorded, sessions = _monthly(self.over, "unrecorded", self._unrecorded_rows)
        usable = unrecorded <= MOST_UNRECORDED * sessions
        if sessions_of(self.over).only_held:
            usable[:] = False
        return months.frame(hits, np.where(usable, total, 0))

    def unrecorded(self, period: Period) -> float:
        """Share of the period's sessions without a status."""
        counts = _counted(self.over, "unrecorded", self._unrecorded_rows, period.start, period.end)
        chosen = self.over.selected[counts.stay]
        sessions = float(counts.total[chosen].sum())
        return float(counts.hits[chosen].sum()) / sessions if sessions else 0.0

    def _rows(self) -> Rows:
        found = sessions_of(self.over)
        rows = (found.stay >= 0) & (found.came | found.missed)
        return found.stay[rows], found.day[rows], found.came[rows], np.ones(int(rows.sum()))

    def _unrecorded_rows(self) -> Rows:
        found = sessions_of(self.over)
        rows = found.stay >= 0
        return found.stay[rows], found.day[rows], found.unrecorded[rows], np.ones(int(rows.sum()))


@dataclass(frozen=True, eq=False)
class DueTests:
    """Tests given ÷ tests due while in treatment."""

    over: Selection
    horizon: int = 0

    def of(self, period: Period) -> Estimate:
        """Interval with patients as clusters; windows that ended in the period."""
        counts = _counted(self.over, "due tests", self._rows, period.start, period.end)
        return clustered_share(counts, self.over.selected, self.over.stays.patient, nothing="no test was due")

    def trend(self) -> pd.DataFrame:
        """By month of the last day of the due window."""
        months, hits, total = _monthly(self.over, "due tests", self._rows)
        return months.frame(hits, total)

    def _rows(self) -> Rows:
        ledger = self.over.derivation.ledger()
        return ledger.stay, ledger.last, ledger.met, ledger.due


def sessions_of(over: Selection) -> Sessions:
    """The placed sessions, worked out once."""
    timeline = over.derivation.timeline()
    found: Sessions = over.derivation.once(
        ("sessions",), lambda: placed_sessions(timeline.records, timeline.stays, timeline.as_of)
    )
    return found
