"""From one duration a person to counts a time: how many were at risk, had the event, were censored."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from analytics.errors import Refused

LONGEST_COUNTED_DIRECTLY = 100_000  # whole numbers up to here are counted without sorting
Values = Sequence[Any] | np.ndarray | pd.Series | pd.Index | ExtensionArray


@dataclass(frozen=True, eq=False)
class EventCounts:
    """People by distinct observed time, ascending: `at_risk` just before it, `events` and `censored` at it."""

    time: np.ndarray
    at_risk: np.ndarray
    events: np.ndarray
    censored: np.ndarray

    @property
    def n(self) -> int:
        return int(self.at_risk[0]) if self.at_risk.size else 0


def checked_durations(time: Values, event: Values) -> tuple[np.ndarray, np.ndarray]:
    """The durations as float64 and the events as bool; missing, negative or endless ones are refused, never dropped.

    Dropping them here would change n without a word: who cannot be followed is decided, and counted, before.
    """
    times, events = _numbers(time), _numbers(event)
    if times.shape != events.shape:
        raise Refused(
            f"{len(times)} durations came with {len(events)} marks for the event.", "Give one of each for every person."
        )
    if unusable := int((~np.isfinite(times) | (times < 0)).sum()):
        raise Refused(
            f"{unusable} of {len(times)} durations are missing, negative or not a number.",
            "A duration is the time from the clock's zero to the event or the last observation: correct the dates, or "
            "leave these people out and count them.",
        )
    if unusable := int((~np.isin(events, (0.0, 1.0))).sum()):
        raise Refused(
            f"{unusable} of {len(events)} marks for the event are neither 0 nor 1.",
            "Give 1 for people who had the event and 0 for people who were censored.",
        )
    return times, events.astype(bool)


def checked_groups(groups: Values, people: int) -> tuple[np.ndarray, tuple[Hashable, ...]]:
    """A code for each person and the groups' names: categories in their own order, anything else sorted.

    Groups without anyone are left out; a person without a group is refused.
    """
    codes, names = pd.factorize(pd.Series(groups), sort=True)
    if len(codes) != people:
        raise Refused(f"{people} durations came with {len(codes)} groups.", "Give one group for every person.")
    if without := int((codes < 0).sum()):
        raise Refused(
            f"{without} of {people} people have no group.",
            'Name a group for them, such as "not recorded", or leave them out and count them.',
        )
    return codes, tuple(names)


def event_counts(time: np.ndarray, event: np.ndarray) -> EventCounts:
    """Count checked durations by distinct time. People censored at a time are at risk for the events at that time."""
    if not time.size:
        none = np.zeros(0, dtype=np.int64)
        return EventCounts(np.zeros(0), none, none, none)
    times, everyone, events = _counted_directly(time, event) if _countable(time) else _counted_sorted(time, event)
    at_risk = everyone.sum() - np.concatenate(([0], np.cumsum(everyone)[:-1]))
    return EventCounts(times, at_risk, events, everyone - events)


def _numbers(values: Values) -> np.ndarray:
    """The values as float64, NaN for anything that is no number (a time difference is none: its unit is not stated)."""
    column = pd.Series(values, dtype=object) if len(values) == 0 else pd.Series(values)
    if column.dtype.kind in "mM":
        return np.full(len(column), np.nan)
    return pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan)


def _countable(time: np.ndarray) -> bool:
    return bool(time.max() <= LONGEST_COUNTED_DIRECTLY and (time == np.floor(time)).all())


def _counted_directly(time: np.ndarray, event: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    whole = time.astype(np.int64)
    everyone = np.bincount(whole)
    events = np.bincount(whole[event], minlength=len(everyone))
    observed = np.flatnonzero(everyone)
    return observed.astype(float), everyone[observed], events[observed]


def _counted_sorted(time: np.ndarray, event: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    times, place = np.unique(time, return_inverse=True)
    return times, np.bincount(place, minlength=len(times)), np.bincount(place[event], minlength=len(times))
