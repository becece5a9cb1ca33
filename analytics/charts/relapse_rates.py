"""Relapse rates by day: a dot on its interval for each day and group, the published range behind."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.bars import Band
from analytics.charts.figure import figure_of
from analytics.charts.theme import LABEL_SIZE, Theme, house_layout, note, share_axis, time_axis
from analytics.charts.wording import NO_BREAK, percent, percent_range

HEIGHT = 340
MARGIN = (44, 12, 26, 44)
MOST_GROUPS = 4
SYMBOLS = ("circle", "square", "diamond", "triangle-down")
SIGNS = ("●", "■", "◆", "▼")
NAME_ROOM = 0.075  # of the axis, for one name
SPREAD = 0.17  # of a day's room between two groups


def rates_figure(
    frame: pd.DataFrame, theme: Theme, *, published: Band | None = None, published_from: int = 0, members: bool = True
) -> go.Figure:
    """`frame`: (group,) day, value, low, high, at_risk; a day without a value says "not estimable" in its place.

    `published_from`: the first day to which the range speaks. Up to four groups, the largest first.
    """
    days = list(dict.fromkeys(frame["day"].tolist()))
    groups = groups_drawn(frame)
    several = len(groups) > 1
    layout = house_layout(theme, height=HEIGHT, margin=MARGIN) | {
        "xaxis": time_axis(
            theme,
            range=[-0.5, len(days) - 0.5],
            tickvals=list(range(len(days))),
            ticktext=_tick_texts(frame, days, several=several),
        ),
        "yaxis": share_axis(theme, range=[0, 1.04]),
        "shapes": _band(published, days, published_from, theme),
        "annotations": _labels(frame, days, groups, theme) + _band_name(published, theme),
    }
    traces = [mark for place, name in enumerate(groups) for mark in _group(frame, days, groups, place, name, theme)]
    if members:
        for trace in traces:
            if trace["mode"] == "markers":
                trace["customdata"] = trace.pop("meta")
    return figure_of([{k: v for k, v in trace.items() if k != "meta"} for trace in traces], layout)


def groups_drawn(frame: pd.DataFrame) -> list[str]:
    """The groups of a figure: the largest four; one unnamed group without a column."""
    if "group" not in frame:
        return [""]
    largest = frame.groupby("group", sort=True)["n"].max().sort_values(ascending=False, kind="stable")
    return [str(name) for name in largest.index[:MOST_GROUPS]]


def _rows(frame: pd.DataFrame) -> list[Any]:
    return list(frame.itertuples())


def _of(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    return frame[frame["group"].astype(str) == name] if "group" in frame else frame


def _tick_texts(frame: pd.DataFrame, days: list[int], *, several: bool) -> list[str]:
    if several:
        return [f"{day}{NO_BREAK}days" for day in days]
    risk = dict(zip(frame["day"], frame["at_risk"], strict=True))
    return [f"{day}{NO_BREAK}days<br>n{NO_BREAK}{int(risk[day]):,}" for day in days]


def _shift(place: int, groups: list[str]) -> float:
    return (place - (len(groups) - 1) / 2) * SPREAD


def _group(
    frame: pd.DataFrame, days: list[int], groups: list[str], place: int, name: str, theme: Theme
) -> list[dict[str, Any]]:
    own = _of(frame, name)
    colour = theme.concern if len(groups) == 1 else theme.series[place]
    shown = own[own["value"].notna()]
    at = [days.index(day) + _shift(place, groups) for day in shown["day"]]
    x = [where for spot in at for where in (spot, spot, None)]
    y = [end for low, high in zip(shown["low"], shown["high"], strict=True) for end in (float(low), float(high), None)]
    whiskers = {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": colour, "width": 3},
        "hoverinfo": "skip",
        "name": name,
    }
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": at,
        "y": [float(value) for value in shown["value"]],
        "name": name,
        "marker": {"color": colour, "size": 11, "opacity": 1, "symbol": SYMBOLS[place], "line": {"width": 0}},
        "text": [
            f"{name + ', ' if name else ''}{row.day} days: {percent(row.value)}, 95% "
            f"{percent_range(row.low, row.high)}, {row.at_risk:,} at risk"
            for row in _rows(shown)
        ],
        "hovertemplate": "%{text}<extra></extra>",
        "meta": [[int(row)] for row in shown.index],
    }
    return [whiskers, dots]


def _labels(frame: pd.DataFrame, days: list[int], groups: list[str], theme: Theme) -> list[dict[str, Any]]:
    if len(groups) > 1:
        return _group_names(frame, days, groups, theme) + _gaps(frame, days, theme)
    found = []
    for row in _rows(_of(frame, groups[0])):
        if not pd.isna(row.value):
            over: dict[str, Any] = {"x": days.index(row.day), "y": float(row.high), "yanchor": "bottom", "yshift": 4}
            found.append(note(f"<b>{percent(row.value)}</b>", colour=theme.concern, size=LABEL_SIZE, **over))
    return found + _gaps(frame, days, theme)


def _group_names(frame: pd.DataFrame, days: list[int], groups: list[str], theme: Theme) -> list[dict[str, Any]]:
    """The names, each with its mark: at the top left, as rates only rise; at the bottom left where those are high."""
    first = frame[(frame["day"] == days[0]) & frame["group"].astype(str).isin(groups)]
    room = NAME_ROOM * (len(groups) + 1)
    below = bool(first["high"].max() > 1 - room and first["low"].min() > room)
    place: dict[str, Any] = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": 6, "yref": "paper"}
    place |= {"y": 0, "yanchor": "bottom"} if below else {"y": 1, "yanchor": "top"}
    return [
        note(
            f"<b>{SIGNS[line]} {name}</b>",
            colour=theme.series_text(line),
            size=LABEL_SIZE,
            yshift=6 + 20 * (len(groups) - 1 - line) if below else -12 - 20 * line,
            **place,
        )
        for line, name in enumerate(groups)
    ]


def _gaps(frame: pd.DataFrame, days: list[int], theme: Theme) -> list[dict[str, Any]]:
    """The words in place of a day that nobody can be given a rate for."""
    none = [day for day in days if frame[frame["day"] == day]["value"].isna().all()]
    return [
        note("not<br>estimable", x=days.index(day), y=0.02, yanchor="bottom", colour=theme.second_text) for day in none
    ]


def _band(published: Band | None, days: list[int], first_day: int, theme: Theme) -> list[dict[str, Any]]:
    reached = [place for place, day in enumerate(days) if day >= first_day]
    if published is None or not reached:
        return []
    wide = {"layer": "below", "x0": reached[0] - 0.5, "x1": len(days) - 0.5}
    fill = {"type": "rect", "y0": published.low, "y1": published.high, "fillcolor": theme.benchmark_fill}
    line = {"type": "line", "line": {"color": theme.benchmark, "width": 1.5, "dash": "dot"}}
    return [wide | fill | {"line": {"width": 0}}] + [
        wide | line | {"y0": at, "y1": at} for at in (published.low, published.high)
    ]


def _band_name(published: Band | None, theme: Theme) -> list[dict[str, Any]]:
    if published is None:
        return []
    place: dict[str, Any] = {
        "xref": "paper",
        "x": 1,
        "xanchor": "right",
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 4,
    }
    return [note(published.label, y=1, colour=theme.benchmark_text, **place)]
