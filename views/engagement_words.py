"""Words and cells that the parts of the page Engagement share."""

from __future__ import annotations

from html import escape

import pandas as pd

from analytics.charts.engagement_words import EVERYBODY
from analytics.charts.wording import day
from analytics.outcomes.cohort import ALL


def name_cell(name: object) -> str:
    """A group's or clinician's name, safe in our own tables; “All” for everybody."""
    return EVERYBODY if name == ALL else escape(str(name))


def day_cell(value: pd.Timestamp) -> str:
    """A date, a dash where none is known."""
    return day(None if pd.isna(value) else value)
