"""Survival curves on paper, from the released steps: told on days between which nobody or many had the event.

The points are what is told; lines only join them. A curve ends where few are left.

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
    DOT,
    GROUP_COLOURS,
    LEFT,
    MILLIMETRES_AN_INCH,
    SMALL,
    SURVIVAL,
    box,
    printed,
    sheet,
    svg_of,
)
from analytics.reports.pictures.survival_names import Step, compared_on, halo, named_apart

MOST_GROUPS = 4
"""More curves cannot be told apart in one picture; the table holds all."""
MONTH_DAYS, SHORTEST_AXIS, A_WEEK = 30, 90, 7
HEIGHT = SURVIVAL[1]
"""Millimetres of a picture of two groups."""
LINE_HEIGHT = 3.5
"""Millimetres of a row of the table of people at risk."""
ABOVE, BELOW, BESIDE, RIGHT_OF = 2.5, 12.6, 20.0, 7.0
"""Millimetres over the axes, from the axis to the first row of the table, left and right of the axes."""
COLUMNS = 6


@dataclass(frozen=True)
class Behind:
    """What lies behind the curves: the published range, from `start` on."""

    low: float
    high: float
    start: float


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
    """The told points with bands, joined by lines; range behind, table of people below. "" without any told point."""
    curves = {name: steps for name, steps in curves_of(table).items() if len(steps) > 1}
    curves = dict(sorted(curves.items(), key=lambda item: -item[1][0].at_risk)[:MOST_GROUPS])
    if not curves:
        return ""
    end = _end(curves)
    height = HEIGHT + LINE_HEIGHT * (len(curves) - 2)
    with printed():
        figure = sheet(LEFT, height)
        foot = BELOW + LINE_HEIGHT * len(curves)
        plot = figure.add_axes(box(figure, left=BESIDE, right=RIGHT_OF, top=ABOVE, bottom=foot))
        plot.set_xlim(0, end)
        plot.set_ylim(0, 1)
        plot.set_yticks([0, 0.25, 0.5, 0.75, 1], labels=["0%", "25%", "50%", "75%", "100%"])
        plot.set_xticks(_ticks(end))
        plot.set_xlabel(since, labelpad=1.5)
        _behind(plot, behind, end)
        for place, steps in enumerate(curves.values()):
            _curve(plot, steps, place)
        guide = shared_day(curves)
        if guide is None:
            named_apart(plot, curves, end)
        else:
            compared_on(plot, curves, guide, end)
        _risk_table(figure, plot, curves, end, foot)
        return svg_of(figure, key=key)


def shared_day(curves: dict[str, list[Step]]) -> float | None:
    """The last day that every curve tells, one that a tick names before any other."""
    days = set.intersection(*({step.time for step in steps[1:]} for steps in curves.values())) if curves else set()
    named = {day for day in days if day % MONTH_DAYS == 0}
    return max(named or days, default=None)


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
    return float(max(SHORTEST_AXIS, MONTH_DAYS * -(-(longest - A_WEEK) // MONTH_DAYS)))


def _ticks(end: float) -> list[float]:
    step = 30 if end <= 180 else 90
    return [float(tick) for tick in range(0, int(end) + 1, step)]


def table_days(curves: dict[str, list[Step]], end: float) -> list[float]:
    """Days of the table of people at risk: those most curves tell and ticks name, far enough apart to be read."""
    told: dict[float, int] = {}
    for steps in curves.values():
        for step in steps:
            told[step.time] = told.get(step.time, 0) + 1
    ticks = set(_ticks(end))
    chosen: list[float] = []
    for day in sorted(told, key=lambda d: (d != 0, d not in ticks, -told[d], d)):
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
    plot.text(
        end,
        behind.low - 0.015,
        words,
        size=SMALL,
        color=LIGHT.benchmark_text,
        ha="right",
        va="top",
        zorder=5,
        path_effects=halo(),
    )


def _curve(plot: Any, steps: list[Step], place: int) -> None:
    """Band, line between the told points, the points."""
    colour, times = GROUP_COLOURS[place], [step.time for step in steps]
    plot.fill_between(times, [s.low for s in steps], [s.high for s in steps], color=colour, alpha=BAND, lw=0, zorder=1)
    values = [step.value for step in steps]
    plot.plot(times, values, color=colour, lw=CURVE, ls=DASHES[place], zorder=3 + place / 10)
    plot.plot(times[1:], values[1:], ls="none", marker="o", ms=DOT, mfc=colour, mew=0, zorder=3.5 + place / 10)


def _risk_table(figure: Any, plot: Any, curves: dict[str, list[Step]], end: float, foot: float) -> None:
    """At risk and events so far, where a curve tells that very day."""
    millimetre = 1 / (float(figure.get_size_inches()[1]) * MILLIMETRES_AN_INCH - ABOVE - foot)
    left = -BESIDE * end / (LEFT - BESIDE - RIGHT_OF)
    ticks, top = set(_ticks(end)), -(BELOW - 1.6) * millimetre
    small: dict[str, Any] = {"size": SMALL, "clip_on": False, "va": "center"}
    plot.text(left, top, "At risk (events)", color=LIGHT.second_text, **small)
    columns = table_days(curves, end)
    for row, (name, steps) in enumerate(curves.items(), start=1):
        y = top - row * LINE_HEIGHT * millimetre
        at = {step.time: step for step in steps}
        plot.text(left, y, name, color=GROUP_COLOURS[row - 1], weight=600, **small)
        for day in columns:
            words = f"{count(at[day].at_risk)} ({count(at[day].events)})" if day in at else "–"
            plot.text(day, y, words, color=LIGHT.text, ha="center", **small)
    for day in columns:
        if day not in ticks:
            plot.text(day, top, f"day {count(day)}", color=LIGHT.second_text, ha="center", **small)
