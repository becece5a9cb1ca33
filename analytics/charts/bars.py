"""Rows that are compared: shares with their intervals, and plain bars of counts, hours or days.

A row is 34 px: its name and its numbers on one line of text, the mark under it. So names of any length and every number
lie inside the figure at 390 px as well as on a wide page, and no margin is kept for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from re import sub
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.columns import Part, stacked_columns
from analytics.charts.figure import figure_of
from analytics.charts.theme import NOTE_SIZE, Theme, house_layout, note, time_axis
from analytics.charts.wording import count, people, percent, percent_range

__all__ = ["Band", "Part", "count_bars", "share_rows", "stacked_columns"]

ROW = 34
TEXT_UP, MARK_DOWN = 8 / ROW, 8 / ROW  # where in its row the line of text and the mark lie
BAR = 11 / ROW
TOP, TOP_WITH_LABEL = 6, 26
AXIS_ROOM = 30
LETTERS_A_LINE = 50  # so many fit side by side at 390 px
SHORTEST_NAME = 14
NOT_ESTIMABLE = "not estimable"


@dataclass(frozen=True)
class Band:
    """A range to compare with (a published one), or a target where low and high are the same."""

    low: float
    high: float
    label: str


def share_rows(
    frame: pd.DataFrame,
    theme: Theme,
    *,
    label: str = "group",
    band: Band | None = None,
    primary: Sequence[int] = (),
    end: float = 1.0,
    members: bool = False,
) -> go.Figure:
    """One row a share: name left, `61% (55–66%) n = 312` right, dot on its interval below; the first row on top.

    `frame`: the column `label` and value, low, high, n (0–1; a missing value shows `reason`); an optional column `thin`
    makes hollow marks of rows with too few. `primary`: the rows in blue, all others are grey. `end`: where the axis
    ends. `members`: the marks can be clicked (`customdata` is the frame's row).
    """
    marks = [*_intervals(frame, theme, primary, end), _dots(frame, theme, label, primary, members)]
    written = [_share_words(row) for row in _rows(frame)]
    texts = _texts(frame[label], written, theme, primary)
    axis = {"range": [0, end], "tickformat": ".0%", "tickvals": _share_ticks(end)}
    return _figure(marks, texts + _band_label(band, theme), len(frame), theme, axis, band=band)


def count_bars(
    frame: pd.DataFrame,
    theme: Theme,
    *,
    label: str = "group",
    value: str = "value",
    words: Callable[[float], str] = count,
    target: Band | None = None,
    primary: Sequence[int] = (),
    unit: str = "",
    members: bool = False,
) -> go.Figure:
    """One bar a row from 0: name left, number right, the bar under them. For counts, hours, days; never for shares.

    `words` writes the number; `unit` follows it. A missing value shows `reason` (or "not estimable") and no bar.
    """
    values = frame[value].astype(float)
    longest = max([float(number) for number in values.dropna()] + ([target.high] if target else []) or [1.0])
    end = longest * 1.02 or 1.0
    written = [_count_words(row, value, words, unit) for row in _rows(frame)]
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": [None if pd.isna(number) else float(number) for number in values],
        "y": [-place - MARK_DOWN for place in range(len(frame))],
        "width": BAR,
        "marker": {"color": [_colour(place, primary, theme) for place in range(len(frame))], "line": {"width": 0}},
        "text": [f"{escape(str(name))}: {said}" for name, said in zip(frame[label], written, strict=True)],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    }
    texts = _texts(frame[label], written, theme, primary)
    axis = {"range": [0, end], "visible": False}
    traces = [_clickable(bars, len(frame), members)]
    return _figure(traces, texts + _band_label(target, theme), len(frame), theme, axis, band=target)


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _figure(
    traces: list[dict[str, Any]],
    texts: list[dict[str, Any]],
    rows: int,
    theme: Theme,
    axis: dict[str, Any],
    *,
    band: Band | None,
) -> go.Figure:
    top = TOP_WITH_LABEL if band else TOP
    bottom = AXIS_ROOM if axis.get("visible", True) else TOP
    layout = house_layout(theme, height=rows * ROW + top + bottom, margin=(16, 22, top, bottom)) | {
        "xaxis": time_axis(theme, **axis),
        "yaxis": {"visible": False, "fixedrange": True, "range": [-rows + 0.5, 0.5]},
        "shapes": _band_shapes(band, rows, theme) + _tracks(rows, theme, shown=axis.get("visible", True)),
        "annotations": texts,
    }
    return figure_of(traces, layout)


def _tracks(rows: int, theme: Theme, *, shown: bool) -> list[dict[str, Any]]:
    """A hairline under every row's text, on which its mark lies."""
    line = {"type": "line", "layer": "below", "xref": "paper", "x0": 0, "x1": 1}
    drawn = {"line": {"color": theme.grid, "width": 1}}
    places = [-place - MARK_DOWN for place in range(rows)] if shown else []
    return [line | drawn | {"y0": at, "y1": at} for at in places]


def _intervals(frame: pd.DataFrame, theme: Theme, primary: Sequence[int], end: float) -> list[dict[str, Any]]:
    found = []
    for place, (low, high) in enumerate(zip(frame["low"], frame["high"], strict=True)):
        if pd.isna(low) or pd.isna(high):
            continue
        colour = theme.good if place in primary else theme.whisker
        found.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": [float(low), min(float(high), end)],
                "y": [-place - MARK_DOWN] * 2,
                "line": {"color": colour, "width": 4 if place in primary else 2.5},
                "hoverinfo": "skip",
            }
        )
    return found


