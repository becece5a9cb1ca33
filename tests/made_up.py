"""Made-up records for tests: a few patients, days counted from their admission, typed as the loader types them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from analytics.records.records import Records
from analytics.records.settings import Settings

ADMITTED = date(2026, 1, 5)
"""Day 0 of every made-up patient unless the test says otherwise."""

DATES = (
    "admitted_on", "discharged_on", "last_contact_on", "planned_end_on", "died_on", "medication_from", "medication_to",
    "collected_on", "scheduled_on", "tested_on", "resulted_on", "session_on", "due_on", "contacted_on",
    "referred_on", "first_contact_on", "measured_on",
)  # fmt: skip
NUMBERS = (
    "days_used_past_30", "minutes_scheduled", "minutes_attended", "age", "score", "authorised_hours", "cost",
    "prior_episodes",
)  # fmt: skip

Row = dict[str, Any]


def day(number: int) -> date:
    """The date `number` days after the made-up admission."""
    return ADMITTED + timedelta(days=number)


def test_row(number: int, result: str, *, patient: str = "A", analyte: str = "cocaine", **more: Any) -> Row:
    """One drug-test row, collected on a day after admission."""
    return {"patient_id": patient, "collected_on": day(number), "analyte": analyte, "result": result, **more}


test_row.__test__ = False  # type: ignore[attr-defined]


def made_up_records(
    *,
    episodes: Sequence[Row] = ({"patient_id": "A"},),
    tests: Sequence[Row] = (),
    attendance: Sequence[Row] = (),
    follow_ups: Sequence[Row] = (),
    measures: Sequence[Row] = (),
    settings: Settings | None = None,
    as_of: date = ADMITTED + timedelta(days=400),
) -> Records:
    """Typed records of a few patients; an episode without admitted_on begins on day 0."""
    people = pd.CategoricalDtype(list(dict.fromkeys(row["patient_id"] for row in episodes)))
    rows = [{"admitted_on": ADMITTED, "episode_id": f"{r['patient_id']}-{i}", **r} for i, r in enumerate(episodes)]
    given = {"attendance": attendance, "follow_ups": follow_ups, "measures": measures}
    tested = [{"tested_on": r.get("collected_on") or r.get("scheduled_on"), **r} for r in tests]
    return Records(
        episodes=_typed(rows, people, ()),
        attendance=_typed(attendance, people, ("patient_id", "session_on", "status")),
        drug_tests=_typed(tested, people, ("patient_id", "tested_on", "analyte", "result")),
        follow_ups=_typed(follow_ups, people, ("patient_id", "due_on", "outcome")),
        measures=_typed(measures, people, ("patient_id", "measured_on", "instrument")),
        present=frozenset({"episodes", "drug_tests"} | {name for name, rows in given.items() if rows}),
        settings=settings or Settings(),
        findings=pd.DataFrame(),
        reconciliation=pd.DataFrame(),
        quarantine={},
        today=as_of,
        data_through=as_of,
        as_of=as_of,
        fingerprint="made up",
        source="made up",
    )


def _typed(rows: Sequence[Row], people: pd.CategoricalDtype, columns: Sequence[str]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=None if rows else list(columns))
    for column in frame.columns:
        if column == "patient_id":
            frame[column] = frame[column].astype(people)
        elif column in DATES:
            frame[column] = pd.to_datetime(frame[column]).astype("datetime64[s]")
        elif column in NUMBERS:
            frame[column] = frame[column].astype(float)
        elif column == "abstinent_since_discharge":
            frame[column] = frame[column].astype("boolean")
        else:
            frame[column] = frame[column].astype("category")
    frame["source_row"] = range(2, len(frame) + 2)
    return frame
