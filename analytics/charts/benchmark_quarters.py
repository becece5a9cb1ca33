"""The benchmark figure by quarter of discharge: interval, bounds, those reached, the published range behind."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.bars import Band
from analytics.charts.figure import figure_of
from analytics.charts.theme import TICK_SIZE, Theme, house_layout, note, share_axis, time_axis
from analytics.charts.wording import NO_BREAK, percent, percent_range

HEIGHT = 360
MARGIN = (44, 10, 26, 62)
MOST_QUARTERS = 8  # so that every quarter keeps its number and its n at 390 px
ASIDE = 0.24  # where bounds and responders stand, of a quarter's room


def quarters_figure(frame: pd.DataFrame, theme: Theme, *, published: Band | None = None) -> go.Figure:
    """`frame`: quarter, starts, value, low, high, n, responders, worst, best; the latest eight, the oldest first."""
    shown = frame.tail(MOST_QUARTERS)
    places = list(range(len(shown)))
    layout = house_layout(theme, height=HEIGHT, margin=MARGIN) | {
        "xaxis": time_axis(theme, range=[-0.5, len(shown) - 0.5], tickvals=places, ticktext=_tick_texts(shown)),
        "yaxis": share_axis(theme, range=[0, 1]),
        "shapes": _band(published, theme),
        "annotations": _labels(shown, theme) + _band_name(published, theme),
    }
    return figure_of(
        [_bounds(shown, theme), _ends(shown, theme), *_primary(shown, theme), _reached(shown, theme)], layout
    )


def _rows(frame: pd.DataFrame) -> list[Any]:
    return list(frame.itertuples())


def _tick_texts(shown: pd.DataFrame) -> list[str]:
    """Q1, its n, and the year where one begins."""
    texts, before = [], ""
    for name, n in zip(shown["quarter"], shown["n"], strict=True):
        year, _, quarter = str(name).partition(" ")
        texts.append(f"{quarter}<br>n{NO_BREAK}{int(n):,}" + (f"<br>{year}" if year != before else ""))
        before = year
    return texts


def _columns(shown: pd.DataFrame, low: str, high: str, shift: float) -> tuple[list[float | None], list[float | None]]:
    x: list[float | None] = []
    y: list[float | None] = []
    for place, (bottom, top) in enumerate(zip(shown[low], shown[high], strict=True)):
        if not pd.isna(bottom):
            x += [place + shift, place + shift, None]
            y += [float(bottom), float(top), None]
    return x, y


def _bounds(shown: pd.DataFrame, theme: Theme) -> dict[str, Any]:
    x, y = _columns(shown, "worst", "best", ASIDE)
    line = {"color": theme.common, "width": 2}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip", "name": "bounds"}


def _ends(shown: pd.DataFrame, theme: Theme) -> dict[str, Any]:
    known = [(place, row) for place, row in enumerate(_rows(shown)) if not pd.isna(row.worst)]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "ends of the bounds",
        "x": [place + ASIDE for place, _ in known for _ in range(2)],
        "y": [float(end) for _, row in known for end in (row.worst, row.best)],
        "marker": {"symbol": "line-ew", "size": 10, "opacity": 1, "line": {"width": 2, "color": theme.common}},
        "text": [
            f"{row.quarter}: all not reached {words} {percent(end)}"
            for _, row in known
            for words, end in (("using", row.worst), ("abstinent", row.best))
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _primary(shown: pd.DataFrame, theme: Theme) -> list[dict[str, Any]]:
    x, y = _columns(shown, "low", "high", 0)
    whiskers = {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": theme.good, "width": 4},
        "hoverinfo": "skip",
        "name": "95% interval",
    }
    known = [(place, row) for place, row in enumerate(_rows(shown)) if not pd.isna(row.value)]
    dots = {
        "type": "scatter",
        "mode": "markers",
        "name": "everyone counts",
        "x": [place for place, _ in known],
        "y": [float(row.value) for _, row in known],
        "marker": {"size": 12, "opacity": 1, "color": theme.page, "line": {"width": 3, "color": theme.good}},
        "text": [
            f"{row.quarter}: {percent(row.value)}, 95% {percent_range(row.low, row.high)}, {row.reached:,} of "
            f"{row.n:,} reached"
            for _, row in known
        ],
        "hovertemplate": "%{text}<extra></extra>",
        "customdata": [[int(row.Index)] for _, row in known],
    }
    return [whiskers, dots]


def _reached(shown: pd.DataFrame, theme: Theme) -> dict[str, Any]:
    known = [(place, row) for place, row in enumerate(_rows(shown)) if not pd.isna(row.responders)]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "only those reached",
        "x": [place + ASIDE for place, _ in known],
        "y": [float(row.responders) for _, row in known],
        "marker": {
            "symbol": "diamond",
            "size": 10,
            "opacity": 1,
            "color": theme.page,
            "line": {"width": 2, "color": theme.common},
        },
        "text": [f"{row.quarter}: only those reached {percent(row.responders)}" for _, row in known],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _labels(shown: pd.DataFrame, theme: Theme) -> list[dict[str, Any]]:
    found = []
    for place, row in enumerate(_rows(shown)):
        if pd.isna(row.value):
            found.append(note("not<br>est.", x=place, y=0.5, colour=theme.second_text, size=TICK_SIZE))
        else:
            under: dict[str, Any] = {"x": place, "y": float(row.low), "yanchor": "top", "yshift": -4}
            found.append(
                note(f"<b>{percent(row.value)}</b>", colour=theme.good, bgcolor=theme.page, borderpad=0, **under)
            )
    return found


def _band(published: Band | None, theme: Theme) -> list[dict[str, Any]]:
    if published is None:
        return []
    wide = {"layer": "below", "xref": "paper", "x0": 0, "x1": 1}
    fill = {"type": "rect", "y0": published.low, "y1": published.high, "fillcolor": theme.benchmark_fill}
    line = {"type": "line", "line": {"color": theme.benchmark, "width": 1.5, "dash": "dot"}}
    return [wide | fill | {"line": {"width": 0}}] + [
        wide | line | {"y0": at, "y1": at} for at in (published.low, published.high)
    ]


def _band_name(published: Band | None, theme: Theme) -> list[dict[str, Any]]:
    if published is None:
        return []
    place: dict[str, Any] = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": 4, "yref": "paper", "y": 1}
    return [note(published.label, colour=theme.benchmark_text, yanchor="bottom", yshift=4, **place)]
