"""Shares of groups as points with their intervals, a row each, drawn from a released table.

The point is dark and the interval grey; what is hidden or not estimable says so at its place. Nothing depends on
colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from analytics.charts.theme import LIGHT
from analytics.charts.wording import percent
from analytics.reports.frozen import Cell, Table
from analytics.reports.pictures.style import DASHES, FULL, LINE, SMALL, TEXT, THIN, box, printed, sheet, svg_of

ROW = 5.0
"""Millimetres a row."""
LEFT_OF, RIGHT_OF, ABOVE, BELOW = 62.0, 46.0, 4.5, 6.0
LONGEST_NAME = 40
LEAST = 2
"""Fewer figures than this are no picture."""
MOST = 30


@dataclass(frozen=True)
class Range:
    """A published range drawn behind the rows, with the words above it."""

    low: float
    high: float
    words: str


def bars_svg(table: Table, *, key: str, column: int = 1, published: Range | None = None) -> str:
    """The picture, full width; "" when fewer than two figures are told."""
    rows = [(row[0].text, row[column]) for row in table.rows if row[column].kind == "share"][:MOST]
    if sum(cell.value is not None for _, cell in rows) < LEAST:
        return ""
    with printed():
        figure = sheet(FULL, ABOVE + BELOW + ROW * len(rows))
        plot = figure.add_axes(box(figure, left=LEFT_OF, right=RIGHT_OF, top=ABOVE, bottom=BELOW))
        plot.set_xlim(0, 1)
        plot.set_ylim(len(rows) - 0.5, -0.5)
        plot.set_yticks([])
        plot.grid(False)
        plot.grid(True, axis="x", color=LIGHT.grid, lw=THIN)
        plot.set_xticks([0, 0.25, 0.5, 0.75, 1], labels=["0%", "25%", "50%", "75%", "100%"])
        if published is not None:
            _published(plot, published)
        for place, (name, cell) in enumerate(rows):
            _row(plot, place, name, cell)
        return svg_of(figure, key=key)


def bars_alt(table: Table, *, column: int = 1) -> str:
    """Every figure in words."""
    said = [
        f"{row[0].text} {row[column].text}" + (f" (95% {_spoken(row[column])})" if row[column].low is not None else "")
        for row in table.rows
        if row[column].kind == "share"
    ]
    return f"Points with 95% intervals, a row each. {'; '.join(said)}."


def _spoken(cell: Cell) -> str:
    return f"{percent(cell.low)} to {percent(cell.high)}"


def _published(plot: Any, published: Range) -> None:
    plot.axvspan(published.low, published.high, color=LIGHT.benchmark_fill, zorder=0)
    for edge in (published.low, published.high):
        plot.axvline(edge, color=LIGHT.benchmark, lw=LINE, ls=DASHES[2], zorder=1)
    plot.annotate(
        published.words, ((published.low + published.high) / 2, 1), (0, 2), xycoords=("data", "axes fraction"),
        textcoords="offset points", size=SMALL, color=LIGHT.benchmark_text, ha="center", va="bottom",
    )  # fmt: skip


def _row(plot: Any, place: int, name: str, cell: Cell) -> None:
    look: dict[str, Any] = {
        "xycoords": ("axes fraction", "data"), "textcoords": "offset points", "va": "center", "annotation_clip": False,
    }  # fmt: skip
    plot.annotate(_short(name), (0, place), (-8, 0), ha="right", size=TEXT, color=LIGHT.text, **look)
    if cell.value is None:
        plot.annotate(cell.text, (1, place), (8, 0), ha="left", size=TEXT, color=LIGHT.second_text, **look)
        return
    if cell.low is not None and cell.high is not None:
        plot.plot([cell.low, cell.high], [place] * 2, color=LIGHT.common, lw=1.7, solid_capstyle="butt", zorder=2)
    plot.plot([cell.value], [place], marker="o", ms=4.4, color=LIGHT.text, ls="none", zorder=3)
    plot.annotate(cell.text, (1, place), (8, 0), ha="left", size=TEXT, weight=600, color=LIGHT.text, **look)
    if cell.interval:
        plot.annotate(cell.interval, (1, place), (36, 0), ha="left", size=SMALL, color=LIGHT.second_text, **look)
    if cell.n is not None:
        words = f"n = {cell.n:,}"
        plot.annotate(words, (1, place), (82, 0), ha="left", size=SMALL, color=LIGHT.second_text, **look)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
