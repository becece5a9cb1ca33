"""What the demonstration program does after discharge and at the laboratory: planted rates in the 99 % intervals.

These rows were added to a program that was there: nothing counted in care may be moved by them.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pandas.testing import assert_frame_equal

from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import exhibit
from analytics.outcomes.intervals import wilson
from analytics.outcomes.pathways.seen_after import LEFT_TO_US, SENT_ON
from analytics.outcomes.periods import Period
from analytics.outcomes.testing.confirmation import ALL_ANALYTES
from analytics.records.demo import DEMO_TODAY
from analytics.records.load import load_records
from analytics.records.records import Records

THREE_YEARS = Period(date(2023, 10, 1), date(2026, 9, 30), "all")


@pytest.fixture(scope="module")
def truth(demo_source: str) -> dict[str, Any]:
    return json.loads((Path(demo_source) / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def records(demo_source: str) -> Records:
    return load_records(demo_source, today=DEMO_TODAY)


@pytest.fixture(scope="module")
def derivation(records: Records) -> Derivation:
    return Derivation(records)


def holds(row: Any, planted: dict[str, Any]) -> bool:
    """Plan and dice lie in the 99 % interval of the counts in a row of a figure."""
    interval = wilson(int(row["events"]), int(row["n"]), level=0.99)
    assert interval.low is not None
    assert interval.high is not None
    return all(interval.low <= planted[name] <= interval.high for name in ("planted", "true"))


@pytest.mark.parametrize("part", ["not_transferred", "transferred"])
@pytest.mark.parametrize("days", [7, 14])
def test_seen_after_discharge(derivation: Derivation, truth: dict[str, Any], part: str, days: int) -> None:
    found = exhibit(derivation, "pathways.seen_after_discharge", period=THREE_YEARS).frame
    who = {"not_transferred": LEFT_TO_US, "transferred": SENT_ON}[part]
    row = found[(found["who"] == who) & (found["measure"] == f"seen within {days} days")].iloc[0]
    planted = truth["seen_after_discharge"][part][f"within_{days}_days"]
    assert holds(row, planted)
    assert row["n"] == pytest.approx(planted["n"], abs=12)


@pytest.mark.parametrize("measure", ["sent on", "confirmed"])
def test_confirmations(derivation: Derivation, truth: dict[str, Any], measure: str) -> None:
    found = exhibit(derivation, "testing.confirmation", period=THREE_YEARS).frame
    row = found[(found["analyte"] == ALL_ANALYTES) & (found["measure"] == measure)].iloc[0]
    planted = truth["confirmations"][measure.replace(" ", "_")]
    assert holds(row, planted)


def test_confirmations_by_analyte(derivation: Derivation, truth: dict[str, Any]) -> None:
    found = exhibit(derivation, "testing.confirmation", period=THREE_YEARS).frame
    confirmed = found[found["measure"] == "confirmed"].set_index("analyte")
    for analyte, planted in truth["confirmations"]["by_analyte"].items():
        row = confirmed.loc[analyte]
        assert holds(row, planted), analyte


def test_a_screen_that_is_not_confirmed_stays_positive(records: Records) -> None:
    """A negative definitive result takes no week of use away: the words are those of the screens alone."""
    both = Derivation(records).patterns("admission").text()
    tests = records.drug_tests
    later = tests.duplicated(["patient_id", "specimen_id", "analyte"], keep=False) & (tests["method"] == "definitive")
    refuted = later & (tests["result"] == "negative")
    assert refuted.sum() > 20
    assert (
        Derivation(replace(records, drug_tests=tests[~refuted].reset_index(drop=True))).patterns("admission").text()
        == both
    )


def test_aftercare_leaves_hours_retention_and_the_day_of_the_data_alone(records: Records) -> None:
    """Sessions after discharge count in the attendance rate, which is by session; nothing in care is moved by them."""
    sessions = records.attendance
    without = replace(records, attendance=sessions[sessions["stage"] != "aftercare"].reset_index(drop=True))
    assert len(without.attendance) < len(sessions)
    for key in ("engagement.hours", "engagement.retention", "engagement.planned_sessions", "engagement.continuation"):
        ours, theirs = exhibit(Derivation(records), key), exhibit(Derivation(without), key)
        assert_frame_equal(ours.frame, theirs.frame)
    assert records.data_through == without.data_through == THREE_YEARS.end
