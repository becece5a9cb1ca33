"""A made-up program with services, measures and costs, for the page Services and goals."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pandas as pd

from analytics.records.records import Records
from analytics.records.settings import Settings
from tests.made_up import ADMITTED, Row, day, made_up_records

PEOPLE = 40
STAY = 56
SESSIONS = (("group", "cbt", 1), ("group", "matrix", 3), ("individual", "mi", 8), ("family", None, 10))


def program(*, calendar: str = "dates", without: tuple[str, ...] = (), fingerprint: str = "services") -> Records:
    """40 people of two tracks, eight weeks each, measured three times; `without`: tables left out."""
    tables: dict[str, list[Row]] = {
        "attendance": [row for k in range(PEOPLE) for row in _sessions(k)],
        "follow_ups": [_contact(k) for k in range(PEOPLE)],
        "measures": [row for k in range(PEOPLE) for row in _measures(k)],
    }
    made = made_up_records(
        episodes=[_episode(k) for k in range(PEOPLE)],
        settings=Settings(program_name="Made-up program", calendar=calendar),
        as_of=ADMITTED + timedelta(days=420),
        attendance=[] if "attendance" in without else tables["attendance"],
        follow_ups=tables["follow_ups"],
        measures=[] if "measures" in without else tables["measures"],
    )
    line = {"table": "episodes", "read": PEOPLE, "used": PEOPLE, "quarantined": 0}
    lines = pd.DataFrame([line | {"quarantined_by": {}, "by_status": {}}])
    return replace(made, fingerprint=fingerprint, reconciliation=lines)


def _episode(k: int) -> Row:
    return {
        "patient_id": f"P{k:02}",
        "admitted_on": day(k),
        "discharged_on": day(k + STAY),
        "track": ("day", "evening")[k % 2],
        "payer": ("medicaid", "commercial")[k % 3 == 0],
        "severity": ("mild", "severe")[k % 4 == 0],
        "cost": 2000.0 + 10 * k,
    }


def _sessions(k: int) -> list[Row]:
    held = [kind for kind in SESSIONS if kind[0] != "family" or k % 2]
    return [
        {
            "patient_id": f"P{k:02}",
            "session_on": day(k + first + 7 * week),
            "status": "attended",
            "service": service,
            "therapy": therapy,
            "minutes_attended": 90.0 + k,
        }
        for service, therapy, first in held
        for week in range(6)
    ] + ([_crisis(k)] if k % 10 == 0 else [])


def _crisis(k: int) -> Row:
    said = {"patient_id": f"P{k:02}", "session_on": day(k + 20), "status": "attended", "service": "crisis"}
    return said | {"therapy": None, "minutes_attended": 30.0}


def _contact(k: int) -> Row:
    reached = k % 5 > 0
    return {
        "patient_id": f"P{k:02}",
        "due_on": day(k + STAY + 90),
        "contacted_on": day(k + STAY + 90) if reached else None,
        "outcome": "completed" if reached else "unreachable",
        "days_used_past_30": (0.0 if k % 5 < 4 else 6.0) if reached else None,
    }


def _measures(k: int) -> list[Row]:
    moments = (("admission", k, 0), ("discharge", k + STAY, 4), ("follow_up", k + STAY + 90, 6))
    return [
        {"patient_id": f"P{k:02}", "measured_on": day(number), "stage": stage} | said
        for stage, number, better in moments
        if stage == "admission" or k % 4
        for said in (
            {"instrument": "phq9", "score": 12.0 + k % 3 - better, "value": None},
            {"instrument": "barc10", "score": 40.0 + k % 5 + 2 * better, "value": None},
            {"instrument": "arrests_30d", "score": float(k % 6 == 0 and not better), "value": None},
            {"instrument": "mutual_help_30d", "score": float(better), "value": None},
            {"instrument": "housing", "score": None, "value": "stable" if better or k % 3 else "homeless"},
            {"instrument": "employment", "score": None, "value": "part" if better and k % 2 else "unemployed"},
        )
    ]
