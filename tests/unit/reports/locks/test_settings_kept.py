"""Settings, benchmarks and catalogue go into a lock and come back as they were in force."""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict, fields, replace
from datetime import date

import pytest

from analytics.outcomes.benchmarks import ABSTINENCE, published_ranges
from analytics.outcomes.catalogue import catalogue
from analytics.records.policy import Settings
from analytics.records.settings import settings_from
from analytics.reports.locks.settings_kept import (
    benchmarks_changed,
    benchmarks_text,
    catalogue_changed,
    catalogue_text,
    settings_again,
    settings_changed,
    settings_text,
)

PROGRAM = """
program_name = 'The "old" mill'
follow_up_window_days = [30, 90]
as_of = 2026-09-30
refused = "missed"
[targets]
attendance = 0.75
[prescribed]
methadone = ["methadone", "opiates"]
[[change]]
date = 2026-01-15
name = "Reminder calls"
[defaults]
planned_sessions = 24
sessions_per_week = 3
counted_analytes = ["cocaine", "opiates"]
[[defaults.testing]]
every_days = 7
from_day = 0
to_day = 28
[[defaults.testing]]
every_days = 14
from_day = 28
after = "discharge"
[track."evening"]
planned_days = 91
washout_days = {thc = 45}
counted_analytes = "all"
"""
NOT_COMPARED = ("benchmarks", "sections", "fingerprint")


@pytest.mark.parametrize("text", ["", PROGRAM])
def test_settings_come_back_as_they_were_in_force(text: str) -> None:
    settings = settings_from(tomllib.loads(text))

    again = settings_again(settings_text(settings), benchmarks_text(settings))

    assert settings_changed(settings, again) == () and benchmarks_changed(settings, again) == ()
    for field in fields(Settings):
        if field.name not in NOT_COMPARED:
            assert getattr(settings, field.name) == getattr(again, field.name), field.name
    for track in (None, "evening", "day"):
        assert settings.policy(track=track) == again.policy(track=track)
    assert settings_text(again) == settings_text(settings)


def test_a_default_that_changes_later_is_a_change() -> None:
    """The lock says 7 days although nobody had set them."""
    assert "join_gap_days = 7" in settings_text(Settings())
    assert settings_changed(settings_again(settings_text(Settings()), ""), Settings(join_gap_days=14)) == (
        "join_gap_days",
    )


def test_changes_are_named_with_their_section() -> None:
    settings = settings_from(tomllib.loads(PROGRAM))
    other = settings_from(tomllib.loads(PROGRAM.replace("planned_days = 91", "planned_days = 84")))

    assert settings_changed(settings, other) == ("track.evening.planned_days",)
    assert settings_changed(settings, replace(settings, as_of=date(2026, 6, 30), targets={})) == (
        "as_of", "targets.attendance",
    )  # fmt: skip


def test_a_changed_benchmark_is_named() -> None:
    own = asdict(published_ranges(Settings())[ABSTINENCE]) | {"high": 0.8}

    assert benchmarks_changed(Settings(), Settings(benchmarks={"benchmark": [own]})) == (ABSTINENCE,)


def test_the_catalogue_is_kept_entry_by_entry() -> None:
    kept = json.loads(catalogue_text())

    assert set(kept) == {entry.key for entry in catalogue()} and catalogue_changed(kept) == ()
    first = next(iter(kept))
    assert catalogue_changed({**kept, first: "other", "gone": "x"}) == tuple(sorted((first, "gone")))


def test_no_prescription_that_explains_a_positive_is_not_the_default() -> None:
    settings = Settings(prescribed={})

    again = settings_again(settings_text(settings), "")

    assert again.prescribed == {"none": ()} and settings_changed(settings, again) == ()
    assert settings_changed(settings, Settings()) == ("prescribed.buprenorphine", "prescribed.methadone")
