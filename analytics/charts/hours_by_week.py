"""Hours attended by week of treatment: the median on the band of the middle half, with the hours required."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.theme import BAND_OPACITY, LABEL_SIZE, TICK_SIZE, Theme, house_layout, note, rgba, time_axis
from analytics.charts.theme import share_axis as value_axis
from analytics.charts.wording import count, people

HEIGHT = 320
TICK_STEP = 4


def hours_by_week_figure(
    frame: pd.DataFrame, theme: Theme, *, required: float | None, members: bool = False
) -> go.Figure:
    """Columns week, median, lower_quartile, upper_quartile, n, thin; weeks of too few people are not drawn.

    `required`: hours a week drawn as a line (None where people need different ones). `members`: points can be clicked.
    """
    rows = [place for place, thin in enumerate(frame["thin"]) if not thin]
    shown = frame.iloc[rows]
    longest = int(shown["week"].max()) if len(shown) else 1
    highest = max([required or 0.0, *shown["upper_quartile"].dropna()]) * 1.15 or 1.0
    ticks = [1, *range(TICK_STEP, longest + 1, TICK_STEP)]
    title = {"text": "Week of treatment", "font": {"size": TICK_SIZE, "color": theme.second_text}, "standoff": 4}
    layout = house_layout(theme, height=HEIGHT, margin=(44, 20, 16, 46)) | {
        "xaxis": time_axis(theme, range=[0.5, longest + 0.5], tickvals=ticks, title=title),
        "yaxis": value_axis(theme, range=[0, highest], tickformat="d", tickvals=None, nticks=6, ticksuffix=" h"),
        "shapes": _required_line(required, theme),
        "annotations": _labels(shown, required, theme),
    }
    return figure_of([_band(shown, theme), _line(shown, rows, theme, members=members)], layout)


def _band(shown: pd.DataFrame, theme: Theme) -> dict[str, Any]:
    weeks = [float(week) for week in shown["week"]]
    upper, lower = ([float(v) for v in shown[c]] for c in ("upper_quartile", "lower_quartile"))
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "middle half",
        "x": [*weeks, *weeks[::-1]],
        "y": [*upper, *lower[::-1]],
        "fill": "toself",
        "fillcolor": rgba(theme.good, BAND_OPACITY),
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _line(shown: pd.DataFrame, rows: list[int], theme: Theme, *, members: bool) -> dict[str, Any]:
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "median",
        "x": [float(week) for week in shown["week"]],
        "y": [float(value) for value in shown["median"]],
        "line": {"color": theme.good, "width": 2.5},
        "marker": {"size": 8, "color": theme.good, "opacity": 1, "line": {"width": 0}},
        "text": [
            f"week {week:.0f}: median {count(median, decimals=1)} h, middle half {count(low, decimals=1)} to "
            f"{count(high, decimals=1)} h, {people(int(n))}"
            for week, median, low, high, n in shown[
                ["week", "median", "lower_quartile", "upper_quartile", "n"]
            ].itertuples(index=False)
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }
    return line | ({"customdata": [[row] for row in rows]} if members else {})


def _required_line(required: float | None, theme: Theme) -> list[dict[str, Any]]:
    if required is None:
        return []
    line = {"color": theme.benchmark, "width": 1.5, "dash": "dot"}
    ends = {"xref": "paper", "x0": 0, "x1": 1, "y0": required, "y1": required}
    return [{"type": "line", "layer": "below", "line": line} | ends]


def _labels(shown: pd.DataFrame, required: float | None, theme: Theme) -> list[dict[str, Any]]:
    """The requirement left, on the side of its line where the median is not; the band on top, the median below."""
    found = []
    if required is not None:
        under = len(shown) and float(shown["median"].mean()) > required
        left: dict[str, Any] = {"xref": "paper", "x": 0.01, "xanchor": "left", "yanchor": "top" if under else "bottom"}
        words = f"{required:g} h required"
        found.append(note(words, y=required, colour=theme.benchmark_text, size=TICK_SIZE, **left))
    if len(shown):
        last, top = shown.iloc[-1], shown.loc[shown["upper_quartile"][::-1].idxmax()]
        late = top["week"] > shown["week"].max() / 2
        over: dict[str, Any] = {"x": float(top["week"]), "xanchor": "right" if late else "left", "yanchor": "bottom"}
        found.append(
            note("middle half of people", y=float(top["upper_quartile"]), colour=theme.second_text, yshift=2, **over)
        )
        below: dict[str, Any] = {"x": float(last["week"]), "xanchor": "right", "yanchor": "top", "yshift": -4}
        found.append(
            note("<b>median</b>", y=float(last["lower_quartile"]), colour=theme.good, size=LABEL_SIZE, **below)
        )
    return found
