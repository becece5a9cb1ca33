"""A quarter of the demonstration program locked, then late positives, corrections and re-opened episodes."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analytics.outcomes.periods import period_named
from analytics.records.load import load_records
from analytics.reports.locks.contents import Subject
from analytics.reports.locks.difference import Difference, difference
from analytics.reports.locks.difference_words import headline_sentence
from analytics.reports.locks.locked import read_lock
from analytics.reports.locks.store import lock
from analytics.reports.setting import setting_of
from tests.unit.reports.a_report import a_report

TODAY = date(2026, 10, 1)
LEFT = ["discharged_on", "discharge_reason", "next_level_of_care", "last_contact_on"]


@pytest.fixture(scope="module")
def found(demo_source: str, tmp_path_factory: pytest.TempPathFactory) -> Difference:
    folder = tmp_path_factory.mktemp("later")
    records = load_records(demo_source, today=TODAY)
    setting = setting_of(records, quarter=period_named("2026Q2", 1), source=demo_source)
    kept = lock(Subject([setting], [a_report()], {}), folder / "locks", today=TODAY)
    shutil.copytree(demo_source, folder / "later")
    _change(folder / "later")
    return difference(read_lock(kept), load_records(str(folder / "later"), today=TODAY))


def _change(folder: Path) -> None:
    """14 positives three days before contacts that said abstinent, 3 contacts corrected, 2 episodes re-opened."""
    contacts = pd.read_csv(folder / "follow_ups.csv", dtype=str)
    day = pd.to_datetime(contacts["contacted_on"], errors="coerce")
    clean = (contacts["outcome"] == "completed") & (contacts["days_used_past_30"] == "0")
    rows = contacts.index[clean & day.between("2025-10-01", "2026-03-01")]
    contacts.loc[rows[:3], "days_used_past_30"] = "12"
    contacts.to_csv(folder / "follow_ups.csv", index=False)
    episodes = pd.read_csv(folder / "episodes.csv", dtype=str)
    left = pd.to_datetime(episodes["discharged_on"], errors="coerce", format="mixed")
    episodes.loc[episodes.index[left.between("2025-07-05", "2025-12-01")][[3, 9]], LEFT] = None
    episodes.to_csv(folder / "episodes.csv", index=False)
    tests = pd.read_parquet(folder / "drug_tests.parquet")
    late = tests.iloc[[0] * 14].copy()
    collected = (day[rows[10:24]] - pd.Timedelta(days=3)).dt.date.to_numpy()
    late = late.assign(
        patient_id=contacts.loc[rows[10:24], "patient_id"].to_numpy(), collected_on=collected, resulted_on=collected,
        analyte="cocaine", result="positive", specimen_id=[f"LATE{k}" for k in range(14)],
    )  # fmt: skip
    both = pd.concat([tests.astype(object), late.astype(object)], ignore_index=True)
    both.astype({name: "string" for name in both.columns if "_on" not in name}).to_parquet(
        folder / "drug_tests.parquet"
    )


def test_the_difference_says_exactly_what_was_changed(found: Difference) -> None:
    assert [(r.table, len(r.added), len(r.removed), len(r.corrected)) for r in found.rows if r.any] == [
        ("episodes", 0, 0, 2), ("drug_tests", 14, 0, 0), ("follow_ups", 0, 0, 3),
    ]  # fmt: skip
    assert found.episodes is not None
    assert (found.episodes.reopened, found.episodes.added, found.episodes.removed) == (2, 0, 0)
    assert found.episodes.moved == (("abstinent", "using", 17),)
    assert not found.settings and not found.benchmarks and not found.catalogue and not found.software


def test_the_points_add_up_and_lie_with_the_tables_that_changed(found: Difference) -> None:
    """14 of 314 abstinent become using by a test, 3 by their contact; the re-opened ones leave the 572."""
    headline = found.measures[0]

    by_table = {step.by: (step.points, step.patients) for step in headline.steps}
    assert by_table[("drug_tests",)] == (-2.4, 14) and by_table[("follow_ups",)][1] == 3
    assert set(by_table) <= {("episodes",), ("drug_tests",), ("follow_ups",)}
    total = sum(step.points or 0 for step in headline.steps)
    assert round(total, 1) == headline.points == round(51.9 - 54.9, 1)
    assert "14 test results added" in headline_sentence(found) and "54.9% → 51.9%" in headline_sentence(found)
