"""Whom and when a figure speaks about: the stays a filter and a period keep, and the days on which events count.

One labelled basis a figure. *Admitted in* and *discharged in* a period choose people by that day and count their whole
stay; *active in* chooses everyone in treatment on a day of the period and counts only what happened within it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd

from analytics.outcomes.cohort import chosen_stays, group_of
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.periods import VERDICT_QUARTERS, Period, last_complete_quarters
from analytics.records.days import Days, day_number, day_numbers, known
from analytics.records.records import Records
from analytics.records.stays import Stays
from analytics.records.timeline import Timeline, place

CohortBasis = Literal["admitted", "discharged", "active"]
Span = Literal["all", "quarter", "year", "matured year"]
"""All days; the last complete quarter; the last four; the last four whose follow-up windows have closed."""

BASIS_WORDS = {"admitted": "admitted", "discharged": "discharged", "active": "in treatment"}
RELATIVE = "relative"


@dataclass(frozen=True)
class Window:
    """A basis and a period; `period` None = all days of the records."""

    basis: CohortBasis
    period: Period | None

    @property
    def words(self) -> str:
        """ "patients admitted Jul 2025 – Jun 2026"."""
        when = self.period.label if self.period else "on any day of the records"
        return f"patients {BASIS_WORDS[self.basis]} {when}"


def usual_window(records: Records, basis: CohortBasis, span: Span) -> Window:
    """The window of a figure when nobody chose one. A relative calendar has no quarters: all days."""
    if span == "all" or records.settings.calendar == RELATIVE or records.as_of is None:
        return Window(basis, None)
    until = records.as_of
    if span == "matured year":
        until -= timedelta(days=records.settings.follow_up_window_days[1])
    count = 1 if span == "quarter" else VERDICT_QUARTERS
    start = records.settings.fiscal_year_start
    return Window(basis, last_complete_quarters(until, count, fiscal_year_start=start))


@dataclass(frozen=True, eq=False)
class Scope:
    """The selection a figure is computed over. Arrays are over stays unless said otherwise and never changed."""

    derivation: Derivation
    episode_rows: np.ndarray
    window: Window

    @property
    def records(self) -> Records:
        """The validated records."""
        return self.derivation.records

    @property
    def timeline(self) -> Timeline:
        """All stays with their placed tests, refusals and analytes as the program reads them."""
        return self.derivation.timeline("missed" if self.records.settings.refused == "missed" else "positive")

    @property
    def stays(self) -> Stays:
        """All stays."""
        return self.timeline.stays

    @property
    def as_of(self) -> int:
        """The as-of day as a day number."""
        return self.timeline.as_of

    @property
    def as_of_date(self) -> date:
        """The as-of day."""
        return date(1970, 1, 1) + timedelta(days=self.as_of)

    @property
    def has_calendar(self) -> bool:
        """Whether the records hold dates rather than day numbers."""
        return self.records.settings.calendar != RELATIVE

    @cached_property
    def chosen(self) -> np.ndarray:
        """The stays of the filter, basis and period (boolean over stays; episodes)."""
        if self.window.basis == "active":
            return self._active()
        return self._by_day("episodes")

    @cached_property
    def people(self) -> np.ndarray:
        """Each chosen person's first stay of the period (boolean over stays): the default unit for people."""
        if self.window.basis == "active":
            rows = np.flatnonzero(self._active())
            first = np.ones(len(rows), bool)
            first[1:] = self.stays.patient[rows][1:] != self.stays.patient[rows][:-1]
            only = np.zeros(len(self.stays), bool)
            only[rows[first]] = True
            return only
        return self._by_day("people")

    def _by_day(self, unit: Literal["people", "episodes"]) -> np.ndarray:
        basis: Literal["admitted", "discharged"] = "discharged" if self.window.basis == "discharged" else "admitted"
        return chosen_stays(
            self.stays, self.episode_rows, unit=unit, basis=basis, period=self.window.period, as_of=self.as_of
        )

    def _active(self) -> np.ndarray:
        """In treatment on at least one day of the period: admitted on or before its end, not discharged before it."""
        stays = self.stays
        chosen = self.episode_rows[stays.row] & (stays.admitted <= self.last_day)
        return chosen & (~known(stays.discharged) | (stays.discharged >= self.first_day))

    @property
    def first_day(self) -> int:
        """The first day on which events count (very early without a period, or when the basis is no activity)."""
        bounded = self.window.period is not None and self.window.basis == "active"
        return day_number(self.window.period.start) if bounded and self.window.period else -(2**30)

    @property
    def last_day(self) -> int:
        """The last day on which events count: the period's end, never after as-of."""
        if self.window.period is None or self.window.basis != "active":
            return self.as_of
        return min(day_number(self.window.period.end), self.as_of)

    def counts(self, stay: np.ndarray, day: Days) -> np.ndarray:
        """Which events count: of a chosen stay, on a day that counts. Undated events count without a period only."""
        inside = (stay >= 0) & self.chosen[np.maximum(stay, 0)] & (day <= self.last_day)
        dated = known(day)
        everything = self.window.period is None or self.window.basis != "active"
        return inside & np.where(dated, day >= self.first_day, everything)

    def groups(self, by: str | None) -> np.ndarray:
        """The label of every stay's group ("all" without a column; "not recorded" where empty)."""
        found: np.ndarray = self.once(("groups", by), lambda: group_of(self.records, self.stays, by))
        return found

    def placed(self, table: str, column: str) -> tuple[np.ndarray, Days]:
        """Stay (−1 = of no stay) and day number of every row of a table, by one of its date columns."""

        def compute() -> tuple[np.ndarray, Days]:
            rows = self.records.table(table)
            day = day_numbers(rows[column])
            patient = rows["patient_id"].cat.codes.to_numpy().astype(np.int32)
            horizon = self.records.settings.follow_up_horizon_days
            return place(patient, day, self.stays, horizon_days=horizon), day

        found: tuple[np.ndarray, Days] = self.once(("placed", table, column), compute)
        return found

    def episode_column(self, column: str) -> pd.Series:
        """A column of episodes, one value a stay (the stay's first episode)."""
        return self.records.episodes[column].iloc[self.stays.row].reset_index(drop=True)

    def once(self, key: tuple[object, ...], compute: Callable[[], Any]) -> Any:
        """A result that does not depend on filter or period, worked out the first time it is asked for."""
        return self.derivation.once(("scope", *key), compute)


def scope_of(derivation: Derivation, window: Window, episode_rows: np.ndarray | None = None) -> Scope:
    """The scope of a window; `episode_rows` selects rows of `records.episodes` (None = all)."""
    rows = np.ones(len(derivation.records.episodes), bool) if episode_rows is None else episode_rows
    return Scope(derivation, rows, window)
