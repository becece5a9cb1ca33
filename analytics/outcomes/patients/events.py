"""What is recorded of every stay in the order of its days, so that any day can ask what was known by then.

Nothing here looks ahead: a count up to a day reads only rows of that day or earlier, and a test result counts from the
day it came back. `tests/unit/outcomes/patients/test_flags.py` adds later rows and sees no flag change.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.outcomes.scope import Scope
from analytics.outcomes.session_kinds import treatment_hours
from analytics.outcomes.sessions import MISSED_BY_PATIENT, UNRECORDED
from analytics.records.days import Days, known, optional_day_numbers
from analytics.records.records import Records
from analytics.records.stays import Stays
from analytics.records.timeline import HELD

EXCUSED = "excused"
STILL_IN_CARE = 2**30
_SHIFT, _WIDTH = 1 << 31, 1 << 32


def keys_of(stay: np.ndarray, day: np.ndarray) -> np.ndarray:
    """One number for stay and day that sorts by stay, then day."""
    found: np.ndarray = stay.astype(np.int64) * _WIDTH + (day.astype(np.int64) + _SHIFT)
    return found


@dataclass(frozen=True, eq=False)
class EventsInTurn:
    """Events by stay and day: `keys` ascend, `sums[i]` is the sum of the first i amounts."""

    keys: np.ndarray
    sums: np.ndarray

    @staticmethod
    def of(stay: np.ndarray, day: np.ndarray, amount: np.ndarray | None = None) -> EventsInTurn:
        """The events in order; without amounts each counts 1."""
        keys = keys_of(stay, day)
        order = np.argsort(keys, kind="stable")
        weights = np.ones(len(keys)) if amount is None else amount.astype(float)
        return EventsInTurn(keys[order], np.concatenate([[0.0], np.cumsum(weights[order])]))

    def between(self, stay: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
        """The sum of the amounts of each stay's events from `first` to `last`, both included."""
        upto = np.searchsorted(self.keys, keys_of(stay, last), side="right")
        found: np.ndarray = self.sums[upto] - self.sums[np.searchsorted(self.keys, keys_of(stay, first))]
        return found

    def days_between(self, stay: int, first: int, last: int) -> list[int]:
        """The days of one stay's events from `first` to `last`."""
        low, high = np.searchsorted(self.keys, keys_of(np.array([stay, stay]), np.array([first, last + 1])))
        days: list[int] = (self.keys[low:high] % _WIDTH - _SHIFT).tolist()
        return days

    def latest(self, stay: np.ndarray, day: np.ndarray, otherwise: np.ndarray) -> np.ndarray:
        """The day of each stay's last event on or before a day; `otherwise` where there was none."""
        at = np.searchsorted(self.keys, keys_of(stay, day), side="right") - 1
        if not len(self.keys):
            return otherwise
        found = self.keys[np.maximum(at, 0)]
        mine = (at >= 0) & (found // _WIDTH == stay)
        return np.where(mine, found % _WIDTH - _SHIFT, otherwise)


@dataclass(frozen=True, eq=False)
class SessionsInTurn:
    """Every dated session of a stay: those that count (came or missed) in order, and how many clinical minutes.

    `contacts`: what interrupts a gap, as on the page Engagement: come to, excused (hospital, jail) or without a status.
    """

    counted: EventsInTurn
    missed: np.ndarray
    missed_days: EventsInTurn
    came: EventsInTurn
    contacts: EventsInTurn
    minutes: EventsInTurn
    unrecorded: EventsInTurn
    has_minutes: bool


def sessions_in_turn(scope: Scope) -> SessionsInTurn:
    """The sessions of every stay in the order of days (derived once)."""
    found: SessionsInTurn = scope.once(("sessions in turn",), lambda: _sessions(scope))
    return found


def _sessions(scope: Scope) -> SessionsInTurn:
    rows = scope.records.attendance
    stay, day = scope.placed("attendance", "session_on")
    placed = (stay >= 0) & known(day) & (day <= scope.as_of)
    came = rows["status"].isin(HELD).to_numpy(bool)
    missed = rows["status"].isin(MISSED_BY_PATIENT).to_numpy(bool)
    counted = np.flatnonzero(placed & (came | missed))
    # Two sessions of one day: the missed one first, so that coming to either is the last word.
    counted = counted[np.lexsort((came[counted], day[counted], stay[counted]))]
    minutes, clinical = session_minutes(scope.records), treatment_hours(rows)
    timed = placed & came & clinical & ~np.isnan(minutes)
    waiting = placed & (rows["status"] == UNRECORDED).to_numpy(bool)
    contacts = placed & came | waiting | (placed & (rows["status"] == EXCUSED).to_numpy(bool))
    unrecorded = waiting & clinical
    return SessionsInTurn(
        counted=EventsInTurn.of(stay[counted], day[counted]),
        missed=missed[counted],
        missed_days=EventsInTurn.of(stay[placed & missed], day[placed & missed]),
        came=EventsInTurn.of(stay[placed & came], day[placed & came]),
        contacts=EventsInTurn.of(stay[contacts], day[contacts]),
        minutes=EventsInTurn.of(stay[timed], day[timed], minutes[timed]),
        unrecorded=EventsInTurn.of(stay[unrecorded], day[unrecorded]),
        has_minutes=bool(timed.any()),
    )


def session_minutes(records: Records) -> np.ndarray:
    """Minutes of every session as attended, where not recorded as scheduled; NaN where neither is recorded."""
    rows = records.attendance
    minutes = np.full(len(rows), np.nan)
    for column in ("minutes_scheduled", "minutes_attended"):
        if column in rows:
            given = rows[column].to_numpy(float)
            minutes = np.where(np.isnan(given), minutes, given)
    return minutes


def care_end(records: Records, stays: Stays) -> np.ndarray:
    """The first day each stay is no longer in care: discharge or readmission; `STILL_IN_CARE` without either.

    Records without any discharge end a stay after its planned end: nobody says when their patients left.
    """
    end = np.full(len(stays), STILL_IN_CARE, np.int64)
    ends = [stays.discharged, stays.next_admission(), stays.died]
    if not has_discharges(records):
        ends.append(np.where(known(stays.planned_end), stays.planned_end + 1, stays.planned_end))
    for day in ends:
        end = np.where(known(day), np.minimum(end, day), end)
    return end


def has_discharges(records: Records) -> bool:
    """Whether the records tell of any discharge."""
    return bool(known(optional_day_numbers(records.episodes, "discharged_on")).any())


def in_care(records: Records, stays: Stays, day: int) -> np.ndarray:
    """The stays in care at the end of a day (boolean over stays)."""
    return (stays.admitted <= day) & (care_end(records, stays) > day)


def days_of(day: Days | np.ndarray) -> np.ndarray:
    """Day numbers as dates of a frame (NaT where not known)."""
    dates = day.astype("datetime64[D]").astype("datetime64[s]")
    return np.where(day < -_SHIFT // 2, np.datetime64("NaT"), dates).astype("datetime64[s]")
