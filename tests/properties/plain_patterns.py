"""The weekly use pattern once more, slowly: plain Python, one patient at a time, from the words of the definition.

Written from the README and the definitions, not from the code it is compared with: no arrays, no shared steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

HORIZON = 365
WASHOUT = {"thc": 14}
JOIN_GAP = 7
TOLERANCE = 2
CONCLUSIVE = {"negative": "-", "positive": "+", "admitted": "+"}
NOT_DUE_AFTER = ("transferred", "death", "incarcerated")

Test = dict[str, Any]  # day, analyte, result
Episode = dict[str, Any]  # admitted, discharged (or None), reason


@dataclass(frozen=True)
class Choices:
    """What the program and the reader chose."""

    planned_days: int
    as_of: int
    lag_days: int = 1
    clock: str = "admission"
    view: str = "intent_to_treat"
    refused: str = "positive"
    analytes: str = "all"


def words_of_patient(episodes: list[Episode], tests: list[Test], away: list[int], choices: Choices) -> list[str]:
    """The word of every stay of one patient, in the order of admission."""
    stays = joined(sorted(episodes, key=lambda e: e["admitted"]))
    died = min(
        (e["discharged"] for e in episodes if e["reason"] == "death" and e["discharged"] is not None), default=None
    )
    words = []
    for at, stay in enumerate(stays):
        following = stays[at + 1]["admitted"] if at + 1 < len(stays) else None
        own = [t for t in tests if belongs(t["day"], stay, following)]
        days_away = [d for d in away if belongs(d, stay, following)]
        words.append(word({**stay, "died": died}, following, own, days_away, choices))
    return words


def joined(episodes: list[Episode]) -> list[Episode]:
    """A transfer followed within a week is one stay."""
    stays: list[Episode] = []
    for episode in episodes:
        before = stays[-1] if stays else None
        left = before["discharged"] if before and before["reason"] == "transferred" else None
        if before and left is not None and 0 <= episode["admitted"] - left <= JOIN_GAP:
            stays[-1] = {**episode, "admitted": before["admitted"]}
        else:
            stays.append(episode)
    return stays


def belongs(day: int, stay: Episode, following: int | None) -> bool:
    """The latest admission on or before the day, up to a year after discharge."""
    if day < stay["admitted"] or (following is not None and day >= following):
        return False
    return stay["discharged"] is None or day <= stay["discharged"] + HORIZON


def meaning(test: Test, stay: Episode, choices: Choices) -> str:
    """+ - ? (inconclusive), n (neither), m (missed), r (refused and positive), e (excused), or nothing counted."""
    result, analyte = test["result"], test["analyte"]
    if choices.analytes == "without_thc" and analyte == "thc":
        return ""
    if result == "positive" and test["day"] - stay["admitted"] <= WASHOUT.get(analyte, -1):
        return "n"
    if result == "pending":
        return "n" if test["day"] > choices.as_of - choices.lag_days else "m"
    if result == "refused":
        return "r" if choices.refused == "positive" else "m"
    others = {"dilute": "?", "invalid": "?", "positive_prescribed": "n", "no_show": "m", "unable": "m", "excused": "e"}
    return CONCLUSIVE.get(result) or others[result]


def word(stay: Episode, following: int | None, tests: list[Test], away: list[int], choices: Choices) -> str:
    """One symbol a week from day 1 after zero to the end."""
    said = [(t["day"], m) for t in tests if (m := meaning(t, stay, choices))]
    zero = zero_of(stay, said, choices.clock)
    if zero is None:
        return ""
    end = end_of(stay, following, zero, choices)
    weeks = -(-(end - zero) // 7) if end <= choices.as_of else (choices.as_of - zero) // 7
    due = due_days(stay, tests, said, away, choices)
    return "".join(symbol(zero + 7 * k + 1, min(zero + 7 * k + 7, end), said, due) for k in range(max(weeks, 0)))


def zero_of(stay: Episode, said: list[tuple[int, str]], clock: str) -> int | None:
    """Admission, discharge, or the first day after admission with a negative and no positive specimen."""
    if clock == "admission":
        return stay["admitted"]
    if clock == "discharge":
        return stay["discharged"]
    positive = {day for day, m in said if m in "+r"}
    return min((day for day, m in said if m == "-" and day > stay["admitted"] and day not in positive), default=None)


def end_of(stay: Episode, following: int | None, zero: int, choices: Choices) -> int:
    """Planned end; discharge if earlier while in treatment; a year after discharge or the day before readmission."""
    if choices.clock == "discharge":
        return min(zero + HORIZON, following - 1) if following is not None else zero + HORIZON
    plan = stay["admitted"] + choices.planned_days
    if choices.view == "in_treatment" and stay["discharged"] is not None:
        return min(plan, stay["discharged"])
    return plan


def symbol(first: int, last: int, said: list[tuple[int, str]], due: set[int]) -> str:
    """What one week shows, specimens (the tests of one day) first."""
    days = sorted({day for day, _ in said if first <= day <= last})
    specimens = set()
    for day in days:
        meanings = {m for d, m in said if d == day}
        specimens.add("+" if meanings & {"+", "r"} else "-" if "-" in meanings else "?" if "?" in meanings else "")
    if {"+", "-"} <= specimens:
        return "*"
    for found, written in (("+", "+"), ("-", "-"), ("?", "*")):
        if found in specimens:
            return written
    return "o" if any(first <= day <= last for day in due) else "_"


def due_days(
    stay: Episode, tests: list[Test], said: list[tuple[int, str]], away: list[int], choices: Choices
) -> set[int]:
    """The days on which a due test turned out not to have been given."""
    given = [day for day, m in said if m in "+-?n"]
    released = stay["discharged"] is not None and stay["reason"] in NOT_DUE_AFTER
    ends = [day for day in (stay["discharged"] if released else None, stay["died"]) if day is not None]
    until = min(ends, default=None)
    missed = {
        day
        for day, m in said
        if m == "m" and (until is None or day <= until) and not any(abs(day - g) <= TOLERANCE for g in given)
    }
    if choices.clock == "discharge":
        return missed
    refusals = [t["day"] for t in tests if t["result"] == "refused" and meaning(t, stay, choices)]
    excused = [day for day, m in said if m == "e"] + away
    limits = [choices.as_of] + ([until] if until is not None else [])
    if choices.view == "in_treatment" and stay["discharged"] is not None:
        limits.append(stay["discharged"])
    for first in range(1, choices.planned_days + 1, 7):
        days = range(stay["admitted"] + first, stay["admitted"] + min(first + 6, choices.planned_days) + 1)
        answered = any(day in days for day in [*given, *refusals, *excused])
        if days[-1] <= min(limits) and not answered:
            missed.add(days[-1])
    return missed
