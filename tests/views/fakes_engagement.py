"""The made-up program of the page tests with what engagement needs: hours of the day, minutes, referrals, a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pandas as pd

from analytics.outcomes.derivation import Derivation
from analytics.records.records import Records
from analytics.records.settings import Settings
from tests.views import fakes
from views.store import Loaded, Store

PLAN = Settings(program_name="Made-up program", sections={"defaults": {"": {"sessions_per_week": 3.0}}})
REFERRED_BEFORE = 9
STARTS = ("09:00", "13:00", "17:30")
OPEN_STAYS = 18
"""The last people admitted are still in treatment."""


def program(*, calendar: str = "dates", fingerprint: str = "engagement") -> Records:
    """Everything the page can show but the number of places."""
    made = fakes.program(calendar=calendar, fingerprint=f"{fingerprint} {calendar}")
    settings = replace(PLAN, calendar=calendar)
    return replace(made, episodes=_episodes(made.episodes), attendance=_sessions(made.attendance), settings=settings)


def store(*, rich: bool = True, calendar: str = "dates") -> Store:
    """The store over it; `rich` False: the plain program, without those columns."""
    if not rich:
        return fakes.store()
    return Store(Loaded(Derivation(program(calendar=calendar)), fakes.READ_AT))


def _episodes(episodes: pd.DataFrame) -> pd.DataFrame:
    last = len(episodes) - OPEN_STAYS
    discharged = episodes["discharged_on"].where(pd.Series(range(len(episodes))) < last)
    return episodes.assign(
        discharged_on=discharged,
        discharge_reason=episodes["discharge_reason"].where(discharged.notna()),
        referred_on=episodes["admitted_on"] - timedelta(days=REFERRED_BEFORE),
        first_contact_on=episodes["admitted_on"] - timedelta(days=REFERRED_BEFORE - 2),
        authorised_hours=[100.0 + 10 * (k % 7) for k in range(len(episodes))],
    )


def _sessions(sessions: pd.DataFrame) -> pd.DataFrame:
    count = len(sessions)
    status = sessions["status"].cat.add_categories(["cancelled_by_patient", "unrecorded", "excused"])
    status = status.where(pd.Series([k % 41 != 0 for k in range(count)]), "cancelled_by_patient")
    status = status.where(pd.Series([k % 97 != 0 for k in range(count)]), "unrecorded")
    return sessions.assign(
        status=status,
        starts_at=pd.Categorical([STARTS[k % 3] for k in range(count)]),
        service=pd.Categorical(["group" if k % 3 else "individual" for k in range(count)]),
        clinician=pd.Categorical([f"C{k % 4}" for k in range(count)]),
        minutes_attended=[180.0 if k % 3 else 90.0 for k in range(count)],
    )
