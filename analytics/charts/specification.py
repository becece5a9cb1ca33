"""The specification curve: every definition's share with its interval, and below it the choices it is made of.

Sorted from the strictest; only the primary is blue, in a column tinted through to the matrix. A group of rows for every
choice that varies, its rows from strict to lenient, so that the diagonal tells the story.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.bars import Band
from analytics.charts.figure import figure_of
from analytics.charts.theme import LABEL_SIZE, NOTE_SIZE, Theme, house_layout, note, rgba, share_axis
from analytics.charts.wording import percent, percent_range

CURVE, GAP, ROW = 270, 18, 22
MARGIN = (216, 12, 26, 8)
HEADROOM = 0.04
SMALL_OVER = 40  # columns; above it the dots are small and the empty places of the matrix are not drawn
TINT = 0.08
NAME_WIDTH, NAME_HEIGHT = 0.15, 0.09  # of the columns, of the axis: the room of the range's name

Words = Mapping[str, Mapping[str, str]]
"""For every choice: its heading under "", and a name for every code that occurs."""


@dataclass(frozen=True)
class MatrixRow:
    """One line of the matrix: a heading (no code) or a value of a choice."""

    axis: str
    code: str
    label: str


def specification_figure(
    frame: pd.DataFrame, theme: Theme, *, axes: tuple[str, ...], words: Words, published: Band | None
) -> go.Figure:
    """Curve and matrix of a frame with value, low, high, primary and the columns `axes`, strictest first."""
    rows = matrix_rows(frame, axes, words)
    height = MARGIN[2] + CURVE + GAP + ROW * len(rows) + MARGIN[3]
    inner = height - MARGIN[2] - MARGIN[3]
    split = ROW * len(rows) / inner
    top = (ROW * len(rows) + GAP) / inner
    span = _span(frame, published)
    layout = house_layout(theme, height=height, margin=MARGIN) | {
        "xaxis": {"visible": False, "fixedrange": True, "range": [-0.7, len(frame) - 0.3], "anchor": "y2"},
        "yaxis": share_axis(theme, domain=[top, 1], range=list(span), tickvals=_ticks(span)),
        "yaxis2": {"visible": False, "fixedrange": True, "domain": [0, split], "range": [len(rows) - 0.5, -0.5]},
        "shapes": _tint(frame, theme) + _band(published, theme),
        "annotations": _values(frame, theme, span) + _names(rows, theme) + _band_name(frame, published, theme, span),
    }
    return figure_of([*_curve(frame, theme, words), *_matrix(frame, rows, theme)], layout)


def matrix_rows(frame: pd.DataFrame, axes: tuple[str, ...], words: Words) -> list[MatrixRow]:
    """Headings and values of the choices that vary, each choice's values from the strictest to the most lenient."""
    found = []
    for axis in axes:
        means = frame.groupby(frame[axis].astype(str))["value"].mean().sort_values(kind="stable")
        if len(means) < 2:
            continue
        found.append(MatrixRow(axis, "", words[axis][""]))
        found += [MatrixRow(axis, str(code), words[axis].get(str(code), str(code))) for code in means.index]
    return found


def _span(frame: pd.DataFrame, published: Band | None) -> tuple[float, float]:
    low = [*frame["low"].dropna(), *frame["value"]] + ([published.low] if published else [])
    high = [*frame["high"].dropna(), *frame["value"]] + ([published.high] if published else [])
    return max(min(low) - HEADROOM, 0.0), min(max(high) + HEADROOM, 1.0)


def _ticks(span: tuple[float, float]) -> list[float]:
    step = 0.1 if span[1] - span[0] <= 0.6 else 0.2
    return [round(step * k, 1) for k in range(int(1 / step) + 1) if span[0] <= step * k <= span[1] + 1e-9]


def _curve(frame: pd.DataFrame, theme: Theme, words: Words) -> list[dict[str, Any]]:
    places = list(range(len(frame)))
    primary = frame["primary"].to_numpy(bool)
    small = len(frame) > SMALL_OVER
    said = [_hover(row, words) for row in frame.to_dict("records")]
    drawn = []
    for own, colour, width in ((~primary, theme.whisker, 1 if small else 2), (primary, theme.good, 3)):
        x: list[int | None] = []
        y: list[float | None] = []
        for place, low, high in zip(places, frame["low"], frame["high"], strict=True):
            if own[place] and not pd.isna(low):
                x += [place, place, None]
                y += [float(low), float(high), None]
        line = {"color": colour, "width": width}
        drawn.append({"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"})
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": places,
        "y": [float(value) for value in frame["value"]],
        "marker": {
            "size": [13 if is_primary else 4 if small else 8 for is_primary in primary],
            "color": [theme.good if is_primary else theme.common for is_primary in primary],
            "opacity": 1,
            "line": {"width": 0},
        },
        "text": said,
        "hovertemplate": "%{text}<extra></extra>",
    }
    return [*drawn, dots]


def _hover(row: dict[Any, Any], words: Words) -> str:
    choices = "<br>".join(named.get(str(row[axis]), str(row[axis])) for axis, named in words.items() if axis in row)
    interval = "" if pd.isna(row["low"]) else f", 95% {percent_range(row['low'], row['high'])}"
    return f"<b>{percent(row['value'])}</b>{interval}, n = {int(row['n']):,}<br>{choices}"


