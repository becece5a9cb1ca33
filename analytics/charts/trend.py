"""The small monthly trend of a tile: a grey line, its last month, the target, first and last month written."""

from __future__ import annotations

from datetime import date
from math import isnan
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.theme import NOTE_SIZE, Theme, house_layout, note
from analytics.charts.wording import count, month, percent

HEIGHT = 92
SHORTEST = 2  # months: one point is not a trend
HEADROOM = 0.12  # of the drawn span, so that the line never touches the frame


def trend_figure(trend: pd.DataFrame, theme: Theme, *, target: float | None, share: bool = True) -> go.Figure:
    """Monthly values (columns month, value, n) as one grey line; a month without a value is a gap."""
    months = _months(trend)
    layout = house_layout(theme, height=HEIGHT, margin=(2, 6, 6, 22)) | {
        "xaxis": {"visible": False, "fixedrange": True, "range": [-0.4, max([*_places(months), 1]) + 0.4]},
        "yaxis": {"visible": False, "fixedrange": True, "range": _span(trend, target)},
        "shapes": _target_line(theme, target),
        "annotations": _first_and_last(months, theme),
    }
    return figure_of(_line(trend, months, theme, share=share), layout)


def has_trend(trend: pd.DataFrame) -> bool:
    """Whether there are months enough to draw."""
    return bool(np.count_nonzero(~np.isnan(_values(trend))) >= SHORTEST)


def _values(trend: pd.DataFrame) -> np.ndarray:
    return trend["value"].to_numpy(dtype=float, na_value=np.nan)


def _line(trend: pd.DataFrame, months: list[date], theme: Theme, *, share: bool) -> list[dict[str, Any]]:
    values = _values(trend).tolist()
    last = max((place for place, value in enumerate(values) if not isnan(value)), default=-1)
    written = [percent(value) if share else count(value) for value in values]
    hover = [f"{month(at)}: {value}, n = {n:,.0f}" for at, value, n in zip(months, written, trend["n"], strict=True)]
    return [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": _places(months),
            "y": [None if isnan(value) else value for value in values],
            "line": {"color": theme.common, "width": 1.5},
            "marker": {
                "color": theme.common,
                "opacity": 1,
                "size": [8 if place == last else 4 for place in range(len(trend))],
                "line": {"width": 0},
            },
            "hovertemplate": "%{text}<extra></extra>",
            "text": hover,
        }
    ]


def _places(shown: list[date]) -> list[int]:
    """Months since the first one, so that a left-out month leaves its gap."""
    return [12 * (at.year - shown[0].year) + at.month - shown[0].month for at in shown]


def _span(trend: pd.DataFrame, target: float | None) -> list[float]:
    values = [value for value in _values(trend).tolist() if not isnan(value)] + ([] if target is None else [target])
    if not values:
        return [0.0, 1.0]
    low, high = min(values), max(values)
    room = max((high - low) * HEADROOM, 0.01 * max(abs(high), 1.0))
    return [low - room, high + room]


def _target_line(theme: Theme, target: float | None) -> list[dict[str, Any]]:
    if target is None:
        return []
    line = {"color": theme.benchmark, "width": 1.5, "dash": "dot"}
    ends = {"xref": "paper", "x0": 0, "x1": 1, "y0": target, "y1": target}
    return [{"type": "line", "layer": "below", "line": line} | ends]


def _first_and_last(shown: list[date], theme: Theme) -> list[dict[str, Any]]:
    if not shown:
        return []
    below: dict[str, Any] = {"xref": "paper", "yref": "paper", "y": 0, "yanchor": "top", "yshift": -4}
    return [
        note(month(shown[0]), x=0, xanchor="left", colour=theme.second_text, size=NOTE_SIZE, **below),
        note(month(shown[-1]), x=1, xanchor="right", colour=theme.second_text, size=NOTE_SIZE, **below),
    ]


def _months(trend: pd.DataFrame) -> list[date]:
    days: list[date] = trend["month"].to_numpy().astype("datetime64[D]").tolist()
    return days
