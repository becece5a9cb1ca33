"""Curves whose steps tell nobody apart: neighbouring steps are merged until each holds none or enough people.

Every step of a product-limit curve is a person, and so is every change of the numbers at risk. The kept points are
chosen so that between two of them nobody, or at least the threshold, had the event, the same for the censored; the
curve stops where fewer than the threshold are at risk. Points lie on the days of the table and on whole weeks, and say
whole percents, so that neither a day nor a last digit is somebody's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

Row = tuple[float, int, int, int, float, float, float]
"""time, at risk just before, events, censored, estimate just after, low, high."""

WEEK = 7.0
"""Days between the points a curve may have beside the days of its table (1 for curves in weeks)."""

DECIMALS = 2
"""Whole percents."""

TABLE_DAY, FURTHER = 1_000, 1
"""What a kept point is worth: first as many days of the table as are safe, then as many others."""


@dataclass(frozen=True)
class Steps:
    """The curve at one kept time: still under observation after it, events and censored since the kept time before."""

    time: float
    counts: tuple[int, int, int]
    value: float
    low: float
    high: float


def coarsened(rows: Sequence[Row], days: Sequence[float], *, threshold: int, grid: float = WEEK) -> list[Steps]:
    """The kept points, from time 0 on: of all safe choices the one with most `days`, then with most points of the grid.

    A choice is safe when between two neighbouring points nobody or at least `threshold` had the event, the same for
    censored, and at least `threshold` are still under observation after each. Without a safe point only the start is
    told; with fewer than `threshold` people nothing.
    """
    if not rows or rows[0][1] < threshold:
        return []
    times = np.array([row[0] for row in rows])
    candidates = _candidates(times[-1], days, grid)
    passed = np.searchsorted(times, candidates, side="right")
    events, censored = (np.concatenate([[0], np.cumsum([row[at] for row in rows])])[passed] for at in (2, 3))
    events[0] = censored[0] = 0  # what happens at time 0 itself belongs to the first step
    left = rows[0][1] - events - censored
    worth = np.where(np.isin(candidates, list(days)), TABLE_DAY, FURTHER)
    kept = _best(np.stack([events, censored]), left >= threshold, worth, threshold)
    found = [Steps(0.0, (rows[0][1], 0, 0), 1.0, 1.0, 1.0)]
    for before, at in pairwise(kept):
        counts = (int(left[at]), int(events[at] - events[before]), int(censored[at] - censored[before]))
        found.append(Steps(float(candidates[at]), counts, *_figures(rows, int(passed[at]))))
    return found


def _candidates(last: float, days: Sequence[float], grid: float) -> np.ndarray:
    """Time 0, then the days of the table and the points of the grid up to the last time seen."""
    beside = np.arange(grid, last + 1e-9, grid)
    asked = np.array([day for day in days if 0 < day <= last], float)
    found: np.ndarray = np.unique(np.concatenate([[0.0], beside, asked]))
    return found


def _best(passed: np.ndarray, enough: np.ndarray, worth: np.ndarray, threshold: int) -> list[int]:
    """The safe chain of candidates from the first on that is worth most; of equal ones the one that goes on longest.

    `passed`: events and censored up to each candidate.
    """
    size = len(worth)
    total = np.full(size, -1)
    before = np.full(size, -1)
    total[0] = 0
    for at in range(1, size):
        if not enough[at]:
            continue
        steps = passed[:, at][:, None] - passed[:, :at]
        safe = ((steps == 0) | (steps >= threshold)).all(axis=0) & (total[:at] >= 0)
        if safe.any():
            best = np.flatnonzero(safe)[np.argmax(total[:at][safe])]
            total[at], before[at] = total[best] + worth[at], best
    chain = [int(size - 1 - np.argmax(total[::-1]))]
    while before[chain[-1]] >= 0:
        chain.append(int(before[chain[-1]]))
    return chain[::-1]


def _figures(rows: Sequence[Row], passed: int) -> tuple[float, float, float]:
    """Estimate and interval after so many rows, in whole percents."""
    if not passed:
        return 1.0, 1.0, 1.0
    value, low, high = (round(number, DECIMALS) for number in rows[passed - 1][4:7])
    return value, low, high
