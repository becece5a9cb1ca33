"""Compare, missing tests: the sides and the event are asked here, the tipping point is shown by compare_missing."""

from __future__ import annotations

import streamlit as st

from views import compare_missing
from views.compare_choices import ask_question, ask_sides, command_of
from views.compare_shown import comparison_of, worked_out
from views.filters import Choice
from views.store import Store

MANY = 500
"""Above so many people imputing takes longer than a second: it begins when asked for."""


def show_missed(store: Store, choice: Choice) -> None:
    """What missed tests would have to show for the conclusion to change."""
    sides = ask_sides(store, choice)
    question = ask_question(store, choice, key="any")
    if sides.contrast is None:
        st.info(sides.reason)
        return
    found = comparison_of(store, choice, question, sides.contrast)
    if found is None or not worked_out(len(found.subjects), key="missed", words="the missed tests", large=MANY):
        return
    command = command_of(store, choice, sides.command, question)
    compare_missing.show(store, choice, question, sides.contrast, command=command)
