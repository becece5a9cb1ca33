"""The measures of the overview as frames to look at and to take away, numerator and n beside every share."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analytics.outcomes.measures import Measure
from views.readings import Read


def measures_frame(reads: Sequence[Read]) -> pd.DataFrame:
    """One row a measure: now with interval, numerator and n, the period before, the change with interval, reading."""
    return pd.DataFrame([_row(read) for read in reads])


def _row(read: Read) -> dict[str, object]:
    measure = read.measure
    now, before, change = measure.estimate, measure.previous, measure.change
    return {
        "measure": measure.name,
        "period": measure.period.label,
        "value": now.value,
        "low": now.low,
        "high": now.high,
        "events": now.events,
        "n": now.n,
        "target": measure.target,
        "previous_period": None if before is None else measure.previous_period.label,
        "previous": None if before is None else before.value,
        "previous_n": None if before is None else before.n,
        "change": None if change is None else change.value,
        "change_low": None if change is None else change.low,
        "change_high": None if change is None else change.high,
        "reading": read.words,
        "change_reading": measure.reading,
        "method": now.method,
    }


def trend_frame(measures: Sequence[Measure]) -> pd.DataFrame:
    """One row a measure and month, as drawn in the tiles."""
    months = [measure.trend.assign(measure=measure.name) for measure in measures if len(measure.trend)]
    if not months:
        return pd.DataFrame({"measure": [], "month": [], "value": [], "n": []})
    frame = pd.concat(months, ignore_index=True)[["measure", "month", "value", "n"]]
    return frame.assign(month=pd.to_datetime(frame["month"]).dt.strftime("%Y-%m"))
