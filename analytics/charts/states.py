"""What has become of everyone by a day: states stacked to 100%, each named in its area."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.theme import TICK_SIZE, Theme, house_layout, note, share_axis, time_axis
from analytics.charts.wording import people, percent

HEIGHT = 380
ORDER = ("completed", "abstinent in treatment", "left in another way", "dropped out", "returned to use")
"""From the bottom up."""

WORDS = {
    "completed": "Completed",
    "abstinent in treatment": "In treatment, abstinent",
    "left in another way": "Left in another way",
    "dropped out": "Dropped out",
    "returned to use": "Returned to use",
}
LONGEST = 365.0
ROOM_FOR_A_NAME = 0.055  # an area thinner than this at its widest carries no name
LETTER = 7.6 / 294  # of the axis on a phone: the width of a bold letter
LEAST_APART = 0.045


def states_figure(shares: pd.DataFrame, theme: Theme, *, end: float) -> go.Figure:
    """Stacked shares from day 0 to `end`; `shares`: time and a column a state, rows adding up to 1."""
    grid = np.linspace(0, end, 181)
    rows = np.searchsorted(shares["time"].to_numpy(float), grid, side="right") - 1
    layers = {state: shares[state].to_numpy(float)[rows] for state in ORDER}
    tops = np.cumsum(np.array([layers[state] for state in ORDER]), axis=0)
    bottoms = np.vstack((np.zeros(len(grid)), tops[:-1]))
    looks = _looks(theme)
    traces = [_area(state, grid, bottoms[place], tops[place], looks[state], theme) for place, state in enumerate(ORDER)]
    names = [
        words
        for place, state in enumerate(ORDER)
        for words in _name(state, grid, bottoms[place], tops[place], looks[state], end)
    ]
    layout = house_layout(theme, height=HEIGHT, margin=(44, 52, 26, 46)) | {
        "xaxis": time_axis(
            theme,
            range=[0, end],
            nticks=6,
            title={"text": "Days since admission", "font": {"size": 13, "color": theme.second_text}, "standoff": 4},
        ),
        "yaxis": share_axis(theme),
        "annotations": names + _ends(bottoms[:, -1], tops[:, -1], theme, end),
    }
    return figure_of(traces, layout)


def states_title(shares: pd.DataFrame, *, end: float, name: str = "") -> str:
    """The two largest ways out by the last day."""
    last = _last(shares, end)
    gone = sorted(((last[s], s) for s in ORDER if s != "abstinent in treatment"), reverse=True)[:2]
    told = " and ".join(f"{percent(v)} had {_past(s)}" for v, s in gone)
    who = f"{name}: by" if name else "By"
    return f"{who} day {end:.0f}, {told}"


def states_alt(shares: pd.DataFrame, *, title: str, end: float, n: int) -> str:
    """Every state's share on the last day."""
    last = _last(shares, end)
    told = ", ".join(f"{WORDS[state].lower()} {percent(last[state])}" for state in ORDER)
    areas = "Stacked areas of what had become of everyone by each day since admission."
    return f"{areas} {title}. On day {end:.0f}: {told}. {people(n)}."


def _last(shares: pd.DataFrame, end: float) -> dict[str, float]:
    row = shares[shares["time"] <= end].iloc[-1]
    return {state: float(row[state]) for state in ORDER}


def _past(state: str) -> str:
    return {"left in another way": "left in another way"}.get(state, state)


def _looks(theme: Theme) -> dict[str, tuple[str, str, str]]:
    """Colour of the area, of the text on it, and the hatch."""
    on = theme.page
    return {
        "completed": (theme.good, on, ""),
        "abstinent in treatment": (*theme.week["-"], ""),
        "left in another way": (theme.limits_fill, theme.text, "."),
        "dropped out": (theme.table_line, theme.text, "/"),
        "returned to use": (theme.concern, on, ""),
    }


def _area(
    state: str, grid: np.ndarray, bottom: np.ndarray, top: np.ndarray, look: tuple[str, str, str], theme: Theme
) -> dict[str, Any]:
    hatch = (
        {"fillpattern": {"shape": look[2], "fgcolor": theme.missing, "bgcolor": look[0], "size": 7}} if look[2] else {}
    )
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [*grid.tolist(), *grid[::-1].tolist()],
        "y": [*top.tolist(), *bottom[::-1].tolist()],
        "fill": "toself",
        "fillcolor": look[0],
        "line": {"width": 1.5, "color": theme.page},
        "name": WORDS[state],
        "hoverinfo": "skip",
    } | hatch


def _name(
    state: str, grid: np.ndarray, bottom: np.ndarray, top: np.ndarray, look: tuple[str, str, str], end: float
) -> list[dict[str, Any]]:
    """Where its name finds most height, in the middle of the figure rather than near its edges."""
    half = len(WORDS[state]) * LETTER * end / 2
    centres = np.flatnonzero((grid >= half) & (grid <= end - half))
    if not len(centres):
        return []
    reach = np.searchsorted(grid, grid[centres] + half / 2, side="right") - 1
    first = np.searchsorted(grid, grid[centres] - half / 2)
    low = np.array([bottom[a : b + 1].max() for a, b in zip(first, reach, strict=True)])
    high = np.array([top[a : b + 1].min() for a, b in zip(first, reach, strict=True)])
    central = (grid[centres] > 0.25 * end) & (grid[centres] < 0.75 * end)
    room = np.where(central, high - low, (high - low) / 2)
    best = int(np.argmax(room))
    if high[best] - low[best] < ROOM_FOR_A_NAME:
        return []
    y = float((low[best] + high[best]) / 2)
    return [note(f"<b>{WORDS[state]}</b>", x=float(grid[centres[best]]), y=y, colour=look[1], bgcolor=look[0])]


def _ends(bottom: np.ndarray, top: np.ndarray, theme: Theme, end: float) -> list[dict[str, Any]]:
    """The shares on the last day, right of the areas, never on one another."""
    found: list[dict[str, Any]] = []
    before = -1.0
    for low, high in zip(bottom, top, strict=True):
        if high - low < 0.005:
            continue
        y = max(float((low + high) / 2), before + LEAST_APART)
        before = y
        found.append(
            note(
                percent(high - low), x=1, xref="paper", xanchor="left", xshift=6, y=y, colour=theme.text, size=TICK_SIZE
            )
        )
    top_note: dict[str, Any] = {"xref": "paper", "yref": "paper", "xanchor": "right", "yanchor": "bottom", "xshift": 50}
    return [*found, note(f"day {end:.0f}", x=1, y=1, colour=theme.second_text, size=12, **top_note)]
