"""Curves whose steps tell nobody apart: neighbouring steps are merged until each holds none or enough people.

Every step of a product-limit curve is a person, and so is every change of the numbers at risk. The kept points are
chosen so that between two of them nobody, or at least the threshold, had the event, the same for the censored; the
curve stops where fewer than the threshold are at risk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Row = tuple[float, int, int, int, float, float, float]
"""time, at risk just before, events, censored, estimate just after, low, high."""


@dataclass(frozen=True)
class Steps:
    """The curve at one kept time: at risk just before it, events and censored since the kept time before."""

    time: float
    counts: tuple[int, int, int]
    value: float
    low: float
    high: float


def coarsened(rows: Sequence[Row], days: Sequence[float], *, threshold: int) -> list[Steps]:
    """The kept points, from time 0 on; `days` are tried first, so that the days of the table stay in it.

    A day is kept when since the last kept one nobody or at least `threshold` had the event, the same for censored, and
    at least `threshold` are still under observation after it. Without any such day only the start is told.
    """
    if not rows or rows[0][1] < threshold:
        return []
    kept = [Steps(0.0, (rows[0][1], 0, 0), 1.0, 1.0, 1.0)]
    at_risk, used = rows[0][1], 0
    for day in days:
        passed = [row for row in rows[used:] if row[0] <= day]
        events, censored = sum(row[2] for row in passed), sum(row[3] for row in passed)
        left = at_risk - events - censored
        if day <= kept[-1].time or not passed or left < threshold or not (_safe(events, threshold)):
            continue
        if not _safe(censored, threshold):
            continue
        last = passed[-1]
        kept.append(Steps(float(day), (left, events, censored), last[4], last[5], last[6]))
        at_risk, used = left, used + len(passed)
    return kept


def _safe(number: int, threshold: int) -> bool:
    return number == 0 or number >= threshold
