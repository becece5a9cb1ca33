"""The lasagna plot: a row a patient, a column a week, a colour a symbol; up to 40 rows carry their symbols."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.theme import LABEL_SIZE, TICK_SIZE, Theme, house_layout, note, time_axis

MOST_WITH_SYMBOLS = 40
"""More rows than this are an overview without symbols."""

ROW_CLOSE_UP, ROW_OVERVIEW = 18, 2.6
TALLEST_OVERVIEW = 900
STAR_SIZE, STAR_LOWER = 20, 0.24
"""The star of the font is small and hangs high: drawn larger, and lower by this part of a row."""

TOP, BOTTOM, LEFT, LEFT_WITH_NAMES = 50, 6, 44, 76

SYMBOLS = {"_": 1, "-": 2, "*": 3, "o": 4, "+": 5}
"""The number of each symbol in the grid; 0 = beyond the word."""

SYMBOL_SHOWN = {"_": "", "-": "–", "*": "*", "o": "o", "+": "+"}
MEANING = {
    "-": "negative",
    "+": "positive",
    "*": "both, or inconclusive",
    "o": "due, not given",
    "_": "not due",
}
"""The key in the order of the page."""


def lasagna_figure(rows: pd.DataFrame, theme: Theme, *, first_row: int = 0, axis_title: str) -> go.Figure:
    """The weeks of some rows of the frame (columns patient_id, pattern, and group where asked for), top to bottom.

    `first_row` is the position of the first one in the whole frame: rows are numbered, and clicks answered, by it.
    """
    grid = week_grid(rows["pattern"].tolist())
    close_up = len(rows) <= MOST_WITH_SYMBOLS
    height = ROW_CLOSE_UP * len(rows) if close_up else min(ROW_OVERVIEW * len(rows), TALLEST_OVERVIEW)
    left = LEFT_WITH_NAMES if close_up else LEFT
    layout = house_layout(theme, height=int(height) + TOP + BOTTOM, margin=(left, 12, TOP, BOTTOM)) | {
        "xaxis": _weeks_axis(theme, grid.shape[1], axis_title),
        "yaxis": _rows_axis(theme, rows, first_row, close_up=close_up),
        "annotations": _group_names(rows, theme, close_up=close_up),
    }
    traces = [_cells(grid, theme, gap=1.5 if close_up else 0)]
    if close_up:
        traces.append(_symbols(rows, grid, theme, first_row))
    return figure_of(traces, layout)


def week_grid(patterns: list[str]) -> np.ndarray:
    """Rows × weeks of small numbers, one a symbol, 0 beyond each word (one pass, no cell by cell)."""
    weeks = max([len(word) for word in patterns], default=0)
    numbers = np.zeros(256, np.int8)
    for symbol, number in SYMBOLS.items():
        numbers[ord(symbol)] = number
    if not weeks:
        return np.zeros((len(patterns), 0), np.int8)
    raw = np.array([word.encode("ascii") for word in patterns], dtype=f"S{weeks}")
    return numbers[raw.view(np.uint8).reshape(len(patterns), weeks)]


def _cells(grid: np.ndarray, theme: Theme, *, gap: float) -> dict[str, Any]:
    count = len(SYMBOLS) + 1
    colours = [theme.page, *(theme.week[symbol][0] for symbol in SYMBOLS)]
    scale = [[edge / count, colour] for at, colour in enumerate(colours) for edge in (at, at + 1)]
    return {
        "type": "heatmap",
        "z": grid,
        "x": np.arange(1, grid.shape[1] + 1, dtype=np.int16),
        "y": np.arange(grid.shape[0], dtype=np.int32),
        "zmin": -0.5,
        "zmax": count - 0.5,
        "colorscale": scale,
        "showscale": False,
        "xgap": 1.5,
        "ygap": gap,
        "hoverinfo": "skip",
        "name": "weeks",
    }


def _symbols(rows: pd.DataFrame, grid: np.ndarray, theme: Theme, first_row: int) -> dict[str, Any]:
    """The symbols on their cells; each knows its row of the whole frame, so that a click can ask who it is."""
    row, week = np.nonzero(grid)
    letters = np.array(["", *SYMBOLS])[grid[row, week]].tolist()
    patients = rows["patient_id"].astype(str).to_numpy()[row].tolist()
    told = [
        f"{patient}, week {number + 1}: {MEANING[symbol]}"
        for patient, number, symbol in zip(patients, week.tolist(), letters, strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "text",
        "x": (week + 1).tolist(),
        "y": [at + STAR_LOWER * (symbol == "*") for at, symbol in zip(row.tolist(), letters, strict=True)],
        "text": [SYMBOL_SHOWN[symbol] or " " for symbol in letters],
        "textfont": {
            "size": [STAR_SIZE if symbol == "*" else TICK_SIZE for symbol in letters],
            "color": [theme.week[symbol][1] for symbol in letters],
        },
        "customdata": [[first_row + at] for at in row.tolist()],
        "hovertext": told,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "name": "symbols",
    }


def _weeks_axis(theme: Theme, weeks: int, title: str) -> dict[str, Any]:
    every = max(1, -(-weeks // 12)) if weeks > 13 else 4
    shown = [1, *range(every if every > 1 else 2, weeks + 1, every)]
    return time_axis(
        theme,
        side="top",
        showline=False,
        ticks="",
        tickvals=shown,
        ticktext=[str(week) for week in shown],
        range=[0.5, max(weeks, 1) + 0.5],
        title={"text": title, "standoff": 8, "font": {"size": TICK_SIZE, "color": theme.second_text}},
    )


def _rows_axis(theme: Theme, rows: pd.DataFrame, first_row: int, *, close_up: bool) -> dict[str, Any]:
    count = len(rows)
    if close_up:
        places, names = list(range(count)), rows["patient_id"].astype(str).tolist()
    else:
        step = row_step(count)
        places = [0, *range(step - 1, count, step)]
        names = [f"{first_row + at + 1:,}" for at in places]
    return {
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "tickvals": places,
        "ticktext": names,
        "ticksuffix": " ",
        "tickfont": {"size": 12 if close_up else TICK_SIZE, "color": theme.second_text},
        "range": [count - 0.5, -0.5],
    }


def row_step(count: int) -> int:
    """Rows from one number to the next: 1, 2 or 5 with noughts, about five numbers in all."""
    tenth = 10 ** max(len(str(count)) - 2, 0)
    return next((tenth * step for step in (1, 2, 5, 10, 20) if count <= 5 * tenth * step), 50 * tenth)


def _group_names(rows: pd.DataFrame, theme: Theme, *, close_up: bool) -> list[dict[str, Any]]:
    """In an overview in the order of groups: each group's name where its rows begin."""
    if close_up or "group" not in rows:
        return []
    group = rows["group"].astype(str).to_numpy()
    begins = np.flatnonzero(np.append(True, group[1:] != group[:-1]))
    if len(begins) != len(np.unique(group)):
        return []
    place: dict[str, Any] = {"xref": "paper", "x": 1, "xanchor": "right", "yanchor": "top", "bgcolor": theme.page}
    return [note(group[at], y=int(at) - 0.5, colour=theme.text, size=LABEL_SIZE, **place) for at in begins.tolist()]
