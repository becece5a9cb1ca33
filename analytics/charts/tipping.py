"""The tipping chart: what is concluded under every share of missed tests taken as positive, from none to all."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.labels import GAP, Box, Line, label_boxes
from analytics.charts.theme import (
    BAND_OPACITY,
    LABEL_SIZE,
    NOTE_SIZE,
    Theme,
    house_layout,
    note,
    rgba,
    share_axis,
    time_axis,
)
from analytics.charts.tipping_words import drawn_groups
from analytics.charts.wording import percent, percent_range, points_range, signed_points
from analytics.evaluation.tipping import Tipping

MARGIN = (44, 18, 34, 46)
HEIGHT = 420
HEIGHT_OF_ONE = 340
UPPER = (0.40, 1.0)
LOWER = (0.0, 0.30)
AXIS_TITLE = "share of missed tests taken as positive"
SHIFT = "as tests given"
DASHES = ("solid", "7px,3px")
GRID = np.linspace(0, 1, 101)


def tipping_figure(found: Tipping, theme: Theme) -> go.Figure:
    """A line with interval a group, squares at the two plain rules; below it the difference with its interval.

    Dotted line: missed tests like given ones. Solid vertical lines: the tipping points.
    """
    groups = [(name, _rows(found.frame, "share", name)) for _, name in drawn_groups(found)]
    apart = found.frame[found.frame["series"] == "difference"] if found.kind == "difference" else None
    traces = [
        t for place, (name, rows) in enumerate(groups) for t in _group(name, rows, theme, place, _points_of(rows))
    ]
    layout = house_layout(theme, height=HEIGHT if apart is not None else HEIGHT_OF_ONE, margin=MARGIN) | {
        "xaxis": _axis(theme, anchor="y" if apart is None else "y2"),
        "yaxis": share_axis(theme, range=[0, _top(groups)], domain=list(UPPER) if apart is not None else [0, 1]),
        "shapes": [*_verticals(found, theme), *_target(found, theme)],
        "annotations": [*_heads(found, theme), *_names(groups, theme, _top(groups), _lines_at(found))],
    }
    if apart is not None and len(apart):
        low, high = _span(apart)
        traces += [*_difference(apart, theme), _zero(theme)]
        layout["yaxis2"] = share_axis(theme, range=[low, high], domain=list(LOWER)) | _points_axis(low, high)
        layout["annotations"].append(_difference_name(found, theme))
    return figure_of(traces, layout)


def _rows(frame: pd.DataFrame, series: str, group: str) -> pd.DataFrame:
    rows = frame[(frame["series"] == series) & (frame["group"] == group)]
    return rows.sort_values("taken_positive", kind="stable")


def _points_of(rows: pd.DataFrame) -> list[str]:
    return [
        f"{percent(taken)} of missed tests positive: {percent(value)}, 95% {percent_range(low, high)}"
        for taken, value, low, high in rows[["taken_positive", "value", "low", "high"]].itertuples(index=False)
    ]


def _group(name: str, rows: pd.DataFrame, theme: Theme, place: int, hover: list[str]) -> list[dict[str, Any]]:
    colour = theme.series[place]
    return [
        _band(rows, rgba(colour, BAND_OPACITY), name),
        _line(rows, {"color": colour, "width": 2.5, "dash": DASHES[place % 2]}, name, hover),
        _ends(rows, colour, theme, name),
    ]


def _band(rows: pd.DataFrame, fill: str, name: str) -> dict[str, Any]:
    told = rows.dropna(subset=["low", "high"])
    x, low, high = (told[column].to_list() for column in ("taken_positive", "low", "high"))
    shape = {"fill": "toself", "fillcolor": fill, "line": {"width": 0}, "hoverinfo": "skip"}
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x + x[::-1],
        "y": high + low[::-1],
        "name": f"{name} interval",
    } | shape


def _line(rows: pd.DataFrame, line: dict[str, Any], name: str, hover: list[str]) -> dict[str, Any]:
    ends = {
        "x": rows["taken_positive"].to_list(),
        "y": [None if pd.isna(value) else float(value) for value in rows["value"]],
    }
    said = {"text": hover, "hovertemplate": f"{name}<br>%{{text}}<extra></extra>", "name": name}
    return {"type": "scatter", "mode": "lines", "line": line, "connectgaps": False} | ends | said


def _ends(rows: pd.DataFrame, colour: str, theme: Theme, name: str) -> dict[str, Any]:
    """Squares at the two plain rules, over the line."""
    ends = rows[(rows["rule"] != "") & rows["value"].notna()]
    marker = {
        "symbol": "square",
        "size": 10,
        "color": theme.page,
        "opacity": 1,
        "line": {"width": 2.5, "color": colour},
    }
    where = {"x": ends["taken_positive"].to_list(), "y": ends["value"].to_list(), "cliponaxis": False}
    return (
        {"type": "scatter", "mode": "markers", "marker": marker, "name": f"{name} plain rules"}
        | where
        | {"hoverinfo": "skip"}
    )


def _difference(rows: pd.DataFrame, theme: Theme) -> list[dict[str, Any]]:
    rows = rows.sort_values("taken_positive", kind="stable")
    hover = [
        f"{percent(taken)} of missed tests positive: {signed_points(value)} points, 95% {points_range(low, high)}"
        for taken, value, low, high in rows[["taken_positive", "value", "low", "high"]].itertuples(index=False)
    ]
    drawn = [
        _band(rows, rgba(theme.common, 0.22), "difference"),
        _line(rows, {"color": theme.common, "width": 2}, "difference", hover),
        _ends(rows, theme.common, theme, "difference"),
    ]
    return [trace | {"yaxis": "y2"} for trace in drawn]


def _axis(theme: Theme, *, anchor: str) -> dict[str, Any]:
    title = {"text": AXIS_TITLE, "font": {"size": 13, "color": theme.second_text}, "standoff": 6}
    ticks = {"tickvals": [0, 0.25, 0.5, 0.75, 1], "ticktext": ["0%", "25%", "50%", "75%", "100%"]}
    return time_axis(theme, range=[-0.05, 1.04], title=title, anchor=anchor, **ticks)


def _top(groups: list[tuple[str, pd.DataFrame]]) -> float:
    """The axis ends at the next quarter above the intervals, so that low shares can be read."""
    highest = max((float(rows["high"].max()) for _, rows in groups if rows["high"].notna().any()), default=1.0)
    return min(1.0, float(np.ceil((highest + 0.02) * 4) / 4))


def _span(rows: pd.DataFrame) -> tuple[float, float]:
    low, high = float(rows["low"].min()), float(rows["high"].max())
    if np.isnan(low) or np.isnan(high):
        return -0.1, 0.1
    room = 0.12 * max(high - low, 0.05)
    return min(low, 0.0) - room, max(high, 0.0) + room


def _points_axis(low: float, high: float) -> dict[str, Any]:
    step = next((step for step in (0.05, 0.1, 0.2, 0.25, 0.5) if (high - low) / step <= 4), 1.0)
    shown = [k * step for k in range(int(np.ceil(low / step)), int(np.floor(high / step)) + 1)]
    return {"tickvals": shown, "ticktext": [signed_points(value) for value in shown]}


def _zero(theme: Theme) -> dict[str, Any]:
    line = {"color": theme.text, "width": 1.25}
    ends = {"x": [0, 1], "y": [0, 0], "yaxis": "y2", "hoverinfo": "skip", "name": "no difference"}
    return {"type": "scatter", "mode": "lines", "line": line} | ends


def _verticals(found: Tipping, theme: Theme) -> list[dict[str, Any]]:
    dotted = {"color": theme.common, "width": 1.5, "dash": "dot"}
    at = [(found.observed.taken_positive, dotted)]
    at += [(point.taken_positive, {"color": theme.text, "width": 1.5}) for point in found.points]
    ends = {"type": "line", "layer": "below", "yref": "paper", "y0": 0, "y1": 1}
    return [ends | {"x0": x, "x1": x, "line": line} for x, line in at]


def _target(found: Tipping, theme: Theme) -> list[dict[str, Any]]:
    line = {"color": theme.benchmark, "width": 1.5, "dash": "dot"}
    ends = {"type": "line", "layer": "below", "xref": "paper", "x0": 0, "x1": 1, "line": line}
    return [ends | {"y0": share, "y1": share} for share in dict.fromkeys(found.target or ())]


def _heads(found: Tipping, theme: Theme) -> list[dict[str, Any]]:
    """Over the vertical lines: where tests given lead to, and where the conclusion tips; two rows, never on another."""
    marks = [
        (point.taken_positive, f"<b>tips at {percent(point.taken_positive)}</b>", theme.text) for point in found.points
    ]
    now = found.observed.taken_positive
    placed = [_head(x, words, colour, LABEL_SIZE - 2, 1) for x, words, colour in marks]
    return [*placed, _head(now, f"{SHIFT} {percent(now)}", theme.second_text, NOTE_SIZE + 1, 17 if marks else 1)]


def _head(x: float, words: str, colour: str, size: int, shift: int) -> dict[str, Any]:
    side = "left" if x < 0.25 else "right" if x > 0.75 else "center"
    place: dict[str, Any] = {"yref": "paper", "xanchor": side, "yanchor": "bottom", "yshift": shift}
    return note(words, x=x, y=1, colour=colour, size=size, **place)


def _lines_at(found: Tipping) -> list[float]:
    return [found.observed.taken_positive, *(point.taken_positive for point in found.points)]


def _names(
    groups: list[tuple[str, pd.DataFrame]], theme: Theme, top: float, verticals: list[float]
) -> list[dict[str, Any]]:
    """The name of each group at its line, on no vertical line."""
    lines = [(_on_grid(name, rows, top), place) for place, (name, rows) in enumerate(groups)]
    lines = [(line, place) for line, place in lines if not np.isnan(line.middle).all()]
    lines.sort(key=lambda pair: -float(np.nanmean(pair[0].middle)))
    taken = [Box(x - 0.005, x + 0.005, 0, 1) for x in verticals]
    boxes = label_boxes([line for line, _ in lines], GRID, taken)
    return [
        note(
            f"<b>{line.name}</b>",
            x=box.left,
            y=(box.low + GAP / 900) * top,
            colour=theme.series_text(place),
            size=LABEL_SIZE,
            xanchor="left",
            yanchor="bottom",
        )
        for (line, place), box in zip(lines, boxes, strict=True)
    ]


def _on_grid(name: str, rows: pd.DataFrame, top: float) -> Line:
    told = rows.dropna(subset=["value", "low", "high"])
    if told.empty:
        return Line(name, *(np.full(len(GRID), np.nan) for _ in range(3)))
    taken = told["taken_positive"].to_numpy()
    inside = (taken.min() <= GRID) & (taken.max() >= GRID)
    return Line(
        name,
        *(
            np.where(inside, np.interp(GRID, taken, told[column].to_numpy()) / top, np.nan)
            for column in ("value", "low", "high")
        ),
    )


def _difference_name(found: Tipping, theme: Theme) -> dict[str, Any]:
    """Over the lower part, on the side with fewer vertical lines, the page behind it."""
    first, second = (found.names[code] for code in found.pair)
    lines = _lines_at(found)
    right = sum(x < 0.5 for x in lines) > sum(x >= 0.5 for x in lines)
    place: dict[str, Any] = {"xref": "paper", "yref": "paper", "yanchor": "bottom", "yshift": 3, "bgcolor": theme.page}
    side: dict[str, Any] = {"x": 1 if right else 0, "xanchor": "right" if right else "left"}
    return note(f"{second} − {first}, points", y=LOWER[1], colour=theme.second_text, **side, **place)
