"""The forest: hazard ratios with their intervals, one row each, on a log axis around 1.

A row is 34 px: its name and numbers on one line, the mark below, so that everything lies inside the figure at 390 px.
"""

from __future__ import annotations

import math
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.frame_rows import rows_of
from analytics.charts.theme import NOTE_SIZE, Theme, house_layout, note, time_axis
from analytics.charts.wording import column_words, level_words, people

ROW = 34
HALF_LINE = 9 / ROW
TEXT_UP, MARK_DOWN = 8 / ROW, 8 / ROW  # where in its row the line of text and the mark lie
WIDEST = 16.0  # ratios beyond 1/16 and 16 run off the axis
TICKS = (1 / 16, 1 / 8, 1 / 4, 0.5, 1, 2, 4, 8, 16)
FOOT = 46
AGE = "age"
NO_WIDTH = 1e-9
LONGEST_NAME = 36


def forest_figure(frame: pd.DataFrame, theme: Theme, *, noun: str, biased: bool = False) -> go.Figure:
    """Filled squares where the interval leaves out 1 (orange above, blue below), hollow grey where it does not.

    `frame`: covariate, level, value, low, high, reason, compared. `biased`: all grey, crosses, dotted.
    """
    end = _end(frame)
    rows = rows_of(_without_empty(frame))
    count = len(rows)
    traces = [trace for place, row in enumerate(rows) for trace in _marks(row, place, theme, end, biased)]
    texts = [text for place, row in enumerate(rows) for text in _texts(row, place, theme)]
    shown = [tick for tick in TICKS if 1 / end <= tick * 1.0001 and tick <= end * 1.0001]
    layout = house_layout(theme, height=ROW * count + 26 + FOOT, margin=(12, 12, 26, FOOT)) | {
        "xaxis": time_axis(
            theme,
            range=[-math.log10(end) * 1.04, math.log10(end) * 1.04],
            tickvals=[math.log10(tick) for tick in shown],
            ticktext=[f"{tick:g}" if tick >= 1 else f"{tick:.2g}" for tick in shown],
            title={"text": "Hazard ratio, log scale", "font": {"size": 13, "color": theme.second_text}, "standoff": 4},
        ),
        "yaxis": {"visible": False, "fixedrange": True, "range": [count - 0.5, -0.5]},
        "shapes": [_one(place, theme) for place in range(count)],
        "annotations": texts + _directions(noun, theme),
    }
    return figure_of(traces, layout)


def ratio_words(value: float, low: float, high: float) -> str:
    """`1.41 (1.08–1.84)`."""
    return f"{value:.2f} ({low:.2f}–{high:.2f})"


def label_of(covariate: str, level: str) -> str:
    """`track: evening`, `co-occurring disorder: yes` or `age, per 10 years`; of a group its own name."""
    if covariate in ("group", "exposure"):
        return level
    name, told = column_words(covariate), level_words(level)
    if told.startswith("per "):
        return f"{name}, {told} years" if covariate == AGE else f"{name}, {told}"
    return f"{name}: {told}" if told else name


def _without_empty(frame: pd.DataFrame) -> pd.DataFrame:
    """A ratio whose interval has no width comes from people nobody was compared with: it is none."""
    empty = (frame["high"] - frame["low"]).abs() < NO_WIDTH
    return frame.assign(**{name: frame[name].mask(empty) for name in ("value", "low", "high")})


def _end(frame: pd.DataFrame) -> float:
    far = [abs(math.log2(v)) for name in ("low", "high", "value") for v in frame[name].dropna() if v > 0]
    return float(min(2.0 ** math.ceil(max([*far, 1.0]) - 1e-9), WIDEST))


