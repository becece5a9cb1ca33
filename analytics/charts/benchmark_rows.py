"""Rows of shares with more than one number: the bounds behind each interval, those reached as a diamond."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.bars import MARK_DOWN, Band, share_rows
from analytics.charts.figure import figure_of
from analytics.charts.theme import Theme
from analytics.charts.wording import percent, percent_range


def bounded_rows(
    frame: pd.DataFrame, theme: Theme, *, label: str, band: Band | None = None, primary: Sequence[int] = ()
) -> go.Figure:
    """The rows of `bars.share_rows` with `worst`–`best` as a capped grey line and `responders` as a diamond."""
    rows = share_rows(frame, theme, label=label, band=band, primary=primary, members=True).to_plotly_json()
    behind = _bounds(frame, theme)
    over = [_reached(frame, theme)] if "responders" in frame else []
    return figure_of([*behind, *rows["data"], *over], rows["layout"])


def _bounds(frame: pd.DataFrame, theme: Theme) -> list[dict[str, Any]]:
    known = [(place, row) for place, row in enumerate(frame.to_dict("records")) if not pd.isna(row["worst"])]
    lines = {
        "type": "scatter",
        "mode": "lines",
        "name": "bounds",
        "x": [at for _, row in known for at in (float(row["worst"]), float(row["best"]), None)],
        "y": [at for place, _ in known for at in (-place - MARK_DOWN, -place - MARK_DOWN, None)],
        "line": {"color": theme.whisker, "width": 1.5},
        "hoverinfo": "skip",
    }
    ends = {
        "type": "scatter",
        "mode": "markers",
        "name": "ends of the bounds",
        "x": [float(at) for _, row in known for at in (row["worst"], row["best"])],
        "y": [-place - MARK_DOWN for place, _ in known for _ in range(2)],
        "marker": {"symbol": "line-ns", "size": 8, "opacity": 1, "line": {"width": 2, "color": theme.common}},
        "text": [f"bounds {percent_range(row['worst'], row['best'])}" for _, row in known for _ in range(2)],
        "hovertemplate": "%{text}<extra></extra>",
    }
    return [lines, ends]


def _reached(frame: pd.DataFrame, theme: Theme) -> dict[str, Any]:
    known = [(place, row) for place, row in enumerate(frame.to_dict("records")) if not pd.isna(row["responders"])]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "only those reached",
        "x": [float(row["responders"]) for _, row in known],
        "y": [-place - MARK_DOWN for place, _ in known],
        "marker": {
            "symbol": "diamond",
            "size": 10,
            "opacity": 1,
            "color": theme.page,
            "line": {"width": 2, "color": theme.common},
        },
        "text": [f"only those reached {percent(row['responders'])}" for _, row in known],
        "hovertemplate": "%{text}<extra></extra>",
    }
