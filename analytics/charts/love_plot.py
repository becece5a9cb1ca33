"""The love plot: how far two groups differ in what was known at admission, before and after weighting."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.charts.figure import figure_of
from analytics.charts.theme import NOTE_SIZE, Theme, house_layout, note, time_axis
from analytics.charts.wording import column_words
from analytics.evaluation.case_mix import CLEARLY_DIFFERENT

ROW = 34
TEXT_UP, MARK_DOWN, HALF_LINE = 8 / ROW, 8 / ROW, 9 / ROW


def love_plot(frame: pd.DataFrame, theme: Theme) -> go.Figure:
    """One row a covariate: absolute standardised difference `before` and, if there, `after` weighting."""
    shown = frame.reset_index(drop=True).replace([np.inf, -np.inf], np.nan)
    weighted = "after" in shown
    values = shown[["before", "after"]] if weighted else shown[["before"]]
    end = max(float(values.max().max()) if values.notna().any().any() else 0.0, 2.5 * CLEARLY_DIFFERENT) * 1.08
    y = [place + MARK_DOWN for place in range(len(shown))]
    traces = _ways(shown, y, theme) if weighted else []
    traces.append(_dots(shown["before"], y, theme, hollow=weighted))
    if weighted:
        traces.append(_dots(shown["after"], y, theme, hollow=False))
    layout = house_layout(theme, height=ROW * len(shown) + 72, margin=(12, 12, 26, 46)) | {
        "xaxis": time_axis(
            theme,
            range=[0, end],
            nticks=5,
            title={"text": "Standardised difference", "font": {"size": 13, "color": theme.second_text}, "standoff": 4},
        ),
        "yaxis": {"visible": False, "fixedrange": True, "range": [len(shown) - 0.5, -0.5]},
        "shapes": [_limit(place, theme) for place in range(len(shown))],
        "annotations": [*_texts(shown, theme, weighted), _limit_name(theme)],
    }
    return figure_of(traces, layout)


def love_title(frame: pd.DataFrame) -> str:
    """How many covariates lie beyond 0.1, before and after."""
    many = len(frame)
    before = int((frame["before"].abs() > CLEARLY_DIFFERENT).sum())
    if "after" in frame:
        after = int((frame["after"].abs() > CLEARLY_DIFFERENT).sum())
        return f"{before} of {many} covariates differ clearly before weighting, {after} after"
    if not before:
        return f"The groups are alike in all {many} things known at admission"
    return f"The groups differ clearly in {before} of {many} things known at admission"


def love_alt(frame: pd.DataFrame, *, title: str) -> str:
    """The finding and the largest difference."""
    known = frame.replace([np.inf, -np.inf], np.nan).dropna(subset=["before"])
    if known.empty:
        return f"Dots of standardised differences. {title}."
    worst = known.loc[known["before"].idxmax()]
    largest = f"{column_words(str(worst['covariate']))}, {worst['before']:.2f}"
    return f"Dots of standardised differences by covariate. {title}. Largest: {largest}."


def _ways(shown: pd.DataFrame, y: list[float], theme: Theme) -> list[dict[str, Any]]:
    line = {"color": theme.whisker, "width": 1.25}
    return [
        {"type": "scatter", "mode": "lines", "x": [before, after], "y": [at, at], "line": line, "hoverinfo": "skip"}
        for before, after, at in zip(shown["before"].tolist(), shown["after"].tolist(), y, strict=True)
        if before == before and after == after
    ]


def _dots(values: pd.Series, y: list[float], theme: Theme, *, hollow: bool) -> dict[str, Any]:
    colours = [theme.concern if value > CLEARLY_DIFFERENT else theme.common for value in values]
    marker = {
        "size": 10,
        "opacity": 1,
        "color": theme.page if hollow else colours,
        "line": {"width": 2, "color": theme.common if hollow else colours},
    }
    points = {"x": [None if v != v else float(v) for v in values], "y": y, "marker": marker}
    whole = {"type": "scatter", "mode": "markers", "cliponaxis": False}
    return whole | {"hovertemplate": "%{x:.2f}<extra></extra>"} | points


def _texts(shown: pd.DataFrame, theme: Theme, weighted: bool) -> list[dict[str, Any]]:
    found = []
    for place, row in enumerate(shown.to_dict("records")):
        values = [row["before"], row["after"]] if weighted else [row["before"]]
        written = " → ".join("nothing in common" if v != v else f"{v:.2f}" for v in values)
        at: dict[str, Any] = {"xref": "paper", "y": place - TEXT_UP, "colour": theme.text}
        found.append(note(escape(column_words(str(row["covariate"]))), x=0, xanchor="left", **at))
        found.append(note(written, x=1, xanchor="right", **at))
    return found


def _limit(place: int, theme: Theme) -> dict[str, Any]:
    """The limit behind a row's mark; it leaves the row's words free."""
    line = {"color": theme.limit, "width": 1.25, "dash": "3px,2px"}
    at, y = CLEARLY_DIFFERENT, place + MARK_DOWN
    ends = {"x0": at, "x1": at, "y0": y - HALF_LINE, "y1": y + HALF_LINE}
    return {"type": "line", "layer": "below", "line": line} | ends


def _limit_name(theme: Theme) -> dict[str, Any]:
    place: dict[str, Any] = {"yref": "paper", "yanchor": "bottom", "xanchor": "left", "xshift": -4}
    words = f"beyond {CLEARLY_DIFFERENT:g}: clearly different"
    return note(words, x=CLEARLY_DIFFERENT, y=1, colour=theme.second_text, size=NOTE_SIZE, **place)
