"""The census as a line against capacity, and under it who came and who left in every month or week."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.theme import LABEL_SIZE, NOTE_SIZE, Theme, house_layout, note, time_axis
from analytics.charts.wording import count, day, month

HEIGHT = 360
MARGIN = (40, 18, 22, 30)
UPPER, LOWER = [0.46, 1.0], [0.0, 0.32]
HEADROOM = 1.18


def census_figure(frame: pd.DataFrame, theme: Theme, *, step: str, members: bool = False) -> go.Figure:
    """`in_treatment` as a line with `capacity` dotted; `admissions` up and `discharges` down, on one time axis."""
    starts: list[date] = frame[step].to_numpy().astype("datetime64[D]").tolist()
    capacity = None if frame["capacity"].isna().all() else float(frame["capacity"].iloc[-1])
    top = max(float(frame["in_treatment"].max()), capacity or 0.0, 1.0) * HEADROOM
    moved = max(float(frame[["admissions", "discharges"]].to_numpy().max()), 1.0) * HEADROOM
    layout = house_layout(theme, height=HEIGHT, margin=MARGIN) | {
        "xaxis": time_axis(theme, range=[-0.7, len(frame) - 0.3], showticklabels=False, tickvals=[], anchor="y2"),
        "yaxis": _counts(theme, [0, top], UPPER),
        "yaxis2": _counts(theme, [-moved, moved], LOWER) | {"visible": False},
        "barmode": "relative",
        "bargap": 0.25,
        "shapes": _capacity_line(capacity, theme),
        "annotations": [
            *_headings(frame, theme),
            *_written(frame, capacity, theme),
            *_ends(starts, step, theme),
        ],
    }
    return figure_of([_line(frame, starts, step, theme, members), *_moves(frame, starts, step, theme)], layout)


def span_name(start: date, step: str) -> str:
    """The month, or the week by its first day."""
    return month(start) if step == "month" else f"week from {day(start)}"


def _counts(theme: Theme, span: list[float], domain: list[float]) -> dict[str, Any]:
    return {
        "fixedrange": True,
        "domain": domain,
        "range": span,
        "showgrid": True,
        "gridcolor": theme.grid,
        "zeroline": False,
        "ticks": "",
        "nticks": 5,
        "tickfont": {"size": 13, "color": theme.second_text},
    }


def _line(frame: pd.DataFrame, starts: list[date], step: str, theme: Theme, members: bool) -> dict[str, Any]:
    last = len(frame) - 1
    trace = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(range(len(frame))),
        "y": frame["in_treatment"].tolist(),
        "line": {"color": theme.common, "width": 1.75},
        "marker": {
            "size": [11 if place == last else 6 for place in range(len(frame))],
            "opacity": 1,
            "color": [theme.good if place == last else theme.common for place in range(len(frame))],
            "line": {"width": 0},
        },
        "text": [
            f"End of {span_name(start, step)}: {count(n)} in treatment"
            for start, n in zip(starts, frame["in_treatment"], strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
        "name": "in treatment",
    }
    return trace | {"customdata": [[place] for place in range(len(frame))]} if members else trace


def _moves(frame: pd.DataFrame, starts: list[date], step: str, theme: Theme) -> list[dict[str, Any]]:
    """Admissions as filled bars up, discharges as outlined bars down: told apart by place and by filling."""
    kinds = (("admissions", 1, theme.common, 0.0), ("discharges", -1, theme.page, 1.5))
    return [
        {
            "type": "bar",
            "x": list(range(len(frame))),
            "y": [sign * int(n) for n in frame[kind]],
            "yaxis": "y2",
            "marker": {"color": fill, "line": {"width": edge, "color": theme.common}},
            "text": [f"{span_name(s, step)}: {count(n)} {kind}" for s, n in zip(starts, frame[kind], strict=True)],
            "textposition": "none",
            "hovertemplate": "%{text}<extra></extra>",
            "name": kind,
        }
        for kind, sign, fill, edge in kinds
    ]


def _capacity_line(capacity: float | None, theme: Theme) -> list[dict[str, Any]]:
    if capacity is None:
        return []
    line = {"color": theme.benchmark, "width": 1.5, "dash": "dot"}
    return [
        {
            "type": "line",
            "layer": "below",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": capacity,
            "y1": capacity,
            "line": line,
        }
    ]


def _headings(frame: pd.DataFrame, theme: Theme) -> list[dict[str, Any]]:
    left: dict[str, Any] = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "yanchor": "bottom"}
    last = frame.iloc[-1]
    came, left_us = count(last["admissions"]), count(last["discharges"])
    moves = f"<b>Admissions</b> up ({came}), <b>discharges</b> down ({left_us})"
    return [
        note("<b>In treatment at the end</b>", y=1, yshift=3, colour=theme.second_text, **left),
        note(
            moves,
            y=LOWER[1],
            yshift=2,
            colour=theme.second_text,
            **left,
        ),
    ]


def _written(frame: pd.DataFrame, capacity: float | None, theme: Theme) -> list[dict[str, Any]]:
    last = frame.iloc[-1]
    place: dict[str, Any] = {"x": len(frame) - 1, "y": float(last["in_treatment"]), "yanchor": "bottom", "yshift": 7}
    found = [note(f"<b>{count(last['in_treatment'])}</b>", colour=theme.good, size=LABEL_SIZE, **place)]
    if capacity is not None:
        edge: dict[str, Any] = {"xref": "paper", "x": 0, "xanchor": "left", "y": capacity, "yanchor": "bottom"}
        found.append(note(f"capacity {count(capacity)}", colour=theme.benchmark_text, **edge))
    return found


def _ends(starts: list[date], step: str, theme: Theme) -> list[dict[str, Any]]:
    below: dict[str, Any] = {
        "xref": "paper",
        "yref": "paper",
        "y": 0,
        "yanchor": "top",
        "yshift": -6,
        "size": NOTE_SIZE + 1,
    }
    ends = ((starts[0], 0, "left"), (starts[-1], 1, "right"))
    return [
        note(span_name(start, step), x=x, xanchor=side, colour=theme.second_text, **below) for start, x, side in ends
    ]