def _marks(row: Any, place: int, theme: Theme, end: float, biased: bool) -> list[dict[str, Any]]:
    if pd.isna(row.value):
        return []
    y = place + MARK_DOWN
    if pd.isna(row.low):  # the reference
        marker = {"symbol": "line-ns", "size": 9, "opacity": 1, "line": {"width": 2, "color": theme.common}}
        return [_scatter([0.0], [y], marker=marker, name="reference")]
    apart = (row.low > 1 or row.high < 1) and not biased
    colour = (theme.concern if row.value > 1 else theme.good) if apart else theme.common
    low, high = (min(max(math.log10(v), -math.log10(end)), math.log10(end)) for v in (row.low, row.high))
    line = {"color": colour if apart else theme.whisker, "width": 2.5} | ({"dash": "dot"} if biased else {})
    whisker = {"type": "scatter", "mode": "lines", "x": [low, high], "y": [y, y], "line": line, "hoverinfo": "skip"}
    symbol = "x-thin" if biased else "square"
    marker = {
        "symbol": symbol,
        "size": 10,
        "opacity": 1,
        "color": colour if apart else theme.page,
        "line": {"width": 2, "color": colour},
    }
    at = min(max(math.log10(row.value), -math.log10(end)), math.log10(end))
    said = f"{label_of(row.covariate, row.level)}: {ratio_words(row.value, row.low, row.high)}"
    square = _scatter([at], [y], marker=marker, name=label_of(row.covariate, row.level))
    return [whisker, square | {"text": [said], "hovertemplate": "%{text}<extra></extra>"}]


def _scatter(x: list[float], y: list[float], **more: Any) -> dict[str, Any]:
    return {"type": "scatter", "mode": "markers", "x": x, "y": y, "hoverinfo": "skip"} | more


def _texts(row: Any, place: int, theme: Theme) -> list[dict[str, Any]]:
    name = label_of(row.covariate, row.level)
    name = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
    if pd.isna(row.value):
        written = "no ratio"
    elif pd.isna(row.low):
        written = "1, reference"
    else:
        written = ratio_words(row.value, row.low, row.high)
    colour = theme.text if not pd.isna(row.low) else theme.second_text
    strong = f"<b>{escape(name)}</b>" if row.compared else escape(name)
    y = place - TEXT_UP
    return [
        note(strong, x=0, xref="paper", y=y, xanchor="left", colour=colour),
        note(written, x=1, xref="paper", y=y, xanchor="right", colour=colour),
    ]


def _one(place: int, theme: Theme) -> dict[str, Any]:
    """The ratio of 1 behind a row's mark; it leaves the row's words free."""
    line = {"color": theme.axis, "width": 1}
    ends = {"x0": 0, "x1": 0, "y0": place + MARK_DOWN - HALF_LINE, "y1": place + MARK_DOWN + HALF_LINE}
    return {"type": "line", "layer": "below", "line": line} | ends


def _directions(noun: str, theme: Theme) -> list[dict[str, Any]]:
    top: dict[str, Any] = {"yref": "paper", "y": 1, "yanchor": "bottom", "colour": theme.second_text, "size": NOTE_SIZE}
    return [
        note(f"← {noun} slower", x=0, xanchor="right", xshift=-8, **top),
        note(f"{noun} faster →", x=0, xanchor="left", xshift=8, **top),
    ]


def forest_title(frame: pd.DataFrame, *, noun: str, biased: bool = False) -> str:
    """Which rows' intervals leave out 1; with none, that none can be shown."""
    own = frame[frame["compared"] & frame["low"].notna()]
    apart = own[(own["low"] > 1) | (own["high"] < 1)]
    if biased:
        return f"Biased: {noun} by an exposure that took time to come about, not for comparison"
    if own.empty:
        return "No ratio can be given for the groups"
    if apart.empty:
        return f"No difference can be shown in how fast {noun} comes"
    row = apart.iloc[0]
    way = "faster" if row["value"] > 1 else "slower"
    title = f"{noun[:1].upper()}{noun[1:]} comes {way} with {label_of(row['covariate'], row['level'])}"
    return (
        title
        if len(title) <= 78 and len(apart) == 1
        else f"{len(apart)} of {len(own)} groups differ in how fast {noun} comes"
    )


def forest_alt(frame: pd.DataFrame, *, title: str, n: int, events: int) -> str:
    """What the forest shows, the compared rows read aloud."""
    own = frame[frame["compared"] & frame["low"].notna()]
    rows = "; ".join(
        f"{label_of(r.covariate, r.level)} {r.value:.2f}, 95% interval {r.low:.2f} to {r.high:.2f}"
        for r in rows_of(own)
    )
    return f"Forest of hazard ratios on a log axis. {title}. {rows}. {people(n)}, {events:,} events."
