"""Days: tests by weekday against an even spread, and how soon a positive is followed by a contact."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.bars import MARK_DOWN, share_rows
from analytics.charts.figure import figure_of
from analytics.charts.testing_words import rows_in
from analytics.charts.theme import BAND_OPACITY, LABEL_SIZE, Theme, house_layout, note, rgba, share_axis, time_axis
from analytics.charts.wording import count, percent, percent_range

HEIGHT = 260
GUIDES = (3, 7, 14)
LAST_DAY = 30
LOW = 0.15  # a value nearer to the axis has its label above the curve


def weekdays_figure(frame: pd.DataFrame, theme: Theme) -> go.Figure:
    """A column a weekday with its interval; the dashed line is an even spread over the days of treatment."""
    values = [float(value) for value in frame["value"].fillna(0)]
    highest = max([*frame["high"].fillna(0).tolist(), *frame["even"].dropna().tolist(), 0.1]) * 1.25
    step = 0.05 if highest <= 0.25 else 0.1 if highest <= 0.5 else 0.25
    layout = house_layout(theme, height=HEIGHT, margin=(44, 14, 12, 30)) | {
        "xaxis": time_axis(
            theme, range=[-0.6, 6.6], tickvals=list(range(7)), ticktext=[name[:3] for name in frame["weekday"]]
        ),
        "yaxis": share_axis(theme, range=[0, highest], tickvals=[step * k for k in range(int(highest / step) + 1)]),
        "bargap": 0.35,
        "shapes": _even_lines(frame, theme),
        "annotations": _column_labels(frame, theme) + _even_label(frame, theme),
    }
    bars = {
        "type": "bar",
        "x": list(range(7)),
        "y": values,
        "marker": {
            "color": [theme.common if on else theme.page for on in frame["treatment_day"]],
            "line": {"width": 1.5, "color": theme.common},
        },
        "text": [
            f"{row['weekday']}: {count(row['events'])} of {count(row['n'])} tests, {percent(row['value'])} "
            f"({percent_range(row['low'], row['high'])}){'' if row['treatment_day'] else ', no day of treatment'}"
            for row in rows_in(frame)
        ],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    }
    return figure_of([bars, *_whiskers(frame, theme)], layout)


def _whiskers(frame: pd.DataFrame, theme: Theme) -> list[dict[str, Any]]:
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [k, k],
            "y": [float(low), float(high)],
            "line": {"color": theme.text, "width": 1.5},
            "hoverinfo": "skip",
        }
        for k, (low, high) in enumerate(zip(frame["low"], frame["high"], strict=True))
        if not pd.isna(low)
    ]


def _even_lines(frame: pd.DataFrame, theme: Theme) -> list[dict[str, Any]]:
    line = {"color": theme.benchmark, "width": 1.5, "dash": "dash"}
    return [
        {"type": "line", "x0": k - 0.5, "x1": k + 0.5, "y0": float(even), "y1": float(even), "line": line}
        for k, even in enumerate(frame["even"])
        if not pd.isna(even)
    ]


def _column_labels(frame: pd.DataFrame, theme: Theme) -> list[dict[str, Any]]:
    tops = frame["high"].fillna(frame["value"]).fillna(0)
    return [
        note(percent(value), x=k, y=float(top), yanchor="bottom", yshift=2, colour=theme.text)
        for k, (value, top) in enumerate(zip(frame["value"], tops, strict=True))
    ]


def _even_label(frame: pd.DataFrame, theme: Theme) -> list[dict[str, Any]]:
    even = frame["even"].dropna()
    if not len(even):
        return []
    text = f"even spread {percent(even.iloc[0])}"
    return [
        note(text, x=0, xref="paper", y=1, yref="paper", yanchor="top", xanchor="left", colour=theme.benchmark_text)
    ]


def action_figure(frame: pd.DataFrame, theme: Theme) -> go.Figure:
    """The share of positives followed by a contact, day by day; the values at 3, 7 and 14 days are written."""
    frame = frame[frame["value"].notna()].sort_values("day")
    days, band = frame["day"].tolist(), rgba(theme.good, BAND_OPACITY)
    hover = [
        f"day {row['day']}: {percent(row['value'])} ({percent_range(row['low'], row['high'])}), "
        f"{row['n'] - row['events']:,} of {row['n']:,} without one"
        for row in rows_in(frame)
    ]
    step: dict[str, Any] = {"type": "scatter", "mode": "lines", "x": days}
    traces = [
        step | {"y": frame["low"].tolist(), "line": {"width": 0, "shape": "hv"}, "hoverinfo": "skip"},
        step
        | {
            "y": frame["high"].tolist(),
            "line": {"width": 0, "shape": "hv"},
            "fill": "tonexty",
            "fillcolor": band,
            "hoverinfo": "skip",
        },
        step
        | {
            "y": frame["value"].tolist(),
            "line": {"width": 2.5, "shape": "hv", "color": theme.good},
            "text": hover,
            "hovertemplate": "%{text}<extra></extra>",
        },
        _guides(frame, theme),
    ]
    layout = house_layout(theme, height=HEIGHT, margin=(44, 16, 16, 46)) | {
        "xaxis": time_axis(
            theme,
            range=[0, LAST_DAY],
            tickvals=[0, *GUIDES, 21, LAST_DAY],
            title={"text": "days since the result", "font": {"size": 13}, "standoff": 4},
        ),
        "yaxis": share_axis(theme),
        "annotations": _guide_labels(frame, theme),
    }
    return figure_of(traces, layout)


def _guides(frame: pd.DataFrame, theme: Theme) -> dict[str, Any]:
    own = frame[frame["day"].isin(GUIDES)]
    ring = {
        "symbol": "circle",
        "size": 10,
        "color": theme.page,
        "opacity": 1,
        "line": {"width": 2, "color": theme.good},
    }
    at = {"x": own["day"].tolist(), "y": own["value"].tolist()}
    return {"type": "scatter", "mode": "markers", "marker": ring, "hoverinfo": "skip"} | at


def _guide_labels(frame: pd.DataFrame, theme: Theme) -> list[dict[str, Any]]:
    own = frame[frame["day"].isin(GUIDES)]
    under: dict[str, Any] = {"xanchor": "left", "yanchor": "top", "xshift": 6, "yshift": -4, "size": LABEL_SIZE}
    over: dict[str, Any] = {"xanchor": "right", "yanchor": "bottom", "xshift": -4, "yshift": 5, "size": LABEL_SIZE}
    return [
        note(f"<b>{percent(value)}</b>", x=day, y=value, colour=theme.good, **(over if value < LOW else under))
        for day, value in zip(own["day"], own["value"], strict=True)
    ]


def share_rows_with_marks(
    frame: pd.DataFrame, theme: Theme, *, mark: str, words: str, label: str, primary: tuple[int, ...] = ()
) -> go.Figure:
    """Rows of shares, each with a second mark at the column `mark` (what chance gives; the longest window).

    A frame that is part of another keeps its index: `customdata` of a dot is that row.
    """
    rows, frame = frame.index.tolist(), frame.reset_index(drop=True)
    figure = share_rows(frame, theme, label=label, primary=primary, members=True)
    for trace in figure.data:
        if trace.customdata is not None:
            trace.customdata = [[int(row)] for row in rows]
    some = frame[frame[mark].notna()].reset_index(drop=True)
    places = [place for place, value in enumerate(frame[mark]) if not pd.isna(value)]
    figure.add_scatter(
        x=[float(value) for value in some[mark]],
        y=[-place - MARK_DOWN for place in places],
        mode="markers",
        marker={"symbol": "line-ns", "size": 11, "opacity": 1, "line": {"width": 2.5, "color": theme.benchmark}},
        text=[f"{words} {percent(value)}" for value in some[mark]],
        hovertemplate="%{text}<extra></extra>",
    )
    return figure
