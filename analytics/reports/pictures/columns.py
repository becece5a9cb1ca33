"""Shares in their order (days, steps, months) as columns with intervals, drawn from a released table."""

from __future__ import annotations

from typing import Any

from analytics.charts.theme import LIGHT
from analytics.reports.frozen import Cell, Table
from analytics.reports.pictures.style import FULL, SMALL, TEXT, box, printed, sheet, svg_of

HEIGHT = 44.0
LEFT_OF, RIGHT_OF, ABOVE, BELOW = 12.0, 4.0, 4.0, 6.0
WIDTH = 0.5
HEADROOM = 1.25
LEAST = 2
"""Fewer figures than this are no picture."""
MOST = 12


def columns_svg(table: Table, *, key: str, column: int = 1) -> str:
    """The picture, full width; "" when fewer than two figures are told."""
    rows = [(row[0].text, row[column]) for row in table.rows if row[column].kind == "share"][:MOST]
    told = [cell for _, cell in rows if cell.value is not None]
    if len(told) < LEAST:
        return ""
    top = min(1.0, max(cell.high if cell.high is not None else cell.value or 0 for cell in told))
    with printed():
        figure = sheet(FULL, HEIGHT)
        plot = figure.add_axes(box(figure, left=LEFT_OF, right=RIGHT_OF, top=ABOVE, bottom=BELOW))
        plot.set_xlim(-0.6, len(rows) - 0.4)
        plot.set_ylim(0, max(top, 0.04) * HEADROOM)
        plot.set_xticks(range(len(rows)), labels=[name for name, _ in rows])
        plot.tick_params(axis="x", size=0)
        plot.yaxis.set_major_locator(_few())
        plot.yaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f}%")
        for place, (_, cell) in enumerate(rows):
            _column(plot, place, cell)
        return svg_of(figure, key=key)


def columns_alt(table: Table, *, column: int = 1) -> str:
    """Every figure in words."""
    said = [f"{row[0].text} {row[column].text}" for row in table.rows if row[column].kind == "share"]
    return f"Columns with 95% intervals. {'; '.join(said)}."


def _few() -> Any:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10])


def _column(plot: Any, place: int, cell: Cell) -> None:
    if cell.value is None:
        plot.annotate(
            cell.text.replace(" ", "\n"), (place, 0), (0, 3), textcoords="offset points", ha="center", va="bottom",
            size=SMALL, color=LIGHT.second_text,
        )  # fmt: skip
        return
    plot.bar([place], [cell.value], width=WIDTH, color=LIGHT.table_line, edgecolor=LIGHT.common, lw=0.6, zorder=2)
    if cell.low is not None and cell.high is not None:
        plot.plot([place] * 2, [cell.low, cell.high], color=LIGHT.text, lw=1.2, solid_capstyle="butt", zorder=3)
    plot.annotate(
        cell.text, (place, cell.high if cell.high is not None else cell.value), (0, 2), textcoords="offset points",
        ha="center", va="bottom", size=TEXT, weight=600, color=LIGHT.text, zorder=4,
    )  # fmt: skip
