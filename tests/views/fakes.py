"""A made-up program for the tests of the pages: a store over records built in memory, no file read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pandas as pd

from analytics.outcomes.derivation import Derivation
from analytics.records.findings import Finding, findings_frame
from analytics.records.policy import Settings
from analytics.records.records import Records
from tests.made_up import Row, made_up_records
from views.store import Loaded, Store

FIRST = date(2025, 1, 6)
AS_OF = date(2026, 9, 30)
PEOPLE = 96
DAYS_IN_CARE = 98
READ_AT = datetime(2026, 10, 1, 6, 10)


def program(*, seen_later: bool = True, calendar: str = "dates", fingerprint: str = "made up") -> Records:
    """96 people, one admitted every 5 days, two sites, weekly tests; three quarters are reached at follow-up.

    `seen_later` False: neither follow-ups nor tests after discharge.
    """
    made = made_up_records(
        episodes=[_episode(k) for k in range(PEOPLE)],
        tests=[test for k in range(PEOPLE) for test in _tests(k, weeks=40 if seen_later else 14)],
        attendance=[session for k in range(PEOPLE) for session in _sessions(k)],
        follow_ups=[_follow_up(k) for k in range(PEOPLE)] if seen_later else [],
        settings=Settings(program_name="Made-up program", calendar=calendar),
        as_of=AS_OF,
    )
    tables = {"episodes", "drug_tests", "attendance"} | ({"follow_ups"} if seen_later else set())
    return replace(
        made,
        present=frozenset(tables),
        fingerprint=fingerprint,
        findings=findings_frame([_finding()]),
        reconciliation=_reconciliation(made),
        today=AS_OF + timedelta(days=1),
    )


def store(records: Records | None = None) -> Store:
    """The store over made-up records."""
    return Store(Loaded(Derivation(program() if records is None else records), READ_AT))


def _admitted(k: int) -> date:
    return FIRST + timedelta(days=5 * k)


def _episode(k: int) -> Row:
    return {
        "patient_id": f"P{k:03}",
        "admitted_on": _admitted(k),
        "discharged_on": _admitted(k) + timedelta(days=DAYS_IN_CARE),
        "discharge_reason": "completed" if k % 3 else "dropped_out",
        "site": "Main" if k % 2 else "River",
        "track": ("day", "evening", "weekend")[k % 3],
        "clinician": f"C{k}",
        "age": 20.0 + k % 40,
    }


def _tests(k: int, *, weeks: int) -> list[Row]:
    uses_in_week = 2 + k % 31
    return [
        {
            "patient_id": f"P{k:03}",
            "collected_on": _admitted(k) + timedelta(days=7 * week + 3),
            "analyte": "cocaine",
            "result": "positive" if k % 4 != 1 and week >= uses_in_week else "negative",
        }
        for week in range(weeks)
        if (k + week) % 5 and _admitted(k) + timedelta(days=7 * week + 3) <= AS_OF
    ]


def _sessions(k: int) -> list[Row]:
    return [
        {
            "patient_id": f"P{k:03}",
            "session_on": _admitted(k) + timedelta(days=2 * visit),
            "status": "no_show" if (k + visit) % 6 == 0 else "attended",
        }
        for visit in range(DAYS_IN_CARE // 2)
    ]


def _follow_up(k: int) -> Row:
    due = _admitted(k) + timedelta(days=DAYS_IN_CARE + 90)
    row: Row = {"patient_id": f"P{k:03}", "due_on": due}
    if k % 4 == 0:
        return row | {"outcome": "unreachable", "contacted_on": None, "days_used_past_30": None}
    return row | {"outcome": "completed", "contacted_on": due, "days_used_past_30": 0.0 if k % 4 < 3 else 5.0}


def _finding() -> Finding:
    return Finding(
        table="drug_tests",
        file="drug_tests.csv",
        row=17,
        column="result",
        code="unknown_code",
        severity="error",
        came="<b>maybe</b>",
        message="Allowed are negative, positive & others.",
        fix="Say in mapping.toml what it means.",
    )


def _reconciliation(records: Records) -> pd.DataFrame:
    used = {
        name: len(records.table(name)) for name in ("episodes", "attendance", "drug_tests", "follow_ups", "measures")
    }
    lost = {"drug_tests": 1}
    return pd.DataFrame(
        [
            {
                "table": name,
                "read": rows + lost.get(name, 0),
                "used": rows,
                "quarantined": lost.get(name, 0),
                "quarantined_by": {"unknown_code": 1} if name in lost else {},
                "by_status": {"refused": (10, 1)} if name in lost else {},
            }
            for name, rows in used.items()
        ]
    )
