"""The measures of the overview as frames to look at and to take away, numerator and n beside every share."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analytics.outcomes.measures import Measure


def measures_frame(measures: Sequence[Measure]) -> pd.DataFrame:
    """One row a measure: figure now with interval, numerator and n, the period before, the change with interval."""
    return pd.DataFrame([_row(measure) for measure in measures])


def _row(measure: Measure) -> dict[str, object]:
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
        "reading": measure.reading,
        "method": now.method,
    }


def trend_frame(measures: Sequence[Measure]) -> pd.DataFrame:
    """One row a measure and month, as drawn in the tiles."""
    months = [measure.trend.assign(measure=measure.name) for measure in measures if len(measure.trend)]
    if not months:
        return pd.DataFrame({"measure": [], "month": [], "value": [], "n": []})
    frame = pd.concat(months, ignore_index=True)[["measure", "month", "value", "n"]]
    return frame.assign(month=pd.to_datetime(frame["month"]).dt.strftime("%Y-%m"))
