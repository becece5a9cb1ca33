"""The tiles count quickly what the slow functions count, and their months begin with the records."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.outcomes.benchmark import benchmark_figure
from analytics.outcomes.cohort import chosen_stays
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.measures import Measure, overview_measures
from analytics.outcomes.retention import census_on, retention_at
from analytics.outcomes.sessions import attendance_rate, placed_sessions
from analytics.records.days import day_number
from analytics.records.demo import DEMO_TODAY
from analytics.records.load import load_records
from analytics.records.settings import settings_from
from tests.made_up import Row, day, made_up_records, test_row


@pytest.fixture(scope="module")
def derivation(demo_source: str) -> Derivation:
    return Derivation(load_records(demo_source, today=DEMO_TODAY))


@pytest.fixture(scope="module")
def tiles(derivation: Derivation) -> dict[str, Measure]:
    return {tile.key: tile for tile in overview_measures(derivation)}


def test_follow_up_tiles_are_the_benchmark_figure_of_their_quarter(
    derivation: Derivation, tiles: dict[str, Measure]
) -> None:
    figure = benchmark_figure(derivation, period=tiles["abstinence"].period)
    assert tiles["abstinence"].estimate == figure.primary
    assert tiles["reached"].estimate == figure.share_reached


def test_retention_attendance_and_census_are_what_their_functions_say(
    derivation: Derivation, tiles: dict[str, Measure]
) -> None:
    timeline, records = derivation.timeline(), derivation.records
    stays, everyone = timeline.stays, np.ones(len(timeline.stays), bool)
    rows = np.ones(len(records.episodes), bool)
    period = tiles["retention"].period
    admitted = chosen_stays(stays, rows, unit="people", basis="admitted", period=period, as_of=timeline.as_of)
    assert tiles["retention"].estimate == retention_at(records, stays, admitted, timeline.as_of)
    days = (day_number(d) for d in (tiles["attendance"].period.start, tiles["attendance"].period.end))
    rate = attendance_rate(placed_sessions(records, stays, timeline.as_of), everyone, *days)
    assert tiles["attendance"].estimate.value == pytest.approx(rate.value)
    assert tiles["attendance"].estimate.n == rate.n
    assert tiles["attendance"].estimate.low == pytest.approx(rate.low)
    assert tiles["census"].estimate.value == census_on(records, stays, everyone, timeline.as_of)


def test_no_month_lies_before_the_records(derivation: Derivation, tiles: dict[str, Measure]) -> None:
    began = derivation.records.episodes["admitted_on"].min().to_period("M").start_time.date()
    assert all(tile.trend["month"].min() >= began for tile in tiles.values())


def test_a_cohort_without_a_calendar_has_attendance_and_due_tests_only() -> None:
    # A came to 1 of 2 sessions and to the undated one; of 4 due windows one was met
    program = {"calendar": "relative", "defaults": {"planned_days": 28}}
    sessions: list[Row] = [
        {"patient_id": "A", "session_on": day(3), "status": "attended"},
        {"patient_id": "A", "session_on": day(4), "status": "no_show"},
        {"patient_id": "A", "session_on": None, "status": "attended"},
        {"patient_id": "B", "session_on": day(3), "status": "no_show"},
    ]
    records = made_up_records(
        episodes=[{"patient_id": "A"}, {"patient_id": "B"}],
        tests=[test_row(5, "negative")],
        attendance=sessions,
        settings=settings_from(program),
    )
    attended, tested = overview_measures(Derivation(records))
    assert (attended.key, attended.estimate.events, attended.estimate.n) == ("attendance", 2, 4)
    assert (tested.key, tested.estimate.events, tested.estimate.n) == ("due_tests", 1, 8)
    assert attended.period.label == tested.period.label == "the whole cohort"
    assert attended.previous is None and attended.trend.empty
