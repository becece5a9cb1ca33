"""The small monthly trend of a tile: limits as a grey band, mean, grey line, signals, target, first and last month."""

from __future__ import annotations

from datetime import date
from math import isnan
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.charts.control_words import Direction, is_better
from analytics.charts.figure import figure_of
from analytics.charts.theme import NOTE_SIZE, Theme, house_layout, note
from analytics.charts.wording import count, month, percent
from analytics.evaluation.control_charts import ControlChart

HEIGHT = 92
SIGNAL_SIZE = 9
SHORTEST = 2  # months: one point is not a trend
HEADROOM = 0.12  # of the drawn span, so that the line never touches the frame


def trend_figure(
    trend: pd.DataFrame,
    theme: Theme,
    *,
    target: float | None,
    share: bool = True,
    chart: ControlChart | None = None,
    good: Direction = "up",
) -> go.Figure:
    """Monthly values (columns month, value, n) as one grey line; a month without a value is a gap.

    `chart`: the control chart of the same months: its limits are the band, its signals the triangles.
    """
    months = months_of(trend)
    layout = house_layout(theme, height=HEIGHT, margin=(2, 6, 6, 22)) | {
        "xaxis": {"visible": False, "fixedrange": True, "range": [-0.6, max([*places(months), 1]) + 0.6]},
        "yaxis": {"visible": False, "fixedrange": True, "range": _span(trend, target, chart)},
        "shapes": _target_line(theme, target),
        "annotations": _first_and_last(months, theme),
    }
    line = _line(trend, months, theme, share=share)
    if chart is not None:
        line[0]["marker"] |= _signals(chart, theme, good)
    return figure_of([*_band(chart, months, theme), *line], layout)


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
            "x": places(months),
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


def places(shown: list[date]) -> list[int]:
    """Months since the first one, so that a left-out month leaves its gap."""
    return [12 * (at.year - shown[0].year) + at.month - shown[0].month for at in shown]


def _signals(chart: ControlChart, theme: Theme, good: Direction) -> dict[str, Any]:
    """Symbol, colour and size of the signalled months' triangles."""
    sides = chart.frame["signal"].to_list()
    if not any(sides):
        return {}
    shapes = ["circle" if not s else "triangle-up" if is_better(s, good) else "triangle-down" for s in sides]
    colours = [theme.common if not s else theme.good if is_better(s, good) else theme.concern for s in sides]
    sizes = [SIGNAL_SIZE if s else 4 for s in sides]
    sizes[-1] = max(sizes[-1], 8)
    return {"symbol": shapes, "color": colours, "size": sizes}


def _band(chart: ControlChart | None, months: list[date], theme: Theme) -> list[dict[str, Any]]:
    """Limits as a filled band and the mean as a thin line, phase by phase."""
    drawn: list[dict[str, Any]] = []
    if chart is None or not chart.has_limits:
        return drawn
    frame, at = chart.frame, np.asarray(places(months), float)
    number = frame["phase"].to_numpy()
    for phase, known in enumerate(chart.phases):
        if known.limits is None:
            continue
        rows = number == phase
        edges, low, high = _steps(at[rows], frame["low"].to_numpy()[rows], frame["high"].to_numpy()[rows])
        band = {
            "type": "scatter",
            "mode": "lines",
            "x": edges + edges[::-1],
            "y": high + low[::-1],
            "fill": "toself",
            "fillcolor": theme.limits_fill,
            "line": {"width": 0},
            "hoverinfo": "skip",
        }
        mean = {"x": [edges[0], edges[-1]], "y": [known.limits.mean] * 2, "line": {"color": theme.limit, "width": 1}}
        drawn += [band, {"type": "scatter", "mode": "lines", "hoverinfo": "skip"} | mean]
    return drawn


def _steps(at: np.ndarray, low: np.ndarray, high: np.ndarray) -> tuple[list[float], list[float], list[float]]:
    """Edges half a month around the months, and both limits there; months with equal limits are one step."""
    begins = np.flatnonzero(np.append(True, (np.diff(low) != 0) | (np.diff(high) != 0)))
    ends = np.append(begins[1:], len(at)) - 1
    edges = np.column_stack([at[begins] - 0.5, at[ends] + 0.5]).ravel()
    return edges.tolist(), np.repeat(low[begins], 2).tolist(), np.repeat(high[begins], 2).tolist()


def _span(trend: pd.DataFrame, target: float | None, chart: ControlChart | None) -> list[float]:
    values = [value for value in _values(trend).tolist() if not isnan(value)] + ([] if target is None else [target])
    if chart is not None and chart.has_limits:
        limits = np.concatenate([chart.frame[side].to_numpy(float) for side in ("low", "high")])
        values += limits[~np.isnan(limits)].tolist()
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


def months_of(trend: pd.DataFrame) -> list[date]:
    """The first day of every month of a frame."""
    days: list[date] = trend["month"].to_numpy().astype("datetime64[D]").tolist()
    return days
