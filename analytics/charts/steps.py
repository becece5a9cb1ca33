"""A survival curve as the drawing sees it: steps, the value on a day, who is still at risk, where it turns thin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.outcomes.survival import SurvivalCurve, estimates_at, risk_table


@dataclass(frozen=True, eq=False)
class Steps:
    """One curve from time 0 on; after `thin_after` fewer are at risk than the setting asks (None = never)."""

    curve: SurvivalCurve
    name: str
    table: pd.DataFrame  # time, at_risk, events, censored, estimate, low, high, thin
    last_time: float
    thin_after: float | None


@dataclass(frozen=True)
class RiskCell:
    """One column of one group's risk table: at risk just before the time's events, censored and events before it."""

    time: float
    at_risk: int
    censored: int
    events: int
    thin: bool


def steps(curve: SurvivalCurve) -> Steps:
    """The curve with a first row at time 0, where everyone is abstinent and at risk."""
    table = curve.table
    if table.empty or float(table["time"].iloc[0]) > 0:
        table = pd.concat([_start(curve), table], ignore_index=True)
    return Steps(curve, curve.name, table, curve.last_time or 0.0, _thin_after(table))


def _thin_after(table: pd.DataFrame) -> float | None:
    """The last time with enough people at risk, where thin rows follow it."""
    thin = table["thin"].to_numpy(bool)
    if not thin.any():
        return None
    first = int(np.argmax(thin))
    return float(table["time"].iloc[max(first - 1, 0)])


def _start(curve: SurvivalCurve) -> pd.DataFrame:
    row = {"time": 0.0, "at_risk": curve.n, "events": 0, "censored": 0, "estimate": 1.0, "low": 1.0, "high": 1.0}
    return pd.DataFrame([row | {"thin": False}])


def value_at(drawn: Steps, time: float) -> tuple[float, float, float] | None:
    """Estimate and interval at a time; None after the last observed time or where too few are at risk."""
    found = estimates_at(drawn.curve, [time])[0]
    if found["estimate"] is None or found["low"] is None or found["high"] is None:
        return None
    return found["estimate"], found["low"], found["high"]


def risk_cells(drawn: Steps, times: Sequence[float]) -> list[RiskCell]:
    """The risk table's columns; at every one at risk + censored + events = n."""
    table = risk_table(drawn.curve, list(times))
    least = drawn.curve.min_at_risk
    return [
        RiskCell(float(time), int(at_risk), int(censored), int(events), int(at_risk) < least)
        for time, at_risk, censored, events in table[["time", "at_risk", "censored", "events"]].to_numpy()
    ]


def on_grid(drawn: Steps, grid: np.ndarray, column: str) -> np.ndarray:
    """Values of a column of the curve at the times of a grid, NaN after the last observed time."""
    times = drawn.table["time"].to_numpy(float)
    values = drawn.table[column].to_numpy(float)
    found = values[np.clip(np.searchsorted(times, grid, side="right") - 1, 0, len(values) - 1)]
    return np.where(grid <= drawn.last_time, found, np.nan)
