"""Made-up programs for the page Pathways: one with levels of care and a death, one that only lists admissions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pandas as pd

from tests.views import fakes
from views.store import Store

DIED = 40
"""The person who dies twelve days after discharge."""


def store() -> Store:
    """The made-up program with levels of care, referrals, severity and one death."""
    records = fakes.program(fingerprint="pathways")
    count = len(records.episodes)
    died = pd.Series(pd.NaT, index=records.episodes.index, dtype="datetime64[s]")
    died.iloc[DIED] = pd.Timestamp(fakes.FIRST + timedelta(days=5 * DIED + fakes.DAYS_IN_CARE + 12))
    episodes = records.episodes.assign(
        referral_source=pd.Categorical(["self", "court"] * (count // 2)),
        previous_level_of_care=pd.Categorical(["none", "3.5", "none"] * (count // 3)),
        next_level_of_care=pd.Categorical(["1", "1", "none"] * (count // 3)),
        severity=pd.Categorical(["mild", "severe"] * (count // 2)),
        died_on=died,
    )
    return fakes.store(replace(records, episodes=episodes))


def admissions_only() -> Store:
    """The made-up program without anything that says how a stay ended, with day numbers."""
    records = fakes.program(calendar="relative", fingerprint="admissions only")
    ends = ["discharged_on", "discharge_reason"]
    return fakes.store(replace(records, episodes=records.episodes.drop(columns=ends)))
