"""The risk table under a survival figure: at risk, censored and events, each column under its tick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analytics.charts.labels import PLOT_HEIGHT
from analytics.charts.steps import Steps, risk_cells
from analytics.charts.theme import Theme, note

AXIS_HEIGHT = 52.0
ROW_HEIGHT = 20.0
ROW_NAMES = ("At risk", "Censored", "Events")
LEFT = -78  # pixels from the axis: the row names stand in the left margin


def table_height(groups: int, *, single: bool) -> float:
    """Pixels of the table; one group needs no heading row."""
    return ROW_HEIGHT * groups * (len(ROW_NAMES) + (0 if single else 1))


def risk_table(
    drawn: Sequence[Steps], theme: Theme, *, columns: Sequence[float], inner: float
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Annotations and separating lines; `inner` is the height in pixels of plot, axis and table together."""
    notes: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    top = PLOT_HEIGHT + AXIS_HEIGHT
    for place, curve in enumerate(drawn):
        lines.append(_line(1 - top / inner, theme))
        if len(drawn) > 1:
            notes.append(_row_name(f"<b>{curve.name}</b>", theme.series_text(place), top, inner))
            top += ROW_HEIGHT
        notes += _rows(curve, theme, columns, top, inner)
        top += ROW_HEIGHT * len(ROW_NAMES)
    return notes, lines


def _rows(curve: Steps, theme: Theme, columns: Sequence[float], top: float, inner: float) -> list[dict[str, Any]]:
    cells = risk_cells(curve, list(columns))
    notes = []
    for row, name in enumerate(ROW_NAMES):
        at = top + ROW_HEIGHT * row
        notes.append(_row_name(name, theme.second_text, at, inner))
        for cell in cells:
            number = (cell.at_risk, cell.censored, cell.events)[row]
            colour = theme.second_text if cell.thin else theme.text
            place: dict[str, Any] = {"yref": "paper", "yanchor": "middle", "xanchor": "center"}
            notes.append(note(f"{number:,}", x=cell.time, y=_middle(at, inner), colour=colour, **place))
    return notes


def _row_name(text: str, colour: str, top: float, inner: float) -> dict[str, Any]:
    place: dict[str, Any] = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "middle", "xshift": LEFT}
    return note(text, x=0, y=_middle(top, inner), colour=colour, **place)


def _middle(top: float, inner: float) -> float:
    return 1 - (top + ROW_HEIGHT / 2) / inner


def _line(y: float, theme: Theme) -> dict[str, Any]:
    ends = {"xref": "paper", "yref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y}
    return {"type": "line", "layer": "below", "line": {"color": theme.grid, "width": 1}} | ends
