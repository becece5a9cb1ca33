"""How every patient counts: the sums are the figures of the report's first page, on the demonstration program too."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from analytics.outcomes.periods import period_named
from analytics.records.load import load_records
from analytics.records.policy import Settings
from analytics.records.records import Records
from analytics.reports.locks.counted import CLASSES, MEASURES, episode_classes, measures_told, tallies
from analytics.reports.measures import measures_of
from analytics.reports.setting import setting_of
from tests.unit.reports.locks import made_up_program as made_up


@pytest.fixture(scope="module")
def demo(demo_source: str) -> Records:
    return load_records(demo_source, today=date(2026, 10, 1))


@pytest.mark.parametrize(
    ("quarter", "site"), [("2026Q3", None), ("2026Q1", None), ("2026Q2", "North"), (None, None), (None, "Main")]
)
def test_the_sums_are_the_figures_of_page_one(demo: Records, quarter: str | None, site: str | None) -> None:
    period = period_named(quarter, 1) if quarter else None
    setting = setting_of(demo, quarter=period, site=site, source="demo")

    counted = tallies(setting)

    assert tuple(counted) == tuple(MEASURES)
    for measure in measures_of(setting):
        tally, told = counted[measure.key], measure.now.estimate
        assert measure.name == MEASURES[measure.key]
        assert (int(tally.hits.sum()), int(tally.total.sum())) == (told.events, told.n), measure.key


def test_classes_of_the_ten() -> None:
    setting = setting_of(
        made_up.program(episodes=made_up.episodes(still_in_care="J")), quarter=made_up.QUARTER, source="made up"
    )

    found = [CLASSES[name] for name in episode_classes(setting)]

    assert found == ["abstinent"] * 6 + ["using"] * 2 + ["not reached", "in treatment"]


def test_a_program_without_tests_and_sessions_counts_nothing_there() -> None:
    setting = setting_of(made_up.program(tests=[]), quarter=made_up.QUARTER, source="made up")

    assert tallies(setting)["attendance"].total.sum() == 0
    assert np.array_equal(tallies(setting)["abstinence"].total, np.ones(10))


def test_day_numbers_tell_sessions_and_tests_only() -> None:
    for calendar in ("dates", "relative"):
        setting = setting_of(made_up.program(settings=Settings(calendar=calendar)), quarter=None, source="made up")

        assert list(measures_told(setting)) == [measure.key for measure in measures_of(setting)]
