"""A made-up stay for the tests of the strip."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analytics.outcomes.patients.one_patient import PatientStay

STAY = PatientStay(
    patient="A",
    position=0,
    zero=20_458,  # 5 January 2026
    until=28,
    discharged=21,
    reason="dropped_out",
    planned_end=56,
    levels=pd.DataFrame([(0, 21, "2.5"), (21, 28, "1")], columns=["start", "end", "level"]),
    hours=pd.DataFrame(
        {
            "start": [1, 8, 15, 22],
            "hours": [21.0, 12.0, 3.0, 0.0],
            "required": 20.0,
            "full": [True, True, False, False],
            "under": [False, True, False, False],
        }
    ),
    sessions=pd.DataFrame(
        {
            "day": [1, 3, 9],
            "lane": ["attended", "attended", "missed"],
            "status": ["attended", "late", "no_show"],
            "service": ["group", "individual", "group"],
        }
    ),
    tests=pd.DataFrame({"day": [5, 12, 21], "lane": ["negative", "positive", "not given"]}),
    medication=pd.DataFrame([(0, 12, "buprenorphine")], columns=["start", "end", "name"]),
    weeks=pd.DataFrame({"start": [1, 8, 15], "symbol": ["-", "*", "o"]}),
    in_care=False,
    has_calendar=True,
)

BARE = replace(
    STAY,
    discharged=None,
    reason=None,
    in_care=True,
    hours=STAY.hours.iloc[:0],
    sessions=STAY.sessions.iloc[:0],
    tests=STAY.tests.iloc[:0],
    medication=STAY.medication.iloc[:0],
    weeks=STAY.weeks.iloc[:0],
    levels=pd.DataFrame([(0, 28, "in care")], columns=["start", "end", "level"]),
    has_calendar=False,
)
"""Nothing recorded but the stay, in day numbers."""
