"""A lock against later records: what changed, and how many points each cause makes, worked out by hand."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import pytest

from analytics.errors import Refused
from analytics.outcomes import follow_up
from analytics.outcomes.benchmarks import ABSTINENCE, published_ranges
from analytics.records.policy import Settings
from analytics.reports.locks import contents, difference
from analytics.reports.locks.difference import MeasureDifference
from analytics.reports.locks.difference_words import difference_json, difference_text, headline_sentence
from analytics.reports.locks.key import KEY_VARIABLE
from analytics.reports.locks.locked import read_lock
from tests.made_up import Row, day, test_row
from tests.unit.reports.locks import made_up_program as made_up
from tests.unit.reports.locks.made_up_program import lock_of, locked, program


def measure(found: difference.Difference, key: str = "abstinence") -> MeasureDifference:
    return next(one for one in found.measures if one.key == key)


def steps(found: MeasureDifference) -> list[tuple[str, tuple[str, ...], float | None, int | None]]:
    return [(step.cause, step.by, step.points, step.patients) for step in found.steps]


def test_the_same_records_differ_in_nothing(tmp_path: Path) -> None:
    found = difference.difference(lock_of(program(), tmp_path), program())

    assert headline_sentence(found) == "Nothing changed: abstinent at follow-up 60.0%, as locked."
    assert not any(one.steps or one.points for one in found.measures)


def test_late_positives_corrections_and_reopened_episodes_add_up(tmp_path: Path) -> None:
    """6/10. I and J in care again: 6/8 (+15.0). Positives of A, B and D: 3/8 … D has a corrected contact too."""
    later = program(
        episodes=made_up.episodes(still_in_care="IJ"),
        tests=made_up.tests(positive="ABD"),
        follow_ups=made_up.follow_ups(used="CDGH"),
    )

    found = difference.difference(lock_of(program(), tmp_path), later)

    assert [(r.table, len(r.added), len(r.removed), len(r.corrected)) for r in found.rows] == [
        ("episodes", 0, 0, 2),
        ("attendance", 0, 0, 0),
        ("drug_tests", 3, 0, 0),
        ("follow_ups", 0, 0, 2),
        ("measures", 0, 0, 0),
    ]
    assert found.episodes is not None
    assert (found.episodes.reopened, found.episodes.closed, found.episodes.added, found.episodes.removed) == (
        2,
        0,
        0,
        0,
    )
    assert found.episodes.moved == (("abstinent", "using", 4),)
    assert steps(measure(found)) == [
        ("records", ("episodes",), 15.0, 2),  # 6/10 → 6/8 = 75.0 %
        ("records", ("drug_tests",), -25.0, 2),  # A, B: 4/8
        ("records", ("follow_ups",), -12.5, 1),  # C: 3/8
        ("records", ("drug_tests", "follow_ups"), -12.5, 1),  # D: 2/8
    ]
    assert measure(found).points == -35.0
    assert headline_sentence(found) == (
        "2 episodes corrected; 3 test results added; 2 follow-up contacts corrected; 2 episodes re-opened: "
        "abstinent at follow-up 60.0% → 25.0% (episodes +15.0 points, drug tests −25.0 points, "
        "follow-ups −12.5 points, drug tests and follow-ups −12.5 points)."
    )


def test_removed_and_added_rows_are_not_corrections(tmp_path: Path) -> None:
    """Without C altogether (episode, test, contact): 5/9."""

    def without_c(rows: list[Row]) -> list[Row]:
        return [row for row in rows if row["patient_id"] != "C"]

    later = program(
        episodes=without_c(made_up.episodes()),
        tests=without_c(made_up.tests()),
        follow_ups=without_c(made_up.follow_ups()),
    )

    found = difference.difference(lock_of(program(), tmp_path), later)

    assert [(len(r.added), len(r.removed), len(r.corrected)) for r in found.rows if r.any] == [(0, 1, 0)] * 3
    assert found.episodes is not None and found.episodes.removed == 1
    assert steps(measure(found)) == [("records", ("episodes", "drug_tests", "follow_ups"), -4.4, 1)]  # 60.0 → 55.6


def test_a_setting_is_a_cause_of_its_own(tmp_path: Path) -> None:
    """A window of 60–120 days no longer reaches E, contacted on day 130 after discharge: 6/10 → 5/10."""
    lock = lock_of(program(), tmp_path)
    later = program(tests=made_up.tests(positive="A"), settings=Settings(lag_days=0, follow_up_window_days=(60, 120)))

    found = difference.difference(lock, later)

    assert found.settings == ("follow_up_window_days",)
    assert steps(measure(found)) == [("records", ("drug_tests",), -10.0, 1), ("settings", (), -10.0, 1)]
    assert steps(measure(found, "reached")) == [("settings", (), -10.0, 1)]


def test_a_changed_benchmark_changes_the_verdict_only(tmp_path: Path) -> None:
    entry = asdict(published_ranges(Settings())[ABSTINENCE]) | {"low": 0.05, "high": 0.10}
    later = program(settings=Settings(lag_days=0, benchmarks={"benchmark": [entry]}))

    found = difference.difference(lock_of(program(), tmp_path), later)

    assert (found.settings, found.benchmarks) == ((), (ABSTINENCE,))
    assert measure(found).points == 0.0 and not measure(found).steps
    assert [str(verdict) for verdict in found.verdicts] == ["cannot tell (50–70%)", "above (5–10%)"]
    assert "by today's: above (5–10%)" in difference_text(found)


def test_a_class_that_changes_without_a_row_is_the_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The version that locked looked back five days only: B's positive ten days before the contact did not count."""
    records = program(tests=made_up.tests(positive="B"))
    with monkeypatch.context() as earlier:
        earlier.setattr(follow_up, "POINT_PREVALENCE_DAYS", 5)
        earlier.setattr(contents, "__version__", "0.0.9")
        lock = lock_of(records, tmp_path)

    found = difference.difference(lock, program(tests=made_up.tests(positive="AB")))

    assert steps(measure(found)) == [("records", ("drug_tests",), -10.0, 1), ("program", (), -10.0, 1)]
    assert found.software == (f"program 0.0.9 → {contents.__version__}",)


