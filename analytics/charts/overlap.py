"""Overlap: the chance of being in the second group, in tenths, of the people of both; the first up, the second down."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.theme import LABEL_SIZE, Theme, house_layout, note, share_axis, time_axis
from analytics.charts.wording import percent

HEIGHT = 300
FEW = 0.005


def overlap_figure(frame: pd.DataFrame, theme: Theme, *, names: tuple[str, str]) -> go.Figure:
    """`frame`: chance (lower end of each tenth), first, second (shares of each group)."""
    middle = (frame["chance"] + 0.05).tolist()
    top = max(float(frame[["first", "second"]].max().max()) * 1.25, 0.1)
    bars = [
        _bars(middle, frame["first"].tolist(), theme.series[0], names[0], 1),
        _bars(middle, frame["second"].tolist(), theme.series[1], names[1], -1),
    ]
    ticks = [-round(top * 0.8, 1), 0, round(top * 0.8, 1)] if top * 0.8 >= 0.1 else [0]
    layout = house_layout(theme, height=HEIGHT, margin=(44, 22, 10, 46)) | {
        "barmode": "overlay",
        "bargap": 0.08,
        "xaxis": time_axis(
            theme,
            range=[0, 1],
            tickformat=".0%",
            tickvals=[0, 0.25, 0.5, 0.75, 1],
            title={
                "text": "Chance of the second group",
                "font": {"size": 13, "color": theme.second_text},
                "standoff": 4,
            },
        ),
        "yaxis": share_axis(theme, range=[-top, top], tickvals=ticks, ticktext=[percent(abs(t)) for t in ticks]),
        "annotations": [
            note(
                f"<b>{escape(names[0])}</b>",
                x=0,
                xref="paper",
                xshift=6,
                y=top,
                xanchor="left",
                yanchor="top",
                colour=theme.series_text(0),
                size=LABEL_SIZE,
            ),
            note(
                f"<b>{escape(names[1])}</b>",
                x=0,
                xref="paper",
                xshift=6,
                y=-top,
                xanchor="left",
                yanchor="bottom",
                colour=theme.series_text(1),
                size=LABEL_SIZE,
            ),
        ],
    }
    return figure_of(bars, layout)


def overlap_title(frame: pd.DataFrame, *, outside: int, n: int) -> str:
    """Whether everybody of one group could have been of the other."""
    if not outside:
        return "Everybody resembles somebody in the other group"
    return f"{outside:,} of {n:,} people resemble nobody in the other group"


def overlap_alt(frame: pd.DataFrame, *, title: str, names: tuple[str, str]) -> str:
    """Where most of each group lies."""
    both = int(((frame["first"] > FEW) & (frame["second"] > FEW)).sum())
    bars = f"Mirrored bars of the chance of the second group in tenths, {names[0]} above and {names[1]} below."
    return f"{bars} {title}. Both groups have people in {both} of 10 tenths."


def _bars(x: list[float], y: list[float], colour: str, name: str, side: int) -> dict[str, Any]:
    said = [percent(value) for value in y]
    points = {"x": x, "y": [side * value for value in y], "width": 0.09, "marker": {"color": colour, "opacity": 1}}
    return {
        "type": "bar",
        "name": name,
        "text": said,
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    } | points
