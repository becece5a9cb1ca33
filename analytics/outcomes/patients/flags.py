"""The flags of the caseload: four plain rules, each read from what was known on the day and nothing later.

A rule that cannot be asked of a patient (too few weeks, hours not recorded yet) raises no flag. What each rule is
worth is measured in `backtest.py`; a rule no better than chance is off unless someone switches it on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analytics.outcomes.patients.events import keys_of, sessions_in_turn
from analytics.outcomes.patients.results import collected_days, new_positives
from analytics.outcomes.scope import Scope
from analytics.records.ledger import EXCUSED_STATUS, GIVEN_STATUS, NOT_DUE

MISSED_IN_A_ROW = 2
"""Sessions missed one after the other. This and the other thresholds are this program's own choice: no published
cut-off exists, which is why `backtest.py` judges each rule on the program's own past."""

MISSED_IN_A_WEEK = 2
WEEK_DAYS = 7
SESSION_LOOK_BACK_DAYS = 14
"""The last sessions count as "in a row" only if they lie in these days."""

TEST_LOOK_BACK_DAYS = 28
"""A due test missed longer ago says nothing about this week."""

FALLING_SHARE = 0.5
"""Hours under this share of the two weeks before are falling."""

WEEKS_COMPARED = 2

FlagArray = np.ndarray
"""Whether the flag is raised, one element a patient and day."""


@dataclass(frozen=True)
class FlagRule:
    """One rule: its name, its text with the thresholds, what raises it and (in one case) the events that did."""

    key: str
    name: str
    text: str
    raised: Callable[[Scope, np.ndarray, np.ndarray], FlagArray]
    lacking: Callable[[Scope], str]


@dataclass(frozen=True, eq=False)
class DueWindows:
    """Windows in which a test was due, by stay and last day: `keys` ascend."""

    keys: np.ndarray
    stay: np.ndarray
    first: np.ndarray
    last: np.ndarray
    given: np.ndarray


def missed_sessions(scope: Scope, stay: np.ndarray, day: np.ndarray) -> FlagArray:
    """The last two sessions were missed, or two or more of the last seven days."""
    sessions = sessions_in_turn(scope)
    in_week = sessions.missed_days.between(stay, day - WEEK_DAYS + 1, day) >= MISSED_IN_A_WEEK
    upto = np.searchsorted(sessions.counted.keys, keys_of(stay, day), side="right")
    since = np.searchsorted(sessions.counted.keys, keys_of(stay, day - SESSION_LOOK_BACK_DAYS + 1))
    run = upto - since >= MISSED_IN_A_ROW
    for back in range(1, MISSED_IN_A_ROW + 1):
        run &= sessions.missed[np.maximum(upto - back, 0)] if len(sessions.missed) else False
    return in_week | run


def missed_test(scope: Scope, stay: np.ndarray, day: np.ndarray) -> FlagArray:
    """The last due window that is over had no specimen (missed, refused or unable to give one)."""
    windows = due_windows(scope)
    at = last_window(windows, stay, day)
    recent = (at >= 0) & (day - windows.last[np.maximum(at, 0)] < TEST_LOOK_BACK_DAYS) if len(windows.keys) else at >= 0
    found: FlagArray = recent & ~windows.given[np.maximum(at, 0)] if len(windows.keys) else recent
    return found


def falling_hours(scope: Scope, stay: np.ndarray, day: np.ndarray) -> FlagArray:
    """Hours of the last seven days under half of the mean week of the fourteen before; all 21 in care and recorded."""
    sessions, last, before = sessions_in_turn(scope), *hours_before(scope, stay, day)
    full = scope.stays.admitted[stay] <= day - WEEK_DAYS * (1 + WEEKS_COMPARED) + 1
    waiting = sessions.unrecorded.between(stay, day - WEEK_DAYS + 1, day) > 0
    falling: FlagArray = full & ~waiting & (before > 0) & (last < FALLING_SHARE * before)
    return falling


