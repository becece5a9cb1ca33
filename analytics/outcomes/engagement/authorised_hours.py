"""Authorised hours left of every patient in treatment on the as-of day, and for how many days they last."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.outcomes.engagement.patient_weeks import (
    DAYS_A_WEEK,
    as_days,
    has_minutes,
    hours_of_stays,
    patient_weeks,
)
from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.scope import Scope
from analytics.records.days import known

RECENT_WEEKS = 4
"""The pace is the average of so many of the latest full weeks in care."""

NO_MINUTES = (
    "This needs the length of the sessions (minutes_attended or minutes_scheduled) beside the authorised hours."
)
NOBODY = "Nobody in treatment on the as-of day has authorised hours recorded."


def authorised_hours(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """A row a patient in treatment: authorised, attended and left hours, hours a week lately, days until they run out.

    Fewest hours left first. Hours attended are those of the stay's clinical sessions; `planned_end_on` is the plan's
    end. Days are left out where nobody came lately. The choice of a period does not matter here.
    """
    if not has_minutes(scope):
        return unavailable(NO_MINUTES)
    authorised = scope.episode_column("authorised_hours").to_numpy(dtype=float, na_value=np.nan)
    open_stays = _in_treatment(scope)
    there = np.flatnonzero(open_stays & (authorised > 0))
    if not len(there):
        return unavailable(NOBODY)
    attended = hours_of_stays(scope)[there]
    left = authorised[there] - attended
    pace = _pace(scope)[there]
    with np.errstate(divide="ignore", invalid="ignore"):
        days = np.where(pace > 0, np.floor(np.maximum(left, 0) / pace * DAYS_A_WEEK), np.nan)
    frame = pd.DataFrame(
        {
            "patient_id": scope.episode_column("patient_id").iloc[there].astype(str).to_numpy(),
            "clinician": _clinicians(scope)[there],
            "admitted_on": as_days(scope.stays.admitted[there]),
            "authorised": authorised[there],
            "attended": attended,
            "left": left,
            "hours_a_week": pace,
            "days_left": days,
            "planned_end_on": as_days(scope.stays.planned_end[there]),
        }
    )
    order = np.argsort(left, kind="stable")
    without = int(open_stays.sum()) - len(there)
    notes: tuple[str, ...] = (f"{without:,} in treatment without authorised hours are left out.",) if without else ()
    notes += (f"Pace: clinical hours of the latest {RECENT_WEEKS} full weeks in care.",)
    members = tuple(there[[place]] for place in order)
    return Exhibit(frame.iloc[order].reset_index(drop=True), len(there), "people in treatment", None, notes, members)


def _in_treatment(scope: Scope) -> np.ndarray:
    """Selected stays open on the as-of day (a person's latest)."""
    stays = scope.stays
    following = stays.next_admission()
    there = scope.episode_rows[stays.row] & (stays.admitted <= scope.as_of)
    there &= ~known(stays.discharged) | (stays.discharged > scope.as_of)
    current: np.ndarray = there & (~known(following) | (following > scope.as_of))
    return current


def _pace(scope: Scope) -> np.ndarray:
    """Average clinical hours a week of the latest full weeks (NaN before the first one is over)."""
    weeks = patient_weeks(scope)
    last = np.zeros(len(scope.stays), np.int64)
    np.maximum.at(last, weeks.stay, weeks.week)
    recent = weeks.week > last[weeks.stay] - RECENT_WEEKS
    hours = np.bincount(weeks.stay[recent], weights=weeks.hours[recent], minlength=len(scope.stays))
    return np.where(last > 0, hours / np.maximum(np.minimum(last, RECENT_WEEKS), 1), np.nan)


def _clinicians(scope: Scope) -> np.ndarray:
    if "clinician" not in scope.records.episodes:
        return np.full(len(scope.stays), "", dtype=object)
    column = scope.episode_column("clinician").astype(object)
    return column.where(column.notna(), "").to_numpy(dtype=object)
