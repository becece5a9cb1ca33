"""Periods: quarters of the calendar or of a fiscal year, and the stretch of time a figure speaks about."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.errors import WrongUsage

MONTHS_A_QUARTER = 3
VERDICT_QUARTERS = 4
"""The verdict speaks about the last four complete quarters."""


@dataclass(frozen=True)
class Period:
    """From `start` to `end`, both included."""

    start: date
    end: date
    label: str

    def holds(self, day: date) -> bool:
        """Whether a day lies in the period."""
        return self.start <= day <= self.end


def quarter(day: date, *, fiscal_year_start: int = 1) -> Period:
    """The quarter a day lies in; a fiscal year is named after the year in which it ends ("FY2026 Q1")."""
    shift = (day.month - fiscal_year_start) % 12
    number = shift // MONTHS_A_QUARTER + 1
    start = _month_start(day.year, day.month - shift % MONTHS_A_QUARTER)
    end = _month_start(start.year, start.month + MONTHS_A_QUARTER) - timedelta(days=1)
    if fiscal_year_start == 1:
        return Period(start, end, f"{start.year} Q{number}")
    year_begins = _month_start(day.year, day.month - shift)
    return Period(start, end, f"FY{year_begins.year + 1} Q{number}")


def _month_start(year: int, month: int) -> date:
    """The first of a month counted across years: month 0 is December of the year before."""
    years, rest = divmod(month - 1, 12)
    return date(year + years, rest + 1, 1)


def quarters(first: date, last: date, *, fiscal_year_start: int = 1) -> tuple[Period, ...]:
    """Every quarter from the one of `first` to the one of `last`."""
    found = [quarter(first, fiscal_year_start=fiscal_year_start)]
    while found[-1].end < last:
        found.append(quarter(found[-1].end + timedelta(days=1), fiscal_year_start=fiscal_year_start))
    return tuple(found)


def last_complete_quarters(as_of: date, count: int, *, fiscal_year_start: int = 1) -> Period:
    """The last `count` quarters that ended on or before `as_of`, as one period."""
    latest = quarter(as_of, fiscal_year_start=fiscal_year_start)
    if latest.end > as_of:
        latest = quarter(latest.start - timedelta(days=1), fiscal_year_start=fiscal_year_start)
    first = latest
    for _ in range(count - 1):
        first = quarter(first.start - timedelta(days=1), fiscal_year_start=fiscal_year_start)
    return latest if count == 1 else Period(first.start, latest.end, month_span(first.start, latest.end))


def month_span(start: date, end: date) -> str:
    """ "Jul 2025 – Jun 2026"; the days are written when the period does not begin and end with a month."""
    whole = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
    if whole and (start.year, start.month) == (end.year, end.month):
        return f"{start:%b %Y}"
    if whole:
        return f"{start:%b %Y} – {end:%b %Y}"
    return f"{start.day} {start:%b %Y} – {end.day} {end:%b %Y}"


def period_code(period: Period) -> str:
    """A quarter as commands and addresses write it, "2026Q3" or "FY2026Q1"; another period as FROM:TO."""
    name = period.label.replace(" ", "")
    return name if _QUARTER.fullmatch(name) else f"{period.start}:{period.end}"


def period_named(name: str, fiscal_year_start: int = 1) -> Period:
    """The quarter of a name such as 2026Q3 (calendar) or FY2026Q1 (the program's fiscal year)."""
    found = _QUARTER.fullmatch(name.replace(" ", "").upper())
    if found is None:
        raise WrongUsage(f"“{name}” is no period.", "Write a quarter as 2026Q3 or FY2026Q1, or two days as FROM:TO.")
    fiscal, year, number = found[1] is not None, int(found[2]), int(found[3])
    if not fiscal:
        return quarter(_month_start(year, MONTHS_A_QUARTER * (number - 1) + 1))
    first = _month_start(year - (fiscal_year_start > 1), fiscal_year_start + MONTHS_A_QUARTER * (number - 1))
    return quarter(first, fiscal_year_start=fiscal_year_start)


_QUARTER = re.compile(r"(FY)?(\d{4})Q([1-4])")
