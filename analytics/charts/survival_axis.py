"""The time axis of a survival figure: unit, ticks, the day-90 guide, and the published range drawn along it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.outcomes.survival import SurvivalCurve

DAY_COLUMNS = (0, 90, 180, 270, 365)
FEW_MONTHS = 120  # days: an axis no longer than this has a column a month
GUIDE_DAY = 90
WEEK_DAYS = 7
MONTH_DAYS = 30


@dataclass(frozen=True)
class PublishedRange:
    """The range drawn behind the curves, from `start` on the axis to its end."""

    low: float
    high: float
    start: float


@dataclass(frozen=True)
class Axis:
    """The time axis: `unit` is days or weeks, `columns` the times of ticks and risk table, `guide` the dashed line."""

    unit: str
    title: str
    end: float
    columns: tuple[float, ...]
    guide: float | None


def axis_for(curves: Sequence[SurvivalCurve], *, unit: str, clock_words: str) -> Axis:
    """Days to a year in quarters, or weeks in fours, cut at the month in which nobody is followed any longer."""
    longest = max((float(curve.last_time or 0) for curve in curves), default=0.0)
    if unit == "days":
        end = float(min(max(MONTH_DAYS * math.ceil(longest / MONTH_DAYS), GUIDE_DAY), DAY_COLUMNS[-1]))
        days = range(0, FEW_MONTHS + 1, MONTH_DAYS) if end <= FEW_MONTHS else DAY_COLUMNS
        columns = [float(c) for c in days if c <= end]
        guide: float | None = float(GUIDE_DAY)
    else:
        end = max(np.ceil(longest), 4.0)
        step = 4 if end <= 28 else 8 if end <= 56 else 13
        columns = [float(c) for c in np.arange(0, end + 1, step)]
        guide = float(GUIDE_DAY // WEEK_DAYS) if end > GUIDE_DAY // WEEK_DAYS else None
    return Axis(unit, f"{unit.capitalize()} since {clock_words}", end, tuple(columns), guide)
