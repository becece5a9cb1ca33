"""Stacked columns by month, week or quarter: what the events of each stretch of time were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.theme import Theme, house_layout, note, share_axis, time_axis
from analytics.charts.wording import count, percent

HEIGHT = 300
MOST_TICKS = 6  # so many fit at 390 px
LETTER = 7.0  # pixels of a letter of 13
LABEL_HEIGHT = 17
WIDEST_LABEL = 120


@dataclass(frozen=True)
class Part:
    """One layer of the columns, from the bottom up: the word in the frame, the name shown, its colour, hatched or not.

    `text` is the colour of the name where `colour` is too pale to be read.
    """

    code: str
    name: str
    colour: str
    text: str = ""
    hatch: bool = False


def stacked_columns(
    frame: pd.DataFrame,
    theme: Theme,
    *,
    parts: Sequence[Part],
    at: str = "month",
    part: str = "status",
    value: str = "events",
    share: bool = False,
    title: str = "",
) -> go.Figure:
    """A column a month (or week, or quarter) with its parts on one another, each named beside the last column.

    `frame`: tidy, a row for `at` and `part` with the number `value`; `at` holds first days, week numbers or names, in
    order. `share=True`: `value` is a share of 0–1, and the axis goes to 100%. `title` names the horizontal axis.
    """
    table = frame.pivot_table(index=at, columns=part, values=value, aggfunc="sum", sort=False, observed=True)
    table = table.reindex(columns=[layer.code for layer in parts]).fillna(0.0)
    names = [_when(place) for place in table.index]
    right = min(int(max((len(layer.name) for layer in parts), default=0) * LETTER) + 10, WIDEST_LABEL)
    tops = table.sum(axis=1)
    highest = 1.0 if share else float(tops.max() or 1.0) * 1.04 if len(tops) else 1.0
    layout = house_layout(theme, height=HEIGHT, margin=(44, right, 12, 44 if title else 30)) | {
        "xaxis": _axis(names, theme, title),
        "yaxis": _values(theme, highest, share=share),
        "barmode": "stack",
        "bargap": 0.18,
        "annotations": _labels(table, parts, theme, highest, title=bool(title)),
    }
    return figure_of([_layer(table, layer, names, theme, share=share) for layer in parts], layout)


def _layer(table: pd.DataFrame, layer: Part, names: list[str], theme: Theme, *, share: bool) -> dict[str, Any]:
    values = [float(number) for number in table[layer.code]]
    said = [percent(number) if share else count(number) for number in values]
    pattern = {"shape": "/", "fgcolor": theme.second_text, "bgcolor": layer.colour, "size": 6, "solidity": 0.25}
    marker: dict[str, Any] = {"color": layer.colour, "line": {"width": 1, "color": theme.page}}
    return {
        "type": "bar",
        "name": layer.name,
        "x": list(range(len(values))),
        "y": values,
        "marker": marker | ({"pattern": pattern} if layer.hatch else {}),
        "text": [f"{when}: {escape(layer.name)} {words}" for when, words in zip(names, said, strict=True)],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    }


def _axis(names: list[str], theme: Theme, title: str) -> dict[str, Any]:
    shown = _shown(len(names))
    axis = time_axis(theme, range=[-0.6, max(len(names), 1) - 0.4], tickvals=shown, ticktext=[names[k] for k in shown])
    return axis | ({"title": {"text": title, "font": {"size": 13}, "standoff": 4}} if title else {})


def _shown(columns: int) -> list[int]:
    """Which columns are written under the axis: evenly spaced, the first always."""
    step = max(1, -(-columns // MOST_TICKS))
    return list(range(0, columns, step))


def _values(theme: Theme, highest: float, *, share: bool) -> dict[str, Any]:
    if share:
        return share_axis(theme)
    return share_axis(theme, tickformat=",d", tickvals=None, nticks=5, range=[0, highest])


def _labels(
    table: pd.DataFrame, parts: Sequence[Part], theme: Theme, highest: float, *, title: bool
) -> list[dict[str, Any]]:
    """The name of every part right of the last column, at its own height, pushed up where two would meet."""
    if not len(table):
        return []
    last = table.iloc[-1].to_numpy(dtype=float)
    middles = np.cumsum(last) - last / 2
    room = LABEL_HEIGHT / (HEIGHT - 12 - (44 if title else 30)) * highest
    beside: dict[str, Any] = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 4, "yanchor": "middle"}
    found, lowest = [], room / 2
    for layer, middle in zip(parts, middles, strict=True):
        at = max(float(middle), lowest)
        lowest = at + room
        found.append(note(escape(layer.name), y=at, colour=layer.text or layer.colour, **beside))
    return found


def _when(place: Any) -> str:
    if isinstance(place, (pd.Timestamp, date)):
        return f"{place:%b %y}"
    if isinstance(place, float) and place.is_integer():
        return f"{place:.0f}"
    return str(place)
