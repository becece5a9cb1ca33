"""Between two tests: the event came after the last negative test and by the first positive one. A band, not a date."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.labels import LIFTS, Line, label_boxes
from analytics.charts.steps import on_grid, steps
from analytics.charts.survival_axis import Axis
from analytics.charts.survival_words import curve_name, leader_line
from analytics.charts.theme import Theme, house_layout, rgba, share_axis, time_axis
from analytics.charts.wording import people, percent
from analytics.evaluation.interval_band import IntervalBand
from analytics.outcomes.survival import estimates_at

HEIGHT = 380
MOST_GROUPS = 4
FILL = 0.22


def interval_band_figure(bands: Sequence[IntervalBand], theme: Theme, *, axis: Axis) -> go.Figure:
    """A band a group from the curve of the earliest possible days to that of the latest, the positive tests."""
    grid = np.linspace(0, axis.end, 361)
    drawn = [_edges(band, grid) for band in bands[:MOST_GROUPS]]
    traces = [
        trace
        for place, (low, high) in enumerate(drawn)
        for trace in _traces(bands[place], low, high, grid, place, theme)
    ]
    words, leaders = _names(bands, drawn, grid, theme, axis)
    title = {"text": axis.title, "font": {"size": 13, "color": theme.second_text}, "standoff": 4}
    layout = house_layout(theme, height=HEIGHT, margin=(44, 20, 16, 46)) | {
        "xaxis": time_axis(theme, range=[0, axis.end], tickvals=list(axis.columns), title=title),
        "yaxis": share_axis(theme),
        "annotations": words,
        "shapes": leaders,
    }
    return figure_of(traces, layout)


def interval_band_title(bands: Sequence[IntervalBand]) -> str:
    """How many days lie between the two tests."""
    gaps = [band.median_gap for band in bands if band.median_gap is not None]
    if not gaps:
        return "Nobody had the event, so there is no band"
    low, high = min(gaps), max(gaps)
    days = f"{low:.0f} days" if round(low) == round(high) else f"{low:.0f}–{high:.0f} days"
    return f"{days} (median) lie between the last negative and the first positive test"


def interval_band_alt(bands: Sequence[IntervalBand], *, title: str, day: float) -> str:
    """Each group's two shares on one day."""
    told = []
    for band in bands:
        low, high = (estimates_at(curve, [day])[0]["estimate"] for curve in (band.earliest, band.latest))
        if low is not None and high is not None:
            told.append(f"{band.name} {percent(low)} to {percent(high)}")
    n = sum(band.latest.n for band in bands)
    shares = "; ".join(told) or "not estimable"
    return f"Bands between two survival curves. {title}. Without the event on day {day:.0f}: {shares}. {people(n)}."


def _edges(band: IntervalBand, grid: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Both curves while the later one is followed; the earlier one ends before it and keeps its last value."""
    high = np.asarray(on_grid(steps(band.latest), grid, "estimate"), float)
    low = np.asarray(on_grid(steps(band.earliest), np.minimum(grid, band.earliest.last_time or 0.0), "estimate"), float)
    return np.where(np.isnan(high), np.nan, low), high


def _traces(
    band: IntervalBand, low: np.ndarray, high: np.ndarray, grid: np.ndarray, place: int, theme: Theme
) -> list[dict[str, Any]]:
    there = ~np.isnan(low) & ~np.isnan(high)
    x, colour = grid[there], theme.series[place]
    fill = {
        "type": "scatter",
        "mode": "lines",
        "x": [*x.tolist(), *x[::-1].tolist()],
        "y": [*high[there].tolist(), *low[there][::-1].tolist()],
        "fill": "toself",
        "fillcolor": rgba(colour, FILL),
        "line": {"width": 0},
        "hoverinfo": "skip",
        "name": f"{band.name} band",
    }
    lines = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": x.tolist(),
            "y": values[there].tolist(),
            "line": {"color": colour, "width": 2} | dash,
            "name": f"{band.name}, {name}",
            "hovertemplate": f"{escape(band.name)}, {name}<br>day %{{x:.0f}}: %{{y:.0%}}<extra></extra>",
        }
        for values, name, dash in ((low, "earliest", {"dash": "2px,3px"}), (high, "latest", {}))
    ]
    return [fill, *lines]


def _names(
    bands: Sequence[IntervalBand],
    drawn: Sequence[tuple[np.ndarray, np.ndarray]],
    grid: np.ndarray,
    theme: Theme,
    axis: Axis,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The names of two bands or more, and the leaders of those that stand off."""
    if len(drawn) < 2:
        return [], []
    order = sorted(range(len(drawn)), key=lambda place: -float(np.nanmean(drawn[place][1])))
    lines = [_hull(bands[place].name, *drawn[place]) for place in order]
    shares = grid / axis.end
    words, leaders = [], []
    for place, line, box in zip(order, lines, label_boxes(lines, shares, lifts=LIFTS), strict=True):
        words.append(curve_name(line.name, box, theme, place=place, end=axis.end))
        leaders += leader_line(box, line, shares, theme, place=place, end=axis.end)
    return words, leaders


def _hull(name: str, one: np.ndarray, other: np.ndarray) -> Line:
    """A band whose lines may cross, with its upper edge as the line that a name stands over."""
    upper = np.maximum(one, other)
    return Line(name, upper, np.minimum(one, other), upper)
