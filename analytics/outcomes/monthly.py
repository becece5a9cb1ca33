"""Month by month: the trend of a measure for any selection of stays, counted in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.records.days import Days, day_number, known

TREND_MONTHS = 15


@dataclass(frozen=True)
class Months:
    """The last complete months up to a day, oldest first: `starts` as dates."""

    starts: tuple[date, ...]
    end: date

    def number_of(self, day: Days) -> np.ndarray:
        """The month each day lies in, counted from 0; −1 outside (int8)."""
        if not self.starts:
            return np.full(len(day), -1, np.int8)
        edges = [day_number(start) for start in self.starts] + [day_number(self.end) + 1]
        number = np.searchsorted(edges, day, side="right") - 1
        return np.where(known(day) & (number >= 0) & (number < len(self.starts)), number, -1).astype(np.int8)

    def ends(self) -> list[date]:
        """The last day of every month."""
        return [month_end(start) for start in self.starts]

    def frame(self, hits: np.ndarray, total: np.ndarray) -> pd.DataFrame:
        """month, value, n: a row for every month with anyone to count."""
        some = np.flatnonzero(total)
        rows = [(self.starts[k], float(hits[k] / total[k]), int(total[k])) for k in some]
        return pd.DataFrame(rows, columns=["month", "value", "n"])


def complete_months(until: date, *, began: date, count: int = TREND_MONTHS) -> Months:
    """The last `count` months that ended on or before `until`, from the month in which the records began."""
    end = month_end(until)
    if end > until:
        end = until.replace(day=1) - timedelta(days=1)
    starts: list[date] = []
    start = end.replace(day=1)
    while len(starts) < count and month_end(start) >= began:
        starts.append(start)
        start = (start - timedelta(days=1)).replace(day=1)
    return Months(tuple(reversed(starts)), end)


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def firsts_by_month(selected: np.ndarray, month: np.ndarray, patient: np.ndarray) -> np.ndarray:
    """Selected stays in a month, each patient's first of that month (stays in the order of patient and admission)."""
    rows = np.flatnonzero(selected & (month >= 0))
    if not len(rows):
        return rows
    key = patient[rows].astype(np.int64) * 128 + month[rows]
    return rows[np.append(True, key[1:] != key[:-1])]


def by_month(month: np.ndarray, months: Months, weights: np.ndarray | None = None) -> np.ndarray:
    """Rows (or their weights) of every month."""
    return np.bincount(month, weights=weights, minlength=len(months.starts))
