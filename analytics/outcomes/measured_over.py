"""The stretches of time the overview's measures speak about, and the people and sessions in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from analytics.outcomes.cohort import chosen_stays
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.periods import Period, last_complete_quarters, month_span, quarter
from analytics.outcomes.question import Unit
from analytics.outcomes.sessions import Sessions, placed_sessions

TREND_MONTHS = 15


@dataclass(frozen=True, eq=False)
class Over:
    """Whom and when the measures speak about: the selected episodes, and the quarters and months by as-of."""

    derivation: Derivation
    rows: np.ndarray
    as_of: date

    def admitted(self, period: Period | None) -> np.ndarray:
        """First stays of the people admitted in the period; without one, all stays."""
        timeline = self.derivation.timeline()
        unit: Unit = "episodes" if period is None else "people"
        return chosen_stays(timeline.stays, self.rows, unit=unit, basis="admitted", period=period, as_of=timeline.as_of)

    def sessions(self) -> Sessions:
        timeline = self.derivation.timeline()
        return self.derivation.once(
            ("sessions",), lambda: placed_sessions(timeline.records, timeline.stays, timeline.as_of)
        )

    def latest_quarter(self, horizon_days: int) -> Period:
        """The last complete quarter whose people have all been seen for `horizon_days` by as-of."""
        start = self.derivation.records.settings.fiscal_year_start
        return last_complete_quarters(self.as_of - timedelta(days=horizon_days), 1, fiscal_year_start=start)

    def quarter_before(self, period: Period) -> Period:
        start = self.derivation.records.settings.fiscal_year_start
        return quarter(period.start - timedelta(days=1), fiscal_year_start=start)

    def _first_admission(self) -> date:
        """The day the records begin: months before it are not empty, they are not recorded."""
        admitted = self.derivation.timeline().stays.admitted
        return date(1970, 1, 1) + timedelta(days=int(admitted.min())) if len(admitted) else self.as_of

    def months(self, horizon_days: int) -> list[Period]:
        """The last complete months whose people have all been seen for `horizon_days`, oldest first."""
        found: list[Period] = []
        last = self.as_of - timedelta(days=horizon_days)
        end = _month_end(last)
        if end > last:
            end = last.replace(day=1) - timedelta(days=1)
        began = self._first_admission()
        while len(found) < TREND_MONTHS and end >= began:
            start = end.replace(day=1)
            found.append(Period(start, end, month_span(start, end)))
            end = start - timedelta(days=1)
        return found[::-1]


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
