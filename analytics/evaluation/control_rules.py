"""The four rules that tell a signal from chance in a control chart, each for points in order of time.

Every rule gives one number a point: 1 signal upwards, −1 downwards, 0 none. Shewhart's outside rule; runs and trends
as in NHS England, *Making data count* (2019), with seven points; two of three beyond two sigma (Western Electric 1956).
"""

from __future__ import annotations

import numpy as np

RUN = 7
"""So many points in a row on one side of the mean, or each higher (lower) than the one before, are a signal."""

NEAR = 2
"""So many of `NEAR_OF` points in a row beyond two sigma on one side are a signal."""
NEAR_OF = 3

OUTSIDE, ONE_SIDE, TREND, NEAR_LIMIT = "outside", "one side", "trend", "near limit"
RULE_WORDS = {
    OUTSIDE: "outside a limit",
    ONE_SIDE: f"{RUN} or more in a row on one side of the mean",
    TREND: f"{RUN} or more in a row each higher, or each lower, than the one before",
    NEAR_LIMIT: f"{NEAR} of {NEAR_OF} in a row beyond two sigma on one side",
}


def outside(values: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Points above the upper or below the lower limit; a point on a limit is inside."""
    return (values > high).astype(int) - (values < low).astype(int)


def one_side(values: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Points of a run of at least `RUN` on one side of the mean; a point on the mean ends a run."""
    return _long_stretches(np.sign(values - mean).astype(int), RUN)


def trend(values: np.ndarray) -> np.ndarray:
    """Points of a stretch of at least `RUN` points, each higher (or each lower) than the one before; equal ends it."""
    steps = np.sign(np.diff(values)).astype(int)
    found = _long_stretches(steps, RUN - 1)
    marked = np.zeros(len(values), int)
    marked[:-1] = found  # a stretch of 6 steps joins 7 points: the point before its first step belongs to it
    marked[1:] = np.where(found != 0, found, marked[1:])
    return marked


def near_limit(values: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """The points beyond two sigma (`low`, `high`) wherever at least `NEAR` of `NEAR_OF` neighbours are, on one side."""
    beyond = outside(values, low, high)
    marked = np.zeros(len(values), int)
    for side in (1, -1):
        on_side = beyond == side
        for start in range(len(values) - NEAR_OF + 1):
            if np.count_nonzero(on_side[start : start + NEAR_OF]) >= NEAR:
                marked[start : start + NEAR_OF][on_side[start : start + NEAR_OF]] = side
    return marked


def _long_stretches(signs: np.ndarray, least: int) -> np.ndarray:
    """The signs of stretches of at least `least` equal ones (0 elsewhere)."""
    marked = np.zeros(len(signs), int)
    start = 0
    for end in range(1, len(signs) + 1):
        if end == len(signs) or signs[end] != signs[start]:
            if end - start >= least:
                marked[start:end] = signs[start]
            start = end
    return marked
