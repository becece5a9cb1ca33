"""The survival figure as an SVG to take away: title, measure, n, definition and source are inside the picture.

Drawn with matplotlib (it comes with lifelines) in the light colours; the second group is dashed, so that grey print
still tells the groups apart. The same steps, table and wording as on the page.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analytics.charts.risk_table import ROW_NAMES
from analytics.charts.steps import Steps, risk_cells, steps
from analytics.charts.survival import MOST_GROUPS
from analytics.charts.survival_axis import Axis, PublishedRange
from analytics.charts.theme import BAND_OPACITY, LIGHT, THIN_BAND_OPACITY
from analytics.charts.wording import percent_range
from analytics.outcomes.survival import SurvivalCurve

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, PLOT = 9.0, 3.6  # inches
ROW = 0.21  # inches of a line of text
LETTERS = 112  # of a line of 9 points over the width
DASHES: tuple[Any, ...] = ("-", (0, (5, 2)), (0, (1, 1.2)), (0, (6, 2, 1, 2)))
DASH_WORDS = ("solid", "dashed", "dotted", "dash and dot")  # so that grey print tells the groups apart
STYLE: dict[Any, Any] = {
    "svg.fonttype": "path",
    "svg.hashsalt": "survival",
    "font.size": 9,
    "axes.edgecolor": LIGHT.axis,
}


@dataclass(frozen=True)
class Caption:
    """What stands in the picture beside the drawing."""

    title: str
    measure: str
    note: str
    source: str


def survival_svg(
    curves: Sequence[SurvivalCurve], *, axis: Axis, published: PublishedRange | None, caption: Caption
) -> bytes:
    """The picture as SVG text; the same input gives the same bytes."""
    import matplotlib
    from matplotlib.figure import Figure

    drawn = [steps(curve) for curve in curves[:MOST_GROUPS]]
    head = _lines(caption.measure)
    foot = [*_lines(caption.note), *_lines(caption.source)]
    rows = 4 * len(drawn)
    height = PLOT + ROW * (len(head) + rows + len(foot) + 5)
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, height), facecolor=LIGHT.page)
        top = 1 - ROW * (len(head) + 2.4) / height
        plot = figure.add_axes((0.1, top - PLOT / height, 0.87, PLOT / height))
        _draw(plot, drawn, axis, published)
        _risk_rows(plot, drawn, axis)
        _words(figure, height, caption.title, head, foot)
        target = io.BytesIO()
        figure.savefig(target, format="svg", metadata={"Date": None, "Title": caption.title})
    return target.getvalue()


def _lines(words: str) -> list[str]:
    return textwrap.wrap(words, LETTERS)


def _draw(plot: Axes, drawn: Sequence[Steps], axis: Axis, published: PublishedRange | None) -> None:
    if published is not None and published.start < axis.end:
        plot.fill_between([published.start, axis.end], published.low, published.high, color=LIGHT.benchmark_fill, lw=0)
        for edge in (published.low, published.high):
            plot.plot([published.start, axis.end], [edge, edge], color=LIGHT.benchmark, lw=1, ls=":")
        words = f"Published {percent_range(published.low, published.high)}"
        plot.text(axis.end, published.high, words, color=LIGHT.benchmark_text, ha="right", va="bottom")
    if axis.guide is not None:
        plot.axvline(axis.guide, color=LIGHT.axis, lw=0.8, ls="--")
    for place, curve in enumerate(drawn):
        _curve(plot, curve, place)
    _frame(plot, axis)


def _curve(plot: Axes, curve: Steps, place: int) -> None:
    """Bands first, then the line, thin from where few are at risk."""
    colour, table = LIGHT.series[place], curve.table
    turn = curve.last_time if curve.thin_after is None else curve.thin_after
    solid, tail = table[table["time"] <= turn], table[table["time"] >= turn]
    for part, opacity, width, dash in ((solid, BAND_OPACITY, 1.7, DASHES[place]), (tail, THIN_BAND_OPACITY, 1, ":")):
        time = part["time"].to_numpy(float)
        plot.fill_between(time, part["low"], part["high"], step="post", color=colour, alpha=opacity, lw=0)
        plot.step(time, part["estimate"], where="post", color=colour, lw=width, ls=dash)
    seen = table[(table["censored"] > 0) & (table["time"] > 0)]
    plot.plot(seen["time"], seen["estimate"], "|", color=colour, ms=4, mew=0.6)


def _frame(plot: Axes, axis: Axis) -> None:
    plot.set_xlim(0, axis.end)
    plot.set_ylim(0, 1)
    plot.set_xticks(list(axis.columns))
    plot.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    plot.tick_params(colors=LIGHT.second_text, left=False)
    plot.grid(axis="y", color=LIGHT.grid, lw=0.8)
    plot.set_axisbelow(True)
    for side in ("left", "right", "top"):
        plot.spines[side].set_visible(False)
    plot.set_xlabel(axis.title, color=LIGHT.second_text)


def _risk_rows(plot: Axes, drawn: Sequence[Steps], axis: Axis) -> None:
    """Under the axis, each number below its tick; the group's name carries its colour and its dash."""
    row = 2.6
    for place, curve in enumerate(drawn):
        name = f"{curve.name} ({DASH_WORDS[place]})" if len(drawn) > 1 else "Everybody"
        _cell(plot, 0, row, name, LIGHT.series_text(place), left=True)
        cells = risk_cells(curve, axis.columns)
        for name in ROW_NAMES:
            row += 1
            _cell(plot, 0, row, name, LIGHT.second_text, left=True)
            for cell in cells:
                number = {"At risk": cell.at_risk, "Censored": cell.censored, "Events": cell.events}[name]
                _cell(plot, cell.time, row, f"{number:,}", LIGHT.second_text if cell.thin else LIGHT.text)
        row += 1


def _cell(plot: Axes, at: float, row: float, words: str, colour: str, *, left: bool = False) -> None:
    height = -row * ROW / PLOT
    if left:
        plot.text(-0.105, height, words, transform=plot.transAxes, color=colour, ha="left", va="center")
        return
    plot.text(at, height, words, transform=plot.get_xaxis_transform(), color=colour, ha="center", va="center")


def _words(figure: Any, height: float, title: str, head: Sequence[str], foot: Sequence[str]) -> None:
    figure.text(0.01, 1 - ROW * 0.4 / height, title, size=12, weight="bold", color=LIGHT.text, va="top")
    under = 1 - ROW * 1.6 / height
    figure.text(0.01, under, "\n".join(head), color=LIGHT.second_text, va="top", linespacing=1.35)
    figure.text(0.01, ROW * 0.4 / height, "\n".join(foot), size=8.5, color=LIGHT.second_text, va="bottom")
