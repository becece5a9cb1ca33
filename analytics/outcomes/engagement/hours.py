"""Hours a week: the share of patient-weeks with the clinical hours required, and the hours by week of treatment."""

from __future__ import annotations

import numpy as np

from analytics.outcomes.engagement.patient_weeks import (
    PatientWeeks,
    has_minutes,
    patient_weeks,
    quartiles,
    required_words,
    weeks_in_window,
)
from analytics.outcomes.engagement.rows import FEWEST, clustered_shares, frame_of, group_masks, share_row, stays_by
from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.scope import Scope

NO_MINUTES = (
    "This needs the length of the sessions (minutes_attended or minutes_scheduled), which these records do not have."
)
NO_WEEK = "no full week in care"
LAST_WEEK = 26
"""Weeks of treatment shown; later ones are few people's."""


def hours(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Patient-weeks with at least the required hours ÷ full patient-weeks in care; median and quartiles of the hours.

    Members are the stays with a week under the requirement.
    """
    if not has_minutes(scope):
        return unavailable(NO_MINUTES)
    weeks, counted, unknown = _counted(scope)
    selected = np.zeros(len(scope.stays), bool)
    selected[weeks.stay[counted]] = True
    rows, members = [], []
    for name, mask in group_masks(scope, by, selected):
        mine = counted & mask[weeks.stay]
        estimate = clustered_shares(
            np.zeros(int(mine.sum())), 1, weeks.reached[mine], scope.stays.patient[weeks.stay[mine]], nothing=NO_WEEK
        )[0]
        people = {"people": len(np.unique(scope.stays.patient[weeks.stay[mine]]))}
        needed = {"required_hours": required_words(weeks.required[mine]) if mine.any() else ""}
        rows.append(share_row(estimate, group=name) | people | quartiles(weeks.hours[mine]) | needed)
        members.append(np.unique(weeks.stay[mine & ~weeks.reached]))
        if len(rows) == 1:
            headline = estimate
    return Exhibit(frame_of(rows), headline.n, "patient-weeks", headline, _notes(weeks, unknown), tuple(members))


def hours_by_week(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Median and quartiles of the hours in every week of treatment, with the share of people who reach the required."""
    if not has_minutes(scope):
        return unavailable(NO_MINUTES)
    weeks, counted, unknown = _counted(scope)
    rows_of_weeks = counted & (weeks.week <= LAST_WEEK)
    number = weeks.week[rows_of_weeks] - 1
    order = np.argsort(number, kind="stable")
    edges = np.searchsorted(number[order], np.arange(LAST_WEEK + 1))
    values = weeks.hours[rows_of_weeks][order]
    patient = scope.stays.patient[weeks.stay[rows_of_weeks]]
    shares = clustered_shares(number, LAST_WEEK, weeks.reached[rows_of_weeks], patient, nothing=NO_WEEK)
    under = rows_of_weeks & ~weeks.reached
    behind = stays_by(weeks.week[under] - 1, LAST_WEEK, weeks.stay[under], len(scope.stays))
    some = [k for k in range(LAST_WEEK) if edges[k + 1] > edges[k]]
    frame = frame_of(
        {"week": k + 1}
        | quartiles(values[edges[k] : edges[k + 1]])
        | share_row(shares[k])
        | {"thin": bool(edges[k + 1] - edges[k] < FEWEST)}
        for k in some
    )
    notes = _notes(weeks, unknown)
    return Exhibit(frame, int(rows_of_weeks.sum()), "patient-weeks", None, notes, tuple(behind[k] for k in some))


def _counted(scope: Scope) -> tuple[PatientWeeks, np.ndarray, int]:
    """The weeks, which of them count, and how many are left out because a session of theirs has no status."""
    weeks = patient_weeks(scope)
    inside = weeks_in_window(scope, weeks)
    return weeks, inside & weeks.known, int((inside & ~weeks.known).sum())


def _notes(weeks: PatientWeeks, unknown: int) -> tuple[str, ...]:
    notes = []
    if unknown:
        notes.append(f"{unknown:,} patient-weeks with a clinical session without a status are left out.")
    if weeks.by_plan:
        notes.append(f"{weeks.by_plan:,} sessions have no minutes attended: their planned minutes stand in.")
    return tuple(notes)
