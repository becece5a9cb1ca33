"""Where settings are saved: beside records that can hold them, else in IOP_HOME; checked, whole, read from there."""

from __future__ import annotations

import os
import stat
import tomllib
from datetime import date
from pathlib import Path

import pytest

from analytics.errors import Refused
from analytics.records import program_file
from analytics.records.load import load_records
from analytics.records.program_file import is_beside, save_settings, saved_program, settings_written, source_stamp
from tests.imported import save_import
from tests.unit.records.files import folder_of

TODAY = date(2026, 3, 1)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("IOP_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def source(tmp_path: Path) -> str:
    (tmp_path / "records").mkdir()
    return str(folder_of(tmp_path / "records", {}))


def test_beside_the_records(tmp_path: Path, home: Path) -> None:
    folder = source(tmp_path)
    before = source_stamp(folder)

    file = save_settings(folder, {"lag_days": 9})

    assert file == Path(folder) / "program.toml"
    assert is_beside(folder) and saved_program(folder) is None and not home.exists()
    assert load_records(folder, today=TODAY).settings.lag_days == 9
    assert source_stamp(folder) != before
    assert [path.name for path in Path(folder).iterdir() if path.name.startswith(".")] == []


def test_the_bundled_demonstration_is_never_written_to(demo_source: str, home: Path) -> None:
    raw = settings_written(demo_source)
    before, fingerprint = source_stamp(demo_source), load_records(demo_source, today=date(2026, 10, 1)).settings

    file = save_settings(demo_source, {**raw, "fiscal_year_start": 7})

    assert file.is_relative_to(home)
    assert source_stamp(demo_source) != before
    loaded = load_records(demo_source, today=date(2026, 10, 1)).settings
    assert loaded.fiscal_year_start == 7 and loaded.targets == fingerprint.targets
    assert settings_written(demo_source)["fiscal_year_start"] == 7


def test_imports_share_their_settings(home: Path) -> None:
    first = save_import({"episodes.csv": b"patient_id,admitted_on\nA,2026-01-05\n"})
    save_settings(str(first), {"lag_days": 5})

    second = save_import({"episodes.csv": b"patient_id,admitted_on\nB,2026-01-05\n"})

    assert load_records(str(second), today=TODAY).settings.lag_days == 5
    assert sorted(path.name for path in second.iterdir()) == ["episodes.csv"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no owner-only file modes")
def test_only_the_owner_may_read_saved_settings(demo_source: str, home: Path) -> None:
    file = save_settings(demo_source, {"lag_days": 2})

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_settings_that_cannot_be_used_are_not_saved(tmp_path: Path, home: Path) -> None:
    folder = source(tmp_path)
    save_settings(folder, {"lag_days": 3})

    with pytest.raises(Refused, match='"lag_days" must be a whole number from 0 to 365'):
        save_settings(folder, {"lag_days": 400})

    assert settings_written(folder) == {"lag_days": 3}


def test_a_write_that_fails_leaves_the_old_settings(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = source(tmp_path)
    file = save_settings(folder, {"lag_days": 3})

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(program_file.os, "replace", full)
    with pytest.raises(Refused, match="cannot be written: No space left"):
        save_settings(folder, {"lag_days": 4})

    assert tomllib.loads(file.read_text(encoding="utf-8")) == {"lag_days": 3}
    assert sorted(path.name for path in Path(folder).iterdir()) == ["episodes.csv", "program.toml"]
