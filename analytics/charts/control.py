"""A control chart: months as a grey line with mean and limits, phases at declared changes, only signals coloured."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np
import plotly.graph_objects as go

from analytics.charts.control_words import Direction, is_better, phase_words
from analytics.charts.figure import figure_of
from analytics.charts.theme import NOTE_SIZE, Theme, house_layout, note, share_axis, time_axis
from analytics.charts.trend import months_of, places
from analytics.charts.wording import count, month, percent
from analytics.evaluation.control_charts import ControlChart
from analytics.evaluation.control_rules import OUTSIDE

HEIGHT = 330
MARGIN = (44, 16, 44, 30)
DASH = "5px,3px"
MOST_LABELS = 6  # of the months under the axis
HEADROOM = 0.08
HEAD = 34  # pixels of a phase's two lines; one under the other, so that they never overlap on a phone
LATE = 0.4  # of the width: a phase that begins behind it is headed from the right edge


def control_figure(
    chart: ControlChart, theme: Theme, *, share: bool = True, good: Direction = "up", target: float | None = None
) -> go.Figure:
    """The chart large: limits step with n, outside months are named with their value, every phase is headed."""
    months = months_of(chart.frame)
    at = places(months)
    more = HEAD * max(len(chart.phases) - 1, 0)
    left, right, top, bottom = MARGIN
    layout = house_layout(theme, height=HEIGHT + more, margin=(left, right, top + more, bottom)) | {
        "xaxis": time_axis(theme, range=[-0.7, max([*at, 1]) + 0.7], **_labels(months, at)),
        "yaxis": share_axis(theme, range=_range(chart, target), **value_ticks(*_range(chart, target), share=share)),
        "shapes": [*_changes(chart, theme, at), *_target(theme, target)],
        "annotations": [*_heads(chart, theme, at, share=share), *_outside(chart, theme, at, share=share, good=good)],
    }
    return figure_of([*limit_lines(chart, theme, at), *_points(chart, theme, at, share=share, good=good)], layout)


def _labels(months: list[Any], at: list[int]) -> dict[str, Any]:
    step = max(1, -(-len(months) // MOST_LABELS))
    shown = list(range(0, len(months), step))
    return {"tickvals": [at[k] for k in shown], "ticktext": [f"{months[k]:%b %y}" for k in shown]}


def _range(chart: ControlChart, target: float | None) -> list[float]:
    numbers = chart.frame[["value", "low", "high"]].to_numpy(float).ravel()
    numbers = np.append(numbers[~np.isnan(numbers)], [] if target is None else [target])
    if not len(numbers):
        return [0.0, 1.0]
    low, high = float(numbers.min()), float(numbers.max())
    room = max((high - low) * HEADROOM, 0.01)
    return [low - room, high + room]


def value_ticks(low: float, high: float, *, share: bool) -> dict[str, Any]:
    """At most six round values between two ends of the value axis; shares as whole percents, none outside 0–100%."""
    if not share:
        return {"tickvals": None, "tickformat": ",d", "nticks": 6}
    step = next(step for step in (0.02, 0.05, 0.1, 0.2, 0.25) if (high - low) / step <= 6)
    first = int(np.ceil(low / step))
    shown = [k * step for k in range(first, int(high / step) + 1) if -1e-9 <= k * step <= 1 + 1e-9]
    return {"tickvals": shown, "ticktext": [percent(value) for value in shown]}


def limit_lines(chart: ControlChart, theme: Theme, at: list[int]) -> list[dict[str, Any]]:
    """Mean and limits of every phase, stepping half a month before and behind its months."""
    drawn = []
    frame = chart.frame
    for number, phase in enumerate(chart.phases):
        rows = np.flatnonzero(frame["phase"].to_numpy() == number)
        if phase.limits is None:
            continue
        edges = [at[row] - 0.5 for row in rows] + [at[rows[-1]] + 0.5]
        for name, width, dash in (("low", 1.25, DASH), ("high", 1.25, DASH), ("mean", 1.5, "solid")):
            values = frame[name].to_numpy()[rows].tolist()
            drawn.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "x": edges,
                    "y": [*values, values[-1]],
                    "line": {"color": theme.limit, "width": width, "dash": dash, "shape": "hv"},
                    "hoverinfo": "skip",
                }
            )
    return drawn


def _points(chart: ControlChart, theme: Theme, at: list[int], *, share: bool, good: Direction) -> list[dict[str, Any]]:
    write = percent if share else count
    frame = chart.frame
    sides = frame["signal"].to_list()
    hover = [
        f"{month(day)}: {write(value)}, n = {n:,.0f}"
        for day, value, n in zip(months_of(frame), frame["value"], frame["n"], strict=True)
    ]
    return [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": at,
            "y": frame["value"].to_list(),
            "line": {"color": theme.common, "width": 1.75},
            "marker": signal_marker(sides, theme, good=good, size=8, signal_size=12),
            "text": hover,
            "hovertemplate": "%{text}<extra></extra>",
        }
    ]


def signal_marker(
    sides: list[int], theme: Theme, *, good: Direction, size: int, signal_size: int, last: int | None = None
) -> dict[str, Any]:
    """Grey dots; signals as coloured triangles, up better, down worse; `last` the size of the newest."""
    shown = [signal_size if side else size for side in sides]
    if last is not None and shown and not sides[-1]:
        shown[-1] = last
    colours = [theme.common if not side else theme.good if is_better(side, good) else theme.concern for side in sides]
    return {
        "symbol": ["circle" if not s else "triangle-up" if is_better(s, good) else "triangle-down" for s in sides],
        "size": shown,
        "color": colours,
        "opacity": 1,
        "line": {"width": 0},
    }


def _changes(chart: ControlChart, theme: Theme, at: list[int]) -> list[dict[str, Any]]:
    line = {"color": theme.text, "width": 1.5}
    starts = [_start(chart, number, at) - 0.5 for number in range(1, len(chart.phases))]
    return [
        {"type": "line", "layer": "below", "line": line, "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1}
        for x in starts
    ]


def _target(theme: Theme, target: float | None) -> list[dict[str, Any]]:
    if target is None:
        return []
    line = {"color": theme.benchmark, "width": 1.5, "dash": "dot"}
    return [
        {"type": "line", "layer": "below", "line": line, "xref": "paper", "x0": 0, "x1": 1, "y0": target, "y1": target}
    ]


def _start(chart: ControlChart, number: int, at: list[int]) -> int:
    return at[int(np.argmax(chart.frame["phase"].to_numpy() == number))]


def _heads(chart: ControlChart, theme: Theme, at: list[int], *, share: bool) -> list[dict[str, Any]]:
    """Name, mean and limits over every phase."""
    found = []
    for number, phase in enumerate(chart.phases):
        name, limits = phase_words(phase, share=share)
        start, row = _start(chart, number, at), HEAD * (len(chart.phases) - 1 - number)
        place: dict[str, Any] = {"yref": "paper", "y": 1, "yanchor": "bottom"}
        if start > LATE * at[-1]:
            place |= {"xref": "paper", "x": 1, "xanchor": "right", "align": "right"}
        else:
            place |= {"x": start - (0.35 if number else 0.5), "xanchor": "left", "align": "left"}
        found.append(note(f"<b>{escape(name)}</b>", colour=theme.text, yshift=row + 20, **place))
        found.append(note(limits, colour=theme.second_text, yshift=row + 3, **place))
    return found


def _outside(chart: ControlChart, theme: Theme, at: list[int], *, share: bool, good: Direction) -> list[dict[str, Any]]:
    """Month and value at every month outside a limit that has no neighbour outside on its left."""
    frame, write = chart.frame, percent if share else count
    rules, sides, found = frame["rule"].to_list(), frame["signal"].to_list(), []
    for row, day in enumerate(months_of(frame)):
        if rules[row] != OUTSIDE or (row and rules[row - 1] == OUTSIDE):
            continue
        colour = theme.good if is_better(sides[row], good) else theme.concern
        late = row > 0.7 * len(rules)
        words = f"{month(day)}: {write(frame['value'].iloc[row])}"
        place: dict[str, Any] = {"xanchor": "right" if late else "left", "xshift": -9 if late else 9}
        found.append(
            note(words, x=at[row], y=float(frame["value"].iloc[row]), colour=colour, size=NOTE_SIZE + 1, **place)
        )
    return found
