"""Lengths of stay as rows: name and numbers on a line of text, under it the middle half as a bar and the median."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.theme import Theme, house_layout, note, time_axis
from analytics.charts.wording import EN_DASH, count, people

ROW = 36
TEXT_UP, MARK_DOWN = 9 / ROW, 9 / ROW
TOP, BOTTOM = 6, 46
FEW_TICKS = 6


def stay_lengths(
    frame: pd.DataFrame,
    theme: Theme,
    *,
    label: str = "discharge_reason",
    primary: Sequence[int] = (0,),
    members: bool = False,
) -> go.Figure:
    """One row a group: median (dot) with its 95% interval (thin line) on the middle half (bar), days from 0.

    `frame`: the column `label`, median, median_low, median_high, quartile_1, quartile_3, n; `primary` rows are blue.
    """
    rows = [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
    end = _end(frame)
    layout = house_layout(theme, height=len(rows) * ROW + TOP + BOTTOM, margin=(14, 16, TOP, BOTTOM)) | {
        "xaxis": _axis(theme, end),
        "yaxis": {"visible": False, "fixedrange": True, "range": [-len(rows) + 0.5, 0.5]},
        "annotations": [
            text for place, row in enumerate(rows) for text in _texts(row, place, label, theme, place in primary)
        ],
    }
    traces = [trace for place, row in enumerate(rows) for trace in _spans(row, place, theme, place in primary)]
    return figure_of([*traces, _medians(rows, label, theme, primary, members)], layout)


def _end(frame: pd.DataFrame) -> float:
    ends = frame[["median", "median_high", "quartile_3"]].to_numpy(float)
    longest = float(np.nanmax(ends)) if np.isfinite(ends).any() else 0.0
    return longest * 1.04 or 1.0


def _axis(theme: Theme, end: float) -> dict[str, Any]:
    step = next(step for step in (7, 14, 30, 60, 90, 180, 365, 730, 3650) if end / step <= FEW_TICKS)
    ticks = [step * place for place in range(int(end // step) + 1)]
    title = {"text": "Days in treatment", "font": {"size": 13, "color": theme.second_text}, "standoff": 4}
    return time_axis(theme, range=[0, end], tickvals=ticks, title=title)


def _texts(row: dict[str, Any], place: int, label: str, theme: Theme, strong: bool) -> list[dict[str, Any]]:
    across: dict[str, Any] = {"xref": "paper", "yanchor": "middle", "y": -place + TEXT_UP}
    name, numbers = str(row[label]), _words(row)
    colour = theme.good if strong else theme.second_text
    return [
        note(escape(name[:1].upper() + name[1:]), x=0, xanchor="left", align="left", colour=theme.text, **across),
        note(numbers, x=1, xanchor="right", align="right", colour=colour, **across),
    ]


def _words(row: dict[str, Any]) -> str:
    """`45 days (17–62) n = 558`: median, middle half, n."""
    if pd.isna(row["median"]):
        return f"{escape(str(row.get('reason') or 'not estimable'))} {people(int(row['n']))}"
    half = "" if pd.isna(row["quartile_1"]) else f" ({count(row['quartile_1'])}{EN_DASH}{count(row['quartile_3'])})"
    return f"<b>{count(row['median'])} days</b>{half} {people(int(row['n']))}"


def _spans(row: dict[str, Any], place: int, theme: Theme, strong: bool) -> list[dict[str, Any]]:
    """The middle half as a bar, the interval of the median as a line on it."""
    spans = (
        ("quartile_1", "quartile_3", theme.table_line, 11),
        ("median_low", "median_high", theme.good if strong else theme.common, 2.5),
    )
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [float(row[low]), float(row[high])],
            "y": [-place - MARK_DOWN] * 2,
            "line": {"color": colour, "width": width},
            "hoverinfo": "skip",
        }
        for low, high, colour, width in spans
        if not pd.isna(row[low]) and not pd.isna(row[high])
    ]


def _medians(
    rows: list[dict[str, Any]], label: str, theme: Theme, primary: Sequence[int], members: bool
) -> dict[str, Any]:
    colours = [theme.good if place in primary else theme.common for place in range(len(rows))]
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": [None if pd.isna(row["median"]) else float(row["median"]) for row in rows],
        "y": [-place - MARK_DOWN for place in range(len(rows))],
        "marker": {"size": 10, "opacity": 1, "color": colours, "line": {"width": 1.5, "color": theme.page}},
        "text": [
            f"{escape(str(row[label]))}: {_words(row)}, 95% interval of the median {_interval(row)}" for row in rows
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }
    return trace | {"customdata": [[place] for place in range(len(rows))]} if members else trace


def _interval(row: dict[str, Any]) -> str:
    if pd.isna(row["median_low"]):
        return "not estimable"
    if pd.isna(row["median_high"]):
        return f"from {count(row['median_low'])} days, no upper limit"
    return f"{count(row['median_low'])} to {count(row['median_high'])} days"
