"""Positive findings: people and samples side by side for every analyte, and their months as small multiples."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.testing_words import rows_in, substance
from analytics.charts.theme import Theme, house_layout, note, rgba, share_axis, time_axis
from analytics.charts.wording import percent, percent_range

PEOPLE, SAMPLES = "people", "samples"
ROW = 46
LANES = {PEOPLE: 4 / ROW, SAMPLES: 15 / ROW}  # below the row's line of text
TEXT_UP = 13 / ROW
PANEL, PANEL_GAP, HEAD, FOOT = 96, 62, 30, 30
COLUMNS = 2
MOST_PANELS = 8
SMALLEST_END = 0.2
HEADROOM = 0.02


def positivity_rows(frame: pd.DataFrame, theme: Theme, *, label: str = "analyte") -> go.Figure:
    """A row an analyte (or group): people filled and blue, samples hollow and grey, each on its 95 % interval."""
    frame = frame[frame[label].isin(_drawn(frame, label))]
    names = list(dict.fromkeys(frame[label]))
    end = _end(frame)
    traces = [trace for unit in (PEOPLE, SAMPLES) for trace in _lane(frame, names, label, unit, theme)]
    height = len(names) * ROW + 44
    layout = house_layout(theme, height=height, margin=(14, 16, 6, 38)) | {
        "xaxis": time_axis(theme, range=[-0.015 * end, end], tickformat=".0%", tickvals=_ticks(end)),
        "yaxis": {"visible": False, "fixedrange": True, "range": [-len(names) + 0.5, 0.5]},
        "annotations": [text for place, name in enumerate(names) for text in _texts(frame, name, label, place, theme)],
        "shapes": [_rule(place, theme) for place in range(1, len(names))],
    }
    return figure_of(traces, layout)


def _drawn(frame: pd.DataFrame, label: str) -> list[str]:
    """The rows with a share to draw; the first one in any case."""
    known = frame.loc[frame["value"].notna(), label]
    return list(dict.fromkeys([*frame[label].head(1), *known]))


def not_drawn(frame: pd.DataFrame, label: str = "analyte") -> str:
    """Which rows are left out of the drawing, and why; empty when none is."""
    left = frame[~frame[label].isin(_drawn(frame, label))].drop_duplicates(label)
    if left.empty:
        return ""
    names = ", ".join(substance(str(name)) for name in left[label])
    return f"Not estimable: {names} ({'; '.join(dict.fromkeys(left['reason']))})."


def _ticks(end: float) -> list[float]:
    step = 0.25 if end > 0.8 else 0.2 if end > 0.4 else 0.1
    return [round(step * k, 2) for k in range(int(end / step + 1e-9) + 1)]


def _end(frame: pd.DataFrame) -> float:
    """Where the axis of shares ends: past every interval of the rows, in whole tenths."""
    highest = max([float(high) for high in frame["high"].dropna()] + [SMALLEST_END])
    return min(1.0, round(-(-(highest - 1e-9) // 0.1) * 0.1, 1))


def _end_of_months(frame: pd.DataFrame) -> float:
    """The same past every value, with room over it; a wide interval of a thin month may be cut."""
    highest = max([float(value) + HEADROOM for value in frame["value"].dropna()] + [SMALLEST_END])
    return min(1.0, round(-(-(highest - 1e-9) // 0.1) * 0.1, 1))


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
    of = f"{int(row['events']):,} of {int(row['n']):,}"
    return f"{escape(substance(name))}, {unit}: {percent(row['value'])}{interval}, {of}"


def _texts(frame: pd.DataFrame, name: str, label: str, place: int, theme: Theme) -> list[dict[str, Any]]:
    own = rows_in(frame[frame[label] == name])
    said = [f"{row['unit']} <b>{percent(row['value'])}</b>" for row in own if not pd.isna(row["value"])]
    right = " · ".join(said) or str(own[0]["reason"])
    at: dict[str, Any] = {"y": -place + TEXT_UP, "xref": "paper", "yanchor": "middle"}
    return [
        note(escape(substance(name)), x=0, xanchor="left", colour=theme.text, **at),
        note(right, x=1, xanchor="right", align="right", colour=theme.second_text, **at),
    ]


def _rule(place: int, theme: Theme) -> dict[str, Any]:
    at = {"xref": "paper", "x0": 0, "x1": 1, "y0": -place + 0.5, "y1": -place + 0.5}
    return {"type": "line", "layer": "below", "line": {"color": theme.grid, "width": 1}} | at


def positivity_months(frame: pd.DataFrame, theme: Theme) -> go.Figure:
    """A panel an analyte on one scale, the first over the whole width, then two in a row: people solid and blue with
    their interval, samples dashed and grey."""
    names = panels_of(frame)
    frame = frame[frame["analyte"].isin(names)]
    rows = 1 + -(-(len(names) - 1) // COLUMNS)
    plot = rows * PANEL + (rows - 1) * PANEL_GAP
    end = _end_of_months(frame)
    months = sorted(frame["month"].unique())
    layout = house_layout(theme, height=plot + HEAD + FOOT, margin=(40, 14, HEAD, FOOT)) | {"annotations": []}
    traces: list[dict[str, Any]] = []
    for k, name in enumerate(names):
        suffix = "" if k == 0 else str(k + 1)
        layout |= _axes(k, plot, months, end, theme, suffix)
        traces += _panel(frame[frame["analyte"] == name], months, theme, f"x{suffix}", f"y{suffix}")
        layout["annotations"].append(_panel_name(name, theme, suffix, first=k == 0))
    return figure_of(traces, layout)


def panels_of(frame: pd.DataFrame) -> list[str]:
    """The analytes drawn: in the frame's order, which is that of how often they were looked for."""
    return list(dict.fromkeys(frame["analyte"]))[:MOST_PANELS]


def _axes(k: int, plot: int, months: list[Any], end: float, theme: Theme, suffix: str) -> dict[str, Any]:
    row, column = (0, 0) if k == 0 else (1 + (k - 1) // COLUMNS, (k - 1) % COLUMNS)
    top = 1 - row * (PANEL + PANEL_GAP) / plot
    left, right = (0.0, 1.0) if k == 0 else (column * 0.58, column * 0.58 + 0.42)
    ticks = sorted({0, len(months) - 1})
    x = time_axis(
        theme,
        domain=[left, right],
        anchor=f"y{suffix}",
        range=[-0.6, len(months) - 0.4],
        tickvals=ticks,
        ticktext=[f"{pd.Timestamp(months[t]):%b %y}" for t in ticks],
    )
    shown = [0, round(end / 2, 2), end]
    below = max(top - PANEL / plot, 0.0)
    y = share_axis(theme, domain=[below, top], anchor=f"x{suffix}", range=[0, end], tickvals=shown)
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


def _panel_name(name: str, theme: Theme, suffix: str, *, first: bool) -> dict[str, Any]:
    """The analyte over its panel; over the first one also which line is which, in the lines' colours."""
    above: dict[str, Any] = {"xref": f"x{suffix} domain", "yref": f"y{suffix} domain", "y": 1, "yanchor": "bottom"}
    lines = f"<span style='color:{theme.good}'>people solid</span>, samples dashed" if first else ""
    text = f"<b>{escape(substance(name))}</b>" + (f": {lines}" if lines else "")
    return note(text, x=0, xanchor="left", yshift=5, colour=theme.text, **above)
