"""A lock that was tampered with is found out, and the part is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.errors import Refused
from analytics.reports.locks.locked import read_lock
from analytics.reports.locks.store import LockFolder
from analytics.reports.locks.verify import MANIFEST, Fault, read_manifest, sha256, verify
from tests.unit.reports.locks.made_up_program import lock_of, locked, program

PARTS = (
    "about.json", "benchmarks.toml", "catalogue.json", "episodes.bin", "people.bin", "program.toml", "reports.json.gz",
    "rows.attendance.bin", "rows.drug_tests.bin", "rows.episodes.bin", "rows.follow_ups.bin", "rows.measures.bin",
    "sums.json.gz",
    "told.json",
)  # fmt: skip


@pytest.fixture
def lock(tmp_path: Path) -> LockFolder:
    return locked(program(), tmp_path)


def test_a_fresh_lock_is_whole(lock: LockFolder) -> None:
    assert verify(lock.folder, key=read_lock(lock).key) == ()
    assert tuple(read_manifest(lock.folder)["parts"]) == PARTS


@pytest.mark.parametrize("part", [name for name in PARTS if "attendance" not in name and "measures" not in name])
def test_a_flipped_bit_names_its_part(lock: LockFolder, part: str) -> None:
    path = lock.folder / part
    held = bytearray(path.read_bytes())
    held[len(held) // 2] ^= 1
    path.write_bytes(held)

    assert verify(lock.folder) == (Fault(part, "was changed after the quarter was locked"),)
    with pytest.raises(Refused, match=r"is not as it was locked|is damaged"):
        read_lock(lock)


def test_a_missing_and_a_foreign_part_are_named(lock: LockFolder) -> None:
    (lock.folder / "told.json").unlink()
    (lock.folder / "note.txt").write_text("mine")

    assert verify(lock.folder) == (Fault("told.json", "is missing"), Fault("note.txt", "is not a part of the lock"))


def test_a_list_written_anew_lacks_the_seal(lock: LockFolder) -> None:
    """Part and list changed together: only the key finds it."""
    key = read_lock(lock).key
    (lock.folder / "told.json").write_bytes(b"[]\n ")
    manifest = read_manifest(lock.folder)
    manifest["parts"]["told.json"] = {"bytes": 4, "sha256": sha256(b"[]\n ")}
    (lock.folder / MANIFEST).write_text(json.dumps(manifest))

    assert verify(lock.folder) == ()
    assert [fault.part for fault in verify(lock.folder, key=key)] == [MANIFEST]


def test_a_damaged_list_is_named(lock: LockFolder) -> None:
    (lock.folder / MANIFEST).write_bytes(b"\xff")

    assert [fault.part for fault in verify(lock.folder)] == [MANIFEST]


def test_a_replaced_or_lost_predecessor_is_named(tmp_path: Path) -> None:
    first, second = locked(program(), tmp_path), locked(program(), tmp_path)
    (first.folder / MANIFEST).write_text((first.folder / MANIFEST).read_text() + " ")
    assert [fault.problem for fault in verify(second.folder)] == ["the lock before this one is not the one it followed"]

    first.folder.rename(tmp_path / "gone")
    assert [fault.part for fault in verify(second.folder)] == ["2026Q4.v1"]


def test_a_lock_of_a_newer_program_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.reports.locks.contents.FORMAT", 99)

    with pytest.raises(Refused, match="newer version"):
        lock_of(program(), tmp_path)
