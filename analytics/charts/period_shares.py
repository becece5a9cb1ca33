"""A share quarter by quarter or month by month: a dot on its interval for each, the last one and the ends written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.theme import LABEL_SIZE, NOTE_SIZE, Theme, house_layout, note, share_axis, time_axis
from analytics.charts.wording import month, people, percent, percent_range

HEIGHT = 250
MARGIN = (44, 18, 12, 30)


def period_shares(frame: pd.DataFrame, theme: Theme, *, step: str, members: bool = False) -> go.Figure:
    """Shares by period (`month` = its first day, value, low, high, n), all grey but the last, which is written.

    A dot is joined to none: neighbouring periods hold different people. No trend is claimed here.
    """
    starts: list[date] = frame["month"].to_numpy().astype("datetime64[D]").tolist()
    last = len(frame) - 1
    rows = list(zip(starts, frame["value"], frame["low"], frame["high"], frame["n"], strict=True))
    layout = house_layout(theme, height=HEIGHT, margin=MARGIN) | {
        "xaxis": time_axis(theme, range=[-0.6, last + 0.6], showticklabels=False, tickvals=list(range(len(rows)))),
        "yaxis": share_axis(theme),
        "annotations": _ends(starts, step, theme) + _written(rows, theme),
    }
    return figure_of([*_whiskers(rows, theme), _dots(rows, step, theme, members)], layout)


def period_name(start: date, step: str) -> str:
    """The month, or the quarter; one that does not begin with January, April, July or October by its first month."""
    if step == "month":
        return month(start)
    if start.month % 3 == 1:
        return f"{start.year} Q{(start.month + 2) // 3}"
    return f"quarter from {month(start)}"


Rows = list[tuple[date, Any, Any, Any, Any]]


def _whiskers(rows: Rows, theme: Theme) -> list[dict[str, Any]]:
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [place, place],
            "y": [float(low), float(high)],
            "line": {"color": theme.good if place == len(rows) - 1 else theme.whisker, "width": 2.5},
            "hoverinfo": "skip",
        }
        for place, (_, _, low, high, _) in enumerate(rows)
        if not pd.isna(low)
    ]


def _dots(rows: Rows, step: str, theme: Theme, members: bool) -> dict[str, Any]:
    last = len(rows) - 1
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": list(range(len(rows))),
        "y": [None if pd.isna(value) else float(value) for _, value, *_ in rows],
        "marker": {
            "size": [12 if place == last else 9 for place in range(len(rows))],
            "opacity": 1,
            "color": [theme.good if place == last else theme.common for place in range(len(rows))],
            "line": {"width": 1.5, "color": theme.page},
        },
        "text": [f"{period_name(start, step)}: {_words(value, low, high, n)}" for start, value, low, high, n in rows],
        "hovertemplate": "%{text}<extra></extra>",
    }
    return trace | {"customdata": [[place] for place in range(len(rows))]} if members else trace


def _words(value: Any, low: Any, high: Any, n: Any) -> str:
    if pd.isna(value):
        return "nobody"
    return f"{percent(value)}, 95% {percent_range(low, high)}, {people(int(n))}"


def _written(rows: Rows, theme: Theme) -> list[dict[str, Any]]:
    _, value, _, high, _ = rows[-1]
    if pd.isna(value):
        return []
    place: dict[str, Any] = {"x": len(rows) - 1, "y": float(high), "yanchor": "bottom", "yshift": 2}
    return [note(f"<b>{percent(value)}</b>", colour=theme.good, size=LABEL_SIZE, **place)]


def _ends(starts: list[date], step: str, theme: Theme) -> list[dict[str, Any]]:
    """First, middle and last period below the axis: a label at each would not fit on a phone."""
    last = len(starts) - 1
    shown = {0: "left", last: "right"} | ({last // 2: "center"} if last >= 4 else {})
    below: dict[str, Any] = {"yref": "paper", "y": 0, "yanchor": "top", "yshift": -7, "size": NOTE_SIZE + 1}
    edges = {"left": -0.5, "right": last + 0.5}
    return [
        note(
            period_name(starts[place], step), x=edges.get(side, place), xanchor=side, colour=theme.second_text, **below
        )
        for place, side in shown.items()
    ]
