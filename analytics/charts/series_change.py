"""A monthly figure before and after a day: points, fitted trend, and the trend before carried on (dashed)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.frame_rows import rows_of
from analytics.charts.theme import NOTE_SIZE, Theme, house_layout, note, share_axis, time_axis
from analytics.charts.wording import month, people, percent, points_range, signed_points
from analytics.outcomes.intervals import Estimate

HEIGHT = 330
MOST_TICKS = 5


def series_change_figure(monthly: pd.DataFrame, theme: Theme, *, change_on: date) -> go.Figure:
    """`monthly`: month, value, n, used, fitted, counterfactual (NaN where there is none)."""
    frame = monthly.reset_index(drop=True)
    places = list(range(len(frame)))
    ends = pd.concat([frame["value"], frame["fitted"], frame["counterfactual"]]).dropna()
    low, high = (max(float(ends.min()) - 0.06, 0.0), min(float(ends.max()) + 0.06, 1.0)) if len(ends) else (0.0, 1.0)
    at = _place(frame, change_on)
    step = max(1, -(-len(frame) // MOST_TICKS))
    ticks = places[::step]
    layout = house_layout(theme, height=HEIGHT, margin=(44, 24, 26, 30)) | {
        "xaxis": time_axis(
            theme,
            range=[-0.6, len(frame) - 0.4],
            tickvals=ticks,
            ticktext=[f"{frame['month'].iloc[k]:%b %y}" for k in ticks],
        ),
        "yaxis": share_axis(theme, range=[low, high], tickvals=None, nticks=6),
        "shapes": [_line_of_change(at, theme)],
        "annotations": _words(frame, theme, at),
    }
    before, after = [k for k in places if k < at], [k for k in places if k > at]
    trends = [_trend(frame, part, "fitted", theme.good, "") for part in (before, after)]
    carried = _trend(frame, after, "counterfactual", theme.common, "5px,3px")
    return figure_of([_points(frame, theme), carried, *trends], layout)


def series_change_title(level: Estimate, trend: Estimate, *, words: str) -> str:
    """Whether level or trend changed; only what its interval shows."""
    parts = []
    if level.low is not None and level.high is not None and (level.low > 0 or level.high < 0):
        parts.append(f"the level changed by {signed_points(level.value)} points")
    if trend.low is not None and trend.high is not None and (trend.low > 0 or trend.high < 0):
        parts.append("the trend changed")
    subject = f"{words[:1].upper()}{words[1:]}"
    if not parts:
        return f"{subject}: no change of level or trend can be shown"
    return f"{subject}: {' and '.join(parts)}"


def series_change_alt(monthly: pd.DataFrame, *, title: str, level: Estimate) -> str:
    """First and last month, the change of level with its interval."""
    known = monthly.dropna(subset=["value"])
    first, last = known.iloc[0], known.iloc[-1]
    told = f"change of level {signed_points(level.value)} points, 95% interval {points_range(level.low, level.high)}"
    ends = f"{month(first['month'])} {percent(first['value'])}, {month(last['month'])} {percent(last['value'])}"
    return f"Monthly points with the trend before and after a change. {title}. {ends}; {told}."


def _place(frame: pd.DataFrame, change_on: date) -> float:
    first = change_on.replace(day=1)
    return float(sum((m.year, m.month) < (first.year, first.month) for m in frame["month"])) - 0.5


def _line_of_change(at: float, theme: Theme) -> dict[str, Any]:
    line = {"color": theme.axis, "width": 1.25, "dash": "3px,3px"}
    return {"type": "line", "layer": "below", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1, "line": line}


def _points(frame: pd.DataFrame, theme: Theme) -> dict[str, Any]:
    said = [f"{month(r.month)}: {percent(r.value)}, {people(int(r.n))}" for r in rows_of(frame)]
    colours = [theme.common if used else theme.page for used in frame["used"]]
    marker = {"size": 8, "opacity": 1, "color": colours, "line": {"width": 1.5, "color": theme.common}}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(range(len(frame))),
        "y": [None if pd.isna(v) else float(v) for v in frame["value"]],
        "marker": marker,
        "text": said,
        "hovertemplate": "%{text}<extra></extra>",
    }


def _trend(frame: pd.DataFrame, places: list[int], column: str, colour: str, dash: str) -> dict[str, Any]:
    values = [None if pd.isna(frame[column].iloc[k]) else float(frame[column].iloc[k]) for k in places]
    line = {"color": colour, "width": 2.5 if not dash else 1.5} | ({"dash": dash} if dash else {})
    return {"type": "scatter", "mode": "lines", "x": places, "y": values, "line": line, "connectgaps": True} | {
        "hoverinfo": "skip",
        "name": column,
    }


def _words(frame: pd.DataFrame, theme: Theme, at: float) -> list[dict[str, Any]]:
    side = "right" if at > len(frame) / 2 else "left"
    shift = -6 if side == "right" else 6
    top: dict[str, Any] = {"yref": "paper", "y": 1, "yanchor": "bottom", "size": NOTE_SIZE, "xanchor": side}
    words = [note("the change", x=at, xshift=shift, colour=theme.second_text, **top)]
    carried = frame["counterfactual"].dropna()
    if len(carried):
        hung: dict[str, Any] = {"xanchor": "right", "yanchor": "bottom", "size": NOTE_SIZE}
        y = float(carried.iloc[-1])
        words.append(note("trend before, carried on", x=len(frame) - 1, y=y, colour=theme.second_text, **hung))
    return words
