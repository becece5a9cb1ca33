"""The census: people in treatment at the end of each month or week, who came and who left, against capacity."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.outcomes.exhibit import Choices, Exhibit, ExhibitKind, unavailable
from analytics.outcomes.monthly import complete_months
from analytics.outcomes.pathways.rows import groups_in, members_of, named
from analytics.outcomes.scope import Scope
from analytics.records.days import NO_DAY, day_number, earliest, known

MONTHS_SHOWN, WEEKS_SHOWN = 24, 52
WEEK = 7
CAPACITY_TARGET = "census"
NO_CAPACITY = (
    "No capacity is set: write the number of places into program.toml, as in [targets] with the line census = 120."
)


def census(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """People in treatment at the end of each month (week), admissions and discharges in it; `used` = census ÷ capacity.

    A full count, so without an interval. A stay ends at the next admission at the latest, so that nobody counts twice
    and each row is the one before plus admissions less discharges.
    """
    spans = _spans(scope, choices["step"])
    if not spans:
        return unavailable(f"These records do not hold one complete {choices['step']} yet.")
    if not scope.episode_rows.any():
        return unavailable("No episode is selected.")
    stays, capacity = scope.stays, scope.records.settings.targets.get(CAPACITY_TARGET)
    end = earliest(stays.discharged, stays.next_admission())
    end = np.where(known(end), end, 2**31 - 1)
    rows, members = [], []
    for name, chosen in groups_in(scope, by, scope.episode_rows[stays.row]):
        for start, last in spans:
            first, until = day_number(start), day_number(last)
            there = chosen & (stays.admitted <= until) & (end > until)
            came = chosen & (stays.admitted >= first) & (stays.admitted <= until)
            left = chosen & (end >= first) & (end <= until)
            row = {"month" if choices["step"] == "month" else "week": start, "in_treatment": int(there.sum())}
            row |= {"admissions": int(came.sum()), "discharges": int(left.sum()), "capacity": capacity}
            rows.append(named(by, name) | row | {"used": there.sum() / capacity if capacity and not by else None})
            members.append(members_of(there))
    frame = pd.DataFrame(rows)
    day = "month" if choices["step"] == "month" else "week"
    frame[day] = pd.to_datetime(frame[day]).astype("datetime64[s]")
    latest = frame[frame[day] == frame[day].max()]
    notes = () if capacity else (NO_CAPACITY,)
    n = int(latest["in_treatment"].sum())
    return Exhibit(frame, n, "people at the end", notes=notes, members=tuple(members))


def _spans(scope: Scope, step: str) -> list[tuple[date, date]]:
    """First and last day of the complete months or weeks up to the period's end, the oldest first.

    Weeks end on the weekday of the last day, so that the newest one is complete.
    """
    admitted = scope.stays.admitted[scope.stays.admitted != NO_DAY]
    if not len(admitted):
        return []
    period = scope.window.period
    until = min(period.end, scope.as_of_date) if period else scope.as_of_date
    began = date(1970, 1, 1) + timedelta(days=int(admitted.min()))
    if step == "month":
        months = complete_months(until, began=began, count=MONTHS_SHOWN)
        return list(zip(months.starts, months.ends(), strict=True))
    ends = [until - timedelta(days=WEEK * back) for back in range(WEEKS_SHOWN)]
    weeks = [(end - timedelta(days=WEEK - 1), end) for end in ends]
    return [(start, end) for start, end in reversed(weeks) if end >= began]


EXHIBITS = {
    "census": ExhibitKind(
        "People in treatment at the end of each complete month (or week): admitted by then and not yet discharged; "
        "admissions and discharges within it. A full count, so no interval.",
        census,
        basis="active",
        span="all",
        bases=("active",),
        needs=("episodes.discharged_on", "calendar"),
        choices={"step": ("month", "week")},
    ),
}
