"""Dose of the plan: sessions attended over sessions planned, of those who left or whose plan is over."""

from __future__ import annotations

import pytest

from analytics.outcomes.engagement.planned_sessions import BANDS, planned_of
from analytics.records.settings import Settings
from tests.made_up import Row, day
from tests.unit.outcomes.engagement.asked import asked, cells, program, scope, session, who

EIGHT = Settings(sections={"defaults": {"": {"planned_sessions": 8, "sessions_per_week": 2.0}}})
PEOPLE: list[Row] = [
    {"patient_id": "A", "discharged_on": day(20), "discharge_reason": "completed"},
    {"patient_id": "B", "discharged_on": day(20), "discharge_reason": "completed"},
    {"patient_id": "C", "discharged_on": None, "discharge_reason": None},  # on the plan until day 28
]
SESSIONS: list[Row] = [
    *(session("A", d) for d in range(1, 9)),  # all 8
    session("B", 1), session("B", 1), session("B", 2, "no_show"),  # 2 of 8, on one day
    session("C", 1),
]  # fmt: skip


def test_bands_hold_their_lower_edge() -> None:
    records = program(PEOPLE, SESSIONS, settings=EIGHT, until=27)
    found = asked(records, "planned_sessions", basis="admitted")
    assert cells(found, "band", "events", "n") == [(band, int(k in (1, 4)), 2) for k, band in enumerate(BANDS)]
    assert who(records, found, 1) == ["B"]  # a quarter exactly
    assert found.frame["median_share"].iloc[0] == pytest.approx((1 + 0.25) / 2)
    assert found.notes == ("1 people still on their plan are left out.",)


def test_a_plan_that_is_over_counts_without_a_discharge() -> None:
    assert asked(program(PEOPLE, SESSIONS, settings=EIGHT, until=28), "planned_sessions", basis="admitted").n == 3


def test_treatment_days_instead_of_sessions() -> None:
    found = asked(
        program(PEOPLE, SESSIONS, settings=EIGHT, until=27), "planned_sessions", basis="admitted", count="days"
    )
    assert found.frame["events"].tolist() == [1, 0, 0, 0, 1]  # B came on one day of eight


def test_planned_days_times_sessions_a_week() -> None:
    weekly = Settings(sections={"defaults": {"": {"planned_days": 56, "sessions_per_week": 3.0}}})
    people: list[Row] = [{"patient_id": "A"}, {"patient_id": "B", "planned_end_on": day(28)}]
    assert planned_of(scope(program(people, SESSIONS, settings=weekly))).tolist() == [24, 12]


def test_without_a_plan_it_says_what_to_set() -> None:
    assert "sessions_per_week" in asked(program(PEOPLE, SESSIONS), "planned_sessions").unavailable
