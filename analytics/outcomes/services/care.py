"""Time in care, and the sessions held within it: what hours a week and contacts a week are counted from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.outcomes.retention import left_on
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
    """Every session attended, partly attended or come to late, from admission to the last day in care."""

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
    """Weeks of every stay within the days that count: admission to the last day, both included (0 outside)."""
    first = np.maximum(scope.stays.admitted.astype(np.int64), scope.first_day)
    last = np.minimum(last_days(scope).astype(np.int64), scope.last_day)
    return np.maximum(last - first + 1, 0) / DAYS_A_WEEK


def last_days(scope: Scope) -> Days:
    """The last day in care of every stay, never past the next admission; as-of for those still there.

    As in retention: discharge, or the last contact before an office closure. Test coverage counts other days, to the
    recorded discharge (testing.coverage.days_at_risk), because a day without contact is one without treatment, but not
    one without use.
    """

    def compute() -> Days:
        stays = scope.stays
        left, following = left_on(scope.records, stays), stays.next_admission()
        last = np.where(known(left), left, scope.as_of)
        return np.where(known(following), np.minimum(last, following - 1), last).astype(np.int32)

    found: Days = scope.once(("services", "last days"), compute)
    return found


def groups_of(scope: Scope, by: str | None) -> Iterator[Group]:
    """The chosen stays in care on a day that counts, by group, in the order of the groups' names."""
    labels = scope.groups(by)
    there = scope.chosen & (weeks_in_care(scope) > 0)
    for name in sorted(set(labels[there].tolist())):
        stays = np.flatnonzero(there & (labels == name))
        patient = scope.stays.patient[stays]
        yield Group(name, stays, np.flatnonzero(np.append(True, patient[1:] != patient[:-1])))


def people_in_care(scope: Scope) -> int:
    """How many people were in care on a day that counts."""
    return sum(group.patients for group in groups_of(scope, None))


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
