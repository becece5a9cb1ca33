"""Made-up exhibits of this topic: a few patients, all days of the records."""

from __future__ import annotations

from typing import Any

from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import Exhibit, exhibit
from analytics.outcomes.scope import Scope, Window, scope_of
from analytics.records.settings import Settings
from tests.made_up import Row, day, made_up_records

DAY_NUMBERS = Settings(calendar="relative")
"""Without a calendar every figure speaks about all days."""


def shown(key: str, *, by: str | None = None, choices: dict[str, str] | None = None, **tables: Any) -> Exhibit:
    """An exhibit over all days of made-up records."""
    return exhibit(Derivation(made_up_records(settings=DAY_NUMBERS, **tables)), key, by=by, choices=choices)


def scope(**tables: Any) -> Scope:
    """Everybody admitted, on all days."""
    records = made_up_records(settings=DAY_NUMBERS, **tables)
    return scope_of(Derivation(records), Window("admitted", None))


def stay(patient: str, first: int = 0, last: int | None = 13, **more: Any) -> Row:
    """An episode from one day to another after the made-up admission (`last` None: still there)."""
    discharged = None if last is None else day(last)
    return {"patient_id": patient, "admitted_on": day(first), "discharged_on": discharged, **more}


def session(patient: str, number: int, minutes: float | None, status: str = "attended", **more: Any) -> Row:
    """A session on a day; a group unless said otherwise."""
    said = {"patient_id": patient, "session_on": day(number), "status": status, "minutes_attended": minutes}
    return said | {"service": "group"} | more


def score(patient: str, number: int, instrument: str, value: float, stage: str | None = None, **more: Any) -> Row:
    """A score measured on a day."""
    said = {"patient_id": patient, "measured_on": day(number), "instrument": instrument, "score": value}
    return said | {"stage": stage, "value": None} | more


def answer(patient: str, number: int, instrument: str, value: str, stage: str | None = None) -> Row:
    """An answer given on a day."""
    return score(patient, number, instrument, float("nan"), stage) | {"value": value}


def rows(found: Exhibit, *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of an exhibit's frame, row by row."""
    return list(found.frame[list(columns)].itertuples(index=False, name=None))
