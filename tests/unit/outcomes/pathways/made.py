"""Exhibits of this topic over a few made-up stays, days counted from the made-up admission."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import Exhibit, exhibit
from analytics.outcomes.periods import Period
from analytics.records.settings import Settings
from tests.made_up import Row, day, made_up_records


def stay(patient: str, first: int = 0, last: int | None = None, reason: str | None = None, **more: Any) -> Row:
    """One episode from a day to a day (None = still in treatment)."""
    left = {"discharged_on": None if last is None else day(last), "discharge_reason": reason}
    return {"patient_id": patient, "admitted_on": day(first), **left, **more}


def derived(
    episodes: Sequence[Row],
    *,
    attendance: Sequence[Row] = (),
    follow_ups: Sequence[Row] = (),
    settings: Settings | None = None,
    as_of: int = 400,
) -> Derivation:
    """The derivation of made-up records as of a day."""
    made = made_up_records(
        episodes=episodes, attendance=attendance, follow_ups=follow_ups, settings=settings, as_of=day(as_of)
    )
    tables = {"attendance": attendance, "follow_ups": follow_ups}
    present = {"episodes"} | {name for name, rows in tables.items() if rows}
    return Derivation(replace(made, present=frozenset(present)))


def shown(of: Derivation, name: str, first: int | None = -400, last: int = 400, **more: Any) -> Exhibit:
    """One exhibit of the topic over the days from `first` to `last` (None: the exhibit's usual period)."""
    period = None if first is None else Period(day(first), day(last), "the test's days")
    return exhibit(of, f"pathways.{name}", period=period, **more)


def only(frame: pd.DataFrame, **where: object) -> dict[str, Any]:
    """The one row with these values."""
    for column, value in where.items():
        frame = frame[frame[column] == value]
    assert len(frame) == 1, frame
    return {str(name): value for name, value in frame.iloc[0].items()}
