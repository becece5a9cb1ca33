"""Why a flag is raised, in a few words that name the sessions, the test or the hours."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from analytics.outcomes.patients.events import keys_of, sessions_in_turn
from analytics.outcomes.patients.flags import (
    RULES,
    SESSION_LOOK_BACK_DAYS,
    WEEK_DAYS,
    due_windows,
    hours_before,
    last_window,
)
from analytics.outcomes.patients.results import new_positives
from analytics.outcomes.scope import Scope


def reasons(scope: Scope, stay: np.ndarray, day: int, counted: np.ndarray) -> list[str]:
    """One sentence a patient: what raised each counted flag (rules × patients); empty without one."""
    tell = {
        "missed_sessions": _sessions_missed,
        "missed_test": _test_missed,
        "falling_hours": _hours_fell,
        "new_positive": _positive_came,
    }
    said: list[list[str]] = [[] for _ in stay]
    for number, rule in enumerate(RULES):
        for at in np.flatnonzero(counted[number]):
            said[at].append(tell[rule.key](scope, int(stay[at]), day))
    return ["; ".join(parts) for parts in said]


def day_words(scope: Scope, stay: int, day: int) -> str:
    """`14 Sep`; in day-number records the day of the patient's stay, `day 45`."""
    if not scope.has_calendar:
        return f"day {day - int(scope.stays.admitted[stay])}"
    when = date(1970, 1, 1) + timedelta(days=day)
    return f"{when.day} {when:%b}"


def days_words(scope: Scope, stay: int, days: list[int]) -> str:
    """`28 Sep, 2, 5 Oct`: the month once; `day 45, 47`."""
    words = [day_words(scope, stay, one) for one in days]
    if not scope.has_calendar:
        return ", ".join(words[:1] + [word.removeprefix("day ") for word in words[1:]])
    months = [word.split(" ")[1] for word in words]
    last_of_month = [month != following for month, following in zip(months, [*months[1:], ""], strict=True)]
    return ", ".join(
        word if written else word.split(" ")[0] for word, written in zip(words, last_of_month, strict=True)
    )


def span_words(scope: Scope, stay: int, first: int, last: int) -> str:
    """`21–27 Sep`, `28 Sep – 4 Oct`, `day 45–51`."""
    begin, end = day_words(scope, stay, first), day_words(scope, stay, last)
    if not scope.has_calendar:
        return f"{begin}–{end.removeprefix('day ')}"
    same = begin.split(" ")[1] == end.split(" ")[1]
    return f"{begin.split(' ')[0]}–{end}" if same else f"{begin} – {end}"


def _sessions_missed(scope: Scope, stay: int, day: int) -> str:
    days = sessions_in_turn(scope).missed_days.days_between(stay, day - SESSION_LOOK_BACK_DAYS + 1, day)
    return f"sessions missed {days_words(scope, stay, list(dict.fromkeys(days)))}"


def _test_missed(scope: Scope, stay: int, day: int) -> str:
    windows = due_windows(scope)
    at = int(last_window(windows, np.array([stay]), np.array([day]))[0])
    first, last = int(windows.first[at]), int(windows.last[at])
    return f"test {span_words(scope, stay, first, last)} not given"


def _hours_fell(scope: Scope, stay: int, day: int) -> str:
    last, before = hours_before(scope, np.array([stay]), np.array([day]))
    return f"{last[0]:.1f} h in {WEEK_DAYS} days, before {before[0]:.1f} h a week"


def _positive_came(scope: Scope, stay: int, day: int) -> str:
    found = new_positives(scope)
    last = keys_of(np.array([stay]), np.array([day]))
    at = int(np.searchsorted(found.known.keys, last, side="right")[0]) - 1
    collected, negative = int(found.collected[at]), int(found.negative[at])
    return f"positive {day_words(scope, stay, collected)}, negative {day_words(scope, stay, negative)}"
