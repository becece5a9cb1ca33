"""The survival figure: curves with intervals, the published range, and the risk table aligned under the axis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.labels import PLOT_HEIGHT
from analytics.charts.risk_table import AXIS_HEIGHT, risk_table, table_height
from analytics.charts.steps import Steps, on_grid, steps, value_at
from analytics.charts.survival_axis import Axis, PublishedRange
from analytics.charts.survival_words import direct_labels
from analytics.charts.theme import (
    BAND_OPACITY,
    THIN_BAND_OPACITY,
    Theme,
    house_layout,
    rgba,
    share_axis,
    time_axis,
)
from analytics.charts.wording import percent, percent_range
from analytics.outcomes.survival import SurvivalCurve

MARGIN = (82, 20, 16, 6)
MOST_GROUPS = 4  # more groups than this cannot be told apart in one figure


def survival_figure(
    curves: Sequence[SurvivalCurve], theme: Theme, *, axis: Axis, published: PublishedRange | None
) -> go.Figure:
    """Share without the event over time, at most four groups, each with interval, censor ticks and direct label."""
    drawn = [steps(curve) for curve in curves[:MOST_GROUPS]]
    inner = PLOT_HEIGHT + AXIS_HEIGHT + table_height(len(drawn), single=len(drawn) == 1)
    height = int(inner + MARGIN[2] + MARGIN[3])
    foot = 1 - PLOT_HEIGHT / inner
    traces = [trace for place, curve in enumerate(drawn) for trace in _curve_traces(curve, place, theme, axis)]
    marks = _guide_traces(drawn, theme, axis)
    table_notes, table_lines = risk_table(drawn, theme, columns=axis.columns, inner=inner)
    words, leaders = direct_labels(drawn, theme, axis, published)
    layout = house_layout(theme, height=height, margin=MARGIN) | {
        "xaxis": _time(axis, theme),
        "yaxis": share_axis(theme, domain=[foot, 1], range=[0, 1.0]),
        "shapes": _range_shapes(published, theme, axis) + _guide_line(axis, theme, foot) + table_lines + leaders,
        "annotations": words + table_notes,
    }
    return figure_of(traces + marks, layout)


def _time(axis: Axis, theme: Theme) -> dict[str, Any]:
    title = {"text": axis.title, "font": {"size": 13, "color": theme.second_text}, "standoff": 4}
    ticks = {"tickvals": list(axis.columns), "ticktext": [f"{c:.0f}" for c in axis.columns]}
    return time_axis(theme, range=[0, axis.end], anchor="y", title=title, **ticks)


def _curve_traces(curve: Steps, place: int, theme: Theme, axis: Axis) -> list[dict[str, Any]]:
    """Band, thin band, line, dotted tail, censor ticks: the uncertainty first."""
    colour = theme.series[place]
    end = min(curve.last_time, axis.end)
    turn = end if curve.thin_after is None else min(curve.thin_after, end)
    return [
        _band(curve, 0.0, turn, rgba(colour, BAND_OPACITY)),
        _band(curve, turn, end, rgba(colour, THIN_BAND_OPACITY)),
        _line(curve, 0.0, turn, {"color": colour, "width": 2.5}, axis),
        _line(curve, turn, end, {"color": colour, "width": 2, "dash": "1px,3px"}, axis),
        _censor_ticks(curve, colour, end),
    ]


def _points(curve: Steps, start: float, end: float, column: str) -> tuple[list[float], list[float]]:
    """Corner points of the steps between two times, both ends included."""
    if end <= start:
        return [], []
    times = curve.table["time"].to_numpy(float)
    inside = times[(times > start) & (times < end)]
    at = np.concatenate([[start], inside, [end]])
    return at.tolist(), on_grid(curve, np.minimum(at, curve.last_time), column).tolist()


def _band(curve: Steps, start: float, end: float, fill: str) -> dict[str, Any]:
    times, low = _points(curve, start, end, "low")
    _, high = _points(curve, start, end, "high")
    x, top = _corners(times, high)
    _, bottom = _corners(times, low)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x + x[::-1],
        "y": top + bottom[::-1],
        "fill": "toself",
        "fillcolor": fill,
        "line": {"width": 0},
        "hoverinfo": "skip",
        "name": f"{curve.name} interval",
    }


def _corners(times: list[float], values: list[float]) -> tuple[list[float], list[float]]:
    """Right-angled steps written out: a value holds until the next time."""
    x = [time for time in times for _ in (0, 1)][1:]
    y = [value for value in values for _ in (0, 1)][:-1]
    return x, y


def _line(curve: Steps, start: float, end: float, line: dict[str, Any], axis: Axis) -> dict[str, Any]:
    times, values = _points(curve, start, end, "estimate")
    _, low = _points(curve, start, end, "low")
    _, high = _points(curve, start, end, "high")
    hover = [f"{percent(v)}, 95% {percent_range(a, b)}" for v, a, b in zip(values, low, high, strict=True)]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": times,
        "y": values,
        "line": line | {"shape": "hv"},
        "text": hover,
        "name": curve.name,
        "hovertemplate": f"{curve.name}<br>{axis.unit[:-1]} %{{x:.0f}}: %{{text}}<extra></extra>",
    }


def _censor_ticks(curve: Steps, colour: str, end: float) -> dict[str, Any]:
    rows = curve.table[(curve.table["censored"] > 0) & (curve.table["time"] <= end) & (curve.table["time"] > 0)]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": rows["time"].tolist(),
        "y": rows["estimate"].tolist(),
        "marker": {"symbol": "line-ns", "size": 6, "opacity": 1, "line": {"width": 1, "color": colour}},
        "hoverinfo": "skip",
        "name": f"{curve.name} follow-up ends",
    }


def _guide_traces(drawn: Sequence[Steps], theme: Theme, axis: Axis) -> list[dict[str, Any]]:
    """Open points where each curve crosses the guide."""
    traces = []
    for place, curve in enumerate(drawn):
        found = None if axis.guide is None else value_at(curve, axis.guide)
        if found is not None:
            marker = {
                "size": 10,
                "color": theme.page,
                "opacity": 1,
                "line": {"width": 2.5, "color": theme.series[place]},
            }
            point = {"x": [axis.guide], "y": [found[0]], "marker": marker, "name": f"{curve.name} at the guide"}
            traces.append({"type": "scatter", "mode": "markers", "hoverinfo": "skip"} | point)
    return traces


def _range_shapes(published: PublishedRange | None, theme: Theme, axis: Axis) -> list[dict[str, Any]]:
    if published is None or published.start >= axis.end:
        return []
    ends = {"x0": published.start, "x1": axis.end, "layer": "below"}
    fill = {"type": "rect", "y0": published.low, "y1": published.high, "fillcolor": theme.benchmark_fill}
    line = {"color": theme.benchmark, "width": 1.5, "dash": "dot"}
    edges = [ends | {"type": "line", "y0": y, "y1": y, "line": line} for y in (published.low, published.high)]
    return [ends | fill | {"line": {"width": 0}}, *edges]


def _guide_line(axis: Axis, theme: Theme, foot: float) -> list[dict[str, Any]]:
    if axis.guide is None:
        return []
    line = {"color": theme.axis, "width": 1.25, "dash": "3px,3px"}
    ends = {"x0": axis.guide, "x1": axis.guide, "yref": "paper", "y0": foot, "y1": 1}
    return [{"type": "line", "layer": "below", "line": line} | ends]
