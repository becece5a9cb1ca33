"""Ten patients whose figure can be worked out by hand, locked and reported again.

All were discharged on day 60 (March 2026); the quarter is 2026 Q4, whose figure speaks of Jul 2025 – Jun 2026. A to F
say at a contact 90 days after discharge that they did not use (E 130 days after), G and H that they did, I and J are
not reached: 6 of 10 are abstinent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from analytics.outcomes.periods import Period, quarter
from analytics.records.policy import Settings
from analytics.records.records import Records
from analytics.reports.locks.contents import Subject
from analytics.reports.locks.locked import Locked, read_lock
from analytics.reports.locks.store import LockFolder, lock
from analytics.reports.setting import setting_of
from tests.made_up import Row, day, made_up_records, test_row
from tests.unit.reports.a_report import a_report

QUARTER = quarter(date(2026, 12, 31))
TODAY = date(2027, 2, 10)
DISCHARGED, CONTACTED, LATE = 60, 150, 190
PEOPLE = "ABCDEFGHIJ"


def episodes(*, still_in_care: str = "") -> list[Row]:
    """One episode a patient."""
    return [
        {
            "patient_id": who,
            "episode_id": f"episode {who}",
            "discharged_on": None if who in still_in_care else day(DISCHARGED),
            "discharge_reason": None if who in still_in_care else "completed",
            "site": "North" if who in "AB" else "Main",
        }
        for who in PEOPLE
    ]


def follow_ups(*, used: str = "GH", reached: str = "ABCDEFGH") -> list[Row]:
    """One contact a patient that is reached."""
    return [
        {
            "patient_id": who,
            "due_on": day(CONTACTED),
            "contacted_on": day(LATE if who == "E" else CONTACTED),
            "outcome": "completed",
            "days_used_past_30": 5 if who in used else 0,
        }
        for who in reached
    ]


def tests(*, positive: str = "") -> list[Row]:
    """Every patient's negative test in care, and a positive one ten days before the contact."""
    given = [test_row(10, "negative", patient=who) for who in PEOPLE]
    return given + [test_row(CONTACTED - 10, "positive", patient=who) for who in positive]


def program(
    *,
    episodes: Sequence[Row] = tuple(episodes()),
    tests: Sequence[Row] = tuple(tests()),
    follow_ups: Sequence[Row] = tuple(follow_ups()),
    settings: Settings | None = None,
) -> Records:
    """The records of the ten."""
    return made_up_records(
        episodes=episodes, tests=tests, follow_ups=follow_ups, settings=settings or Settings(lag_days=0)
    )


def locked(
    records: Records, locks: Path, *, sites: Sequence[str | None] = (None,), period: Period | None = QUARTER
) -> LockFolder:
    """The quarter locked with a made-up report for the program and each site."""
    settings = [setting_of(records, quarter=period, site=site, source="made up") for site in sites]
    reports = [replace(a_report(hostile=False), site=site or "") for site in sites]
    return lock(Subject(settings, reports, {}), locks, today=TODAY)


def lock_of(
    records: Records, locks: Path, *, sites: Sequence[str | None] = (None,), period: Period | None = QUARTER
) -> Locked:
    """The same, read back."""
    return read_lock(locked(records, locks, sites=sites, period=period))