def _matrix(frame: pd.DataFrame, rows: list[MatrixRow], theme: Theme) -> list[dict[str, Any]]:
    """Filled where a definition makes the choice, a faint dot elsewhere."""
    primary = frame["primary"].to_numpy(bool)
    many = len(frame) > SMALL_OVER
    chosen: list[tuple[int, int, bool]] = []
    empty: list[tuple[int, int]] = []
    for line, row in enumerate(rows):
        if not row.code:
            continue
        for place, code in enumerate(frame[row.axis].astype(str)):
            if code == row.code:
                chosen.append((place, line, bool(primary[place])))
            elif not many:
                empty.append((place, line))
    common = {"type": "scatter", "mode": "markers", "yaxis": "y2", "hoverinfo": "skip"}
    faint = {"size": 3, "color": theme.table_line, "opacity": 1, "line": {"width": 0}}
    filled = {
        "size": [11 if is_primary else 3 if many else 8 for _, _, is_primary in chosen],
        "color": [theme.good if is_primary else theme.common for _, _, is_primary in chosen],
        "opacity": 1,
        "line": {"width": 0},
    }
    return [
        common | {"x": [x for x, _ in empty], "y": [y for _, y in empty], "marker": faint},
        common | {"x": [x for x, _, _ in chosen], "y": [y for _, y, _ in chosen], "marker": filled},
    ]


def _tint(frame: pd.DataFrame, theme: Theme) -> list[dict[str, Any]]:
    at = _primary_place(frame)
    if at is None:
        return []
    column = {"type": "rect", "layer": "below", "xref": "x", "yref": "paper", "y0": 0, "y1": 1, "line": {"width": 0}}
    half = max(0.5, 0.006 * len(frame))
    return [column | {"x0": at - half, "x1": at + half, "fillcolor": rgba(theme.text, TINT)}]


def _band(published: Band | None, theme: Theme) -> list[dict[str, Any]]:
    if published is None:
        return []
    wide = {"layer": "below", "xref": "paper", "x0": 0, "x1": 1, "yref": "y"}
    fill = {"type": "rect", "y0": published.low, "y1": published.high, "fillcolor": theme.benchmark_fill}
    line = {"type": "line", "line": {"color": theme.benchmark, "width": 1.5, "dash": "dot"}}
    return [wide | fill | {"line": {"width": 0}}] + [
        wide | line | {"y0": at, "y1": at} for at in (published.low, published.high)
    ]


def _band_name(
    frame: pd.DataFrame, published: Band | None, theme: Theme, span: tuple[float, float]
) -> list[dict[str, Any]]:
    """The range's name at the first of four corners that no interval runs through."""
    if published is None:
        return []
    reach, room = max(1, round(NAME_WIDTH * len(frame))), NAME_HEIGHT * (span[1] - span[0])
    corners = [(x, y) for y in (published.high, published.low) for x in ("left", "right")]
    over = {
        published.high: (published.high, published.high + room),
        published.low: (published.low - room, published.low),
    }
    side, edge = next(
        (corner for corner in corners if not _runs_through(frame, corner[0], reach, over[corner[1]])), corners[0]
    )
    place: dict[str, Any] = {"xref": "paper", "xanchor": side, "yref": "y"}
    place |= {"x": 0, "xshift": 5} if side == "left" else {"x": 1, "xshift": -5}
    place["yanchor"] = "bottom" if edge == published.high else "top"
    return [note(published.label, y=edge, colour=theme.benchmark_text, size=NOTE_SIZE, **place)]


def _runs_through(frame: pd.DataFrame, side: str, reach: int, between: tuple[float, float]) -> bool:
    """Whether an interval of the outermost definitions on a side crosses a stretch of the axis."""
    own = frame.head(reach) if side == "left" else frame.tail(reach)
    low, high = own["low"].fillna(own["value"]), own["high"].fillna(own["value"])
    return bool(((low < between[1]) & (high > between[0])).any())


def _values(frame: pd.DataFrame, theme: Theme, span: tuple[float, float]) -> list[dict[str, Any]]:
    """The primary's value on top, the first under its interval and the last under its own."""
    found = []
    at = _primary_place(frame)
    if at is not None:
        share = percent(frame["value"].iloc[at])
        edge: dict[str, Any] = {"x": at, "xanchor": "center"}
        if at < 0.06 * len(frame) or at > 0.94 * len(frame):
            edge = {"x": at, "xanchor": "left" if at < len(frame) / 2 else "right"}
        top: dict[str, Any] = {"yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 3}
        found.append(note(f"<b>Primary {share}</b>", colour=theme.good, size=LABEL_SIZE, **edge, **top))
    for place in sorted({0, len(frame) - 1} - {at}):
        row = frame.iloc[place]
        low = row["value"] if pd.isna(row["low"]) else row["low"]
        under = low - span[0] > 0.08 * (span[1] - span[0])
        y = low if under else row["value"] if pd.isna(row["high"]) else row["high"]
        side: dict[str, Any] = {"yanchor": "top" if under else "bottom", "yshift": -3 if under else 3}
        anchor = "left" if place == 0 and len(frame) > 1 else "right"
        shift = -12 if anchor == "left" else 12
        found.append(
            note(percent(row["value"]), x=place, y=y, xanchor=anchor, xshift=shift, colour=theme.second_text, **side)
        )
    return found


def _names(rows: list[MatrixRow], theme: Theme) -> list[dict[str, Any]]:
    place: dict[str, Any] = {"xref": "paper", "x": 0, "xanchor": "right", "xshift": -8, "yref": "y2"}
    return [
        note(row.label if row.code else f"<b>{row.label}</b>", y=line, colour=theme.text, size=NOTE_SIZE + 1, **place)
        for line, row in enumerate(rows)
    ]


def _primary_place(frame: pd.DataFrame) -> int | None:
    primary = frame["primary"].to_numpy(bool)
    return int(primary.argmax()) if primary.any() else None
