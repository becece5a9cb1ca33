"""program.toml: what each setting does, and what is said when one cannot be used."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from analytics.errors import Refused
from analytics.records.settings import read_settings, settings_from
from analytics.records.settings_list import POLICY_SETTINGS, SETTINGS


def policy_of(text: str, **who: str) -> object:
    return settings_from(tomllib.loads(text)).policy(**who)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    settings = read_settings(tmp_path)
    policy = settings.policy(program="any", track=None)
    assert (policy.planned_days, policy.drop_out_gap_days, settings.min_at_risk) == (90, 14, 10)
    assert policy.washout_days["thc"] == 30
    assert read_settings(None) == settings


def test_medication_wins_over_track_over_program_over_defaults() -> None:
    text = """
    [defaults]
    planned_days = 60
    hours_per_week = 8
    drop_out_gap_days = 10
    [program."Adult IOP"]
    planned_days = 70
    hours_per_week = 9
    [track.evening]
    planned_days = 80
    [medication.methadone]
    planned_days = 365
    """
    who = {"program": "adult iop", "track": "Evening", "medication": "methadone"}
    named = settings_from(tomllib.loads(text)).policy(**who)
    assert (named.planned_days, named.hours_per_week, named.drop_out_gap_days) == (365, 9, 10)


def test_a_plan_in_sessions_replaces_one_in_days() -> None:
    text = '[defaults]\nplanned_days = 60\n[track."evening"]\nplanned_sessions = 30\nsessions_per_week = 3'
    policy = settings_from(tomllib.loads(text)).policy(track="evening")
    assert (policy.planned_days, policy.planned_sessions) == (None, 30)


def test_washout_is_merged_by_analyte_and_takes_common_names() -> None:
    policy = settings_from(tomllib.loads("[defaults.washout_days]\nmarijuana = 20")).policy()
    assert (policy.washout_days["thc"], policy.washout_days["cocaine"]) == (20, 3)


def test_testing_phases_are_read_in_order() -> None:
    text = """
    [[defaults.testing]]
    every_days = 7
    to_day = 30
    [[defaults.testing]]
    every_days = 14
    from_day = 30
    per_window = 2
    """
    phases = settings_from(tomllib.loads(text)).policy().testing
    assert [(p.every_days, p.from_day, p.to_day, p.per_window) for p in phases] == [(7, 0, 30, 1), (14, 30, None, 2)]


REFUSED = [
    ("join_gap_dais = 3", 'did you mean "join_gap_days"?'),
    ("zzz = 3", "known are program_name"),
    ("planned_days = 3", "[defaults]"),
    ("[defaults]\nplaned_days = 3", 'did you mean "planned_days"?'),
    ("[defaults]\nlag_days = 3", "top of the file"),
    ("min_at_risk = 0", "from 1 to 1000"),
    ("lag_days = 1.5", "a whole number"),
    ("max_quarantined = 20", "from 0 to 1"),
    ('calendar = "moon"', '"dates", "relative"'),
    ('as_of = "31/03/2026"', "2026-03-31"),
    ("follow_up_window_days = [180, 60]", "the first smaller"),
    ("follow_up_horizon_days = 100", "follow_up_window_days"),
    ('group_by = ["patient_id"]', "identifier"),
    ("[defaults]\nplanned_days = 60\nplanned_sessions = 30\nsessions_per_week = 3", "keep one"),
    ("[defaults]\nplanned_sessions = 30", "sessions_per_week"),
    ("[[defaults.testing]]\nfrom_day = 0", "every_days"),
    ("[[defaults.testing]]\nevery_days=7\nto_day=30\n[[defaults.testing]]\nevery_days=7\nfrom_day=20", "overlap"),
    ("defaults = 3", "section"),
]


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_a_setting_that_cannot_be_used(text: str, said: str) -> None:
    with pytest.raises(Refused) as stop:
        settings_from(tomllib.loads(text))
    assert said in str(stop.value), str(stop.value)


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(Refused) as stop:
        settings_from(tomllib.loads("lag_days = -1\nmin_at_risc = 5\n[defaults]\nplanned_days = 0"))
    assert all(name in str(stop.value) for name in ("lag_days", "min_at_risc", "defaults.planned_days"))


def test_a_file_that_is_not_toml_is_named_with_the_line(tmp_path: Path) -> None:
    (tmp_path / "program.toml").write_text("lag_days = \n")
    with pytest.raises(Refused, match=r"program.toml cannot be read.*line 1"):
        read_settings(tmp_path)


def test_every_setting_says_what_it_means() -> None:
    assert all(s.meaning and s.default for s in (*SETTINGS, *POLICY_SETTINGS))
    assert len({s.name for s in (*SETTINGS, *POLICY_SETTINGS)}) == len(SETTINGS) + len(POLICY_SETTINGS)


def test_declared_changes_come_in_order_with_day_and_name() -> None:
    text = '[[change]]\ndate = 2026-05-04\nname = "New room"\n[[change]]\ndate = 2026-01-15\nname = "Calls"'
    found = settings_from(tomllib.loads(text)).change
    assert [(day.isoformat(), name) for day, name in found] == [("2026-01-15", "Calls"), ("2026-05-04", "New room")]


def test_a_change_without_a_name_or_with_more_is_refused() -> None:
    for text in ("[[change]]\ndate = 2026-05-04", '[[change]]\ndate = 2026-05-04\nname = "a"\nwhy = "b"'):
        with pytest.raises(Refused, match="change"):
            settings_from(tomllib.loads(text))
