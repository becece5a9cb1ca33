"""A lock read back: what was said, by which rules, and, with the key, whose rows and which classes it was made of."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from analytics.errors import Refused
from analytics.privacy.counts import ALL_SITES, Sum, Who
from analytics.records.fingerprints import file_bytes
from analytics.records.policy import Settings
from analytics.reports.frozen import Report
from analytics.reports.locks.contents import (
    ABOUT,
    BENCHMARKS,
    CATALOGUE,
    COUNTS,
    EPISODE_CLASS,
    EPISODES,
    FIGURES_A_PATIENT,
    FORMAT,
    PEOPLE,
    PROGRAM,
    REPORTS,
    SUMS,
    TOLD,
    rows_file,
)
from analytics.reports.locks.fingerprint import RowHashes
from analytics.reports.locks.hashes import covered, key_of_lock
from analytics.reports.locks.key import lock_key, mark_of
from analytics.reports.locks.report_text import reports_unpacked
from analytics.reports.locks.settings_kept import settings_again
from analytics.reports.locks.store import LockFolder
from analytics.reports.locks.sums_kept import sums_unpacked
from analytics.reports.locks.verify import verify


@dataclass(frozen=True, eq=False)
class Locked:
    """A lock whose parts are as they were locked. `key` None: without the key of the locks, or with another one."""

    where: LockFolder
    about: Mapping[str, Any]
    key: bytes | None
    other_key: bool

    @property
    def name(self) -> str:
        """ "2026 Q2, version 1"."""
        return f"{self.about['quarter']}, version {self.where.version}"

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """The frozen reports, the whole program's and its sites'."""
        return reports_unpacked(self._part(REPORTS))

    def report(self, site: str = ALL_SITES) -> Report | None:
        """The report of a site, or of the whole program; None when it was not locked."""
        return self.reports[self.place(site)] if site in self.about["sites"] else None

    def place(self, site: str) -> int:
        """The place of a site's report. Refused when it was not locked."""
        if site not in self.about["sites"]:
            raise Refused(f"The lock {self.name} holds no report of this site.", "Lock its report first.")
        place: int = self.about["sites"].index(site)
        return place

    @cached_property
    def told(self) -> dict[Who, int]:
        """Every count the reports told."""
        listed: list[dict[str, Any]] = json.loads(self._part(TOLD))
        return {Who(**{name: said for name, said in one.items() if name != "number"}): one["number"] for one in listed}

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        """What adds up in the reports, hidden counts included."""
        return sums_unpacked(self._part(SUMS))

    @cached_property
    def settings(self) -> Settings:
        """The settings and benchmarks in force."""
        return settings_again(self._part(PROGRAM).decode(), self._part(BENCHMARKS).decode())

    @cached_property
    def benchmarks(self) -> dict[str, Any]:
        """The benchmarks in force, as benchmarks.toml holds them."""
        return tomllib.loads(self._part(BENCHMARKS).decode())

    @cached_property
    def catalogue(self) -> dict[str, str]:
        """The fingerprint of each entry of the endpoint catalogue."""
        found: dict[str, str] = json.loads(self._part(CATALOGUE))
        return found

    def rows(self, table: str) -> RowHashes:
        """The hashes of a table's rows; the key must be there."""
        held = self._numbers(rows_file(table), 3)
        return RowHashes(held[:, 0], held[:, 1], held[:, 2], self._needed_key)

    def episodes(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Name, patient and class of every episode; the key must be there."""
        held = self._numbers(EPISODES, 3)
        names = held[:, 0]
        plain = covered(self._needed_key, EPISODE_CLASS, names, held[:, 1:].copy()).view("<u8")
        return names, plain[:, 0].copy(), plain[:, 1].astype(np.uint8)

    def people(self) -> tuple[np.ndarray, np.ndarray]:
        """Every patient's hash, and (patient, report, figure) counts; the key must be there."""
        width = len(self.about["sites"]) * FIGURES_A_PATIENT
        held = np.frombuffer(self._part(PEOPLE), np.uint8).reshape(-1, 8 + 2 * width)
        tags = np.ascontiguousarray(held[:, :8]).view("<u8").reshape(-1)
        plain = covered(self._needed_key, COUNTS, tags, held[:, 8:].copy()).view("<u2")
        return tags, plain.reshape(len(tags), -1, FIGURES_A_PATIENT).astype(np.int64)

    @property
    def _needed_key(self) -> bytes:
        if self.key is None:
            raise Refused("The key of this lock is not here.", "Put the key file back where it was.")
        return self.key

    def _numbers(self, part: str, columns: int) -> np.ndarray:
        return np.frombuffer(self._part(part), "<u8").reshape(-1, columns)

    def _part(self, name: str) -> bytes:
        return file_bytes(self.where.folder / name).to_pybytes()


def read_lock(found: LockFolder, *, key_file: Path | None = None) -> Locked:
    """A lock, verified. Refused, naming the part, when anything of it was changed, and when a newer program made it."""
    person_key = lock_key(file=key_file)
    about = _about(found)
    other = person_key is not None and mark_of(person_key) != about["key"]
    key = key_of_lock(person_key, about["salt"]) if person_key is not None and not other else None
    faults = verify(found.folder, key=key)
    if faults:
        raise Refused(
            f"The lock {found.folder.name} is not as it was locked: {faults[0].part} {faults[0].problem}.",
            "Restore the lock's folder from a copy.",
        )
    return Locked(found, about, key, other)


def _about(found: LockFolder) -> dict[str, Any]:
    try:
        about: dict[str, Any] = json.loads(file_bytes(found.folder / ABOUT).to_pybytes())
        whole = {"format", "key", "salt", "quarter", "sites"} <= about.keys()
    except (ValueError, AttributeError):
        whole = False
    if not whole:
        raise Refused(f"{ABOUT} of the lock {found.folder.name} is damaged.", "Restore the lock's folder from a copy.")
    if about["format"] > FORMAT:
        raise Refused(
            f"The lock {found.folder.name} was made by a newer version of the program.", "Update the program."
        )
    return about
