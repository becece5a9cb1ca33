"""Positive findings: people and samples side by side for every analyte, and their months as small multiples."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.testing_words import rows_in
from analytics.charts.theme import Theme, house_layout, note, rgba, share_axis, time_axis
from analytics.charts.wording import percent, percent_range

PEOPLE, SAMPLES = "people", "samples"
ROW = 46
LANES = {PEOPLE: 4 / ROW, SAMPLES: 15 / ROW}  # below the row's line of text
TEXT_UP = 13 / ROW
PANEL, PANEL_GAP, HEAD = 96, 40, 26
COLUMNS = 2
MOST_PANELS = 8
SMALLEST_END = 0.2


def positivity_rows(frame: pd.DataFrame, theme: Theme, *, label: str = "analyte") -> go.Figure:
    """A row an analyte (or group): people filled and blue, samples hollow and grey, each on its 95 % interval."""
    names = list(dict.fromkeys(frame[label]))
    end = _end(frame)
    traces = [trace for unit in (PEOPLE, SAMPLES) for trace in _lane(frame, names, label, unit, theme)]
    height = len(names) * ROW + 44
    layout = house_layout(theme, height=height, margin=(14, 16, 6, 38)) | {
        "xaxis": time_axis(theme, range=[0, end], tickformat=".0%", nticks=5),
        "yaxis": {"visible": False, "fixedrange": True, "range": [-len(names) + 0.5, 0.5]},
        "annotations": [text for place, name in enumerate(names) for text in _texts(frame, name, label, place, theme)],
        "shapes": [_rule(place, theme) for place in range(1, len(names))],
    }
    return figure_of(traces, layout)


def _end(frame: pd.DataFrame) -> float:
    highest = max([float(high) for high in frame["value"].dropna()] + [SMALLEST_END])
    return min(1.0, -(-(highest * 1.25) // 0.1) * 0.1)


def _lane(frame: pd.DataFrame, names: list[str], label: str, unit: str, theme: Theme) -> list[dict[str, Any]]:
    own = frame[(frame["unit"] == unit) & frame["value"].notna()]
    places = [-names.index(name) - LANES[unit] for name in own[label]]
    colour = theme.good if unit == PEOPLE else theme.common
    bars = _interval_line(own, places, colour if unit == PEOPLE else theme.whisker)
    marks = {
        "type": "scatter",
        "mode": "markers",
        "name": unit,
        "x": [float(value) for value in own["value"]],
        "y": places,
        "customdata": [[int(row)] for row in own.index],
        "marker": {
            "symbol": "circle" if unit == PEOPLE else "diamond",
            "size": 10,
            "opacity": 1,
            "color": colour if unit == PEOPLE else theme.page,
            "line": {"width": 2, "color": colour},
        },
        "text": [_said(row, unit, str(row[label])) for _, row in own.iterrows()],
        "hovertemplate": "%{text}<extra></extra>",
    }
    return [bars, marks]


def _interval_line(own: pd.DataFrame, places: list[float], colour: str) -> dict[str, Any]:
    x: list[float | None] = []
    y: list[float | None] = []
    for low, high, place in zip(own["low"], own["high"], places, strict=True):
        if not pd.isna(low):
            x += [float(low), float(high), None]
            y += [place, place, None]
    line = {"color": colour, "width": 2.5}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _said(row: pd.Series, unit: str, name: str) -> str:
    interval = "" if pd.isna(row["low"]) else f" ({percent_range(row['low'], row['high'])})"
    return f"{escape(name)}, {unit}: {percent(row['value'])}{interval}, {int(row['events']):,} of {int(row['n']):,}"


def _texts(frame: pd.DataFrame, name: str, label: str, place: int, theme: Theme) -> list[dict[str, Any]]:
    own = rows_in(frame[frame[label] == name])
    said = [f"{row['unit']} <b>{percent(row['value'])}</b>" for row in own if not pd.isna(row["value"])]
    right = " · ".join(said) or str(own[0]["reason"])
    at: dict[str, Any] = {"y": -place + TEXT_UP, "xref": "paper", "yanchor": "middle"}
    return [
        note(escape(name), x=0, xanchor="left", colour=theme.text, **at),
        note(right, x=1, xanchor="right", align="right", colour=theme.second_text, **at),
    ]


def _rule(place: int, theme: Theme) -> dict[str, Any]:
    at = {"xref": "paper", "x0": 0, "x1": 1, "y0": -place + 0.5, "y1": -place + 0.5}
    return {"type": "line", "layer": "below", "line": {"color": theme.grid, "width": 1}} | at


def positivity_months(frame: pd.DataFrame, theme: Theme) -> go.Figure:
    """A panel an analyte, two in a row, all on one scale: people solid and blue, samples dashed and grey."""
    names = panels_of(frame)
    frame = frame[frame["analyte"].isin(names)]
    rows = -(-len(names) // COLUMNS)
    height = rows * (PANEL + PANEL_GAP) + HEAD
    end = _end(frame)
    months = sorted(frame["month"].unique())
    layout = house_layout(theme, height=height, margin=(40, 14, HEAD, PANEL_GAP - 8)) | {
        "annotations": [],
        "shapes": [],
    }
    traces: list[dict[str, Any]] = []
    for k, name in enumerate(names):
        suffix = "" if k == 0 else str(k + 1)
        layout |= _axes(k, rows, height, months, end, theme, suffix)
        own = frame[frame["analyte"] == name]
        traces += _panel(own, months, theme, f"x{suffix}", f"y{suffix}")
        layout["annotations"] += _panel_names(own, name, theme, suffix, first=k == 0, end=end)
    return figure_of(traces, layout)


def panels_of(frame: pd.DataFrame) -> list[str]:
    """The analytes drawn: in the frame's order, which is that of how often they were looked for."""
    return list(dict.fromkeys(frame["analyte"]))[:MOST_PANELS]


