"""Time in care, and the sessions held within it: what hours a week and contacts a week are counted from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.outcomes.scope import Scope
from analytics.records.days import Days, known
from analytics.records.timeline import HELD

NO_WORD = "not recorded"
MINUTES_AN_HOUR = 60
DAYS_A_WEEK = 7


@dataclass(frozen=True, eq=False)
class HeldSessions:
    """Sessions the patient came to while in care: `stay`, `day`, and the `hours` attended (NaN = not recorded).

    Hours are the minutes attended, else the minutes scheduled (`by_plan` counts how many sessions).
    """

    rows: np.ndarray
    stay: np.ndarray
    day: Days
    hours: np.ndarray
    by_plan: np.ndarray


@dataclass(frozen=True, eq=False)
class Group:
    """Chosen stays of one group, its patients one behind the other."""

    name: str
    stays: np.ndarray
    begins: np.ndarray

    @property
    def patients(self) -> int:
        """How many people."""
        return len(self.begins)

    def by_patient(self, of_stays: np.ndarray) -> np.ndarray:
        """A number a stay summed to a number a patient (last axis)."""
        summed: np.ndarray = np.add.reduceat(of_stays[..., self.stays], self.begins, axis=-1)
        return summed


def held_sessions(scope: Scope) -> HeldSessions:
    """Every session attended, partly attended or come to late, from admission to discharge; worked out once."""

    def compute() -> HeldSessions:
        stay, day = scope.placed("attendance", "session_on")
        table = scope.records.attendance
        held = (stay >= 0) & table["status"].isin(HELD).to_numpy(bool)
        held &= ~known(day) | (day <= last_days(scope)[np.maximum(stay, 0)])
        rows = np.flatnonzero(held)
        attended, planned = (_hours(table, f"minutes_{name}")[rows] for name in ("attended", "scheduled"))
        by_plan = np.isnan(attended) & ~np.isnan(planned)
        return HeldSessions(rows, stay[rows], day[rows], np.where(by_plan, planned, attended), by_plan)

    found: HeldSessions = scope.once(("services", "held"), compute)
    return found


def weeks_in_care(scope: Scope) -> np.ndarray:
    """Weeks of every stay within the days that count: admission to discharge, both days included (0 outside)."""
    first = np.maximum(scope.stays.admitted.astype(np.int64), scope.first_day)
    last = np.minimum(last_days(scope).astype(np.int64), scope.last_day)
    return np.maximum(last - first + 1, 0) / DAYS_A_WEEK


def last_days(scope: Scope) -> Days:
    """The last day in care of every stay: discharge, for those still there as-of, never past the next admission."""
    stays = scope.stays
    last = np.where(known(stays.discharged), stays.discharged, scope.as_of)
    following = stays.next_admission()
    return np.where(known(following), np.minimum(last, following - 1), last).astype(np.int32)


def groups_of(scope: Scope, by: str | None) -> Iterator[Group]:
    """The chosen stays by group, in the order of the groups' names."""
    labels = scope.groups(by)
    for name in sorted(set(labels[scope.chosen].tolist())):
        stays = np.flatnonzero(scope.chosen & (labels == name))
        patient = scope.stays.patient[stays]
        yield Group(name, stays, np.flatnonzero(np.append(True, patient[1:] != patient[:-1])))


def words_of(scope: Scope, column: str) -> tuple[list[str], np.ndarray]:
    """The words of a column of the held sessions, and the place of each session's word in that list.

    An empty cell is "not recorded".
    """

    def compute() -> tuple[list[str], np.ndarray]:
        codes, words = pd.factorize(scope.records.attendance[column].iloc[held_sessions(scope).rows])
        names = [str(word) for word in words]
        if (codes < 0).any():
            names, codes = [*names, NO_WORD], np.where(codes < 0, len(names), codes)
        return names, codes

    found: tuple[list[str], np.ndarray] = scope.once(("services", "words", column), compute)
    return found


def _hours(table: pd.DataFrame, column: str) -> np.ndarray:
    if column not in table:
        return np.full(len(table), np.nan)
    hours: np.ndarray = table[column].to_numpy(float, na_value=np.nan) / MINUTES_AN_HOUR
    return hours
