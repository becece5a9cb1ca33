"""Control charts: which months of a measure are news, and which are chance.

Limits are set from the first twelve months of a phase and then stay; only a declared change (program.toml, [[change]])
begins a new phase, never a signal. A phase of fewer than twelve months is a run chart: points without limits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from analytics.evaluation.control_limits import Limits, Method, limits_of_clusters, limits_of_people
from analytics.evaluation.control_rules import (
    NEAR_LIMIT,
    ONE_SIDE,
    OUTSIDE,
    TREND,
    near_limit,
    one_side,
    outside,
    trend,
)

FEWEST_MONTHS = 12
"""No limits from fewer points: with less the limits themselves are chance (NHS England, Making data count)."""

CURRENT_MONTHS = 3
"""A signal is told beside the measure while it touches one of the last so many months."""

Counting = Literal["people", "clusters", "count"]
"""Shares of people; shares of sessions or tests, which cluster in people; a plain count (no limits)."""

Change = tuple[date, str]
"""A declared change: the day it began and its name."""


@dataclass(frozen=True, eq=False)
class Phase:
    """The months between two declared changes; `limits` None: too few for any."""

    name: str
    first: date
    last: date
    months: int
    limits: Limits | None


@dataclass(frozen=True, eq=False)
class Signal:
    """The newest stretch of signalled months: `side` 1 upwards, −1 downwards; `rules` fired in it."""

    side: int
    since: date
    until: date
    rules: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class ControlChart:
    """`frame`: month, value, n, mean, low, high, phase (number), signal (1, −1, 0), rule; NaN = no limits."""

    frame: pd.DataFrame
    phases: tuple[Phase, ...]

    @property
    def has_limits(self) -> bool:
        """Whether any phase has limits."""
        return any(phase.limits is not None for phase in self.phases)

    def signal(self) -> Signal | None:
        """The newest signal if it touches one of the last `CURRENT_MONTHS` months, else None."""
        sides = self.frame["signal"].to_numpy()
        marked = np.flatnonzero(sides)
        if not len(marked) or marked[-1] < len(sides) - CURRENT_MONTHS:
            return None
        last = first = int(marked[-1])
        while first > 0 and sides[first - 1] == sides[last]:
            first -= 1
        months = self.frame["month"].to_numpy().astype("datetime64[D]").tolist()
        rules = tuple(dict.fromkeys(rule for rule in self.frame["rule"].to_list()[first : last + 1] if rule))
        return Signal(int(sides[last]), months[first], months[last], rules)


def control_chart(trend: pd.DataFrame, *, counting: Counting, changes: Sequence[Change] = ()) -> ControlChart:
    """The chart of a measure's months (columns month, value, n; a month nobody is counted in is left out)."""
    months: list[date] = trend["month"].to_numpy().astype("datetime64[D]").tolist()
    values, n = trend["value"].to_numpy(float), trend["n"].to_numpy(float)
    phases, columns = [], []
    for number, (first, last, name) in enumerate(_spans(months, changes)):
        limits = _limits(values[first:last], n[first:last], counting)
        phases.append(Phase(name, months[first], months[last - 1], last - first, limits))
        columns.append(_columns(values[first:last], limits, number))
    joined = [np.concatenate(parts) for parts in zip(*columns, strict=True)] if columns else [np.zeros(0)] * 6
    names = ("mean", "low", "high", "phase", "signal", "rule")
    frame = pd.DataFrame(
        {"month": trend["month"].to_numpy(), "value": values, "n": n} | dict(zip(names, joined, strict=True))
    )
    return ControlChart(frame, tuple(phases))


def _spans(months: Sequence[date], changes: Sequence[Change]) -> list[tuple[int, int, str]]:
    """First and behind-last position of every phase with any month; the month of a change belongs to the new phase."""
    begins = [(0, "")]
    for day, name in sorted(changes):
        at = sum(month < day.replace(day=1) for month in months)
        begins.append((at, name))
    ends = [at for at, _ in begins[1:]] + [len(months)]
    return [(at, end, name) for (at, name), end in zip(begins, ends, strict=True) if end > at]


def _limits(values: np.ndarray, n: np.ndarray, counting: Counting) -> Limits | None:
    if len(values) < FEWEST_MONTHS or counting == "count":
        return None
    if counting == "people":
        return limits_of_people(values, n, FEWEST_MONTHS)
    return limits_of_clusters(values, FEWEST_MONTHS)


def _columns(values: np.ndarray, limits: Limits | None, phase: int) -> tuple[np.ndarray, ...]:
    """mean, low, high, phase, signal and rule of one phase."""
    size = len(values)
    number = np.full(size, phase)
    if limits is None:
        none = np.full(size, np.nan)
        return none, none, none, number, np.zeros(size, int), np.full(size, "", object)
    signal, rule = signals(values, limits)
    return np.full(size, limits.mean), limits.low, limits.high, number, signal, rule


def signals(values: np.ndarray, limits: Limits) -> tuple[np.ndarray, np.ndarray]:
    """Side and first rule of every signalled month; outside a limit goes before a run, a run before a trend."""
    mean = np.full(len(values), limits.mean)
    found = (
        (NEAR_LIMIT, near_limit(values, limits.warning_low, limits.warning_high)),
        (TREND, trend(values)),
        (ONE_SIDE, one_side(values, mean)),
        (OUTSIDE, outside(values, limits.low, limits.high)),
    )
    side, rule = np.zeros(len(values), int), np.full(len(values), "", object)
    for name, marked in found:
        side[marked != 0] = marked[marked != 0]
        rule[marked != 0] = name
    return side, rule


def method_of(chart: ControlChart) -> Method | None:
    """The kind of limits of the newest phase that has some."""
    known = [phase.limits.method for phase in chart.phases if phase.limits is not None]
    return known[-1] if known else None
