"""Names and values at printed curves: beside the day that is compared, or at the curves where they share no day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from analytics.charts.theme import LIGHT
from analytics.charts.wording import percent
from analytics.reports.pictures.style import GROUP_COLOURS, TEXT, THIN

LETTER, NAME_GAP, NAME, LINE_OF_NAMES = 0.0185, 0.03, 0.06, 0.1
"""Of the axes: a bold letter's width; room between band and name, from a band to a name's middle, between two names."""
PLACES = tuple(place / 40 for place in range(4, 39))


@dataclass(frozen=True)
class Step:
    """One released point of a curve."""

    time: float
    at_risk: int
    events: int
    value: float
    low: float
    high: float


def compared_on(plot: Any, curves: dict[str, list[Step]], day: float, end: float) -> None:
    """Open points with names and values on the last day that all curves tell: the highest above, the lowest below."""
    at = [(place, name, _on(steps, day)) for place, (name, steps) in enumerate(curves.items())]
    order = sorted(at, key=lambda item: -item[2].value)
    plot.axvline(day, color=LIGHT.axis, lw=THIN, ls=(0, (3, 2)), zorder=0.8)
    heights = name_heights([step for *_, step in order])
    for (place, name, step), y in zip(order, heights, strict=True):
        colour = GROUP_COLOURS[place]
        plot.plot([day], [step.value], marker="o", ms=5, mfc="white", mec=colour, mew=1.4, zorder=5, clip_on=False)
        words = f"{name} {percent(step.value)}" if len(order) > 1 else percent(step.value)
        on_right = day + len(words) * LETTER * end < end
        plot.annotate(
            words, (day, y), (5 if on_right else -5, 0), textcoords="offset points", size=TEXT, weight=700,
            color=colour, ha="left" if on_right else "right", va="center", zorder=6, path_effects=halo(),
        )  # fmt: skip


def name_heights(order: list[Step]) -> list[float]:
    """Heights of names beside their points, the highest first: over the top band, under the lowest, a line apart."""
    if len(order) == 1:
        return [order[0].high + NAME]
    wanted = [step.value for step in order]
    wanted[0] = max(step.high for step in order) + NAME
    wanted[-1] = min(step.low for step in order) - NAME
    lowest = max(wanted[-1], NAME)
    found = [lowest]
    for height in reversed(wanted[:-1]):
        found.append(max(height, found[-1] + LINE_OF_NAMES))
    over = max(found[-1] - (1 - NAME), 0.0)
    return [height - over for height in reversed(found)]


def halo() -> list[Any]:
    """A rim of paper round words that lie on lines."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=2.0, foreground="white")]


def _on(steps: list[Step], day: float) -> Step:
    return next(step for step in steps if step.time == day)


def named_apart(plot: Any, curves: dict[str, list[Step]], end: float) -> None:
    """Where no day is shared: the highest curve is named above the bands, the lowest under, others at the end."""
    order = sorted(enumerate(curves.items()), key=lambda item: -sum(s.value for s in item[1][1]) / len(item[1][1]))
    for rank, (place, (name, steps)) in enumerate(order):
        look: dict[str, Any] = {"size": TEXT, "weight": 700, "color": GROUP_COLOURS[place], "zorder": 6}
        if 0 < rank < len(order) - 1:
            last = steps[-1]
            plot.text(last.time + 0.012 * end, last.value, name, ha="left", va="center", **look)
            continue
        x, y = _clear(curves, steps, name, end, above=rank == 0)
        plot.text(x, y, name, ha="center", va="bottom" if rank == 0 else "top", **look)


def _clear(
    curves: dict[str, list[Step]], own: list[Step], name: str, end: float, *, above: bool
) -> tuple[float, float]:
    """The place above (below) all bands at which a name stands nearest to its own curve."""
    half = len(name) * LETTER * end / 2
    best: tuple[float, float, float] | None = None
    for share in PLACES:
        middle = share * end
        left, right = middle - half, middle + half
        if left < 0.02 * end or right > end or left > own[-1].time:
            continue
        at = np.linspace(left, right, 9)
        edges = [_edge(steps, at, "high" if above else "low") for steps in curves.values()]
        known = np.concatenate([edge[~np.isnan(edge)] for edge in edges])
        if not len(known):
            continue
        y = float(known.max()) + NAME_GAP if above else float(known.min()) - NAME_GAP
        middle_of_own = float(np.interp(min(middle, own[-1].time), [s.time for s in own], [s.value for s in own]))
        cost = abs(y - middle_of_own) + (10 if not NAME_GAP < y < 1 - NAME_GAP / 2 else 0)
        if best is None or cost < best[0] - 1e-9:
            best = (cost, middle, y)
    return (best[1], best[2]) if best else (0.7 * end, 0.9 if above else 0.1)


def _edge(steps: list[Step], at: np.ndarray, side: str) -> np.ndarray:
    """The band's edge of one curve, NaN after its end."""
    found: np.ndarray = np.interp(at, [s.time for s in steps], [getattr(s, side) for s in steps])
    return np.where(at <= steps[-1].time, found, np.nan)