def hours_before(scope: Scope, stay: np.ndarray, day: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Clinical hours of the seven days up to a day, and the mean week of the fourteen days before those."""
    minutes = sessions_in_turn(scope).minutes
    last = minutes.between(stay, day - WEEK_DAYS + 1, day) / 60
    span = WEEK_DAYS * WEEKS_COMPARED
    before = minutes.between(stay, day - WEEK_DAYS - span + 1, day - WEEK_DAYS) / 60 / WEEKS_COMPARED
    return last, before


def new_positive(scope: Scope, stay: np.ndarray, day: np.ndarray) -> FlagArray:
    """A positive result came in the last seven days, and the last test before it was negative."""
    found: FlagArray = new_positives(scope).known.between(stay, day - WEEK_DAYS + 1, day) > 0
    return found


def due_windows(scope: Scope) -> DueWindows:
    """Every window of the in-treatment ledger in which a test was due, in the order of their last days."""

    def compute() -> DueWindows:
        ledger = scope.derivation.ledger("in_treatment", "missed")
        rows = np.flatnonzero((ledger.status != NOT_DUE) & (ledger.status != EXCUSED_STATUS))
        keys = keys_of(ledger.stay[rows], ledger.last[rows])
        order = np.argsort(keys, kind="stable")
        rows = rows[order]
        stay, first, last = ledger.stay[rows], ledger.first[rows], ledger.last[rows]
        given = (ledger.status[rows] == GIVEN_STATUS) | (collected_days(scope).between(stay, first, last) > 0)
        return DueWindows(keys[order], stay, first, last, given)

    found: DueWindows = scope.once(("due windows",), compute)
    return found


def last_window(windows: DueWindows, stay: np.ndarray, day: np.ndarray) -> np.ndarray:
    """The position of each stay's last window that was over on a day; −1 without one."""
    if not len(windows.keys):
        return np.full(len(stay), -1)
    at = np.searchsorted(windows.keys, keys_of(stay, day), side="right") - 1
    return np.where((at >= 0) & (windows.stay[np.maximum(at, 0)] == stay), at, -1)


def _no_sessions(scope: Scope) -> str:
    return "" if len(sessions_in_turn(scope).missed) else "these records hold no dated sessions"


def _no_hours(scope: Scope) -> str:
    return "" if sessions_in_turn(scope).has_minutes else "these records hold no minutes of sessions"


def _no_due_tests(scope: Scope) -> str:
    return "" if len(due_windows(scope).keys) else "no test was due by the program's policy"


def _no_results(scope: Scope) -> str:
    return "" if len(scope.records.drug_tests) else "these records hold no drug tests"


RULES = (
    FlagRule(
        "missed_sessions",
        "Missed sessions",
        f"The last {MISSED_IN_A_ROW} sessions of the last {SESSION_LOOK_BACK_DAYS} days were missed, or "
        f"{MISSED_IN_A_WEEK} or more sessions of the last {WEEK_DAYS} days (no-show or cancelled by the patient)",
        missed_sessions,
        _no_sessions,
    ),
    FlagRule(
        "missed_test",
        "Missed test",
        f"The last due test was not given (missed, refused or unable), at most {TEST_LOOK_BACK_DAYS} days ago",
        missed_test,
        _no_due_tests,
    ),
    FlagRule(
        "falling_hours",
        "Falling hours",
        f"Clinical hours of the last {WEEK_DAYS} days under {FALLING_SHARE:.0%} of the mean of the "
        f"{WEEKS_COMPARED} weeks before; asked after {WEEK_DAYS * (1 + WEEKS_COMPARED)} days in care",
        falling_hours,
        _no_hours,
    ),
    FlagRule(
        "new_positive",
        "New positive",
        f"A positive result came in the last {WEEK_DAYS} days after a negative test",
        new_positive,
        _no_results,
    ),
)
"""The rules in the order of the caseload's columns."""


def raised_flags(scope: Scope, stay: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Rules × (stay, day): which flags were raised on the day, from what was known by then."""
    return np.array([rule.raised(scope, stay, day) for rule in RULES], bool).reshape(len(RULES), len(stay))
