"""Visits: every session of a stay with what became of it, in the order of stay and day, worked out once.

Which sessions count in a window: of the selected stays, on the days of the period (basis "in treatment"); else every
session of the people admitted or discharged in it. So the rate of a quarter is the one on the Overview.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.outcomes.scope import Scope
from analytics.outcomes.session_kinds import treatment_hours
from analytics.outcomes.sessions import Sessions, placed_sessions
from analytics.records.days import Days, day_numbers, known

ONLY_HELD = "Not estimable: this export lists only held sessions, so nobody can tell how many were missed."
NO_SESSION = "no session was held or missed"


@dataclass(frozen=True, eq=False)
class Visits:
    """Placed sessions up to as-of. `row` points into `records.attendance`; `day` is unknown where not recorded.

    `clinical`: hours of treatment; a session after the discharge of its stay is aftercare and is none.
    """

    row: np.ndarray
    stay: np.ndarray
    patient: np.ndarray
    day: Days
    came: np.ndarray
    missed: np.ndarray
    no_show: np.ndarray
    unrecorded: np.ndarray
    excused: np.ndarray
    by_program: np.ndarray
    clinical: np.ndarray
    only_held: bool

    @property
    def could_come(self) -> np.ndarray:
        """Sessions below the line of the attendance rate."""
        counted: np.ndarray = self.came | self.missed
        return counted


def visits_of(scope: Scope) -> Visits:
    """Every session placed in a stay."""
    found: Visits = scope.once(("visits",), lambda: _visits(scope))
    return found


def _visits(scope: Scope) -> Visits:
    timeline, records = scope.timeline, scope.records
    sessions: Sessions = scope.derivation.once(
        ("sessions",), lambda: placed_sessions(records, timeline.stays, timeline.as_of)
    )
    rows = np.flatnonzero(day_numbers(records.attendance["session_on"]) <= timeline.as_of)
    placed = np.flatnonzero(sessions.stay >= 0)
    order = placed[np.lexsort((sessions.day[placed], sessions.stay[placed]))]
    row = rows[order]
    status = records.attendance["status"].iloc[row]
    return Visits(
        row=row,
        stay=sessions.stay[order],
        patient=sessions.patient[order],
        day=sessions.day[order],
        came=sessions.came[order],
        missed=sessions.missed[order],
        no_show=(status == "no_show").to_numpy(bool),
        unrecorded=sessions.unrecorded[order],
        excused=(status == "excused").to_numpy(bool),
        by_program=(status == "cancelled_by_program").to_numpy(bool),
        clinical=treatment_hours(records.attendance)[row]
        & _in_treatment(scope, sessions.stay[order], sessions.day[order]),
        only_held=sessions.only_held,
    )


def _in_treatment(scope: Scope, stay: np.ndarray, day: Days) -> np.ndarray:
    """Not after the discharge of the stay; undated sessions count as in treatment."""
    left = scope.stays.discharged[stay]
    found: np.ndarray = ~known(left) | ~known(day) | (day <= left)
    return found


def in_window(scope: Scope, stay: np.ndarray, day: Days) -> np.ndarray:
    """Which events of stays count in the scope's window; undated ones only where no period bounds the days."""
    if scope.window.basis != "active":
        counted: np.ndarray = scope.chosen[stay] & (day <= scope.as_of)
        return counted
    selected = scope.episode_rows[scope.stays.row]
    inside = (day >= scope.first_day) | (~known(day) & (scope.window.period is None))
    return np.asarray(selected[stay] & inside & (day <= scope.last_day))
