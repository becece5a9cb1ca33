"""The curve of those who came back: cumulative incidence after discharge with its interval, death beside it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.survival import MOST_GROUPS
from analytics.charts.theme import (
    BAND_OPACITY,
    NOTE_SIZE,
    THIN_BAND_OPACITY,
    Theme,
    house_layout,
    note,
    rgba,
    share_axis,
    time_axis,
)
from analytics.charts.wording import count, people, percent, percent_range

HEIGHT = 330
MARGIN = (44, 16, 14, 46)
UNDER_AXIS, GROUP_LINES = 42, 36
"""Pixels from the axis to the numbers at risk, and for each group's two lines."""

TICKS = (0, 90, 180, 270, 365)
CEILINGS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
DASHES = ("solid", "8px,3px", "2px,2px", "10px,3px,2px,3px")
SAMPLES = ("—", "– –", "···", "– ·")
"""Lines of groups differ in print too; the sample stands before the name."""

LABEL_ROOM = 0.09
"""Share of the height that a direct label takes: labels that would touch are moved apart."""


def incidence_figure(
    frame: pd.DataFrame, theme: Theme, *, cause: str, other: str, guide: float, everyone: str = "all"
) -> go.Figure:
    """Steps of `cause` by group (at most four), with band, direct label and number at risk; `other` dashed and grey.

    `frame`: cause, time, at_risk, value, low, high, n and, for several groups, `group`. `other` is drawn for one group.
    """
    groups = _groups(frame[frame["cause"] == cause], everyone)[:MOST_GROUPS]
    beside = _groups(frame[frame["cause"] == other], everyone) if len(groups) == 1 else []
    end = max([float(rows["time"].max()) for _, rows in groups] or [guide])
    top = _ceiling([rows for _, rows in [*groups, *beside]])
    ticks = [tick for tick in TICKS if tick <= end]
    axis = {"text": "Days after discharge", "font": {"size": 13, "color": theme.second_text}, "standoff": 4}
    values = share_axis(theme, range=[0, top], tickvals=_share_ticks(top))
    layout = house_layout(theme, height=HEIGHT + GROUP_LINES * (len(groups) - 1), margin=_margin(len(groups))) | {
        "xaxis": time_axis(theme, range=[0, end], tickvals=ticks, title=axis),
        "yaxis": values,
        "shapes": [_guide(guide, theme)] if guide < end else [],
        "annotations": _names(groups, beside, cause, other, end, top, theme) + _at_risk(groups, ticks, theme),
    }
    traces = [
        trace
        for place, (name, rows) in enumerate(groups)
        for trace in _curve(rows, name, theme.series[place], DASHES[place])
    ]
    dead: dict[str, Any] = {"color": theme.common, "width": 2, "dash": "5px,3px"}
    return figure_of(traces + [_line(rows, f"{other}", dead) for _, rows in beside], layout)


def _margin(groups: int) -> tuple[int, int, int, int]:
    left, right, top, bottom = MARGIN
    return left, right, top, bottom + GROUP_LINES * groups


def _groups(frame: pd.DataFrame, everyone: str) -> list[tuple[str, pd.DataFrame]]:
    """Name and rows of every group, the largest first."""
    if "group" not in frame:
        return [(everyone, frame)] if len(frame) else []
    found = [(str(name), rows) for name, rows in frame.groupby("group", sort=True)]
    return sorted(found, key=lambda pair: -int(pair[1]["n"].iloc[0]))


def _ceiling(drawn: list[pd.DataFrame]) -> float:
    highest = max([float(rows["high"].max()) for rows in drawn] or [0.0])
    return next((ceiling for ceiling in CEILINGS if ceiling >= 1.2 * highest), 1.0)


def _share_ticks(top: float) -> list[float]:
    step = 0.05 if top <= 0.2 else 0.1 if top <= 0.5 else 0.2
    return [round(step * place, 2) for place in range(round(top / step) + 1)]


def _guide(day: float, theme: Theme) -> dict[str, Any]:
    line = {"color": theme.axis, "width": 1.25, "dash": "3px,3px"}
    return {"type": "line", "layer": "below", "yref": "paper", "x0": day, "x1": day, "y0": 0, "y1": 1, "line": line}


def _curve(rows: pd.DataFrame, name: str, colour: str, dash: str) -> list[dict[str, Any]]:
    """Band and line; from where fewer than the setting asks are at risk, paler and dotted."""
    thin = rows["thin"].to_numpy(bool) if "thin" in rows else np.zeros(len(rows), bool)
    if not thin.any():
        return _drawn(rows, name, colour, {"width": 2.5, "dash": dash}, BAND_OPACITY)
    turn = int(np.argmax(thin))
    sure = _drawn(rows.iloc[: turn + 1], name, colour, {"width": 2.5, "dash": dash}, BAND_OPACITY)
    return sure + _drawn(rows.iloc[turn:], name, colour, {"width": 2, "dash": "1px,3px"}, THIN_BAND_OPACITY)


