"""Weekly use patterns: a slow second computation agrees, and the order of the rows changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from analytics.outcomes.patterns import use_patterns
from analytics.records.records import Records
from analytics.records.said import SAID
from analytics.records.settings import settings_from
from analytics.records.timeline import build_timeline
from tests.made_up import day, made_up_records
from tests.made_up import test_row as row
from tests.properties.plain_patterns import WASHOUT, Choices, words_of_patient

pytest.importorskip("hypothesis", reason="hypothesis (requirements-dev.txt) tries many records")
from hypothesis import given, settings
from hypothesis import strategies as st

RESULTS = sorted(SAID)
REASONS = ["completed", "dropped_out", "transferred", "death", "incarcerated", "terminated"]
LAST_DAY = 150

TESTS = st.lists(
    st.fixed_dictionaries(
        {
            "day": st.integers(-3, LAST_DAY),
            "analyte": st.sampled_from(["thc", "cocaine", "panel"]),
            "result": st.sampled_from(RESULTS),
        }
    ),
    max_size=14,
)
PATIENT = st.fixed_dictionaries(
    {
        "episodes": st.lists(
            st.fixed_dictionaries(
                {
                    "gap": st.integers(1, 40),
                    "stayed": st.one_of(st.none(), st.integers(0, 60)),
                    "reason": st.sampled_from(REASONS),
                }
            ),
            min_size=1,
            max_size=3,
        ),
        "tests": TESTS,
        "away": st.lists(st.integers(0, LAST_DAY), max_size=2),
    }
)
CHOICES = st.builds(
    Choices,
    planned_days=st.integers(10, 60),
    as_of=st.integers(1, LAST_DAY),
    lag_days=st.integers(0, 3),
    clock=st.sampled_from(["admission", "first_negative", "discharge"]),
    view=st.sampled_from(["intent_to_treat", "in_treatment"]),
    refused=st.sampled_from(["positive", "missed"]),
    analytes=st.sampled_from(["all", "without_thc"]),
)


def in_order(drawn: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Episodes one after the other; only the last can still be open, only the last can end in death."""
    episodes: list[dict[str, Any]] = []
    admitted = 0
    for at, one in enumerate(drawn):
        last = at == len(drawn) - 1
        stayed = one["stayed"] if last or one["stayed"] is not None else 10
        discharged = None if stayed is None else admitted + stayed
        reason = one["reason"] if discharged is not None and (last or one["reason"] != "death") else None
        episodes.append({"admitted": admitted, "discharged": discharged, "reason": reason})
        admitted = (discharged or 0) + one["gap"]
    return episodes


def records_of(patients: dict[str, dict[str, Any]], choices: Choices) -> Records:
    """The same people as typed records."""
    program = {
        "lag_days": choices.lag_days,
        "defaults": {"planned_days": choices.planned_days, "washout_days": {"cocaine": 0, **WASHOUT}},
    }
    return made_up_records(
        episodes=[
            {
                "patient_id": name,
                "admitted_on": day(e["admitted"]),
                "discharged_on": None if e["discharged"] is None else day(e["discharged"]),
                "discharge_reason": e["reason"],
            }
            for name, patient in patients.items()
            for e in patient["episodes"]
        ],
        tests=[
            row(t["day"], t["result"], patient=name, analyte=t["analyte"])
            for name, patient in patients.items()
            for t in patient["tests"]
        ],
        attendance=[
            {"patient_id": name, "session_on": day(d), "status": "excused"}
            for name, patient in patients.items()
            for d in patient["away"]
        ],
        settings=settings_from(program),
        as_of=day(choices.as_of),
    )


def words(records: Records, choices: Choices) -> list[str]:
    timeline = build_timeline(records, refused=choices.refused, analytes=choices.analytes)  # type: ignore[arg-type]
    return use_patterns(timeline, clock=choices.clock, view=choices.view).text()  # type: ignore[arg-type]


@settings(max_examples=200)
@given(drawn=st.lists(PATIENT, min_size=1, max_size=3), choices=CHOICES)
def test_a_slow_second_computation_agrees(drawn: list[dict[str, Any]], choices: Choices) -> None:
    patients = {f"P{i}": {**p, "episodes": in_order(p["episodes"])} for i, p in enumerate(drawn)}
    expected = [w for p in patients.values() for w in words_of_patient(p["episodes"], p["tests"], p["away"], choices)]
    assert words(records_of(patients, choices), choices) == expected


@settings(max_examples=60)
@given(drawn=st.lists(PATIENT, min_size=1, max_size=3), choices=CHOICES, seed=st.integers(0, 10_000))
def test_the_order_of_the_rows_changes_nothing(drawn: list[dict[str, Any]], choices: Choices, seed: int) -> None:
    patients = {f"P{i}": {**p, "episodes": in_order(p["episodes"])} for i, p in enumerate(drawn)}
    records = records_of(patients, choices)

    def shuffled(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.sample(frac=1, random_state=seed).reset_index(drop=True)

    other = replace(
        records,
        episodes=shuffled(records.episodes),
        drug_tests=shuffled(records.drug_tests),
        attendance=shuffled(records.attendance),
    )
    assert words(other, choices) == words(records, choices)
