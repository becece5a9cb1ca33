"""Control charts side by side: each measure against its own limits, a percentage point equally tall in all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import plotly.graph_objects as go

from analytics.charts.control import limit_lines, signal_marker, value_ticks
from analytics.charts.control_words import Direction
from analytics.charts.figure import figure_of
from analytics.charts.theme import Theme, house_layout, share_axis, time_axis
from analytics.charts.trend import months_of, places
from analytics.charts.wording import count, month, percent
from analytics.evaluation.control_charts import ControlChart

HEIGHT = 200
MARGIN = (44, 10, 8, 30)
ROOM = 0.06  # of the drawn span, above and below
LABEL_MONTHS = 6  # half a label is as wide as so many months
LEAST_SPAN = 0.1  # of shares: ten points, so that chance of a point or two looks small


def small_ranges(charts: Mapping[str, ControlChart], *, shares: frozenset[str]) -> dict[str, tuple[float, float]]:
    """The value axis of each chart: shares have one span around their own middle, other numbers their own."""
    own = {name: _own(chart) for name, chart in charts.items()}
    span = max([LEAST_SPAN, *(high - low for name, (low, high) in own.items() if name in shares)])
    return {name: _inside(*_around(*ends, span)) if name in shares else _around(*ends, 0) for name, ends in own.items()}


def _own(chart: ControlChart) -> tuple[float, float]:
    """The lowest and highest value or limit of a chart."""
    numbers = chart.frame[["value", "low", "high"]].to_numpy(float).ravel()
    numbers = numbers[~np.isnan(numbers)]
    return (float(numbers.min()), float(numbers.max())) if len(numbers) else (0.0, 1.0)


def _around(low: float, high: float, span: float) -> tuple[float, float]:
    """A range of at least `span` around the middle, with room."""
    middle, half = (low + high) / 2, (max(high - low, span) or 1.0) * (0.5 + ROOM)
    return middle - half, middle + half


def _inside(low: float, high: float) -> tuple[float, float]:
    """The same span moved so that it does not leave 0–100% by more than the room needs."""
    edge, span = ROOM * (high - low), high - low
    if span >= 1:
        return (1 - span) / 2, (1 + span) / 2
    low = min(max(low, -edge), 1 + edge - span)
    return low, low + span


def small_control_figure(
    chart: ControlChart, theme: Theme, *, value_range: tuple[float, float], share: bool = True, good: Direction = "up"
) -> go.Figure:
    """One measure of the row: months as a grey line, mean and limits, signals as coloured triangles."""
    months = months_of(chart.frame)
    at = places(months)
    layout = house_layout(theme, height=HEIGHT, margin=MARGIN) | {
        "xaxis": time_axis(theme, range=[-1.5, max([*at, 1]) + 1.5], **_labels(months, at)),
        "yaxis": share_axis(theme, range=list(value_range), **value_ticks(*value_range, share=share)),
        "shapes": _changes(chart, theme, at),
    }
    return figure_of([*limit_lines(chart, theme, at), _line(chart, theme, at, share=share, good=good)], layout)


def _labels(months: list[date], at: list[int]) -> dict[str, Any]:
    """The first month and every January that stands clear of it and of the right edge."""
    clear = [k for k, day in enumerate(months) if day.month == 1 and LABEL_MONTHS <= at[k] <= at[-1] - LABEL_MONTHS]
    shown = [*range(min(1, len(at))), *clear]
    return {"tickvals": [at[k] for k in shown], "ticktext": [f"{months[k]:%b %y}" for k in shown]}


def _line(chart: ControlChart, theme: Theme, at: list[int], *, share: bool, good: Direction) -> dict[str, Any]:
    write, frame = percent if share else count, chart.frame
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": at,
        "y": frame["value"].to_list(),
        "line": {"color": theme.common, "width": 1.5},
        "marker": signal_marker(frame["signal"].to_list(), theme, good=good, size=5, signal_size=9),
        "text": [f"{month(day)}: {write(value)}" for day, value in zip(months_of(frame), frame["value"], strict=True)],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _changes(chart: ControlChart, theme: Theme, at: list[int]) -> list[dict[str, Any]]:
    """A line before the first month of every phase but the first."""
    number = chart.frame["phase"].to_numpy()
    starts = [at[int(np.argmax(number == phase))] - 0.5 for phase in range(1, len(chart.phases))]
    line = {"color": theme.text, "width": 1}
    return [
        {"type": "line", "layer": "below", "line": line, "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1}
        for x in starts
    ]
