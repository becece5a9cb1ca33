"""The demonstration program as it was planned: every planted rate, effect and date in one place.

Nobody here exists. Rates follow published figures where there are any (TEDS-D 2004 for discharge reasons and length of
stay, MyFYR for scheduled tests given, McCarty 2014 for abstinence at follow-up); the rest are plausible and stated in
``truth.json`` so that the product can be checked against what is known to be true.
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Final

DEMO_TODAY: Final = date(2026, 10, 1)
"""The day the demonstration program is looked at; its last complete day is the day before."""
FIRST_DAY: Final = date(2023, 10, 1)
LAST_DAY: Final = date(2026, 9, 30)
DEFAULT_SEED: Final = 20261001
DEFAULT_PATIENTS: Final = 1500

SITES: Final = ("Main", "Riverside", "North")
SITE_SHARES: Final = (0.60, 0.30, 0.10)
PROGRAM: Final = "Adult IOP"
EVENING_SHARE: Final = 0.42
PLANNED_DAYS: Final = MappingProxyType({"day": 56, "evening": 91})
SESSION_MINUTES: Final = 180
BREATH_ONLY_SITE: Final = "North"
"""Alcohol-primary patients here are tested by breath only: not assessable by test."""

REASONS: Final = MappingProxyType(
    {
        "completed": 0.377,
        "transferred": 0.179,
        "other": 0.024,
        "unknown": 0.015,
        "dropped_out": 0.232,
        "incarcerated": 0.028,
        "terminated": 0.140,
        "death": 0.005,
    }
)
"""Share of stays by discharge reason, TEDS-D 2004; the order runs from least to most related to use."""
REASON_DEPENDS_ON_USE: Final = 0.45
"""Correlation between a person's tendency to use and how badly the stay ends."""
STAY_MEDIAN_DAYS: Final = MappingProxyType(
    {
        "transferred": 31,
        "dropped_out": 21,
        "terminated": 25,
        "other": 30,
        "unknown": 30,
        "incarcerated": 27,
        "death": 25,
    }
)
STAY_LOG_SD: Final = 0.62
SPLIT_STAY_SHARE: Final = 0.02
"""Stays written as two episodes because the patient changed track; joined again by join_gap_days."""

READMITTED_SHARE: Final = 0.15
READMITTED_AFTER_DAYS: Final = 165
"""Median days from discharge to readmission."""

USE_INTERCEPT: Final = -1.18
USE_BY_TENDENCY: Final = 0.85
USE_BY_WEEK: Final = -0.07
USE_AFTER_USE: Final = 1.1
USE_BEFORE_DROP_OUT: Final = 1.2

TEST_GIVEN_NOT_USED: Final = 0.82
TEST_GIVEN_USED: Final = 0.62
"""Informative missing tests: given, while still in contact, in a week without and with use."""
TEST_EXCUSED: Final = 0.008
TEST_ON_SUSPICION: Final = (0.02, 0.10)
"""A second test in a week already tested, not at random: in weeks without use, with use."""
TEST_SEES_USE: Final = 0.92
BREATH_SEES_USE: Final = 0.15
SENT_TO_LABORATORY: Final = 0.18
"""Share of positive screens that nothing explains of which the same specimen is tested by a definitive method."""
CONFIRMED: Final = MappingProxyType({"opiates": 0.86, "benzodiazepines": 0.80, "methamphetamine": 0.84})
CONFIRMED_OTHERS: Final = 0.95
"""Share of those that the laboratory confirms: lower where a screen cross-reacts."""
LEFT_A_ROW: Final = MappingProxyType({"no_show": (0.09, 0.09), "refused": (0.02, 0.09), "unable": (0.02, 0.02)})
"""Share of tests not given that leave a row (weeks without use, with use); the rest leave none, as in most exports."""
AWAY_SHARE: Final = 0.06
AWAY_DAYS: Final = (3, 10)
AWAY_REASONS: Final = ("hospital", "illness")
"""Stays with an excused absence, its length in days, and why."""

MISSED_BASE: Final = 0.18
MISSED_BY_TENDENCY: Final = 0.045
MISSED_IN_USE_WEEK: Final = 0.10

REMINDER_SITE: Final = "Main"
REMINDER_FROM: Final = date(2025, 7, 1)
REMINDER_MISSED_SESSIONS: Final = -0.07
REMINDER_ABSTINENT: Final = 0.09
CURRICULUM_TRACK: Final = "evening"
CURRICULUM_FROM: Final = date(2025, 1, 1)
CURRICULUM_EFFECT: Final = 0.0

ABSTINENT_BASE: Final = 0.555
ABSTINENT_BY_TENDENCY: Final = -0.10
ABSTINENT_IF_COMPLETED: Final = 0.11
REACHED_ABSTINENT: Final = 0.92
REACHED_USING: Final = 0.58
"""Informative non-response at follow-up: the abstinent are easier to reach, whoever is back in care is reached."""
NEVER_TRIED: Final = 0.08
"""Of those not reached, the share without any row in follow_ups."""
UNDER_REPORTED: Final = 0.04
"""People who used and say they did not."""
FOLLOW_UP_DUE_DAYS: Final = 90
FOLLOW_UP_WINDOW: Final = (60, 180)
DIED_BEFORE_FOLLOW_UP: Final = 0.010
AFTERCARE_IF_NOT_REACHED: Final = 0.10
"""Chance that somebody whom no contact reaches still comes to a test in the follow-up window."""
AFTERCARE_SHARE: Final = 0.22
SEEN_AFTER_DISCHARGE: Final = MappingProxyType(
    {
        7: {
            "completed": 0.38,
            "transferred": 0.38,
            "other": 0.2,
            "unknown": 0.2,
            "dropped_out": 0.10,
            "terminated": 0.08,
        },
        14: {
            "completed": 0.52,
            "transferred": 0.52,
            "other": 0.3,
            "unknown": 0.3,
            "dropped_out": 0.16,
            "terminated": 0.12,
        },
    }
)
"""Share with a session come to within so many days of discharge, by reason; nobody in jail is seen."""

MEDICATION_TO_ANALYTE: Final = MappingProxyType({"buprenorphine": "buprenorphine", "methadone": "methadone"})
PRESCRIBED_MARKED: Final = 0.70
"""Share of prescribed positives the laboratory marks positive_prescribed; the others come as plain positives."""


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - date(1970, 1, 1)).days
