"""Compare, missing tests: the sides and the event are asked here, the tipping point is shown by compare_missing."""

from __future__ import annotations

import streamlit as st

from views import compare_missing
from views.compare_choices import ask_question, ask_sides
from views.filters import Choice
from views.store import Store


def show_missed(store: Store, choice: Choice) -> None:
    """What missed tests would have to show for the conclusion to change."""
    sides = ask_sides(store, choice)
    question = ask_question(store, choice, key="any")
    if sides.contrast is None:
        st.info(sides.reason)
        return
    compare_missing.show(store, choice, question, sides.contrast)
