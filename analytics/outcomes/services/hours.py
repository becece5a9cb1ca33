"""Hours attended by service and by therapy: a patient-week in care, and the share of patients who had any."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.intervals import Estimate, not_estimable, wilson
from analytics.outcomes.rates import METHOD, clustered_rate
from analytics.outcomes.scope import Scope
from analytics.outcomes.services.care import (
    NO_WORD,
    Group,
    HeldSessions,
    groups_of,
    held_sessions,
    people_in_care,
    weeks_in_care,
    words_of,
)

ALL_SERVICES = "all services"
THERAPY_WORDS = {
    "cbt": "CBT",
    "12_step": "12-step facilitation",
    "mi": "motivational interviewing",
    "motivational": "motivational interviewing",
    "matrix": "Matrix model",
    "community": "therapeutic community",
    NO_WORD: "no therapy recorded",
}
NO_MINUTES = "no minutes recorded"
NO_SESSION = "no session held"
NOBODY_HELD = "Nobody came to a session on these days."


def hours_by_service(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Hours a patient-week in care of each service and of all, and who had any."""
    return _hours(scope, by, "service", total=True)


def hours_by_therapy(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """The same by therapy; sessions without one (family, medication, …) stand in a row of their own."""
    return _hours(scope, by, "therapy", total=False)


def therapy_words(code: str) -> str:
    """The name of a therapy as a reader writes it: the five usual ones, else the records' own word."""
    return THERAPY_WORDS.get(code, code.replace("_", " "))


def _hours(scope: Scope, by: str | None, column: str, *, total: bool) -> Exhibit:
    held = held_sessions(scope)
    counted = np.flatnonzero(scope.counts(held.stay, held.day))
    if not len(counted):
        return unavailable(NOBODY_HELD)
    names, place = _merged(*words_of(scope, column), column)
    rows, members = [], []
    hours, sessions, minutes = _sums(scope, held, counted, place, len(names))
    weeks = weeks_in_care(scope)
    groups = list(groups_of(scope, by))
    for kind in _order(names, hours, sessions, total=total):
        which = slice(None) if kind is None else slice(kind, kind + 1)
        for group in groups:
            found = _row(group, hours[which], sessions[which], minutes[which], weeks)
            label = ALL_SERVICES if kind is None else names[kind]
            rows.append(({"group": group.name} if by else {}) | {column: label} | found)
            had = sessions[which].sum(axis=0)[group.stays] > 0
            members.append(group.stays[had])
    people = people_in_care(scope)
    return Exhibit(pd.DataFrame(rows), people, "people", notes=_notes(held, counted), members=tuple(members))


def _merged(names: list[str], place: np.ndarray, column: str) -> tuple[list[str], np.ndarray]:
    """Two codes with the same words ("mi", "motivational") are one row."""
    words = [therapy_words(name) if column == "therapy" else name.replace("_", " ") for name in names]
    merged = list(dict.fromkeys(words))
    return merged, np.array([merged.index(word) for word in words], np.intp)[place]


def _sums(
    scope: Scope, held: HeldSessions, counted: np.ndarray, place: np.ndarray, kinds: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Kinds × stays: hours attended, sessions held, sessions whose hours are known."""
    size = len(scope.stays)
    cell = place[counted] * size + held.stay[counted]
    hours = held.hours[counted]
    known = ~np.isnan(hours)

    def summed(weights: np.ndarray | None) -> np.ndarray:
        return np.bincount(cell, weights=weights, minlength=kinds * size).reshape(kinds, size)

    return summed(np.where(known, hours, 0.0)), summed(None), summed(known.astype(float))


def _order(names: list[str], hours: np.ndarray, sessions: np.ndarray, *, total: bool) -> list[int | None]:
    """All together first, then from the most hours to the fewest, unnamed ones last; those never held left out."""
    most, held = hours.sum(axis=1), sessions.sum(axis=1)
    unnamed = (NO_WORD, THERAPY_WORDS[NO_WORD])
    by_hours: list[int | None] = [
        *sorted(np.flatnonzero(held).tolist(), key=lambda k: (names[k] in unnamed, -most[k], names[k]))
    ]
    return [None, *by_hours] if total else by_hours


def _row(
    group: Group, hours: np.ndarray, sessions: np.ndarray, minutes: np.ndarray, weeks: np.ndarray
) -> dict[str, object]:
    attended = group.by_patient(hours.sum(axis=0))
    held = group.by_patient(sessions.sum(axis=0))
    rate = _rate(attended, group.by_patient(weeks), held=int(held.sum()), known=minutes[:, group.stays].sum())
    had = wilson(int((held > 0).sum()), group.patients)
    return {
        "hours": float(attended.sum()) if rate.value is not None else None,
        "sessions": int(held.sum()),
        "weeks": float(group.by_patient(weeks).sum()),
        "value": rate.value,
        "low": rate.low,
        "high": rate.high,
        "n": group.patients,
        "had_any": had.events,
        "share_any": had.value,
        "share_low": had.low,
        "share_high": had.high,
        "reason": rate.reason,
    }


def _rate(attended: np.ndarray, weeks: np.ndarray, *, held: int, known: float) -> Estimate:
    """Hours a patient-week; no session is 0 hours, sessions without any minutes are not estimable."""
    if held and not known:
        return not_estimable(METHOD, NO_MINUTES, n=len(attended))
    if not held:
        return Estimate(0.0, None, None, len(attended), None, METHOD, reason=NO_SESSION)
    return clustered_rate(attended, weeks)


def _notes(held: HeldSessions, counted: np.ndarray) -> tuple[str, ...]:
    planned, unknown = int(held.by_plan[counted].sum()), int(np.isnan(held.hours[counted]).sum())
    notes = []
    if planned:
        notes.append(
            f"{planned:,} of {len(counted):,} sessions count their scheduled minutes: none attended are recorded."
        )
    if unknown:
        notes.append(f"{unknown:,} of {len(counted):,} sessions have no minutes and add no hours.")
    return tuple(notes)
