"""Treatment days: the days on which a person came to at least one clinical session, however many that day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.outcomes.engagement.visits import visits_of
from analytics.outcomes.scope import Scope
from analytics.records.days import known

_WIDTH = 1 << 32


@dataclass(frozen=True, eq=False)
class TreatmentDays:
    """One element a stay and day on which the patient came; in the order of stay and day."""

    stay: np.ndarray
    day: np.ndarray

    def within(self, begin: np.ndarray, end: np.ndarray) -> np.ndarray:
        """How many treatment days every stay has from `begin` to `end`, both included (arrays over stays)."""
        key = self.stay.astype(np.int64) * _WIDTH + self.day
        at = np.arange(len(begin), dtype=np.int64) * _WIDTH
        found = np.searchsorted(key, at + end, side="right") - np.searchsorted(key, at + begin, side="left")
        return np.maximum(found, 0)

    def first_from(self, begin: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The first treatment day of every stay on or after `begin`, and whether there is one."""
        key = self.stay.astype(np.int64) * _WIDTH + self.day
        at = np.searchsorted(key, np.arange(len(begin), dtype=np.int64) * _WIDTH + begin, side="left")
        inside = np.minimum(at, max(len(key) - 1, 0))
        if not len(key):
            return np.zeros(len(begin), np.int64), np.zeros(len(begin), bool)
        there = (at < len(key)) & (self.stay[inside] == np.arange(len(begin)))
        return np.where(there, self.day[inside], 0).astype(np.int64), there


def treatment_days(scope: Scope) -> TreatmentDays:
    """The treatment days of every stay, each day once."""

    def compute() -> TreatmentDays:
        visits = visits_of(scope)
        came = visits.came & visits.clinical & known(visits.day)
        stay, day = visits.stay[came].astype(np.int64), visits.day[came].astype(np.int64)
        new = np.ones(len(stay), bool)
        new[1:] = (stay[1:] != stay[:-1]) | (day[1:] != day[:-1])
        return TreatmentDays(stay[new], day[new])

    found: TreatmentDays = scope.once(("treatment days",), compute)
    return found