def test_records_that_reach_further_are_named(tmp_path: Path) -> None:
    """Locked when the records ended on 1 Dec, a month before the quarter; J was reached, which came to them later."""
    contact = {
        "patient_id": "J", "due_on": day(CONTACT_DAY), "contacted_on": day(CONTACT_DAY), "outcome": "completed",
        "days_used_past_30": 0,
    }  # fmt: skip
    early = replace(program(), as_of=day(330), data_through=day(330), today=day(330))
    later = program(follow_ups=[*made_up.follow_ups(), contact])

    found = difference.difference(lock_of(early, tmp_path), later)

    assert found.as_of == ("2026-12-01", "2026-12-31")
    assert "the records reach 31 Dec 2026 instead of 1 Dec 2026: " in headline_sentence(found)
    assert steps(measure(found)) == [("records", ("follow_ups",), 10.0, 1)]


CONTACT_DAY = 60 + 175
"""Within the window of 180 days after discharge."""


def test_a_site_is_compared_with_its_own_report(tmp_path: Path) -> None:
    """North has A and B only: 2/2 → 1/2; C of Main is none of its changes."""
    lock = lock_of(program(), tmp_path, sites=(None, "North"))
    later = program(tests=made_up.tests(positive="AC"))

    found = difference.difference(lock, later, site="North")

    assert [(r.table, len(r.added)) for r in found.rows if r.any] == [("drug_tests", 1)]
    assert (measure(found).before, measure(found).after) == (1.0, 0.5)
    with pytest.raises(Refused, match="holds no report of this site"):
        difference.difference(lock, later, site="Main")


def test_without_the_key_it_says_what_cannot_be_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The made-up report tells 178 of 312 (57.1 %) on its first page; settings are still told apart."""
    folder = locked(program(), tmp_path)
    monkeypatch.setenv(KEY_VARIABLE, str(tmp_path / "no" / "key"))
    later = program(tests=made_up.tests(positive="A"), settings=Settings(lag_days=0, follow_up_window_days=(60, 120)))

    found = difference.difference(read_lock(folder), later)

    assert found.untold == (difference.NO_KEY,) and not found.rows and found.episodes is None
    assert steps(measure(found)) == [("records or program", (), -7.1, None), ("settings", (), -10.0, 1)]
    assert headline_sentence(found).startswith("settings changed: follow_up_window_days")


def test_another_key_is_told_from_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = locked(program(), tmp_path / "locks")
    monkeypatch.setenv(KEY_VARIABLE, str(tmp_path / "other.key"))
    locked(program(), tmp_path / "elsewhere")

    found = difference.difference(read_lock(folder), program())

    assert found.untold == (difference.OTHER_KEY,)


def test_the_whole_cohort_can_be_locked(tmp_path: Path) -> None:
    lock = lock_of(program(), tmp_path, period=None)

    found = difference.difference(lock, program(tests=made_up.tests(positive="A")))

    assert lock.where.folder.name == "all.v1"
    assert steps(measure(found)) == [("records", ("drug_tests",), -10.0, 1)]


def test_json_holds_the_same_numbers(tmp_path: Path) -> None:
    found = difference.difference(lock_of(program(), tmp_path), program(tests=made_up.tests(positive="A")))

    raw = difference_json(found)

    assert raw["rows"][2] == {"table": "drug_tests", "added": 1, "removed": 0, "corrected": 0}
    assert raw["measures"][0]["before"] == 0.6 and raw["measures"][0]["after"] == 0.5
    assert sum(step["points"] for step in raw["measures"][0]["steps"]) == raw["measures"][0]["points"] == -10.0


def test_records_of_day_numbers_are_compared_in_sessions_and_tests(tmp_path: Path) -> None:
    """A test more in care is one due test more given; no follow-up can be told of day numbers."""
    settings = Settings(lag_days=0, calendar="relative")
    lock = lock_of(program(settings=settings), tmp_path, period=None)

    later = program(settings=settings, tests=[*made_up.tests(), test_row(20, "negative", patient="A")])
    found = difference.difference(lock, later)

    assert [one.key for one in found.measures] == ["attendance", "due_tests"]
    assert steps(measure(found, "due_tests"))[0][:2] == ("records", ("drug_tests",))
    assert headline_sentence(found).startswith("1 test result added: due tests given ")
    with pytest.raises(Refused, match="do not both have dates"):
        difference.difference(lock, program())
