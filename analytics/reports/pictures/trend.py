"""The small trend in a row of the table of all measures: quarters as a grey line, the newest marked, target dotted."""

from __future__ import annotations

from analytics.charts.control_words import BETTER, WORSE
from analytics.charts.theme import LIGHT
from analytics.charts.wording import percent
from analytics.reports.frozen import Cell
from analytics.reports.pictures.style import DOT, SIGNAL, THIN, TREND, printed, sheet, svg_of

SHORTEST = 2
"""One point is no trend."""
LEAST_SPAN = 0.08
"""Of a share: a flat line does not look like a mountain range."""
HEADROOM = 0.14
TREND_LINE = 1.1


def trend_svg(cell: Cell) -> str:
    """A released trend, 29 × 6.2 mm, hidden quarters as gaps; "" with fewer than two quarters to show."""
    values = list(cell.series)
    known = [value for value in values if value is not None]
    if len(known) < SHORTEST:
        return ""
    with printed():
        figure = sheet(*TREND)
        plot = figure.add_axes((0, 0, 1, 1))
        plot.set_axis_off()
        low, high = _span([*known, *([] if cell.target is None else [cell.target])])
        plot.set_ylim(low, high)
        plot.set_xlim(-0.6, len(values) - 0.4)
        if cell.target is not None:
            plot.axhline(cell.target, color=LIGHT.benchmark, lw=0.9, ls=(0, (1, 1.4)), zorder=1)
        places = list(range(len(values)))
        drawn = [float("nan") if value is None else value for value in values]
        plot.plot(places, drawn, color=LIGHT.common, lw=TREND_LINE, marker="o", ms=1.6, mew=0, zorder=2)
        last = max(place for place, value in enumerate(values) if value is not None)
        marker, colour, size = _newest(cell.reason)
        plot.plot([last], [drawn[last]], marker=marker, ms=size, mew=THIN, mec="white", mfc=colour, zorder=3, ls="none")
        return svg_of(figure, key="trend-" + "-".join(f"{value:.2f}" if value is not None else "x" for value in values))


def trend_alt(cell: Cell) -> str:
    """What the trend shows: first, last, lowest and highest quarter, and its reading."""
    seen = [(label, value) for label, value in zip(cell.labels, cell.series, strict=True) if value is not None]
    if len(seen) < SHORTEST:
        return "No trend: too few quarters to show."
    ends = ", ".join(f"{_plain(label)} {percent(value)}" for label, value in (seen[0], seen[-1]))
    values = [value for _, value in seen]
    left_out = "" if len(seen) == len(cell.series) else f" {len(cell.series) - len(seen)} of them not told."
    reading = f" Reading: {_plain(cell.reason)}." if cell.reason else ""
    spread = f"lowest {percent(min(values))}, highest {percent(max(values))}"
    return f"Line over {len(cell.series)} quarters: {ends}; {spread}.{left_out}{reading}"


def _newest(reading: str) -> tuple[str, str, float]:
    """The newest quarter: a triangle in colour when the reading is news, else a dot in the colour of text."""
    if reading.startswith(BETTER):
        return "^", LIGHT.good, SIGNAL
    if reading.startswith(WORSE):
        return "v", LIGHT.concern, SIGNAL
    return "o", LIGHT.text, DOT + 0.6


def _span(values: list[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    more = max(LEAST_SPAN - (high - low), 0) / 2
    low, high = low - more, high + more
    room = HEADROOM * (high - low)
    return low - room, high + room


def _plain(reading: str) -> str:
    return reading.replace("▲ ", "").replace("▼ ", "").replace(" – ", "–").replace("–", " to ")
