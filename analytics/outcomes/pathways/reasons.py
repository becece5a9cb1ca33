"""Reasons for discharge, and the share of people who completed or were transferred, by group and over time."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.outcomes.exhibit import Choices, Exhibit, ExhibitKind
from analytics.outcomes.intervals import wilson
from analytics.outcomes.monthly import complete_months, firsts_by_month
from analytics.outcomes.pathways.leaving import COMPLETED, GOOD_ENDS, REASONS, TRANSFERRED, reasons, transfers_note
from analytics.outcomes.pathways.rows import groups_in, members_of, named, share_columns
from analytics.outcomes.periods import quarter
from analytics.outcomes.scope import Scope
from analytics.records.days import day_number, known

COMPLETED_OR_TRANSFERRED = "completed or transferred"
QUARTERS_SHOWN, MONTHS_SHOWN = 12, 24

TEDS_REASONS = (
    "TEDS-D 2004, the last year with these figures for intensive outpatient programs, and so old: completed 37.7%, "
    "transferred 17.9%, dropped out 23.2%, terminated 14.0%, other 7.2% of 114,440 discharges."
)


def reasons_given(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Share of people discharged by reason: every reason there is, so that the rows of a group add up to its n."""
    said = reasons(scope)
    rows, members = [], []
    for name, stays in groups_in(scope, by, scope.people):
        total = int(stays.sum())
        for reason in REASONS:
            here = stays & (said == reason)
            if by is None and not here.any():
                continue
            share = wilson(int(here.sum()), total)
            rows.append(named(by, name) | {"discharge_reason": reason} | share_columns(share))
            members.append(members_of(here))
    notes = (transfers_note(scope), TEDS_REASONS)
    return Exhibit(pd.DataFrame(rows), int(scope.people.sum()), "people", notes=notes, members=tuple(members))


def completed(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Completed or transferred ÷ everyone discharged, and the two apart."""
    said = reasons(scope)
    parts = {COMPLETED_OR_TRANSFERRED: GOOD_ENDS, COMPLETED: (COMPLETED,), TRANSFERRED: (TRANSFERRED,)}
    rows, members = [], []
    for outcome, among in parts.items():
        for name, stays in groups_in(scope, by, scope.people):
            here = stays & np.isin(said, among)
            share = wilson(int(here.sum()), int(stays.sum()))
            rows.append(named(by, name) | {"outcome": outcome} | share_columns(share))
            members.append(members_of(here))
    everyone = scope.people
    headline = wilson(int((everyone & np.isin(said, GOOD_ENDS)).sum()), int(everyone.sum()))
    return Exhibit(
        pd.DataFrame(rows), headline.n, "people", headline, notes=(transfers_note(scope),), members=tuple(members)
    )


def completed_over_time(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Completed or transferred ÷ everyone discharged in each complete quarter (or month), each person's first of it."""
    starts, month = _periods(scope, choices["step"])
    good = np.isin(reasons(scope), GOOD_ENDS)
    usable = scope.episode_rows[scope.stays.row]
    rows, members = [], []
    for name, stays in groups_in(scope, by, usable & (month >= 0)):
        first = firsts_by_month(stays, month, scope.stays.patient)
        for place, start in enumerate(starts):
            here = first[month[first] == place]
            share = wilson(int(good[here].sum()), len(here))
            rows.append(named(by, name) | {"month": start} | share_columns(share))
            members.append(here[good[here]].astype(np.int32))
    frame = pd.DataFrame(rows)
    if len(frame):
        frame["month"] = pd.to_datetime(frame["month"]).astype("datetime64[s]")
    n = int(frame["n"].sum()) if len(frame) else 0
    return Exhibit(frame, n, f"people by {choices['step']}", members=tuple(members))


def _periods(scope: Scope, step: str) -> tuple[list[date], np.ndarray]:
    """First days of the complete quarters or months up to the period's end, and the one each discharge lies in."""
    stays, period = scope.stays, scope.window.period
    until = min(period.end, scope.as_of_date) if period else scope.as_of_date
    discharged = stays.discharged
    some = discharged[known(discharged)]
    began = date(1970, 1, 1) + timedelta(days=int(some.min())) if len(some) else until
    if step == "month":
        months = complete_months(until, began=began, count=MONTHS_SHOWN)
        return list(months.starts), months.number_of(discharged)
    starts = _quarter_starts(until, began, scope.records.settings.fiscal_year_start)
    edges = [*(day_number(start) for start, _ in starts), day_number(starts[-1][1]) + 1] if starts else []
    number = np.searchsorted(edges, discharged, side="right") - 1
    inside = known(discharged) & (number >= 0) & (number < len(starts))
    return [start for start, _ in starts], np.where(inside, number, -1).astype(np.int8)


def _quarter_starts(until: date, began: date, fiscal_year_start: int) -> list[tuple[date, date]]:
    """First and last days of the complete quarters, the oldest first."""
    found: list[tuple[date, date]] = []
    here = quarter(until, fiscal_year_start=fiscal_year_start)
    if here.end > until:
        here = quarter(here.start - timedelta(days=1), fiscal_year_start=fiscal_year_start)
    while here.end >= began and len(found) < QUARTERS_SHOWN:
        found.insert(0, (here.start, here.end))
        here = quarter(here.start - timedelta(days=1), fiscal_year_start=fiscal_year_start)
    return found


NEEDS = ("episodes.discharged_on", "episodes.discharge_reason")

EXHIBITS = {
    "reasons": ExhibitKind(
        "Reasons for discharge as shares of all people discharged; every exit has one reason. Wilson interval.",
        reasons_given,
        basis="discharged",
        span="year",
        bases=("discharged",),
        needs=NEEDS,
    ),
    "completed": ExhibitKind(
        "Completed or transferred ÷ everyone discharged, whatever the reason. Wilson interval.",
        completed,
        basis="discharged",
        span="year",
        bases=("discharged",),
        needs=NEEDS,
    ),
    "completed_by_quarter": ExhibitKind(
        "Completed or transferred ÷ everyone discharged, by quarter or month of discharge up to the period's end; "
        "complete ones only, each person's first discharge in it. Wilson interval.",
        completed_over_time,
        basis="discharged",
        span="all",
        bases=("discharged",),
        needs=(*NEEDS, "calendar"),
        choices={"step": ("quarter", "month")},
    ),
}
