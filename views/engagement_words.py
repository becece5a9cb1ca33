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


def asked_for(
    store: Store, choice: Choice, key: str, name: str, *, by: str | None = None, **choices: str
) -> Exhibit | None:
    """The exhibit; where it cannot be shown, its name and the reason stand in its place."""
    reason = why_not(store, choice, key)
    if reason:
        st.info(f"**{name}** is not shown. {reason}")
        return None
    return fetched(store, choice, key, by=by, **choices)


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
