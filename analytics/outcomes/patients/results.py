"""Positive tests after a negative one, dated on the day the result was known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.outcomes.patients.events import EventsInTurn, keys_of
from analytics.outcomes.scope import Scope
from analytics.records.days import Days, day_numbers, known, optional_day_numbers
from analytics.records.said import NEGATIVE, POSITIVE, counted_rows, read_positives, said_by_row

FAR = 2**30


@dataclass(frozen=True, eq=False)
class NewPositives:
    """One element a new positive, ordered by stay and the day its result was known.

    `collected`: its day; `negative`: the day of the negative test before it.
    """

    known: EventsInTurn
    collected: np.ndarray
    negative: np.ndarray


def new_positives(scope: Scope) -> NewPositives:
    """Every positive whose last conclusive test before it, as known on its result day, was negative (derived once).

    A refusal is no positive result here; it is a test not given. Wash-out and prescriptions are applied as in the use
    pattern. A day is positive if anything of it is.
    """
    found: NewPositives = scope.once(("new positives",), lambda: _new_positives(scope))
    return found


def _new_positives(scope: Scope) -> NewPositives:
    stay, day, negative_known, positive_known = _days_with_results(scope)
    event = np.flatnonzero(positive_known < FAR)
    known_on = positive_known[event]
    before = _known_before(event, known_on, stay, np.minimum(negative_known, positive_known))
    after_negative = (before >= 0) & (positive_known[np.maximum(before, 0)] > known_on)
    rows, before = event[after_negative], before[after_negative]
    order = np.argsort(keys_of(stay[rows], positive_known[rows]), kind="stable")
    rows, before = rows[order], before[order]
    return NewPositives(EventsInTurn.of(stay[rows], positive_known[rows]), day[rows], day[before])


def _known_before(event: np.ndarray, known_on: np.ndarray, stay: np.ndarray, first_known: np.ndarray) -> np.ndarray:
    """The tested day before each event whose result was known by then; −1 without one in the same stay."""
    before = event - 1
    while True:
        mine = (before >= 0) & (stay[np.maximum(before, 0)] == stay[event])
        waiting = mine & (first_known[np.maximum(before, 0)] > known_on)
        if not waiting.any():
            return np.where(mine, before, -1)
        before = np.where(waiting, before - 1, before)


def _days_with_results(scope: Scope) -> tuple[np.ndarray, ...]:
    """Stay and day of every tested day in order, and when its first negative and positive result was known (or FAR)."""
    stay, day, said, known_on = conclusive_rows(scope)
    keys, at = np.unique(keys_of(stay, day), return_inverse=True)
    first_known = []
    for bit in (NEGATIVE, POSITIVE):
        earliest = np.full(len(keys), FAR, np.int64)
        rows = (said & bit) > 0
        np.minimum.at(earliest, at[rows], known_on[rows])
        first_known.append(earliest)
    stay_of = np.zeros(len(keys), np.int64)
    day_of = np.zeros(len(keys), np.int64)
    stay_of[at], day_of[at] = stay, day
    return stay_of, day_of, first_known[0], first_known[1]


def conclusive_rows(scope: Scope) -> tuple[np.ndarray, Days, np.ndarray, Days]:
    """Stay, collection day, meaning and result day of every counted positive and negative row."""
    tests = scope.records.drug_tests
    if "tested_on" not in tests or not len(tests):
        none = np.zeros(0, np.int64)
        return none, none, np.zeros(0, np.uint8), none
    stay, day = scope.placed("drug_tests", "tested_on")
    said = said_by_row(tests, "missed")
    read_positives(said, tests, day, stay, scope.stays, scope.records)
    resulted = optional_day_numbers(tests, "resulted_on")
    known_on = np.where(known(resulted), np.maximum(resulted, day), day)
    rows = (stay >= 0) & ((said & (NEGATIVE | POSITIVE)) > 0) & (day <= scope.as_of)
    rows &= counted_rows(tests, stay, scope.stays, "all")
    return stay[rows], day[rows], said[rows], known_on[rows]


def collected_days(scope: Scope) -> EventsInTurn:
    """Every day a specimen was collected, whatever its result (a pending one was given too)."""

    def compute() -> EventsInTurn:
        tests = scope.records.drug_tests
        if "collected_on" not in tests or not len(tests):
            return EventsInTurn.of(np.zeros(0, np.int64), np.zeros(0, np.int64))
        stay, day = scope.placed("drug_tests", "collected_on")
        given = ~tests["result"].isin(("no_show", "excused", "refused", "unable")).to_numpy(bool)
        rows = given & (stay >= 0) & known(day) & (day <= scope.as_of) & (day_numbers(tests["tested_on"]) == day)
        return EventsInTurn.of(stay[rows], day[rows])

    found: EventsInTurn = scope.once(("collected days",), compute)
    return found
