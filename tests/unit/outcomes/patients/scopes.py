"""A scope over made-up patients, for the tests of this folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from analytics.outcomes.derivation import Derivation
from analytics.outcomes.scope import Scope, Window, scope_of
from analytics.records.days import day_number
from tests.made_up import Row, day, made_up_records


def scope(*, as_of: int = 60, **tables: Any) -> Scope:
    """Everybody in the records, until `as_of` days after the made-up admission."""
    records = made_up_records(as_of=day(as_of), **tables)
    present = {name for name in ("episodes", "attendance", "drug_tests") if len(records.table(name))}
    return scope_of(Derivation(replace(records, present=frozenset(present))), Window("active", None))


def number(days: int) -> int:
    """The day number of a day after the made-up admission."""
    return day_number(day(days))


def session(days: int, status: str = "attended", *, patient: str = "A", minutes: float | None = 180.0) -> Row:
    """One session of a patient."""
    return {
        "patient_id": patient,
        "session_on": day(days),
        "status": status,
        "minutes_scheduled": 180.0,
        "minutes_attended": minutes if status == "attended" else None,
    }


def at(days: int) -> date:
    """The date of a day after the made-up admission."""
    return day(days)
