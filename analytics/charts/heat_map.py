"""Shares by weekday and hour: a cell each, darker where the share is higher, with share and n written in it.

One hue from pale to strong, so that it reads in grey; the text keeps its contrast on the strongest cell. Hours run down
and weekdays across, so that a week fits on a phone.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.theme import NOTE_SIZE, TICK_SIZE, Theme, house_layout, note
from analytics.charts.wording import count, people, percent, percent_range

ROW = 46
GAP = 0.05
STRONGEST = 0.5  # of the colour in the strongest cell: text keeps 4.5 : 1 on it in both themes
LEAST_TOP = 0.20  # the scale ends at this share or higher, so that a quiet week looks quiet
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def heat_map(frame: pd.DataFrame, theme: Theme, *, members: bool = False) -> go.Figure:
    """Cells of weekday × hour (columns weekday, hour, value, low, high, n, thin).

    Thin cells (too few sessions) are outlined instead of filled. `members`: cells can be clicked.
    """
    days = [day for day in WEEKDAYS if day in set(frame["weekday"])]
    hours = sorted(int(hour) for hour in frame["hour"].unique())
    layout = house_layout(theme, height=len(hours) * ROW + 34, margin=(48, 8, 26, 8)) | {
        "xaxis": _names([day[:3] for day in days], theme) | {"side": "top"},
        "yaxis": _names([f"{hour:02}:00" for hour in hours], theme) | {"range": [len(hours) - 0.5, -0.5]},
        "bargap": 0,
        "annotations": _texts(frame, days, hours, theme),
    }
    return figure_of([_cells(frame, days, hours, theme, members=members)], layout)


def _names(names: list[str], theme: Theme) -> dict[str, Any]:
    return {
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "range": [-0.5, len(names) - 0.5],
        "tickvals": list(range(len(names))),
        "ticktext": names,
        "tickfont": {"size": TICK_SIZE, "color": theme.second_text},
    }


def _cells(frame: pd.DataFrame, days: list[str], hours: list[int], theme: Theme, *, members: bool) -> dict[str, Any]:
    """Bars hanging in a grid: unlike a heat map's cells they can be picked."""
    top = max([LEAST_TOP, *frame.loc[~frame["thin"].astype(bool), "value"].dropna()])
    cells = {
        "type": "bar",
        "x": [days.index(day) for day in frame["weekday"]],
        "base": [hours.index(int(hour)) - 0.5 + GAP / 2 for hour in frame["hour"]],
        "y": [1 - GAP] * len(frame),
        "width": 1 - GAP,
        "marker": {
            "color": [
                theme.page if thin or pd.isna(value) else cell_colour(float(value) / top, theme)
                for value, thin in zip(frame["value"], frame["thin"], strict=True)
            ],
            "line": {"width": [1.5 if thin else 0 for thin in frame["thin"]], "color": theme.missing},
        },
        "text": [_said(row) for row in frame.to_dict("records")],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    }
    return cells | ({"customdata": [[place] for place in range(len(frame))]} if members else {})


def _said(row: dict[Any, Any]) -> str:
    interval = "" if pd.isna(row["low"]) else f", 95% {percent_range(row['low'], row['high'])}"
    return f"{row['weekday']} {int(row['hour']):02}:00: {percent(row['value'])}{interval}, {people(int(row['n']))}"


def cell_colour(strength: float, theme: Theme) -> str:
    """From the panel's colour (0) to half way towards the concerning one (1)."""
    weight = STRONGEST * min(max(strength, 0.0), 1.0)
    mixed = (
        round(int(theme.panel[k : k + 2], 16) * (1 - weight) + int(theme.concern[k : k + 2], 16) * weight)
        for k in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02X}" for part in mixed)


def _texts(frame: pd.DataFrame, days: list[str], hours: list[int], theme: Theme) -> list[dict[str, Any]]:
    found = []
    for row in frame.to_dict("records"):
        place = {"x": days.index(row["weekday"]), "y": hours.index(int(row["hour"]))}
        colour = theme.second_text if row["thin"] else theme.text
        words = f"<b>{percent(row['value'])}</b><br>{count(row['n'])}"
        found.append(note(words, colour=colour, size=NOTE_SIZE, **place))
    return found
