"""Rows of numbers with their intervals: amounts from 0, or changes with better on the right and worse on the left.

A row is 54 px: name and number on one line, what stands beside them on a smaller one, the mark below. So names of any
length and every number lie inside the figure at 390 px as well as on a wide page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.theme import NOTE_SIZE, Theme, house_layout, note, time_axis

Tone = Literal["good", "concern", "common"]

ROW = 54
FIRST_LINE, SECOND_LINE, MARK = 19 / ROW, 3 / ROW, -15 / ROW  # above (below) the middle of the row
BAR = 11 / ROW
ZERO = 9 / ROW
SIDES, TOP, TOP_WITH_WORDS, BOTTOM = 16, 8, 30, 26
ROOM = 1.06  # of the axis beyond the last mark


@dataclass(frozen=True)
class NumberRow:
    """One row: `name` left, `words` right; `under` and `beside` small below them. `value` None: only the words.

    `tone`: blue for better, orange for worse (filled), grey and hollow where the interval holds no change.
    """

    name: str
    words: str
    value: float | None
    low: float | None = None
    high: float | None = None
    under: str = ""
    beside: str = ""
    tone: Tone = "common"


@dataclass(frozen=True)
class Direction:
    """The words at both ends of a change axis, and how its distances from 0 are written ("5 points")."""

    left: str = "worse"
    right: str = "better"
    unit: str = ""


def amount_rows(rows: Sequence[NumberRow], theme: Theme, *, members: Sequence[int] = ()) -> go.Figure:
    """Bars from 0 with their intervals, the first on top. `members`: the frame's row behind each, to be clicked."""
    end = max([number for row in rows for number in (row.value, row.high) if number is not None] or [1.0]) or 1.0
    bars = _bars(rows, theme, members)
    axis = {"visible": False, "range": [0, end * ROOM]}
    return _figure(rows, [bars, *_intervals(rows, theme, over_bar=True)], theme, axis, top=TOP, bottom=TOP, shapes=[])


def change_rows(
    rows: Sequence[NumberRow], theme: Theme, *, direction: Direction = Direction(), members: Sequence[int] = ()
) -> go.Figure:
    """Dots with intervals around 0: right of it better, left worse, whichever sign the number in words has.

    `members`: the frame's row behind each dot, which can be clicked then.
    """
    reach = max(
        [abs(number) for row in rows for number in (row.value, row.low, row.high) if number is not None] or [1.0]
    )
    end = (reach or 1.0) * ROOM
    ticks = _ticks(end)
    axis = {
        "visible": True,
        "range": [-end, end],
        "tickvals": [sign * tick for tick in ticks for sign in (-1, 1)] + [0],
        "ticktext": [f"{tick:g}{direction.unit}" for tick in ticks for _ in (-1, 1)] + ["0"],
    }
    traces = [*_intervals(rows, theme, over_bar=False), _dots(rows, theme, members)]
    figure = _figure(
        rows,
        traces,
        theme,
        axis,
        top=TOP_WITH_WORDS,
        bottom=BOTTOM,
        shapes=[*_tracks(len(rows), theme), *_zeros(len(rows), theme)],
    )
    figure.layout.annotations = [*figure.layout.annotations, *_ends(direction, theme)]
    return figure


def _figure(
    rows: Sequence[NumberRow],
    traces: list[dict[str, Any]],
    theme: Theme,
    axis: dict[str, Any],
    *,
    top: int,
    bottom: int,
    shapes: list[dict[str, Any]],
) -> go.Figure:
    layout = house_layout(theme, height=len(rows) * ROW + top + bottom, margin=(SIDES, SIDES, top, bottom)) | {
        "xaxis": time_axis(theme, **axis),
        "yaxis": {"visible": False, "fixedrange": True, "range": [-len(rows) + 0.5, 0.5]},
        "shapes": shapes,
        "annotations": [text for place, row in enumerate(rows) for text in _texts(row, place, theme)],
        "barmode": "overlay",
    }
    return figure_of(traces, layout)


