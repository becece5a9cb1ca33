"""Locks on disk: whole or not at all, never overwritten, each naming the one before it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from analytics.errors import Refused, WrongUsage
from analytics.reports.locks.contents import Subject
from analytics.reports.locks.key import lock_key
from analytics.reports.locks.locked import read_lock
from analytics.reports.locks.store import code_of, latest, lock, locks_folder, locks_in
from analytics.reports.locks.verify import read_manifest
from analytics.reports.setting import setting_of
from tests.unit.reports.a_report import a_report
from tests.unit.reports.locks import made_up_program as made_up
from tests.unit.reports.locks.made_up_program import lock_of, locked, program


def test_a_lock_holds_the_report_as_it_was(tmp_path: Path) -> None:
    found = lock_of(program(), tmp_path / "locks", sites=(None, "North"))

    report = found.report()
    assert report is not None and report.tables() == a_report(hostile=False).tables()
    assert found.name == "2026 Q4, version 1" and found.where.folder.name == "2026Q4.v1"
    assert found.about["locked_on"] == "2027-02-10" and found.about["sites"] == ["all", "North"]
    assert found.where.size == sum(path.stat().st_size for path in found.where.folder.iterdir())


def test_a_second_lock_is_a_second_version_and_the_first_stays(tmp_path: Path) -> None:
    first = locked(program(), tmp_path)
    before = {path.name: path.read_bytes() for path in first.folder.iterdir()}

    second = locked(program(tests=made_up.tests(positive="A")), tmp_path)

    assert [one.folder.name for one in locks_in(tmp_path)] == ["2026Q4.v1", "2026Q4.v2"]
    assert latest(tmp_path, "2026 Q4") == second and latest(tmp_path, "2026 Q3") is None
    assert read_manifest(second.folder)["after"]["lock"] == "2026Q4.v1"
    assert {path.name: path.read_bytes() for path in first.folder.iterdir()} == before


def test_the_same_records_locked_elsewhere_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = (locked(program(), tmp_path / name) for name in ("one", "other"))

    same = {path.name: path.read_bytes() for path in one.folder.iterdir()}
    assert same == {path.name: path.read_bytes() for path in other.folder.iterdir()}


def test_killed_at_any_point_no_lock_is_half_written(tmp_path: Path, project: Path) -> None:
    command = [sys.executable, "-m", "tests.unit.reports.locks.killed", str(tmp_path / "locks")]

    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, env=dict(os.environ))

    assert done.returncode == 0, done.stderr
    points = json.loads(done.stdout)
    assert len(points) > 15, "every part is synced, and so are the folders"
    assert all(point["killed"] for point in points[:-1]) and points[-1]["survived"]
    assert not any(point["faults"] for point in points)
    names = [point["locks"] for point in points]
    assert names[0] == ["2026Q4.v1"] and names[-1][:2] == ["2026Q4.v1", "2026Q4.v2"]
    assert points[0]["left_over"] == 1, "the kill came in the middle of writing"


def test_only_the_owner_can_read_a_lock(tmp_path: Path) -> None:
    found = locked(program(), tmp_path / "locks")

    assert {path.stat().st_mode & 0o077 for path in (found.folder, *found.folder.iterdir())} == {0}


def test_an_abandoned_folder_goes_with_the_next_lock(tmp_path: Path) -> None:
    for name, age in (("old", 100_000), ("young", 0)):
        begun = tmp_path / f".being-written-{name}"
        begun.mkdir()
        time = begun.stat().st_mtime - age
        os.utime(begun, (time, time))

    locked(program(), tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == [".being-written-young", "2026Q4.v1"]


def test_another_process_that_was_quicker_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked(program(), tmp_path)
    monkeypatch.setattr("analytics.reports.locks.store.latest", lambda *_: None)  # it was not there a moment ago

    with pytest.raises(Refused, match="Another process locked this quarter"):
        locked(program(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["2026Q4.v1"]


def test_the_key_may_not_lie_among_the_locks(tmp_path: Path) -> None:
    setting = setting_of(program(), quarter=made_up.QUARTER, source="made up")

    with pytest.raises(Refused, match="who has the one would have the other"):
        lock(
            Subject([setting], [a_report()], {}), tmp_path, today=made_up.TODAY, key_file=tmp_path / "2026Q4.v1" / "key"
        )


def test_reports_of_two_quarters_are_no_lock(tmp_path: Path) -> None:
    settings = [setting_of(program(), quarter=period, source="made up") for period in (made_up.QUARTER, None)]

    with pytest.raises(WrongUsage, match="the reports of one quarter"):
        lock(Subject(settings, [a_report(), a_report()], {}), tmp_path, today=made_up.TODAY)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(Refused, match="cannot be made"):
        locked(program(), tmp_path / "file" / "locks")


def test_each_source_has_locks_of_its_own_in_the_data_folder(tmp_path: Path, private_home: Path) -> None:
    one, other = locks_folder(str(tmp_path / "one")), locks_folder("postgresql://somewhere/clinic")

    assert one != other and one.parent == other.parent == private_home / "locks"
    assert "clinic" not in str(other)


def test_names_of_folders() -> None:
    assert [code_of(name) for name in ("2026 Q4", "FY2026 Q1", "all records", "2026Q4", "all")] == [
        "2026Q4", "FY2026Q1", "all", "2026Q4", "all",
    ]  # fmt: skip


def test_the_key_of_the_person_is_in_no_lock(tmp_path: Path) -> None:
    found = locked(program(), tmp_path)
    key = lock_key()

    assert key is not None and read_lock(found).key not in (None, key)
    for path in found.folder.iterdir():
        assert key not in path.read_bytes() and key.hex().encode() not in path.read_bytes()
