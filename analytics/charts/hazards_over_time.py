"""Does a hazard ratio hold over the whole time? The ratio near each event, its running mean, the one fitted."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.theme import LABEL_SIZE, NOTE_SIZE, Theme, house_layout, note, rgba, time_axis

HEIGHT = 320
TICKS = (1 / 16, 1 / 8, 1 / 4, 0.5, 1, 2, 4, 8, 16)
SHARE_A_STEP = 0.30  # of the events that a point of the running mean averages
LEAST_EVENTS = 10


def hazards_over_time_figure(residuals: pd.DataFrame, theme: Theme, *, ratio: float | None, unit: str) -> go.Figure:
    """`residuals`: time, value (log hazard ratio near that time); `ratio`: the fitted log ratio."""
    known = residuals.dropna().sort_values("time")
    time, value = known["time"].to_numpy(float), known["value"].to_numpy(float)
    smooth = running_mean(value, known["events"].to_numpy(float))
    ends = [*smooth[~np.isnan(smooth)], ratio or 0.0, math.log(2), -math.log(2)]
    reach = min(max(abs(end) for end in ends) * 1.6, math.log(16))
    shown = [tick for tick in TICKS if abs(math.log(tick)) <= reach]
    title = {
        "text": f"{unit.capitalize()} since day zero",
        "font": {"size": 13, "color": theme.second_text},
        "standoff": 4,
    }
    layout = house_layout(theme, height=HEIGHT, margin=(44, 16, 12, 46)) | {
        "xaxis": time_axis(theme, range=[0, float(time.max()) if len(time) else 1.0], nticks=6, title=title),
        "yaxis": {
            "fixedrange": True,
            "range": [-reach, reach],
            "tickvals": [math.log(tick) for tick in shown],
            "ticktext": [f"{tick:.2g}" for tick in shown],
            "showgrid": True,
            "gridcolor": theme.grid,
            "zeroline": False,
            "tickfont": {"size": 13, "color": theme.second_text},
        },
        "annotations": _words(time, smooth, ratio, theme),
    }
    marker = {"size": 5, "opacity": 1, "color": rgba(theme.common, 0.45), "line": {"width": 0}}
    inside = np.abs(value) <= reach
    dots = _scatter(time[inside], value[inside], "markers", marker=marker, name="near each event")
    lines = [_scatter(time, smooth, "lines", line={"color": theme.good, "width": 2.5}, name="running mean")]
    if ratio is not None and len(time):
        dash = {"color": theme.limit, "width": 1.5, "dash": "5px,3px"}
        lines.append(_scatter(np.array([0.0, time.max()]), np.array([ratio, ratio]), "lines", line=dash, name="fitted"))
    return figure_of([dots, *lines], layout)


def running_mean(values: np.ndarray, events: np.ndarray) -> np.ndarray:
    """At each time the mean over the nearest events, 30 % of them and at least 10, cut at both ends; times with many
    events count as many. NaN with fewer than 10 events.
    """
    total = float(events.sum())
    if total < LEAST_EVENTS:
        return np.full(len(values), np.nan)
    half = max(total * SHARE_A_STEP, LEAST_EVENTS) / 2
    place = np.cumsum(events) - events / 2
    first = np.searchsorted(place, place - half, side="left")
    last = np.searchsorted(place, place + half, side="right")
    sums = np.concatenate(([0.0], np.cumsum(values * events)))
    counts = np.concatenate(([0.0], np.cumsum(events)))
    return np.asarray((sums[last] - sums[first]) / (counts[last] - counts[first]))


def hazards_over_time_title(holds: bool) -> str:
    """Whether one ratio may stand for the whole time."""
    if holds:
        return "Nothing speaks against one hazard ratio over the whole time"
    return "The hazard ratio is not the same over the whole time"


def hazards_over_time_alt(residuals: pd.DataFrame, *, title: str, group: str) -> str:
    """The running mean at the start and the end."""
    known = residuals.dropna().sort_values("time")
    smooth = running_mean(known["value"].to_numpy(float), known["events"].to_numpy(float))
    smooth = smooth[~np.isnan(smooth)]
    ends = f" Running mean from {math.exp(smooth[0]):.2f} to {math.exp(smooth[-1]):.2f}." if len(smooth) else ""
    return f"Dots of the hazard ratio of {group} near each event, on a log axis. {title}.{ends}"


def _scatter(x: np.ndarray, y: np.ndarray, mode: str, **more: Any) -> dict[str, Any]:
    points = {"x": x.tolist(), "y": [None if v != v else v for v in y.tolist()]}
    return {"type": "scatter", "mode": mode, "hoverinfo": "skip"} | points | more


def _words(time: np.ndarray, smooth: np.ndarray, ratio: float | None, theme: Theme) -> list[dict[str, Any]]:
    if not len(time):
        return []
    found = []
    if not np.isnan(smooth).all():
        middle = len(time) // 2
        words = note(
            "<b>running mean</b>", x=float(time[middle]), y=float(smooth[middle]), colour=theme.good, size=LABEL_SIZE
        )
        found.append(words | {"yanchor": "bottom", "yshift": 6, "bgcolor": rgba(theme.page, 0.8)})
    if ratio is not None:
        known = smooth[~np.isnan(smooth)]
        side = "top" if len(known) and known[-1] > ratio else "bottom"  # where the running mean does not run
        end: dict[str, Any] = {"xanchor": "right", "yanchor": side}
        fitted = f"fitted {math.exp(ratio):.2f}"
        found.append(note(fitted, x=float(time.max()), y=ratio, colour=theme.second_text, size=NOTE_SIZE, **end))
    return found