def _texts(row: NumberRow, place: int, theme: Theme) -> list[dict[str, Any]]:
    left: dict[str, Any] = {"xref": "paper", "x": 0, "xanchor": "left", "yanchor": "middle", "align": "left"}
    right: dict[str, Any] = {"xref": "paper", "x": 1, "xanchor": "right", "yanchor": "middle", "align": "right"}
    first: dict[str, Any] = {"y": -place + FIRST_LINE}
    second: dict[str, Any] = {"y": -place + SECOND_LINE, "size": NOTE_SIZE}
    small = theme.second_text
    number = {"good": theme.good, "concern": theme.concern, "common": theme.text}[row.tone]
    words = escape(row.words)
    shown = [
        (escape(row.name), left | first, theme.text),
        (words if row.value is None else f"<b>{words}</b>", right | first, number),
        (escape(row.under), left | second, small),
        (escape(row.beside), right | second, small),
    ]
    return [note(text, colour=colour, **where) for text, where, colour in shown if text]


def _bars(rows: Sequence[NumberRow], theme: Theme, members: Sequence[int]) -> dict[str, Any]:
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": [row.value for row in rows],
        "y": [-place + MARK for place in range(len(rows))],
        "width": BAR,
        "marker": {"color": [_colour(row, theme) for row in rows], "line": {"width": 0}},
        "text": _hover(rows),
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    }
    return _clickable(bars, members)


def _dots(rows: Sequence[NumberRow], theme: Theme, members: Sequence[int]) -> dict[str, Any]:
    colours = [_colour(row, theme) for row in rows]
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": [row.value for row in rows],
        "y": [-place + MARK for place in range(len(rows))],
        "marker": {
            "size": 11,
            "opacity": 1,
            "color": [
                theme.page if row.tone == "common" else colour for row, colour in zip(rows, colours, strict=True)
            ],
            "line": {"width": 2, "color": colours},
        },
        "text": _hover(rows),
        "hovertemplate": "%{text}<extra></extra>",
    }
    return _clickable(dots, members)


def _intervals(rows: Sequence[NumberRow], theme: Theme, *, over_bar: bool) -> list[dict[str, Any]]:
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [row.low, row.high],
            "y": [-place + MARK] * 2,
            "line": {"color": theme.text if over_bar else _colour(row, theme), "width": 2 if over_bar else 2.5},
            "hoverinfo": "skip",
        }
        for place, row in enumerate(rows)
        if row.low is not None and row.high is not None
    ]


def _hover(rows: Sequence[NumberRow]) -> list[str]:
    return [escape(" · ".join(filter(None, (row.name, row.under, row.words, row.beside)))) for row in rows]


def _clickable(trace: dict[str, Any], members: Sequence[int]) -> dict[str, Any]:
    return trace | {"customdata": [[place] for place in members]} if len(members) else trace


def _colour(row: NumberRow, theme: Theme) -> str:
    return {"good": theme.good, "concern": theme.concern, "common": theme.common}[row.tone]


def _tracks(rows: int, theme: Theme) -> list[dict[str, Any]]:
    line = {"type": "line", "layer": "below", "xref": "paper", "x0": 0, "x1": 1}
    drawn = {"line": {"color": theme.grid, "width": 1}}
    return [line | drawn | {"y0": -place + MARK, "y1": -place + MARK} for place in range(rows)]


def _zeros(rows: int, theme: Theme) -> list[dict[str, Any]]:
    """The place of no change in every row, no higher than its mark: the text above stays free of lines."""
    line = {"type": "line", "layer": "below", "x0": 0, "x1": 0, "line": {"color": theme.axis, "width": 1.5}}
    return [line | {"y0": -place + MARK - ZERO, "y1": -place + MARK + ZERO} for place in range(rows)]


def _ends(direction: Direction, theme: Theme) -> list[dict[str, Any]]:
    """The words "← worse" and "better →" above the first row, on their sides of the zero line."""
    above: dict[str, Any] = {"yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 6, "size": NOTE_SIZE + 1, "x": 0}
    return [
        note(f"← {direction.left}", xanchor="right", xshift=-10, colour=theme.second_text, **above),
        note(f"{direction.right} →", xanchor="left", xshift=10, colour=theme.second_text, **above),
    ]


def _ticks(end: float) -> list[float]:
    """Two or three round distances within the axis."""
    for step in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50):
        if end / step <= 3:
            return [step * k for k in range(1, int(end / step + 1e-9) + 1)]
    return [end / 2]
