"""Plain words of pages: what can be chosen (from the charts, so that the report says the same), groups and reasons."""

from __future__ import annotations

from analytics.charts.endpoint_words import (
    CLOCKS,
    ENDPOINTS,
    MISSING,
    OWN_STATES,
    STATES,
    endpoint_words,
    event_words,
    missing_words,
    state_words,
)

__all__ = [
    "CLOCKS",
    "ENDPOINTS",
    "GROUPS",
    "MISSING",
    "OWN_STATES",
    "REASONS",
    "REFUSED",
    "STATES",
    "endpoint_words",
    "event_words",
    "missing_words",
    "reason_words",
    "state_words",
]

GROUPS = {
    "abstinence": "Abstinence",
    "relapse": "Relapse",
    "dropout": "Drop-out",
    "reduction": "Reduction of use",
}
REASONS = {
    "duplicate_exact": "repeats an earlier row",
    "duplicate_conflicting": "contradicts another row",
    "orphan": "patient has no episode",
    "empty_id": "names no patient",
    "future_date": "date after today",
    "unknown_code": "code not known",
    "totals_row": "a total, not a record",
    "missing_value": "a required cell is empty",
    "unreadable_date": "date cannot be read",
    "episode_unusable": "its episode was set aside",
}
REFUSED = {"positive": "A refused test counts as positive", "missed": "A refused test counts as missed"}


def reason_words(code: str) -> str:
    """Why a row was set aside, in plain words."""
    return REASONS.get(code, code.replace("_", " "))