def _axes(k: int, rows: int, height: int, months: list[Any], end: float, theme: Theme, suffix: str) -> dict[str, Any]:
    row, column = divmod(k, COLUMNS)
    plot = height - HEAD - (PANEL_GAP - 8)
    top = 1 - row * (PANEL + PANEL_GAP) / plot
    bottom = max(top - PANEL / plot, 0.0)
    left = column * 0.54
    ticks = sorted({0, len(months) - 1})
    x = time_axis(
        theme,
        domain=[left, left + 0.46],
        anchor=f"y{suffix}",
        range=[-0.6, len(months) - 0.4],
        tickvals=ticks,
        ticktext=[f"{pd.Timestamp(months[t]):%b %y}" for t in ticks],
    )
    y = share_axis(
        theme, domain=[bottom, top], anchor=f"x{suffix}", range=[0, end], tickvals=[0, round(end / 2, 2), end]
    )
    return {f"xaxis{suffix}": x, f"yaxis{suffix}": y}


def _panel(own: pd.DataFrame, months: list[Any], theme: Theme, x: str, y: str) -> list[dict[str, Any]]:
    place = {month: k for k, month in enumerate(months)}
    traces = []
    for unit, colour, dash in ((PEOPLE, theme.good, "solid"), (SAMPLES, theme.common, "dash")):
        rows = own[own["unit"] == unit]
        at = [place[month] for month in rows["month"]]
        values = [None if pd.isna(value) else float(value) for value in rows["value"]]
        if unit == PEOPLE:
            traces.append(_band(rows, at, colour, x, y))
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": unit,
                "x": at,
                "y": values,
                "xaxis": x,
                "yaxis": y,
                "line": {"color": colour, "width": 1.5, "dash": dash},
                "marker": {"size": 4, "color": colour, "opacity": 1, "line": {"width": 0}},
                "text": [f"{row['month']:%b %Y}, {_said(row, unit, row['analyte'])}" for _, row in rows.iterrows()],
                "hovertemplate": "%{text}<extra></extra>",
            }
        )
    return traces


def _band(rows: pd.DataFrame, at: list[int], colour: str, x: str, y: str) -> dict[str, Any]:
    kept = [(k, low, high) for k, low, high in zip(at, rows["low"], rows["high"], strict=True) if not pd.isna(low)]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [k for k, _, _ in kept] + [k for k, _, _ in reversed(kept)],
        "y": [float(high) for _, _, high in kept] + [float(low) for _, low, _ in reversed(kept)],
        "xaxis": x,
        "yaxis": y,
        "fill": "toself",
        "fillcolor": rgba(colour, 0.12),
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _panel_names(
    own: pd.DataFrame, name: str, theme: Theme, suffix: str, *, first: bool, end: float
) -> list[dict[str, Any]]:
    above: dict[str, Any] = {"xref": f"x{suffix} domain", "yref": f"y{suffix} domain", "y": 1, "yanchor": "bottom"}
    title = note(f"<b>{escape(name)}</b>", x=0, xanchor="left", colour=theme.text, **above)
    return [title, *(_line_names(own, theme, suffix, end) if first else [])]


def _line_names(own: pd.DataFrame, theme: Theme, suffix: str, end: float) -> list[dict[str, Any]]:
    """The two names, written once: people over its line, samples under its own."""
    means = own.groupby("unit")["value"].mean()
    at: dict[str, Any] = {"xref": f"x{suffix} domain", "yref": f"y{suffix}", "x": 0.02, "xanchor": "left"}
    people, samples = float(means.get(PEOPLE, 0)), float(means.get(SAMPLES, 0))
    return [
        note("people", y=min(people + 0.09 * end / 0.5, end), yanchor="bottom", colour=theme.good, **at),
        note("samples", y=max(samples - 0.05 * end / 0.5, 0), yanchor="top", colour=theme.second_text, **at),
    ]
