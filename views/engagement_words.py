"""Words and cells that the parts of the page Engagement share."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from analytics.charts.engagement_words import EVERYBODY
from analytics.charts.wording import day
from analytics.errors import CannotContinue
from analytics.outcomes.cohort import ALL
from analytics.outcomes.exhibit import Exhibit
from views.exhibits import fetched
from views.filters import Choice
from views.store import Store

FIGURES = {
    "attendance": {
        "engagement.attendance": "Attendance rate",
        "engagement.attendance_by_month": "Attendance by month",
        "engagement.no_shows_by_quarter": "No-shows by quarter",
        "engagement.no_shows_by_hour": "No-shows by weekday and hour",
    },
    "hours": {
        "engagement.hours": "Hours a week",
        "engagement.hours_by_week": "Hours by week of treatment",
    },
    "starting": {
        "engagement.access": "Access and engagement",
        "engagement.waiting": "Days from referral to treatment",
        "engagement.continuation": "Continuation",
    },
    "staying": {
        "engagement.retention_curve": "Retention from admission",
        "engagement.retention": "Retention after 30, 60 and 90 days",
        "engagement.planned_sessions": "Share of the planned sessions",
        "engagement.drop_out": "Drop-out by the gap rule",
    },
    "to_do": {
        "engagement.unrecorded": "Sessions without a status",
        "engagement.authorised_hours": "Authorised hours left",
        "engagement.capacity": "Capacity used",
    },
}
"""The names of the figures of every part, in order."""


def asked_for(store: Store, choice: Choice, key: str, *, by: str | None = None, **choices: str) -> Exhibit | None:
    """The exhibit; None where it cannot be shown, which `say_not_shown` says for the whole part at its end."""
    return None if why_not(store, choice, key) else fetched(store, choice, key, by=by, **choices)


def say_not_shown(store: Store, choice: Choice, part: str) -> None:
    """Every figure of a part that cannot be shown, in one box: a sentence for each reason."""
    concerned: dict[str, list[str]] = {}
    for key, name in FIGURES[part].items():
        reason = why_not(store, choice, key)
        if reason:
            concerned.setdefault(reason, []).append(name)
    if concerned:
        st.info("\n\n".join(f"Not shown: **{', '.join(names)}**. {reason}" for reason, names in concerned.items()))


def why_not(store: Store, choice: Choice, key: str) -> str:
    """What the records lack for an exhibit; empty when it can be shown."""
    try:
        return store.exhibit(key, choice).unavailable
    except CannotContinue:
        return ""  # said where the exhibit is shown


def name_cell(name: object) -> str:
    """A group's or clinician's name, safe in our own tables; “All” for everybody."""
    return EVERYBODY if name == ALL else escape(str(name))


def day_cell(value: pd.Timestamp) -> str:
    """A date, a dash where none is known."""
    return day(None if pd.isna(value) else value)
