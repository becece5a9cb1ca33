"""Compare, missing tests: the sides and the event are asked here, the tipping point is shown by compare_missing."""

from __future__ import annotations

from views import compare_missing
from views.compare_shown import ask_comparison, worked_out
from views.filters import Choice
from views.store import Store

MANY = 500
"""Above so many people imputing takes longer than a second: it begins when asked for."""


def show_missed(store: Store, choice: Choice) -> None:
    """What missed tests would have to show for the conclusion to change."""
    asked = ask_comparison(store, choice)
    if asked is None:
        return
    found, contrast = asked.found, asked.found.subjects.contrast
    if worked_out(len(found.subjects), key="missed", words="the missed tests", large=MANY):
        compare_missing.show(store, choice, asked.question, contrast, command=asked.command(store, choice))
