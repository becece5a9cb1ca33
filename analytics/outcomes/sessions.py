"""Attendance: of the sessions a patient could have come to, the share they came to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.outcomes.clustered import clustered_proportion
from analytics.outcomes.intervals import Estimate, not_estimable
from analytics.records.days import Days, day_numbers, known
from analytics.records.records import Records
from analytics.records.stays import Stays
from analytics.records.timeline import HELD, place

MISSED_BY_PATIENT = ("no_show", "cancelled_by_patient")
UNRECORDED = "unrecorded"

MOST_UNRECORDED = 0.05
"""More sessions without a status than this and the figure is not to be trusted."""

DAYS_WITHOUT_ABSENCE = 90
"""A source without any absence in this many days of sessions lists only held ones."""

METHOD = "sessions, patients as clusters"


@dataclass(frozen=True, eq=False)
class Sessions:
    """Placed sessions: `stay` (−1 = undated or of no stay), `patient` code, `day`, and what became of each."""

    stay: np.ndarray
    patient: np.ndarray
    day: Days
    came: np.ndarray
    missed: np.ndarray
    unrecorded: np.ndarray
    only_held: bool


def placed_sessions(records: Records, stays: Stays, as_of: int) -> Sessions:
    """The sessions up to as-of (undated ones kept), each placed in its stay; an undated one in the patient's first."""
    rows = records.attendance
    day = day_numbers(rows["session_on"])
    rows, day = rows[day <= as_of], day[day <= as_of]
    patient = rows["patient_id"].cat.codes.to_numpy().astype(np.int32)
    stay = place(patient, day, stays, horizon_days=records.settings.follow_up_horizon_days)
    undated = ~known(day)
    stay[undated] = _first_stays(stays, patient[undated])
    status = rows["status"]
    came, missed = status.isin(HELD).to_numpy(bool), status.isin(MISSED_BY_PATIENT).to_numpy(bool)
    dated = day[~undated]
    span = int(dated.max() - dated.min()) if len(dated) else 0
    only_held = span >= DAYS_WITHOUT_ABSENCE and not missed.any()
    return Sessions(stay, patient, day, came, missed, (status == UNRECORDED).to_numpy(bool), only_held)


def _first_stays(stays: Stays, patient: np.ndarray) -> np.ndarray:
    at = np.searchsorted(stays.patient, patient)
    inside = np.minimum(at, max(len(stays) - 1, 0))
    return np.where((at < len(stays)) & (stays.patient[inside] == patient), at, -1) if len(stays) else at * 0 - 1


def attendance_rate(
    sessions: Sessions, chosen: np.ndarray, first: int | None = None, last: int | None = None
) -> Estimate:
    """(attended + partial + late) ÷ (those + no-show + cancelled by the patient), sessions of one patient as a cluster.

    `chosen` selects stays; `first` and `last` (day numbers) a period, without which undated sessions count too.
    Cancelled by the program, excused and unrecorded sessions are outside the rate.
    """
    if sessions.only_held:
        return not_estimable(METHOD, "this export lists only held sessions")
    rows = _selected(sessions, chosen, first, last) & (sessions.came | sessions.missed)
    if not rows.any():
        return not_estimable(METHOD, "no session was held or missed")
    people, at = np.unique(sessions.patient[rows], return_inverse=True)
    came = np.bincount(at, weights=sessions.came[rows], minlength=len(people)).astype(int)
    return clustered_proportion(came, np.bincount(at, minlength=len(people)))


def share_unrecorded(
    sessions: Sessions, chosen: np.ndarray, first: int | None = None, last: int | None = None
) -> float:
    """Sessions without a recorded status ÷ all sessions of the selection (0 without sessions)."""
    rows = _selected(sessions, chosen, first, last)
    return float(sessions.unrecorded[rows].mean()) if rows.any() else 0.0


def _selected(sessions: Sessions, chosen: np.ndarray, first: int | None, last: int | None) -> np.ndarray:
    if not len(chosen):
        return np.zeros(len(sessions.stay), bool)
    rows = (sessions.stay >= 0) & chosen[np.maximum(sessions.stay, 0)]
    if first is not None:
        rows &= sessions.day >= first
    if last is not None:
        rows &= known(sessions.day) & (sessions.day <= last)
    return rows