def _drawn(rows: pd.DataFrame, name: str, colour: str, line: dict[str, Any], opacity: float) -> list[dict[str, Any]]:
    x, low = _corners(rows, "low")
    _, high = _corners(rows, "high")
    band: dict[str, Any] = {
        "type": "scatter",
        "mode": "lines",
        "x": x + x[::-1],
        "y": high + low[::-1],
        "fill": "toself",
    }
    band |= {"fillcolor": rgba(colour, opacity), "line": {"width": 0}, "hoverinfo": "skip", "name": name}
    return [band, _line(rows, name, line | {"color": colour})]


def _corners(rows: pd.DataFrame, column: str) -> tuple[list[float], list[float]]:
    """Right-angled steps written out: a value holds until the next time."""
    time, value = rows["time"].to_numpy(float), rows[column].to_numpy(float)
    return np.repeat(time, 2)[1:].tolist(), np.repeat(value, 2)[:-1].tolist()


def _line(rows: pd.DataFrame, name: str, line: dict[str, Any]) -> dict[str, Any]:
    said = zip(rows["value"], rows["low"], rows["high"], rows["at_risk"], strict=True)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": rows["time"].tolist(),
        "y": rows["value"].tolist(),
        "line": line | {"shape": "hv"},
        "name": name,
        "text": [f"{percent(v)}, 95% {percent_range(a, b)}, {count(n)} at risk" for v, a, b, n in said],
        "hovertemplate": f"{name}<br>day %{{x:.0f}}: %{{text}}<extra></extra>",
    }


def _names(
    groups: list[tuple[str, pd.DataFrame]],
    beside: list[tuple[str, pd.DataFrame]],
    cause: str,
    other: str,
    end: float,
    top: float,
    theme: Theme,
) -> list[dict[str, Any]]:
    """Each curve's name and last value: at its end when it is alone, else in the empty corner where curves begin."""
    if len(groups) > 1:
        return _corner(groups, theme)
    last = groups[0][1].iloc[-1] if groups else None
    named = [] if last is None else [(float(last["high"]), float(last["value"]), cause, theme.series_text(0))]
    named += [(float(rows["value"].iloc[-1]),) * 2 + (other, theme.second_text) for _, rows in beside]
    found, floor = [], 0.0
    for above, value, name, colour in sorted(named):
        y = max(above + 0.01 * top, floor)
        floor = y + LABEL_ROOM * top
        place: dict[str, Any] = {"x": end, "y": y, "xanchor": "right", "yanchor": "bottom"}
        found.append(note(f"<b>{name} {percent(value)}</b>", colour=colour, **place))
    return found


def _corner(groups: list[tuple[str, pd.DataFrame]], theme: Theme) -> list[dict[str, Any]]:
    """The names one under the other, the highest curve first, each with a sample of its line."""
    order = sorted(range(len(groups)), key=lambda place: -float(groups[place][1]["value"].iloc[-1]))
    found = []
    for line, place in enumerate(order):
        name, rows = groups[place]
        words = f"<b>{SAMPLES[place]} {name} {percent(float(rows['value'].iloc[-1]))}</b>"
        corner: dict[str, Any] = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": 6, "yref": "paper", "y": 1}
        found.append(note(words, colour=theme.series_text(place), yanchor="top", yshift=-6 - 19 * line, **corner))
    return found


def _at_risk(groups: list[tuple[str, pd.DataFrame]], ticks: list[int], theme: Theme) -> list[dict[str, Any]]:
    """Under the axis, how many are still at risk just before each tick's events: two short lines a group."""
    below: dict[str, Any] = {"yref": "paper", "y": 0, "yanchor": "top", "size": NOTE_SIZE + 1}
    found = []
    for place, (name, rows) in enumerate(groups):
        shift = -UNDER_AXIS - GROUP_LINES * place
        colour = theme.series_text(place) if len(groups) > 1 else theme.second_text
        words = f"<b>At risk{f', {name}' if len(groups) > 1 else ''}</b>"
        found.append(note(words, x=0, xanchor="left", yshift=shift, colour=colour, **below))
        for tick in ticks:
            side = "left" if tick == 0 else "right" if tick == ticks[-1] else "center"
            number = count(at_risk_at(rows, tick))
            found.append(note(number, x=tick, xanchor=side, yshift=shift - 17, colour=theme.second_text, **below))
    return found


def at_risk_at(rows: pd.DataFrame, day: float) -> int:
    """People neither back, nor dead, nor out of sight before a day."""
    before = rows["time"].to_numpy(float) < day
    gone = rows.loc[before, ["events", "other", "censored"]].to_numpy().sum()
    return int(rows["n"].iloc[0]) - int(gone)


def value_on(rows: pd.DataFrame, day: float) -> str:
    """The share by a day with its interval in words, `10% (7–12%)`; a dash after the last observed day."""
    reached = rows[rows["time"] <= day]
    if reached.empty or day > rows["time"].max():
        return "–"
    last = reached.iloc[-1]
    return f"{percent(last['value'])} ({percent_range(last['low'], last['high'])}), {people(int(last['n']))}"
