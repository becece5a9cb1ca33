"""Survival curves on paper, from the released steps: merged so that none is a person, ended where few are left.

The second group is dashed, names stand at their curves, the table of people at risk lies under its days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from analytics.charts.theme import LIGHT
from analytics.charts.wording import count, percent, percent_range
from analytics.reports.frozen import Cell, Table
from analytics.reports.pictures.style import (
    BAND,
    CURVE,
    DASHES,
    GROUP_COLOURS,
    LEFT,
    SMALL,
    SURVIVAL,
    TEXT,
    THIN,
    box,
    printed,
    sheet,
    svg_of,
)

MOST_GROUPS = 4
"""More curves cannot be told apart in one picture; the table holds all."""
MONTH_DAYS, SHORTEST_AXIS = 30, 90
LINE_HEIGHT = 3.5
"""Millimetres of a row of the table of people at risk."""
ABOVE, BELOW, BESIDE = 3.0, 9.4, 19.0
"""Millimetres over the axes, from the axis to the table, and left of the axes."""
COLUMNS = 7
EVERYBODY = "Everybody"


@dataclass(frozen=True)
class Behind:
    """What lies behind the curves: the published range, from `start` on."""

    low: float
    high: float
    start: float


@dataclass(frozen=True)
class Step:
    """One released point of a curve."""

    time: float
    at_risk: int
    events: int
    value: float
    low: float
    high: float


def curves_of(table: Table) -> dict[str, list[Step]]:
    """The released steps of every group; events are counted from the start."""
    found: dict[str, list[Step]] = {}
    for group, time, at_risk, events, _, share in table.rows:
        steps = found.setdefault(group.text, [])
        before = steps[-1].events if steps else 0
        steps.append(_step(time, at_risk, events, share, before))
    return found


def _step(time: Cell, at_risk: Cell, events: Cell, share: Cell, before: int) -> Step:
    value = float(share.value or 0)
    low, high = (value if limit is None else float(limit) for limit in (share.low, share.high))
    return Step(float(time.value or 0), int(at_risk.value or 0), before + int(events.value or 0), value, low, high)


def survival_svg(table: Table, *, since: str, behind: Behind | None = None, key: str = "survival") -> str:
    """The curves with bands, range and table of people at risk; "" when no curve has a step after its start."""
    curves = {name: steps for name, steps in curves_of(table).items() if len(steps) > 1}
    curves = dict(sorted(curves.items(), key=lambda item: -item[1][0].at_risk)[:MOST_GROUPS])
    if not curves:
        return ""
    end = _end(curves)
    height = SURVIVAL[1] + LINE_HEIGHT * (len(curves) - 2)
    with printed():
        figure = sheet(LEFT, height)
        foot = BELOW + LINE_HEIGHT * (len(curves) + 1)
        plot = figure.add_axes(box(figure, left=BESIDE, right=2.0, top=ABOVE, bottom=foot))
        plot.set_xlim(0, end)
        plot.set_ylim(0, 1)
        plot.set_yticks([0, 0.25, 0.5, 0.75, 1], labels=["0%", "25%", "50%", "75%", "100%"])
        columns = _columns(curves, end)
        plot.set_xticks(_ticks(end))
        plot.set_xlabel(since, labelpad=1.5)
        _behind(plot, behind, end)
        for place, (name, steps) in enumerate(curves.items()):
            _curve(plot, name, steps, place)
        _names(plot, curves, end)
        _risk_table(figure, plot, curves, columns, foot)
        return svg_of(figure, key=key)


def survival_alt(table: Table, *, measure: str, title: str) -> str:
    """The curves in words: each group with its people, and the last point told."""
    parts = [f"Survival curves of {measure}. {title}."]
    for name, steps in curves_of(table).items():
        last = steps[-1]
        if len(steps) > 1:
            parts.append(
                f"{name}, n = {count(steps[0].at_risk)}: {percent(last.value)} at day {count(last.time)}, 95% interval "
                f"{percent(last.low)} to {percent(last.high)}."
            )
    return " ".join([*parts, "Steps are merged and curves end so that no small number of people can be told."])


def _end(curves: dict[str, list[Step]]) -> float:
    longest = max(steps[-1].time for steps in curves.values())
    return float(max(SHORTEST_AXIS, MONTH_DAYS * -(-longest // MONTH_DAYS)))


def _ticks(end: float) -> list[float]:
    step = 30 if end <= 180 else 90
    return [float(tick) for tick in range(0, int(end) + 1, step)]


def _columns(curves: dict[str, list[Step]], end: float) -> list[float]:
    """Days of the table of people at risk: those most curves tell, far enough apart to be read."""
    told: dict[float, int] = {}
    for steps in curves.values():
        for step in steps:
            told[step.time] = told.get(step.time, 0) + 1
    chosen: list[float] = []
    for day in sorted(told, key=lambda d: (d != 0, -told[d], d)):
        if all(abs(day - other) >= end / COLUMNS for other in chosen):
            chosen.append(day)
    return sorted(chosen)


def _behind(plot: Any, behind: Behind | None, end: float) -> None:
    if behind is None or behind.start >= end:
        return
    span = [behind.start, end]
    plot.fill_between(span, behind.low, behind.high, color=LIGHT.benchmark_fill, lw=0, zorder=0)
    for edge in (behind.low, behind.high):
        plot.plot(span, [edge, edge], color=LIGHT.benchmark, lw=0.9, ls=(0, (1, 1.4)), zorder=0.6)
    words = f"Published {percent_range(behind.low, behind.high)}"
    plot.text(end, behind.low - 0.015, words, size=SMALL, color=LIGHT.benchmark_text, ha="right", va="top", zorder=5)


def _curve(plot: Any, name: str, steps: list[Step], place: int) -> None:
    colour, times = GROUP_COLOURS[place], [step.time for step in steps]
    low, high = [step.low for step in steps], [step.high for step in steps]
    plot.fill_between(times, low, high, step="post", color=colour, alpha=BAND, lw=0, zorder=1)
    values = [step.value for step in steps]
    plot.step(times, values, where="post", color=colour, lw=CURVE, ls=DASHES[place], zorder=3 + place / 10)
    plot.plot(times[-1:], values[-1:], marker="o", ms=3.4, mfc="white", mec=colour, mew=1.2, zorder=4)


def _names(plot: Any, curves: dict[str, list[Step]], end: float) -> None:
    """Name and last value right of each curve's end, pushed apart where ends are close."""
    order = sorted(enumerate(curves.items()), key=lambda item: -item[1][1][-1].value)
    places = _apart([steps[-1].value for _, (_, steps) in order], gap=0.105)
    for (place, (name, steps)), height in zip(order, places, strict=True):
        last, y = steps[-1], height
        words = f"{name} {percent(last.value)}" if len(curves) > 1 else percent(last.value)
        x = last.time + 0.015 * end
        on_right = x + 0.021 * end * len(words) * (90 / SHORTEST_AXIS) * 0.9 > end
        where: dict[str, Any] = {"ha": "right", "va": "bottom"} if on_right else {"ha": "left", "va": "center"}
        if on_right:
            x, y = last.time - 0.01 * end, y + 0.03
        plot.text(x, y, words, size=TEXT, weight=700, color=GROUP_COLOURS[place], zorder=6, **where)