def _dots(frame: pd.DataFrame, theme: Theme, label: str, primary: Sequence[int], members: bool) -> dict[str, Any]:
    colours = [_colour(place, primary, theme) for place in range(len(frame))]
    thin = frame["thin"].astype(bool).tolist() if "thin" in frame else [False] * len(frame)
    dots = {
        "type": "scatter",
        "mode": "markers",
        "cliponaxis": False,
        "x": [None if pd.isna(value) else float(value) for value in frame["value"]],
        "y": [-place - MARK_DOWN for place in range(len(frame))],
        "marker": {
            "size": [12 if place in primary else 10 for place in range(len(frame))],
            "opacity": 1,
            "color": [theme.page if hollow else colour for hollow, colour in zip(thin, colours, strict=True)],
            "line": {"width": 2, "color": colours},
        },
        "text": [
            f"{escape(str(name))}: {_share_words(row)}" for name, row in zip(frame[label], _rows(frame), strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }
    return _clickable(dots, len(frame), members)


def _clickable(trace: dict[str, Any], rows: int, members: bool) -> dict[str, Any]:
    return trace | {"customdata": [[place] for place in range(rows)]} if members else trace


def _colour(place: int, primary: Sequence[int], theme: Theme) -> str:
    return theme.good if place in primary else theme.common


def _share_words(row: dict[str, Any]) -> str:
    """`61% (55–66%) n = 312`, or why there is no share."""
    n = f" {people(int(row['n']))}" if not pd.isna(row.get("n")) else ""
    if pd.isna(row["value"]):
        return f"{row.get('reason') or NOT_ESTIMABLE}{n}"
    interval = "" if pd.isna(row["low"]) else f" ({percent_range(row['low'], row['high'])})"
    return f"<b>{percent(row['value'])}</b>{interval}{n}"


def _count_words(row: dict[str, Any], value: str, words: Callable[[float], str], unit: str) -> str:
    if pd.isna(row[value]):
        return str(row.get("reason") or NOT_ESTIMABLE)
    return f"<b>{words(float(row[value]))}</b>{' ' + unit if unit else ''}"


def _texts(names: pd.Series, written: list[str], theme: Theme, primary: Sequence[int]) -> list[dict[str, Any]]:
    """Every row's name at the left and its numbers at the right; one too long for a phone is cut (hover has it)."""
    left: dict[str, Any] = {"xref": "paper", "x": 0, "xanchor": "left", "yanchor": "middle"}
    right: dict[str, Any] = {"xref": "paper", "x": 1, "xanchor": "right", "yanchor": "middle"}
    found = []
    for place, (name, words) in enumerate(zip(names.astype(str), written, strict=True)):
        room = max(LETTERS_A_LINE - len(sub(r"<[^>]+>", "", words)), SHORTEST_NAME)
        shown = name if len(name) <= room else _shortened(name, room)
        colour = theme.good if place in primary else theme.second_text
        found.append(note(escape(shown), y=-place + TEXT_UP, colour=theme.text, **left))
        found.append(note(words, y=-place + TEXT_UP, colour=colour, **right))
    return found


def _shortened(name: str, room: int) -> str:
    """Cut in the middle, because names of one figure begin alike and end apart: `1st day · Outp… BUP + EMM`."""
    kept = room - 1
    return f"{name[: kept - kept // 2].rstrip()}…{name[len(name) - kept // 2 :].lstrip()}"


def _share_ticks(end: float) -> list[float]:
    step = next(step for step in (0.05, 0.1, 0.25) if end / step <= 4 or step == 0.25)
    return [round(step * k, 2) for k in range(int(end / step + 1e-9) + 1)]


def _band_shapes(band: Band | None, rows: int, theme: Theme) -> list[dict[str, Any]]:
    """The range behind every row's mark; the lines of text stay free of it, so that they can be read on a phone."""
    if band is None:
        return []
    lanes: list[dict[str, Any]] = [{"layer": "below", "y0": -row, "y1": -row - 2 * MARK_DOWN} for row in range(rows)]
    fill: dict[str, Any] = {
        "type": "rect",
        "x0": band.low,
        "x1": band.high,
        "fillcolor": theme.benchmark_fill,
        "line": {"width": 0},
    }
    line: dict[str, Any] = {"type": "line", "line": {"color": theme.benchmark, "width": 1.5, "dash": "dot"}}
    edges = [line | {"x0": at, "x1": at} for at in sorted({band.low, band.high})]
    return [lane | mark for lane in lanes for mark in ([fill, *edges] if band.high > band.low else edges)]


def _band_label(band: Band | None, theme: Theme) -> list[dict[str, Any]]:
    if band is None:
        return []
    above: dict[str, Any] = {"yref": "paper", "y": 1, "yanchor": "bottom", "size": NOTE_SIZE + 1}
    return [note(escape(band.label), x=(band.low + band.high) / 2, colour=theme.benchmark_text, **above)]
