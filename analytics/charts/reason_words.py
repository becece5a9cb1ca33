"""Tables of the records, and why a row of one was set aside, in plain words."""

from __future__ import annotations

TABLE_WORDS = {
    "episodes": "episodes",
    "attendance": "attendance",
    "drug_tests": "drug tests",
    "follow_ups": "follow-ups",
    "measures": "measurements",
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
    "baseline_test": "test before admission, kept as baseline",
    "id_spelling": "one number in several spellings",
    "decimal_comma": "decimal commas",
    "undated": "without a date",
}


def reason_words(code: str) -> str:
    """Why a row was set aside; a code without words of its own is spelled out."""
    return REASONS.get(code, code.replace("_", " "))
