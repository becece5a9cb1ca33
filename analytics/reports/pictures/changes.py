"""Changes as dots with intervals around no change; better always to the right, chance with open marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from analytics.charts.theme import LIGHT
from analytics.charts.wording import percent, points_range, signed_points
from analytics.reports.frozen import Table
from analytics.reports.pictures.style import FULL, LINE, SMALL, TEXT, box, printed, sheet, svg_of

THEN, NOW, CHANGE = 5, 2, 6
"""Columns of the table: a year ago, now, the change."""
ROW = 6.4
"""Millimetres a row."""
LEFT_OF, RIGHT_OF, ABOVE, BELOW = 46.0, 44.0, 5.0, 6.0


@dataclass(frozen=True)
class Change:
    """One released change; limits and value with better to the right."""

    name: str
    value: float
    low: float
    high: float
    words: str
    levels: str

    @property
    def news(self) -> bool:
        """Whether the interval excludes no change."""
        return self.low > 0 or self.high < 0


def changes_of(table: Table, *, falling: frozenset[str] = frozenset()) -> list[Change]:
    """The rows whose change and interval are told. `falling`: measures that are better when they fall."""
    found = []
    for row in table.rows:
        cell, name = row[CHANGE], row[0].text
        if cell.value is None or cell.low is None or cell.high is None:
            continue
        value, low, high = cell.value, cell.low, cell.high
        if name in falling:
            value, low, high = -value, -high, -low
        words = f"{signed_points(cell.value)} ({points_range(cell.low, cell.high)})"
        found.append(Change(name, value, low, high, words, f"{percent(row[THEN].value)} → {percent(row[NOW].value)}"))
    return found


def changes_svg(table: Table, *, falling: frozenset[str] = frozenset(), key: str = "changed") -> str:
    """The picture, full width; "" when no change is told."""
    changes = changes_of(table, falling=falling)
    if not changes:
        return ""
    height = ABOVE + BELOW + ROW * len(changes)
    with printed():
        figure = sheet(FULL, height)
        plot = figure.add_axes(box(figure, left=LEFT_OF, right=RIGHT_OF, top=ABOVE, bottom=BELOW))
        reach = 1.1 * max(max(abs(c.low), abs(c.high)) for c in changes)
        reach = max(reach, 0.05)
        plot.set_xlim(-reach, reach)
        plot.set_ylim(len(changes) - 0.5, -0.5)
        plot.set_yticks([])
        plot.grid(False)
        plot.axvline(0, color=LIGHT.axis, lw=LINE, zorder=1)
        plot.xaxis.set_major_locator(_few())
        plot.xaxis.set_major_formatter(lambda share, _: f"{abs(100 * share):.0f}")
        _sides(plot, reach)
        for place, change in enumerate(changes):
            _row(plot, place, change, reach)
        return svg_of(figure, key=key)


def changes_alt(table: Table) -> str:
    """Every change in words."""
    changes = changes_of(table)
    if not changes:
        return "Changes since a year ago: none can be told."
    said = "; ".join(f"{c.name} {c.words}{', beyond chance' if c.news else ''}" for c in changes)
    return f"Dots with 95% intervals around no change since a year ago, in percentage points. {said}."


def _few() -> Any:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(nbins=6, steps=[1, 2, 5, 10], symmetric=True)


def _sides(plot: Any, reach: float) -> None:
    for x, words, side in ((-reach, "worse", "left"), (reach, "better", "right")):
        plot.annotate(
            words, (x, 1.0), (0, 2), xycoords=("data", "axes fraction"), textcoords="offset points", size=SMALL,
            color=LIGHT.second_text, ha=side, va="bottom", annotation_clip=False,
        )  # fmt: skip


def _row(plot: Any, place: int, change: Change, reach: float) -> None:
    colour = LIGHT.common if not change.news else LIGHT.good if change.value > 0 else LIGHT.concern
    plot.plot([change.low, change.high], [place] * 2, color=colour, lw=1.7, solid_capstyle="butt", zorder=2)
    face = colour if change.news else "white"
    plot.plot([change.value], [place], marker="s", ms=5, mfc=face, mec=colour, mew=1.2, ls="none", zorder=3)
    look: dict[str, Any] = {
        "xycoords": ("data", "data"), "textcoords": "offset points", "va": "center", "annotation_clip": False,
    }  # fmt: skip
    plot.annotate(change.name, (-reach, place), (-8, 0), ha="right", size=TEXT, color=LIGHT.text, **look)
    weight = 700 if change.news else 400
    plot.annotate(change.words, (reach, place), (8, 0), ha="left", size=TEXT, weight=weight, color=LIGHT.text, **look)
    plot.annotate(change.levels, (reach, place), (82, 0), ha="left", size=SMALL, color=LIGHT.second_text, **look)
