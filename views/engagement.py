"""Engagement: are they here, often enough, long enough?"""

from __future__ import annotations

import streamlit as st

from views import engagement_attendance, engagement_hours, engagement_starting, engagement_staying, engagement_to_do
from views.engagement_words import say_not_shown
from views.filters import Choice
from views.page_frame import NOBODY, begin_page
from views.parts import part_of
from views.store import Store

PARTS = {
    "attendance": "Are they here?",
    "hours": "Often enough?",
    "starting": "Do they start?",
    "staying": "Long enough?",
    "to_do": "To do now",
}
SHOWN = {
    "attendance": engagement_attendance.show,
    "hours": engagement_hours.show,
    "starting": engagement_starting.show,
    "staying": engagement_staying.show,
    "to_do": engagement_to_do.show,
}
PART = "engagement"


def page(store: Store, choice: Choice) -> None:
    """Attendance, hours, the way in, retention and drop-out, and what is still to be done."""
    begin_page("Engagement", store, choice)
    if not store.chosen(choice.conditions).any():
        st.info(NOBODY)
        return
    part = part_of(PART, PARTS)
    SHOWN[part](store, choice)
    say_not_shown(store, choice, part)
