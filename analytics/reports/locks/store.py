"""Where locks are kept and how one is made: whole or not at all, never overwritten.

A lock is a folder, "2026Q2.v1". It is written beside under another name, checked, and renamed; a second lock of the
same quarter is "2026Q2.v2" and names the one before it.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analytics.errors import Refused
from analytics.records.fingerprints import file_bytes
from analytics.records.imports import data_home, home_folder, is_import
from analytics.records.sources import is_database
from analytics.records.written import BEING_WRITTEN, OWNER_ONLY, write_folder
from analytics.reports.locks.contents import Subject, parts_of
from analytics.reports.locks.hashes import key_of_lock
from analytics.reports.locks.key import made_key, mark_of
from analytics.reports.locks.verify import MANIFEST, manifest_of, sha256, verify

LOCKS_FOLDER = "locks"
OF_IMPORTS = "imports"
NAME = re.compile(r"(?P<quarter>[A-Za-z0-9]+)\.v(?P<version>[0-9]+)")
ABANDONED_AFTER = 3600
"""Seconds; a folder begun so long before a lock was made belongs to a process that was ended."""


@dataclass(frozen=True, order=True)
class LockFolder:
    """One lock: its quarter ("2026Q2", "all"), its version and where it is."""

    quarter: str
    version: int
    folder: Path

    @property
    def size(self) -> int:
        """Bytes of all parts."""
        return sum(path.stat().st_size for path in self.folder.iterdir())


def locks_folder(source: str) -> Path:
    """Where the locks of a source are kept unless a folder is named: in the person's data folder, one a source.

    Not beside the records: they may be replaced, read-only, a database, or shared with people who have no part in it.
    """
    if is_import(source):
        return home_folder() / LOCKS_FOLDER / OF_IMPORTS
    own = source if is_database(source) else str(Path(source).resolve())
    return home_folder() / LOCKS_FOLDER / hashlib.sha256(own.encode()).hexdigest()[:16]


def lock(subject: Subject, locks: Path, *, today: date, key_file: Path | None = None) -> LockFolder:
    """Locks the reports of a quarter as its next version. Nothing half-written is left, whenever it is interrupted.

    Refused: the folder cannot be written, the key lies in it or is damaged, another process locked at this moment.
    """
    subject.checked()
    _prepare(locks)
    person_key = made_key(file=key_file, away_from=locks)
    before = latest(locks, code_of(subject.quarter))
    number = before.version + 1 if before else 1
    name = f"{code_of(subject.quarter)}.v{number}"
    salt = f"{name} {subject.settings[0].records.fingerprint}"
    key = key_of_lock(person_key, salt)
    about = {
        "version": number, "salt": salt, "key": mark_of(person_key), "locked_on": today.isoformat(),
        "after": before.folder.name if before else None,
    }  # fmt: skip
    parts = parts_of(subject, key, about=about)
    followed = {"lock": before.folder.name, "manifest": _manifest_hash(before.folder)} if before else None
    parts[MANIFEST] = manifest_of(parts, key, after=followed)
    _write(locks / name, parts)
    return LockFolder(code_of(subject.quarter), number, locks / name)


def locks_in(locks: Path) -> tuple[LockFolder, ...]:
    """Every lock of a folder, by quarter and version; what is being written is none yet."""
    found = []
    for path in locks.iterdir() if locks.is_dir() else ():
        named = NAME.fullmatch(path.name)
        if named and path.is_dir():
            found.append(LockFolder(named["quarter"], int(named["version"]), path))
    return tuple(sorted(found))


def latest(locks: Path, quarter: str) -> LockFolder | None:
    """The last version of a quarter ("2026Q2", "2026 Q2" or "all"), None when it was never locked."""
    of_quarter = [found for found in locks_in(locks) if found.quarter == code_of(quarter)]
    return of_quarter[-1] if of_quarter else None


def code_of(label: str) -> str:
    """A quarter as a folder is named: "2026Q2", "FY2026Q1", "all"."""
    return label.split(maxsplit=1)[0] if label.startswith("all") else label.replace(" ", "")


def _write(folder: Path, parts: dict[str, bytes]) -> None:
    try:
        write_folder(folder, parts, _whole)
    except OSError as fault:
        if folder.exists():
            raise Refused("Another process locked this quarter at the same moment.", "Lock it again.") from None
        reason = fault.strerror or type(fault).__name__
        raise Refused(f"The lock cannot be written: {reason}.", "Name another folder with --locks.") from None
    _remove_abandoned(folder)


def _whole(folder: Path) -> None:
    """What was written is read back before it gets its name."""
    faults = verify(folder)
    if faults:
        raise Refused(f"{faults[0].part} could not be read back as it was written.", "Check the disk and lock again.")


def _prepare(locks: Path) -> None:
    try:
        if locks.resolve().is_relative_to(home_folder().resolve()):
            data_home()
        locks.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY)
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise Refused(f"The folder of the locks cannot be made: {reason}.", "Name another with --locks.") from None


def _remove_abandoned(newest: Path) -> None:
    long_ago = newest.stat().st_mtime - ABANDONED_AFTER
    for path in newest.parent.glob(f"{BEING_WRITTEN}*"):
        if path.is_dir() and path.stat().st_mtime < long_ago:
            shutil.rmtree(path, ignore_errors=True)


def _manifest_hash(folder: Path) -> str:
    return sha256(file_bytes(folder / MANIFEST).to_pybytes())
