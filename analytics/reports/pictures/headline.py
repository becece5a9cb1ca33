"""The headline bar on paper: the benchmark figure on a scale from 0 to 100%, with all that belongs beside it.

Ochre: the published range. First lane: range over definitions in grey with capped ends, interval and open point in
blue (everyone counts). Second lane, grey: only those reached.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from analytics.charts.theme import LIGHT
from analytics.charts.wording import percent, percent_range
from analytics.reports.frozen import Cell, Table
from analytics.reports.pictures.style import HEADLINE, SMALL, TEXT, THIN, box, printed, sheet, svg_of

EVERYONE = "Abstinent at the first follow-up after discharge; everyone counts, not reached = not abstinent"
ONLY_REACHED = "Only those reached"
SHARE_REACHED = "Share reached"
STRICTEST, MOST_LENIENT = "Strictest definition", "Most lenient definition"

FIRST_LANE, SECOND_LANE = 0.60, 0.17
LETTER = 0.0129
"""Of the axis: a letter's width at the size of small words."""


@dataclass(frozen=True)
class Published:
    """The published range and the words for it; None where it may not be drawn."""

    low: float
    high: float


def headline_svg(table: Table, published: Published | None) -> str:
    """The bar from the released table; "" when the figure itself is not told."""
    primary = first_told(table)
    if primary is None:
        return ""
    with printed():
        figure = sheet(*HEADLINE)
        plot = figure.add_axes(box(figure, left=3.0, right=5.0, top=4.2, bottom=5.4))
        plot.set_xlim(0, 1)
        plot.set_ylim(0, 1)
        plot.set_yticks([])
        plot.set_xticks([0, 0.25, 0.5, 0.75, 1], labels=["0%", "25%", "50%", "75%", "100%"])
        _range(plot, published)
        _definitions(plot, table, primary)
        _reached(plot, table, primary)
        _primary(plot, primary)
        return svg_of(figure, key="headline")


def headline_alt(table: Table, published: Published | None, measure: str) -> str:
    """The bar in words."""
    primary, reached = first_told(table), _told(table, ONLY_REACHED)
    if primary is None:
        return f"Bar of {measure}: not told."
    parts = [f"Bar of {measure}, from 0 to 100%. {table.rows[0][0].text}: {primary.text}, 95% {_spoken(primary)}."]
    if reached is not None:
        parts.append(f"Only those reached: {reached.text}, 95% {_spoken(reached)}.")
    ends = [_told(table, name) for name in (STRICTEST, MOST_LENIENT)]
    if all(ends):
        parts.append("Other definitions: " + " to ".join(end.text for end in ends if end) + ".")
    if published:
        parts.append(f"Published range {percent(published.low)} to {percent(published.high)}.")
    return " ".join(parts)


def first_told(table: Table) -> Cell | None:
    """The figure of the first row, the one the bar is about, when it is told."""
    return table.rows[0][1] if table.rows and table.rows[0][1].value is not None else None


def _told(table: Table, name: str) -> Cell | None:
    """The cell of a row, when it holds a number."""
    row = table.row(name)
    return row[1] if row and row[1].value is not None else None


def _spoken(cell: Cell) -> str:
    return f"interval {percent(cell.low)} to {percent(cell.high)}"


def _range(plot: Any, published: Published | None) -> None:
    if published is None:
        return
    plot.axvspan(published.low, published.high, color=LIGHT.benchmark_fill, lw=0, zorder=0)
    for edge in (published.low, published.high):
        plot.axvline(edge, color=LIGHT.benchmark, lw=0.9, ls=(0, (1, 1.4)), zorder=0.5)
    words = f"Published range {percent_range(published.low, published.high)}"
    middle = (published.low + published.high) / 2
    plot.text(middle, 1.04, words, size=SMALL, color=LIGHT.benchmark_text, ha="center", va="bottom")


def _definitions(plot: Any, table: Table, primary: Cell) -> None:
    """The range over definitions; its ends are named beside it, or under it where there is no room beside."""
    strictest, lenient = _told(table, STRICTEST), _told(table, MOST_LENIENT)
    if strictest is None or lenient is None:
        return
    low, high = float(strictest.value or 0), float(lenient.value or 0)
    plot.plot([low, high], [FIRST_LANE] * 2, color=LIGHT.common, lw=1.3, zorder=2, solid_capstyle="butt")
    for end in (low, high):
        plot.plot([end, end], [FIRST_LANE - 0.1, FIRST_LANE + 0.1], color=LIGHT.common, lw=1.3, zorder=2)
    left = min(low, low if primary.low is None else primary.low)
    right = max(high, high if primary.high is None else primary.high)
    _beside(plot, left, f"strictest {strictest.text}", on_left=True, outer=low)
    _beside(plot, right, f"most lenient {lenient.text}", on_left=False, outer=high)


def _beside(plot: Any, at: float, words: str, *, on_left: bool, outer: float) -> None:
    room = at if on_left else 1 - at
    look: dict[str, Any] = {"size": SMALL, "color": LIGHT.second_text}
    if room > (len(words) + 1) * LETTER:
        edge = at - 0.012 if on_left else at + 0.012
        plot.text(edge, FIRST_LANE, words, ha="right" if on_left else "left", va="center", **look)
        return
    plot.text(outer, FIRST_LANE - 0.12, words, ha="left" if on_left else "right", va="top", **look)


def _reached(plot: Any, table: Table, primary: Cell) -> None:
    cell = _told(table, ONLY_REACHED)
    if cell is None:
        return
    low, high, value = cell.low, cell.high, float(cell.value or 0)
    if low is not None and high is not None:
        plot.plot([low, high], [SECOND_LANE] * 2, color=LIGHT.common, lw=2.4, zorder=2, solid_capstyle="butt")
    plot.plot([value], [SECOND_LANE], marker="D", ms=4.4, mfc="white", mec=LIGHT.common, mew=1.1, zorder=3)
    words = f"only those reached {cell.text}"
    start = value if low is None else low
    if start > (len(words) + 2) * LETTER:
        plot.text(start - 0.012, SECOND_LANE, words, size=SMALL, color=LIGHT.second_text, ha="right", va="center")
    else:
        end = value if high is None else high
        plot.text(end + 0.012, SECOND_LANE, words, size=SMALL, color=LIGHT.second_text, ha="left", va="center")


def _primary(plot: Any, cell: Cell) -> None:
    value = float(cell.value or 0)
    if cell.low is not None and cell.high is not None:
        plot.plot([cell.low, cell.high], [FIRST_LANE] * 2, color=LIGHT.good, lw=6.5, zorder=3, solid_capstyle="butt")
    plot.plot([value], [FIRST_LANE], marker="o", ms=8.2, mfc="white", mec=LIGHT.good, mew=2.0, zorder=4)
    look: dict[str, Any] = {"size": TEXT + 1, "color": LIGHT.good, "weight": 700}
    plot.text(value, FIRST_LANE + 0.15, cell.text, ha="center", va="bottom", **look)
    plot.spines["bottom"].set_linewidth(THIN)
