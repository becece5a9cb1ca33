"""A share month by month or quarter by quarter: each with its interval, hollow where it is not to be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.theme import LABEL_SIZE, TICK_SIZE, Theme, house_layout, note, rgba, share_axis, time_axis
from analytics.charts.wording import people, percent, percent_range

HEIGHT = 300
MOST_TICKS = 5  # so many names fit at 390 px
ROOM = 0.04  # share of the axis kept free above and below what is drawn


def over_time_figure(
    frame: pd.DataFrame,
    theme: Theme,
    *,
    names: Sequence[str],
    hollow: Sequence[bool] = (),
    named: int | None = None,
    news: bool = False,
    target: float | None = None,
    members: bool = False,
) -> go.Figure:
    """Shares in the order of the frame (value, low, high, n), a thin grey line through the trusted ones.

    `names` are written under the axis and on hover. `hollow`: points not to be trusted. `named`: the row marked
    by a triangle and written at its point, in orange where it is `news`; the last one is written too.
    `members`: points can be clicked.
    """
    open_points = list(hollow) or [False] * len(frame)
    marked = theme.concern if news else theme.common
    low, high = _range(frame, target)
    layout = house_layout(theme, height=HEIGHT, margin=(44, 24, 16, 30)) | {
        "xaxis": _axis(names, theme),
        "yaxis": share_axis(theme, range=[low, high], tickvals=None, nticks=6),
        "shapes": _target_line(target, theme),
        "annotations": _labels(frame, names, theme, named, marked) + _target_label(frame, target, theme),
    }
    traces = [*_intervals(frame, theme, open_points), _line(frame, theme, open_points)]
    return figure_of(
        [*traces, _points(frame, theme, names, open_points, named, marked) | _rows(frame, members=members)], layout
    )


def _range(frame: pd.DataFrame, target: float | None) -> tuple[float, float]:
    """What is drawn with a little room: the points are read by position, so the axis need not begin at 0."""
    ends = [*frame["low"].dropna(), *frame["high"].dropna(), *frame["value"].dropna()]
    ends += [target] if target is not None else []
    if not ends:
        return 0.0, 1.0
    room = max((max(ends) - min(ends)) * 0.12, ROOM)
    return max(min(ends) - room, 0.0), min(max(ends) + room, 1.0)


def _axis(names: Sequence[str], theme: Theme) -> dict[str, Any]:
    step = max(1, -(-len(names) // MOST_TICKS))
    shown = list(range(0, len(names), step))
    return time_axis(theme, range=[-0.6, max(len(names), 1) - 0.4], tickvals=shown, ticktext=[names[k] for k in shown])


def _intervals(frame: pd.DataFrame, theme: Theme, hollow: list[bool]) -> list[dict[str, Any]]:
    found = []
    for place, (low, high) in enumerate(zip(frame["low"], frame["high"], strict=True)):
        if pd.isna(low) or pd.isna(high):
            continue
        line = {"color": theme.whisker, "width": 1 if hollow[place] else 2.5}
        ends = {"x": [place, place], "y": [float(low), float(high)], "hoverinfo": "skip"}
        found.append({"type": "scatter", "mode": "lines", "line": line} | ends)
    return found


def _line(frame: pd.DataFrame, theme: Theme, hollow: list[bool]) -> dict[str, Any]:
    values = [None if gap or pd.isna(v) else float(v) for v, gap in zip(frame["value"], hollow, strict=True)]
    line = {"color": theme.common, "width": 1.25}
    return {"type": "scatter", "mode": "lines", "x": list(range(len(values))), "y": values, "line": line} | {
        "hoverinfo": "skip",
        "connectgaps": False,
    }


def _points(
    frame: pd.DataFrame, theme: Theme, names: Sequence[str], hollow: list[bool], named: int | None, marked: str
) -> dict[str, Any]:
    colours = [marked if place == named else theme.common for place in range(len(frame))]
    said = [
        f"{name}: {percent(value)}, 95% {percent_range(low, high)}, {people(int(n))}"
        for name, value, low, high, n in zip(
            names, frame["value"], frame["low"], frame["high"], frame["n"], strict=True
        )
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(range(len(frame))),
        "y": [None if pd.isna(value) else float(value) for value in frame["value"]],
        "marker": {
            "symbol": ["triangle-up" if place == named else "circle" for place in range(len(frame))],
            "size": [13 if place == named else 9 for place in range(len(frame))],
            "color": [theme.page if gap else colour for gap, colour in zip(hollow, colours, strict=True)],
            "line": {"width": 2, "color": colours},
            "opacity": 1,
        },
        "text": said,
        "hovertemplate": "%{text}<extra></extra>",
    }


def _rows(frame: pd.DataFrame, *, members: bool) -> dict[str, Any]:
    return {"customdata": [[place] for place in range(len(frame))]} if members else {}


def _labels(
    frame: pd.DataFrame, names: Sequence[str], theme: Theme, named: int | None, marked: str
) -> list[dict[str, Any]]:
    """The values of the named and of the last point."""
    found = []
    for place in dict.fromkeys([*([named] if named is not None else []), len(frame) - 1]):
        if place < 0 or pd.isna(frame["value"].iloc[place]):
            continue
        text = percent(frame["value"].iloc[place])
        colour = marked if place == named else theme.second_text
        words = f"<b>{text}</b>" + (f" {names[place]}" if place == named else "")
        top = frame["high"].iloc[place]
        side = "left" if place < len(frame) * 0.3 else "right" if place > len(frame) * 0.7 else "center"
        side = side if place == named else "center"
        y = float(frame["value"].iloc[place] if pd.isna(top) else top)
        found.append(
            note(words, x=place, y=y, yanchor="bottom", yshift=3, xanchor=side, colour=colour, size=LABEL_SIZE)
        )
    return found


def _target_line(target: float | None, theme: Theme) -> list[dict[str, Any]]:
    if target is None:
        return []
    line = {"color": theme.benchmark, "width": 1.5, "dash": "dot"}
    ends = {"xref": "paper", "x0": 0, "x1": 1, "y0": target, "y1": target}
    return [{"type": "line", "layer": "below", "line": line} | ends]


def _target_label(frame: pd.DataFrame, target: float | None, theme: Theme) -> list[dict[str, Any]]:
    """At the end where the points are farther from the target, on the side away from them."""
    if target is None:
        return []
    few = max(len(frame) // 4, 1)
    away = {0: frame["value"].head(few).mean() - target, 1: frame["value"].tail(few).mean() - target}
    end = 1 if pd.isna(away[0]) or abs(away[1]) >= abs(away[0]) else 0
    place: dict[str, Any] = {"xref": "paper", "x": end, "xanchor": "right" if end else "left"}
    place["yanchor"] = "top" if away[end] > 0 else "bottom"
    ground = rgba(theme.page, 0.8)
    words = f"target {percent(target)}"
    return [note(words, y=target, colour=theme.benchmark_text, size=TICK_SIZE, bgcolor=ground, **place)]