def _apart(values: list[float], *, gap: float) -> list[float]:
    """Heights from the highest down, at least a gap between neighbours."""
    found: list[float] = []
    for value in values:
        found.append(min(value, found[-1] - gap) if found else value)
    lift = max(0.04 - found[-1], 0.0) if found else 0.0
    over = sum(found) / len(found) - sum(values) / len(values) if found else 0.0
    return [height - min(over, 0.0) / 2 + lift for height in found]


def _risk_table(figure: Any, plot: Any, curves: dict[str, list[Step]], columns: list[float], foot: float) -> None:
    """At risk and events so far, where a curve tells that very day."""
    scale = float(figure.get_size_inches()[1]) * 25.4 - ABOVE - foot
    millimetre = 1 / scale
    left = -BESIDE * (plot.get_xlim()[1] / (LEFT - BESIDE - 2.0))
    top = -(BELOW - 0.4) * millimetre
    small: dict[str, Any] = {"size": SMALL, "clip_on": False, "va": "center"}
    plot.text(left, top, "At risk (events so far)", color=LIGHT.second_text, **small)
    for row, (name, steps) in enumerate(curves.items(), start=1):
        y = top - row * LINE_HEIGHT * millimetre
        at = {step.time: step for step in steps}
        plot.text(left, y, name, color=GROUP_COLOURS[row - 1], weight=600, **small)
        for day in columns:
            if day in at:
                words = f"{count(at[day].at_risk)} ({count(at[day].events)})"
                plot.text(day, y, words, color=LIGHT.text, ha="left" if day == 0 else "center", **small)
    for day in columns[1:]:
        plot.text(day, top, f"day {count(day)}", color=LIGHT.second_text, ha="center", **small)
    plot.spines["bottom"].set_linewidth(THIN)
