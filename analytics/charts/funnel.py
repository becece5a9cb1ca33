"""The funnel: units by size against limits of chance. Only a unit beyond the outer ones is coloured and named."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.frame_rows import rows_of
from analytics.charts.theme import TICK_SIZE, Theme, house_layout, note, share_axis, time_axis
from analytics.charts.wording import people, percent

HEIGHT = 380
MOST_NAMED = 6
HIGHEST_NAMED = 0.93  # upper limits above this leave no room for their names: the lower ones carry them
INNER_NAMED_AT = 0.4  # of the largest unit


def funnel_figure(
    units: pd.DataFrame, limits: pd.DataFrame, theme: Theme, *, target: float, higher_is_better: bool, x_words: str
) -> go.Figure:
    """Dots at (n, value); 95 % limits dashed, 99.8 % solid; triangles beyond the outer ones."""
    values = [*units["value"], *limits["outer_low"].iloc[5:], *limits["outer_high"].iloc[5:]]
    low, high = max(min(values) - 0.06, 0.0), min(max(values) + 0.06, 1.0)
    end = float(limits["n"].iloc[-1])
    lines = [
        _line(limits["n"], limits[name], theme, dash)
        for name, dash in (("low", "5px,3px"), ("high", "5px,3px"), ("outer_low", ""), ("outer_high", ""))
    ]
    mean = _line(pd.Series([0.0, end]), pd.Series([target, target]), theme, "")
    layout = house_layout(theme, height=HEIGHT, margin=(44, 12, 10, 46)) | {
        "xaxis": time_axis(
            theme,
            range=[0, end],
            nticks=6,
            title={"text": x_words, "font": {"size": 13, "color": theme.second_text}, "standoff": 4},
        ),
        "yaxis": share_axis(theme, range=[low, high], tickvals=None, nticks=6),
        "annotations": _line_names(limits, target, theme, end) + _unit_names(units, theme, higher_is_better, end),
    }
    return figure_of([*lines, mean, _dots(units, theme, higher_is_better)], layout)


def funnel_title(units: pd.DataFrame, *, column: str) -> str:
    """Who lies beyond the outer limits; else that nobody can be told from the whole."""
    outer = units[units["beyond"] == "outer"]
    word = column.replace("_", " ")
    if outer.empty:
        return f"No {word} can be shown to differ from the whole; all {len(units)} are within chance"
    if len(outer) > 2:
        return f"{len(outer)} of {len(units)} units lie beyond what chance allows"
    names = " and ".join(
        f"{row.unit} {'is above' if row.events > row.expected else 'is below'}" for row in rows_of(outer)
    )
    rest = len(units) - len(outer)
    title = f"{word[:1].upper()}{word[1:]} {names} what chance allows; the other {rest} are not distinguishable"
    return title if len(title) <= 90 else f"{len(outer)} of {len(units)} units lie beyond what chance allows"


def funnel_alt(units: pd.DataFrame, *, title: str, target: float, words: str) -> str:
    """The finding, the whole's share and how many units are shown."""
    n = int(units["n"].sum())
    return (
        f"Funnel plot of {words} by unit against 95% and 99.8% limits. {title}. The whole: {percent(target)}. "
        f"{len(units)} units of {int(units['n'].min()):,} to {int(units['n'].max()):,} people, {people(n)}. "
        "Units of fewer than 11 people are not shown."
    )


def _line(x: pd.Series, y: pd.Series, theme: Theme, dash: str) -> dict[str, Any]:
    line = {"color": theme.limit, "width": 1.25} | ({"dash": dash} if dash else {})
    return {"type": "scatter", "mode": "lines", "x": x.tolist(), "y": y.tolist(), "line": line, "hoverinfo": "skip"}


def _dots(units: pd.DataFrame, theme: Theme, higher_is_better: bool) -> dict[str, Any]:
    outer = (units["beyond"] == "outer").tolist()
    above = (units["value"] > units["expected"] / units["n"]).tolist()
    colours = [
        _colour(theme, up, higher_is_better) if out else theme.common for out, up in zip(outer, above, strict=True)
    ]
    symbols = [
        ("triangle-up" if up else "triangle-down") if out else "circle" for out, up in zip(outer, above, strict=True)
    ]
    said = [
        f"{escape(str(r.unit))}: {percent(r.value)}, {people(int(r.n))}, {r.expected:.0f} expected"
        for r in rows_of(units)
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": units["n"].tolist(),
        "y": units["value"].tolist(),
        "marker": {"symbol": symbols, "size": [13 if out else 10 for out in outer], "color": colours, "opacity": 1},
        "text": said,
        "hovertemplate": "%{text}<extra></extra>",
    }


def _colour(theme: Theme, above: bool, higher_is_better: bool) -> str:
    return theme.good if above == higher_is_better else theme.concern


def _line_names(limits: pd.DataFrame, target: float, theme: Theme, end: float) -> list[dict[str, Any]]:
    """The limits are named on opposite sides, the whole at the left, where no unit can lie: no name meets another."""
    right: dict[str, Any] = {"x": end, "xanchor": "right", "colour": theme.second_text, "size": 12}
    outer, inner = ("high", "low") if float(limits["outer_high"].iloc[-1]) < HIGHEST_NAMED else ("low", "high")
    part_way = int(np.searchsorted(limits["n"].to_numpy(), INNER_NAMED_AT * end))  # where the limits are still apart
    where = float(limits["n"].iloc[part_way])
    out, into = ("bottom", "bottom") if outer == "high" else ("top", "top")
    return [
        note("99.8% limit", y=float(limits[f"outer_{outer}"].iloc[-1]), yanchor=out, **right),
        note("95% limit", y=float(limits[inner].iloc[part_way]), yanchor=into, **right | {"x": where}),
        note(f"all {percent(target)}", y=target, yanchor="bottom", **right | {"x": 0.0, "xanchor": "left"}),
    ]


def _unit_names(units: pd.DataFrame, theme: Theme, higher_is_better: bool, end: float) -> list[dict[str, Any]]:
    outer = units[units["beyond"] == "outer"].head(MOST_NAMED)
    found = []
    for row in rows_of(outer):
        up = row.value > row.expected / row.n
        side = "right" if row.n > 0.7 * end else "left" if row.n < 0.2 * end else "center"
        found.append(
            note(
                f"<b>{escape(str(row.unit))}</b> {percent(row.value)}, {people(int(row.n))}",
                x=float(row.n),
                y=float(row.value),
                xanchor=side,
                yanchor="bottom" if up else "top",
                yshift=7 if up else -7,
                colour=_colour(theme, up, higher_is_better),
                size=TICK_SIZE,
            )
        )
    return found
