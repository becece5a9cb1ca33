"""How numbers, dates and ranges are written: one place, so that page, figure, table and report agree."""

from __future__ import annotations

import math
from datetime import date

EN_DASH = "–"
MINUS = "−"
NO_BREAK = "\u00a0"
NOTHING = "–"
COLUMNS = {
    "co_occurring": "co-occurring disorder",
    "prior_episodes": "earlier episodes",
    "race_ethnicity": "race or ethnicity",
    "used_iv": "injected drugs",
}
"""Columns whose name with spaces is not yet plain English."""
LEVELS = {"true": "yes", "false": "no"}


def percent(share: float | None) -> str:
    """A share of 0–1 as a whole percent, `61%`; a dash when there is none."""
    return NOTHING if _missing(share) else f"{_whole(100 * float(share or 0))}%"


def percent_range(low: float | None, high: float | None) -> str:
    """Two shares as `55–66%`; a dash when one of them is missing."""
    if _missing(low) or _missing(high):
        return NOTHING
    return f"{_whole(100 * float(low or 0))}{EN_DASH}{_whole(100 * float(high or 0))}%"


def signed_points(difference: float | None) -> str:
    """A difference of two shares in percentage points with its sign, `−5` or `+2`."""
    if _missing(difference):
        return NOTHING
    whole = _whole(100 * float(difference or 0))
    return f"{MINUS}{abs(whole)}" if whole < 0 else f"+{whole}" if whole > 0 else "0"


def points_range(low: float | None, high: float | None) -> str:
    """The interval of a difference, `−7 to −3`: with signs a dash would be read as a minus."""
    return f"{signed_points(low)} to {signed_points(high)}"


def people(n: int) -> str:
    """`n = 4,120` that never breaks over two lines."""
    return f"n{NO_BREAK}={NO_BREAK}{n:,}"


def count(number: float | None, *, decimals: int = 0) -> str:
    """A count with thousands commas."""
    return NOTHING if _missing(number) else f"{float(number or 0):,.{decimals}f}"


def day(value: date | None) -> str:
    """`30 Sep 2026`."""
    return NOTHING if value is None else f"{value.day} {value:%b %Y}"


def month(value: date) -> str:
    """`Sep 2026`."""
    return f"{value:%b %Y}"


def months(start: date, end: date) -> str:
    """A period of whole months with both ends included, `Jul 2025 – Jun 2026`."""
    return month(start) if (start.year, start.month) == (end.year, end.month) else f"{month(start)} – {month(end)}"


def column_words(column: str) -> str:
    """`primary_substance` as `primary substance`, `co_occurring` as `co-occurring disorder`."""
    return COLUMNS.get(column, column.replace("_", " "))


def level_words(level: str) -> str:
    """A value of a column: `True` as `yes`, `criminal_justice` as `criminal justice`."""
    return LEVELS.get(level.lower(), level.replace("_", " "))


def plural(number: int, one: str, many: str | None = None) -> str:
    """`1 episode`, `9 episodes`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _missing(value: float | None) -> bool:
    return value is None or math.isnan(value)


def _whole(value: float) -> int:
    """Rounded half away from zero, as a reader rounds by hand (Python rounds 62.5 to 62)."""
    return int(math.copysign(math.floor(abs(value) + 0.5 + 1e-9), value))
