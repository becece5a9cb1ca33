"""Typed columns and tables, before they become frames: codes and day numbers, cheap to check and to filter."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from analytics.records.days import NO_DAY
from analytics.records.words import MISSING, Cells, Fault

Holds = Literal["days", "numbers", "flags", "categories"]

SECONDS_A_DAY = 86_400

NOTHING: dict[Holds, float] = {"days": NO_DAY, "numbers": np.nan, "flags": MISSING, "categories": MISSING}


@dataclass
class TypedColumn:
    """One column: int32 days, float64 numbers, int8 flags (-1 empty) or int32 codes into `categories` (-1 empty)."""

    holds: Holds
    values: np.ndarray
    categories: np.ndarray | None = None
    cells: Cells | None = None
    as_read: np.ndarray | None = None
    faults: list[Fault] = field(default_factory=list)

    @property
    def empty(self) -> np.ndarray:
        """Which rows hold nothing."""
        return np.isnan(self.values) if self.holds == "numbers" else self.values == NOTHING[self.holds]

    def blank(self, rows: np.ndarray) -> None:
        """Empties some rows; a column that came with its type keeps what was read, for the findings."""
        if self.cells is None and self.as_read is None:
            self.as_read = self.values.copy()
        if not self.values.flags.writeable:
            self.values = self.values.copy()
        self.values[rows] = NOTHING[self.holds]

    def is_one_of(self, *names: str) -> np.ndarray:
        """Which rows hold one of these categories."""
        assert self.categories is not None, "only coded and text columns have categories"
        wanted = np.append(np.isin(self.categories, names), False)
        return wanted[self.values]

    def came(self, rows: np.ndarray) -> list[str]:
        """What some rows hold, as written in the source (as read, for columns that came with a type)."""
        if self.cells is not None:
            return self.cells.came(rows)
        values = (self.values if self.as_read is None else self.as_read)[rows]
        if self.holds == "days":
            days = dates_of(values).astype("datetime64[D]").astype(str).tolist()
            return ["" if day == "NaT" else day for day in days]
        return ["" if np.isnan(value) else f"{value:g}" for value in values.astype(float).tolist()]


def dates_of(days: np.ndarray) -> np.ndarray:
    """int32 days since 1970 as datetime64[s], NO_DAY as NaT."""
    seconds = days.astype(np.int64)
    seconds *= SECONDS_A_DAY
    dates: np.ndarray = seconds.view("datetime64[s]")
    missing = days == NO_DAY
    if missing.any():
        dates[missing] = np.datetime64("NaT", "s")
    return dates


@dataclass
class TypedTable:
    """One table with its columns typed.

    `rows`: each record's source row. `reason`: int16, 0 = usable, else 1 + the place in `reasons` of the rule that
    made the record unusable (the first one, when several did).
    """

    name: str
    file: str
    rows: np.ndarray
    source_rows: int
    columns: dict[str, TypedColumn]
    reason: np.ndarray
    reasons: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def usable(self) -> np.ndarray:
        """Which records no rule has set aside so far."""
        return self.reason == 0

    def days(self, column: str) -> np.ndarray:
        """The days of a date column (all NO_DAY when the source lacks it)."""
        if column in self.columns:
            return self.columns[column].values
        return np.full(len(self), NO_DAY, np.int32)

    def apply(self, fault: Fault) -> None:
        """Takes note of a fault and does what it says: sets rows aside, or empties cells."""
        if not len(fault.rows):
            return
        self.faults.append(fault)
        if fault.effect == "blank":
            self.columns[fault.column].blank(fault.rows)
        elif fault.effect == "quarantine":
            if fault.code not in self.reasons:
                self.reasons.append(fault.code)
            first = fault.rows[self.reason[fault.rows] == 0]
            self.reason[first] = 1 + self.reasons.index(fault.code)
