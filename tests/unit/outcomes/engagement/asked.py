"""Asking an exhibit of engagement over a few made-up patients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import Exhibit, exhibit
from analytics.outcomes.periods import Period
from analytics.outcomes.scope import CohortBasis, Scope, Window, scope_of
from analytics.records.settings import Settings
from tests.made_up import ADMITTED, Row, day, made_up_records


def session(patient: str, number: int, status: str = "attended", **more: Any) -> Row:
    """One session on a day after admission."""
    return {"patient_id": patient, "session_on": day(number), "status": status, **more}


def program(
    episodes: Sequence[Row], attendance: Sequence[Row], *, settings: Settings | None = None, until: int = 400
) -> Derivation:
    """The records of a few patients as of day `until`."""
    made = made_up_records(episodes=episodes, attendance=attendance, settings=settings, as_of=day(until))
    return Derivation(replace(made, present=frozenset({"episodes", "attendance"})))


def asked(
    records: Derivation,
    name: str,
    *,
    by: str | None = None,
    basis: CohortBasis | None = None,
    period: Period | None = None,
    **choices: str,
) -> Exhibit:
    """`engagement.<name>` over all days unless a period is given."""
    whole = Period(ADMITTED, date(2030, 1, 1), "all")
    return exhibit(records, f"engagement.{name}", by=by, basis=basis, period=period or whole, choices=choices)


def scope(records: Derivation, basis: CohortBasis = "admitted") -> Scope:
    """Everybody, on all days."""
    return scope_of(records, Window(basis, None))


def cells(found: Exhibit, *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of the frame, a tuple a row."""
    return list(found.frame[list(columns)].itertuples(index=False, name=None))


def who(records: Derivation, found: Exhibit, row: int) -> list[str]:
    """The patients behind one row."""
    assert found.members is not None
    rows = records.timeline().stays.row[found.members[row]]
    return list(records.records.episodes["patient_id"].iloc[rows].astype(str))
