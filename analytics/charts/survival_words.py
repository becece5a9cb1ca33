"""Words inside a survival figure: names at the curves, values at the guide, the published range."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np

from analytics.charts.labels import (
    LIFTS,
    PLOT_HEIGHT,
    TEXT_HEIGHT,
    Box,
    Line,
    clearest,
    label_boxes,
    leader,
    text_box,
)
from analytics.charts.steps import Steps, on_grid, value_at
from analytics.charts.survival_axis import Axis, PublishedRange
from analytics.charts.theme import LABEL_SIZE, NOTE_SIZE, Theme, note
from analytics.charts.wording import percent, percent_range

Corner = tuple[str, str, float]
"""How a value hangs at its point: by which side, by which edge, and how many lines of text higher."""

LINES_UP = (0.0, *(k / 4 for k in range(4, 13)))  # a value over another one there, no higher than it must

GRID = 400  # places along the axis at which the curves are looked at to find room


def direct_labels(
    drawn: Sequence[Steps], theme: Theme, axis: Axis, published: PublishedRange | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Published range, guide, values at the guide and names at the curves, none on another; leaders of the names."""
    grid = np.linspace(0, axis.end, GRID)
    order = sorted(range(len(drawn)), key=lambda place: -float(np.nanmean(on_grid(drawn[place], grid, "estimate"))))
    lines = [_line(drawn[place], grid) for place in order]
    shares = grid / axis.end
    notes, taken = _guide_name(theme, axis, lines, shares)
    values, boxes = _guide_values(drawn, theme, axis)
    taken = taken + boxes
    if published is not None and published.start < axis.end:
        words, box = _range_name(published, theme, axis, lines, shares, taken)
        notes, taken = [*notes, words], [*taken, box]
    names = _names([drawn[place].name for place in order], order, lines, shares, theme, axis, taken)
    return (notes + values + names[0], names[1]) if len(drawn) > 1 else (notes + values, [])


def _line(curve: Steps, grid: np.ndarray) -> Line:
    return Line(curve.name, *(on_grid(curve, grid, column) for column in ("estimate", "low", "high")))


def _guide_name(
    theme: Theme, axis: Axis, lines: Sequence[Line], shares: np.ndarray
) -> tuple[list[dict[str, Any]], list[Box]]:
    """At the foot of the guide, or at its head where a curve runs along the foot."""
    if axis.guide is None:
        return [], []
    words = f"{axis.unit[:-1]} {axis.guide:.0f}"
    heights = (0.0, 1 - TEXT_HEIGHT / PLOT_HEIGHT)
    places = [text_box(words, x=axis.guide / axis.end, y=y, anchor="left") for y in heights]
    box = places[clearest(places, lines, shares)]
    small: dict[str, Any] = {"xanchor": "left", "yanchor": "bottom", "xshift": 5, "size": NOTE_SIZE}
    return [note(words, x=axis.guide, y=box.low, colour=theme.second_text, **small)], [box]


def _range_name(
    published: PublishedRange,
    theme: Theme,
    axis: Axis,
    lines: Sequence[Line],
    shares: np.ndarray,
    taken: Sequence[Box],
) -> tuple[dict[str, Any], Box]:
    """At the right end: above the range, else inside it, else below it, wherever the curves leave room."""
    words = f"Published {percent_range(published.low, published.high)}"
    height = TEXT_HEIGHT / PLOT_HEIGHT
    heights = (published.high, published.high - height, published.low, published.low - height)
    places = [text_box(words, x=1.0, y=y, anchor="right") for y in heights]
    box = places[clearest(places, lines, shares, taken)]
    right: dict[str, Any] = {"xanchor": "right", "yanchor": "bottom"}
    return note(words, x=axis.end, y=box.low, colour=theme.benchmark_text, **right), box


def _guide_values(drawn: Sequence[Steps], theme: Theme, axis: Axis) -> tuple[list[dict[str, Any]], list[Box]]:
    """The value at the guide: right above its point, over another one there; the lowest one left below its point."""
    if axis.guide is None:
        return [], []
    found = [(place, value_at(curve, axis.guide)) for place, curve in enumerate(drawn)]
    shown = sorted(((place, value[0]) for place, value in found if value is not None), key=lambda row: -row[1])
    notes: list[dict[str, Any]] = []
    boxes: list[Box] = []
    for rank, (place, value) in enumerate(shown):
        lowest = rank == len(shown) - 1 and rank > 0
        corners: list[Corner] = [("left", "bottom", lift) for lift in LINES_UP]
        corners = [("right", "top", 0.0), ("left", "top", 0.0), *corners] if lowest else corners
        corners += [("left", "top", 0.0), ("right", "bottom", 0.0)]
        free = [corner for corner in corners if not any(_corner_box(corner, value, axis).meets(box) for box in boxes)]
        corner = (free or corners)[0]
        boxes.append(_corner_box(corner, value, axis))
        notes.append(_corner_note(corner, value, axis, theme.series_text(place)))
    return notes, boxes


def _corner_box(corner: Corner, value: float, axis: Axis) -> Box:
    height, gap = TEXT_HEIGHT / PLOT_HEIGHT, 6 / PLOT_HEIGHT
    low = value + gap + corner[2] * height if corner[1] == "bottom" else value - gap - height
    return text_box("100%", x=(axis.guide or 0) / axis.end, y=low, anchor=corner[0])


def _corner_note(corner: Corner, value: float, axis: Axis, colour: str) -> dict[str, Any]:
    shift = {
        "xshift": 8 if corner[0] == "left" else -7,
        "yshift": 5 + corner[2] * TEXT_HEIGHT if corner[1] == "bottom" else -6,
    }
    hung: dict[str, Any] = {"xanchor": corner[0], "yanchor": corner[1], "size": LABEL_SIZE} | shift
    return note(f"<b>{percent(value)}</b>", x=axis.guide or 0, y=value, colour=colour, **hung)


def _names(
    names: Sequence[str],
    order: Sequence[int],
    lines: Sequence[Line],
    shares: np.ndarray,
    theme: Theme,
    axis: Axis,
    taken: Sequence[Box],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    boxes = label_boxes(lines, shares, taken, lifts=LIFTS)
    words, leaders = [], []
    for name, place, line, box in zip(names, order, lines, boxes, strict=True):
        words.append(curve_name(name, box, theme, place=place, end=axis.end))
        leaders += leader_line(box, line, shares, theme, place=place, end=axis.end)
    return words, leaders


def curve_name(name: str, box: Box, theme: Theme, *, place: int, end: float) -> dict[str, Any]:
    """A curve's name in its box, in the curve's colour."""
    middle = (box.left + box.right) / 2 * end
    hung: dict[str, Any] = {"yanchor": "bottom", "size": LABEL_SIZE}
    return note(f"<b>{escape(name)}</b>", x=middle, y=box.low, colour=theme.series_text(place), **hung)


def leader_line(
    box: Box, line: Line, shares: np.ndarray, theme: Theme, *, place: int, end: float
) -> list[dict[str, Any]]:
    """The thin line from a name that stands off to its curve; nothing for a name beside it."""
    tie = leader(box, line, shares)
    if tie is None:
        return []
    x, edge, height = tie
    ends = {"x0": x * end, "x1": x * end, "y0": edge, "y1": height}
    return [{"type": "line", "layer": "below", "line": {"color": theme.series[place], "width": 1}} | ends]
