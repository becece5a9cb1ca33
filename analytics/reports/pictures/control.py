"""The control chart of one measure on paper: months, centre line, limits, signals as triangles, target dotted."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import Any

from analytics.charts.theme import LIGHT
from analytics.charts.wording import percent
from analytics.reports.frozen import Cell, Table
from analytics.reports.pictures.style import CONTROL, DOT, LINE, SIGNAL, SMALL, THIN, box, printed, sheet, svg_of
from analytics.reports.pictures.survival_names import halo

UP, DOWN = "▲ better", "▼ worse"
SHORTEST = 6
"""Fewer months are not worth a picture."""
HEADROOM = 0.16
ROOM_FOR_NEWEST = 0.1
"""Of the months: room right of the newest for its value."""


@dataclass(frozen=True)
class Month:
    """One released month; NaN where it is not told or has no limits."""

    name: str
    value: float
    mean: float
    low: float
    high: float
    signal: str
    phase: str


def months_of(table: Table) -> list[Month]:
    """The months of the released table: month, share, mean, limits, signal, phase."""
    found = []
    for name, value, mean, low, high, signal, phase in table.rows:
        shares = [_value(cell) for cell in (value, mean, low, high)]
        found.append(Month(name.text, shares[0], shares[1], shares[2], shares[3], signal.text, phase.text))
    return found


def _value(cell: Cell) -> float:
    return nan if cell.value is None else cell.value


def control_svg(table: Table, *, target: float | None = None, key: str = "control") -> str:
    """The chart, 70 × 44 mm; "" with fewer than six months to show."""
    months = months_of(table)
    if sum(month.value == month.value for month in months) < SHORTEST:
        return ""
    with printed():
        figure = sheet(*CONTROL)
        plot = figure.add_axes(box(figure, left=9.5, right=2.0, top=5.0, bottom=6.0))
        places = list(range(len(months)))
        plot.set_xlim(-0.8, (len(months) - 0.4) * (1 + ROOM_FOR_NEWEST))
        plot.set_ylim(*_span(months, target))
        plot.yaxis.set_major_locator(_few())
        plot.yaxis.set_major_formatter(lambda share, _: percent(share))
        _limits(plot, months, places)
        if target is not None:
            plot.axhline(target, color=LIGHT.benchmark, lw=0.9, ls=(0, (1, 1.4)), zorder=1)
            _over(plot, plot.get_xlim()[1], f"target {percent(target)} (dotted)", LIGHT.benchmark_text, right=True)
        _points(plot, months, places)
        _dates(plot, months)
        return svg_of(figure, key=key)


def control_alt(table: Table, name: str, title: str) -> str:
    """Kind of chart, finding, span, newest month, how many months are signalled."""
    months = [month for month in months_of(table) if month.value == month.value]
    if not months:
        return f"Control chart of {name}: nothing told."
    marked = sum(bool(month.signal) for month in months)
    return (
        f"Control chart of {name} by month, {months[0].name} to {months[-1].name}. {title}. Newest month "
        f"{percent(months[-1].value)}. Months signalled: {marked}."
    )


def _few() -> Any:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(nbins=5, steps=[1, 2, 5, 10])


def _span(months: list[Month], target: float | None) -> tuple[float, float]:
    found = [value for month in months for value in (month.value, month.low, month.high) if value == value]
    found += [] if target is None else [target]
    low, high = min(found), max(found)
    room = HEADROOM * max(high - low, 0.05)
    return max(low - room, 0), min(high + room, 1)


def _limits(plot: Any, months: list[Month], places: list[int]) -> None:
    """Centre line and limits of every phase, its mean written at its start, a line where a new one begins."""
    for first, last in _phases(months):
        own = months[first : last + 1]
        edges = [first - 0.5, last + 0.5]
        if first:
            plot.axvline(first - 0.5, color=LIGHT.text, lw=LINE, zorder=1)
        if own[0].mean != own[0].mean:
            continue
        plot.plot(edges, [own[0].mean] * 2, color=LIGHT.limit, lw=LINE, zorder=1.5)
        for side in ("low", "high"):
            limits = [getattr(month, side) for month in own]
            steps = [value for value in limits for _ in (0, 1)]
            x = [edge for place in range(first, last + 1) for edge in (place - 0.5, place + 0.5)]
            plot.plot(x, steps, color=LIGHT.limit, lw=0.8, ls=(0, (4, 2.4)), zorder=1.5)
        words = f"{own[0].phase}: usual {percent(own[0].mean)}" if own[0].phase else f"usual {percent(own[0].mean)}"
        _over(plot, edges[0], words, LIGHT.second_text)


def _over(plot: Any, at: float, words: str, colour: str, *, right: bool = False) -> None:
    """Words over the axes, beginning (or ending) at a month."""
    plot.annotate(
        words, (at, 1.0), (0, 1.5), xycoords=("data", "axes fraction"), textcoords="offset points", size=SMALL,
        color=colour, ha="right" if right else "left", va="bottom", annotation_clip=False,
    )  # fmt: skip


def _phases(months: list[Month]) -> list[tuple[int, int]]:
    starts = [place for place, month in enumerate(months) if place == 0 or month.phase != months[place - 1].phase]
    return list(zip(starts, [*(start - 1 for start in starts[1:]), len(months) - 1], strict=True))


def _points(plot: Any, months: list[Month], places: list[int]) -> None:
    values = [month.value for month in months]
    plot.plot(places, values, color=LIGHT.common, lw=LINE, zorder=2)
    plain = [(place, m.value) for place, m in zip(places, months, strict=True) if not m.signal]
    plot.plot(*_columns(plain), ls="none", marker="o", ms=DOT, mfc=LIGHT.common, mew=0, zorder=3)
    for words, marker, colour in ((UP, "^", LIGHT.good), (DOWN, "v", LIGHT.concern)):
        marked = [(place, m.value) for place, m in zip(places, months, strict=True) if m.signal == words]
        plot.plot(*_columns(marked), ls="none", marker=marker, ms=SIGNAL, mfc=colour, mec="white", mew=THIN, zorder=4)
    last = next((place for place in reversed(places) if values[place] == values[place]), None)
    if last is not None:
        plot.annotate(
            percent(values[last]), (last, values[last]), (4.5, 0), textcoords="offset points", size=SMALL, weight=700,
            color=LIGHT.text, ha="left", va="center", zorder=5, path_effects=halo(),
        )  # fmt: skip


def _columns(points: list[tuple[int, float]]) -> tuple[list[int], list[float]]:
    return [place for place, _ in points], [value for _, value in points]


def _dates(plot: Any, months: list[Month]) -> None:
    """First and last month, and those between them as far apart as there is room, written `Sep 26`."""
    last = len(months) - 1
    step = next(step for step in (3, 6, 12, 24, 48, 1000) if last / step <= 4)
    shown = [place for place in range(0, last + 1, step) if last - place >= last / 4] + [last]
    plot.set_xticks(shown, labels=[_short(months[place].name) for place in shown])
    labels = plot.get_xticklabels()
    labels[-1].set_ha("right")


def _short(name: str) -> str:
    month, _, year = name.partition(" ")
    return f"{month} {year[-2:]}"
