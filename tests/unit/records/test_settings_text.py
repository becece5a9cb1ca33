"""program.toml as text: reads back to the same values."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analytics.records.settings_text import program_text

RAW: dict[str, Any] = {
    "program_name": 'Old "Mill"\\ \x7f',
    "as_of": date(2026, 9, 30),
    "max_quarantined": 0.2,
    "excused_absence_excuses_tests": True,
    "follow_up_window_days": [60, 180],
    "targets": {"attendance": 0.75},
    "prescribed": {"methadone": ["methadone"]},
    "defaults": {"planned_days": 56, "testing": [{"every_days": 7, "from_day": 0}, {"every_days": 30, "from_day": 60}]},
    "track": {"evening 2": {"planned_days": 91, "washout_days": {"thc": 10}}},
}


def test_what_is_written_reads_back_equal() -> None:
    assert tomllib.loads(program_text(RAW)) == RAW


def test_what_is_not_set_is_left_out() -> None:
    assert tomllib.loads(program_text({"lag_days": None, "targets": {}, "defaults": {"planned_days": None}})) == {}


@pytest.mark.parametrize("name", ["demo"])
def test_the_bundled_settings_survive(project: Path, name: str) -> None:
    raw = tomllib.loads((project / "data" / name / "program.toml").read_text(encoding="utf-8"))

    assert tomllib.loads(program_text(raw)) == raw
