"""Words inside a survival figure: names at the curves, values at the guide, the published range."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from analytics.charts.labels import Box, Line, label_boxes, text_box
from analytics.charts.steps import Steps, on_grid, value_at
from analytics.charts.survival_axis import Axis, PublishedRange
from analytics.charts.theme import LABEL_SIZE, NOTE_SIZE, Theme, note
from analytics.charts.wording import percent, percent_range

GRID = 400  # places along the axis at which the curves are looked at to find room


def direct_labels(
    drawn: Sequence[Steps], theme: Theme, axis: Axis, published: PublishedRange | None
) -> list[dict[str, Any]]:
    """Direct labels: published range, guide, values at the guide, names at the curves."""
    notes, taken = [], []
    if published is not None and published.start < axis.end:
        words = f"Published {percent_range(published.low, published.high)}"
        notes.append(
            note(words, x=axis.end, y=published.high, xanchor="right", yanchor="bottom", colour=theme.benchmark_text)
        )
        taken.append(text_box(words, x=1.0, y=published.high, anchor="right"))
    if axis.guide is not None:
        words = f"{axis.unit[:-1]} {axis.guide:.0f}"
        small: dict[str, Any] = {"xanchor": "left", "yanchor": "bottom", "xshift": 5, "size": NOTE_SIZE}
        notes.append(note(words, x=axis.guide, y=0, colour=theme.second_text, **small))
        taken.append(text_box(words, x=axis.guide / axis.end, y=0, anchor="left"))
    values, boxes = _guide_values(drawn, theme, axis)
    return notes + values + _names(drawn, theme, axis, taken + boxes)


def _guide_values(drawn: Sequence[Steps], theme: Theme, axis: Axis) -> tuple[list[dict[str, Any]], list[Box]]:
    """The value at the guide: right above the point for the upper groups, left below for the lowest."""
    if axis.guide is None:
        return [], []
    found = [(place, curve, value_at(curve, axis.guide)) for place, curve in enumerate(drawn)]
    shown = sorted(((place, value[0]) for place, _, value in found if value is not None), key=lambda row: -row[1])
    notes, boxes = [], []
    for rank, (place, value) in enumerate(shown):
        lowest = rank == len(shown) - 1 and rank > 0
        side: dict[str, Any] = {"xanchor": "right", "yanchor": "top", "xshift": -7, "yshift": -6}
        if not lowest:
            side = {"xanchor": "left", "yanchor": "bottom", "xshift": 8, "yshift": 5}
        text = f"<b>{percent(value)}</b>"
        notes.append(note(text, x=axis.guide, y=value, colour=theme.series_text(place), size=LABEL_SIZE, **side))
        y = value - 0.08 if lowest else value + 0.015
        boxes.append(text_box("100%", x=axis.guide / axis.end, y=y, anchor="right" if lowest else "left"))
    return notes, boxes


def _names(drawn: Sequence[Steps], theme: Theme, axis: Axis, taken: list[Box]) -> list[dict[str, Any]]:
    if len(drawn) < 2:
        return []
    grid = np.linspace(0, axis.end, GRID)
    order = sorted(range(len(drawn)), key=lambda place: -float(np.nanmean(on_grid(drawn[place], grid, "estimate"))))
    lines = [
        Line(
            drawn[place].name,
            on_grid(drawn[place], grid, "estimate"),
            on_grid(drawn[place], grid, "low"),
            on_grid(drawn[place], grid, "high"),
        )
        for place in order
    ]
    boxes = label_boxes(lines, grid / axis.end, taken)
    return [
        note(
            f"<b>{drawn[place].name}</b>",
            x=(box.left + box.right) / 2 * axis.end,
            y=box.low,
            yanchor="bottom",
            colour=theme.series_text(place),
            size=LABEL_SIZE,
        )
        for place, box in zip(order, boxes, strict=True)
    ]
