"""The way from one figure to another: two bars from zero, and between them what each change adds."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.theme import Theme, house_layout, note, time_axis
from analytics.charts.wording import people, percent, signed_points

ROW = 42
TEXT_UP, BAR_DOWN, BAR = 9 / ROW, 9 / ROW, 14 / ROW
MARGIN = (14, 16, 6, 30)


def waterfall_figure(frame: pd.DataFrame, theme: Theme, *, names: Sequence[str]) -> go.Figure:
    """`frame`: value, change, n; the first row is the first figure, the last row's value the second.

    `names`: the first figure, every step, the second figure. Steps are grey, the largest dark; the figures are blue.
    """
    values = [float(value) for value in frame["value"]]
    starts = [0.0, *values[:-1], 0.0]
    ends = [*values, values[-1]]
    end = min(1.0, max(values) * 1.06 + 0.02)
    rows = len(names)
    layout = house_layout(theme, height=rows * ROW + MARGIN[2] + MARGIN[3], margin=MARGIN) | {
        "xaxis": time_axis(theme, range=[0, end], tickformat=".0%", tickvals=_ticks(end)),
        "yaxis": {"visible": False, "fixedrange": True, "range": [-rows + 0.5, 0.5]},
        "shapes": _connectors(ends, theme),
        "annotations": _texts(frame, names, theme),
    }
    return figure_of([_bars(frame, names, starts, ends, theme)], layout)


def _bars(
    frame: pd.DataFrame, names: Sequence[str], starts: list[float], ends: list[float], theme: Theme
) -> dict[str, Any]:
    changes = frame["change"].iloc[1:].abs()
    largest = int(changes.idxmax()) if len(changes) else -1
    middle = [theme.second_text if place == largest else theme.whisker for place in range(1, len(names) - 1)]
    return {
        "type": "bar",
        "orientation": "h",
        "base": [min(pair) for pair in zip(starts, ends, strict=True)],
        "x": [abs(to - at) for at, to in zip(starts, ends, strict=True)],
        "y": [-place - BAR_DOWN for place in range(len(names))],
        "width": BAR,
        "marker": {"color": [theme.good, *middle, theme.good], "line": {"width": 0}},
        "text": [f"{escape(name)}: {said}" for name, said in zip(names, _said(frame), strict=True)],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    }


def _rows(frame: pd.DataFrame) -> list[Any]:
    return list(frame.itertuples())


def _said(frame: pd.DataFrame) -> list[str]:
    """`57% n = 569`, `+12 n = 467`, …, `69% n = 467`."""
    first, last = frame.iloc[0], frame.iloc[-1]
    steps = [f"<b>{signed_points(row.change)}</b> {people(int(row.n))}" for row in _rows(frame.iloc[1:])]
    return [
        f"<b>{percent(first['value'])}</b> {people(int(first['n']))}",
        *steps,
        f"<b>{percent(last['value'])}</b> {people(int(last['n']))}",
    ]


def _texts(frame: pd.DataFrame, names: Sequence[str], theme: Theme) -> list[dict[str, Any]]:
    left: dict[str, Any] = {"xref": "paper", "x": 0, "xanchor": "left", "yanchor": "middle"}
    right: dict[str, Any] = {"xref": "paper", "x": 1, "xanchor": "right", "yanchor": "middle"}
    found = []
    for place, (name, said) in enumerate(zip(names, _said(frame), strict=True)):
        colour = theme.good if place in (0, len(names) - 1) else theme.second_text
        found.append(note(escape(name), y=-place + TEXT_UP, colour=theme.text, bgcolor=theme.page, **left))
        found.append(note(said, y=-place + TEXT_UP, colour=colour, bgcolor=theme.page, **right))
    return found


def _connectors(ends: list[float], theme: Theme) -> list[dict[str, Any]]:
    """A thin line from the end of each bar to where the next one begins."""
    line = {"type": "line", "layer": "below", "line": {"color": theme.axis, "width": 1, "dash": "dot"}}
    return [
        line | {"x0": at, "x1": at, "y0": -place - BAR_DOWN, "y1": -place - 1 - BAR_DOWN}
        for place, at in enumerate(ends[:-1])
    ]


def _ticks(end: float) -> list[float]:
    step = 0.25 if end > 0.5 else 0.1
    return [round(step * k, 2) for k in range(int(end / step + 1e-9) + 1)]
