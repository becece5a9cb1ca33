"""No-shows: of the sessions patients could have come to, the share nobody came to; by quarter, by weekday and hour.

no_show ÷ (attended + partial + late + no-show + cancelled by the patient): the attendance rate's denominator. The
switch `missed` = "any" adds the sessions the patient cancelled; it is then 1 − the attendance rate.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.outcomes.engagement.rows import FEWEST, clustered_shares, frame_of, share_row, stays_by
from analytics.outcomes.engagement.visits import NO_SESSION, ONLY_HELD, Visits, in_window, visits_of
from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.periods import Period, quarters
from analytics.outcomes.scope import Scope
from analytics.records.days import Days, day_number, known

MISSED = {"missed": ("no_show", "any")}
"""Only no-shows, or also the sessions the patient cancelled."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HOURS = 24
MONDAY = 3
"""1 January 1970 was a Thursday: (day + 3) % 7 counts from Monday."""


def no_shows_by_quarter(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """The share of every quarter, the running one marked `complete` = false; members are those who did not come."""
    visits = visits_of(scope)
    if visits.only_held:
        return unavailable(ONLY_HELD)
    counted, hit = _rows(scope, visits, choices)
    counted &= known(visits.day)
    periods = _quarters(scope, visits.day[counted])
    starts = [day_number(period.start) for period in periods]
    key = np.searchsorted(starts, visits.day[counted], side="right") - 1
    estimates = clustered_shares(key, len(periods), hit[counted], visits.patient[counted], nothing=NO_SESSION)
    missed = counted & hit
    key_missed = np.searchsorted(starts, visits.day[missed], side="right") - 1
    frame = frame_of(
        share_row(estimate, quarter=period.label, start=pd.Timestamp(period.start))
        | {"complete": period.end <= scope.as_of_date}
        for period, estimate in zip(periods, estimates, strict=True)
    )
    members = stays_by(key_missed, len(periods), visits.stay[missed], len(scope.stays))
    return Exhibit(frame, int(counted.sum()), "sessions", members=members)


def no_shows_by_hour(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """The share of every weekday and hour at which sessions start; `thin`: fewer than 11 sessions."""
    visits = visits_of(scope)
    if visits.only_held:
        return unavailable(ONLY_HELD)
    counted, hit = _rows(scope, visits, choices)
    hour = _hours(scope)[visits.row]
    counted &= known(visits.day) & (hour >= 0)
    cell = ((visits.day + MONDAY) % 7) * HOURS + hour
    cells = len(WEEKDAYS) * HOURS
    estimates = clustered_shares(cell[counted], cells, hit[counted], visits.patient[counted], nothing=NO_SESSION)
    missed = counted & hit
    behind = stays_by(cell[missed], cells, visits.stay[missed], len(scope.stays))
    some = [k for k in range(cells) if estimates[k].n]
    frame = frame_of(
        share_row(estimates[k], weekday=WEEKDAYS[k // HOURS], hour=k % HOURS) | {"thin": estimates[k].n < FEWEST}
        for k in some
    )
    return Exhibit(frame, int(counted.sum()), "sessions", members=tuple(behind[k] for k in some))


def _rows(scope: Scope, visits: Visits, choices: Choices) -> tuple[np.ndarray, np.ndarray]:
    """Sessions of the window that count, and whether each was missed in the sense chosen."""
    counted = in_window(scope, visits.stay, visits.day) & visits.could_come
    return counted, visits.missed if choices.get("missed") == "any" else visits.no_show


def _quarters(scope: Scope, days: Days) -> tuple[Period, ...]:
    if not len(days):
        return ()
    epoch = date(1970, 1, 1)
    first, last = epoch + timedelta(int(days.min())), epoch + timedelta(int(days.max()))
    return quarters(first, last, fiscal_year_start=scope.records.settings.fiscal_year_start)


def _hours(scope: Scope) -> np.ndarray:
    """The hour at which every row of attendance starts, −1 where it is not recorded."""

    def compute() -> np.ndarray:
        starts = scope.records.attendance["starts_at"].astype("category")
        hours = pd.to_numeric(pd.Series(starts.cat.categories.astype(str)).str.extract(r"^(\d{1,2})")[0])
        of_code = np.append(hours.fillna(-1).to_numpy(int), -1)
        return np.asarray(of_code[starts.cat.codes.to_numpy()])

    found: np.ndarray = scope.once(("start hours",), compute)
    return found
