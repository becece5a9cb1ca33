"""The parts of a lock: what was said, settings, definitions, and hashes that only the key makes speak.

No part holds an identifier or a value of a record. Rows stand in the order of their hashes, and to whom a row belongs,
what an episode was and how a patient counted are covered with the key.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any

import numpy as np

from analytics import __version__
from analytics.errors import WrongUsage
from analytics.privacy.counts import Sum, Who
from analytics.records.identifiers import PATIENT
from analytics.records.schema import TABLES
from analytics.reports.frozen import Report
from analytics.reports.locks.counted import MEASURES, episode_classes, patients_of, tallies
from analytics.reports.locks.fingerprint import RowHashes, over_owners, patient_tags, row_hashes
from analytics.reports.locks.hashes import covered
from analytics.reports.locks.report_text import reports_packed
from analytics.reports.locks.settings_kept import benchmarks_text, catalogue_text, settings_text
from analytics.reports.locks.sums_kept import sums_packed
from analytics.reports.setting import Setting

FORMAT = 1
ABOUT, REPORTS, TOLD, SUMS = "about.json", "reports.json.gz", "told.json", "sums.json.gz"
PROGRAM, BENCHMARKS, CATALOGUE = "program.toml", "benchmarks.toml", "catalogue.json"
EPISODES, PEOPLE = "episodes.bin", "people.bin"
LIBRARIES = ("numpy", "pandas", "scipy", "lifelines")

EPISODE_CLASS, COUNTS = "class", "counts"
"""What the key covers beside the owners of rows, each with a stream of its own."""

FIGURES_A_PATIENT = 1 + 2 * len(MEASURES)
"""Of a patient in a report: whether it is about the patient, then hits and total of each measure (uint16)."""


@dataclass(frozen=True)
class Subject:
    """What is locked: the reports of one quarter (the program, its sites), and the settings they were made in."""

    settings: Sequence[Setting]
    reports: Sequence[Report]
    told: Mapping[Who, int]
    sums: Sequence[Sum] = ()

    @property
    def quarter(self) -> str:
        """ "2026 Q2", or "all records"."""
        return self.settings[0].label

    def checked(self) -> Subject:
        """Itself. WrongUsage without a report, or with reports of several quarters."""
        if not self.settings or len(self.settings) != len(self.reports):
            raise WrongUsage("There is no report to lock.", "Name a quarter, or `all`.")
        if len({setting.label for setting in self.settings}) > 1:
            raise WrongUsage("A lock holds the reports of one quarter.", "Lock each quarter by itself.")
        return self


def parts_of(subject: Subject, key: bytes, *, about: Mapping[str, Any]) -> dict[str, bytes]:
    """Every part of a lock by its file name; the same subject, key and `about` give the same bytes."""
    setting = subject.settings[0]
    in_force = setting.records.settings
    tags = patient_tags(setting.records.episodes, key)
    rows = {name: row_hashes(setting.records.table(name), name, key, tags) for name in TABLES}
    return {
        ABOUT: _json({**_about(subject, rows), **about}),
        REPORTS: reports_packed(subject.reports),
        TOLD: _json([{**asdict(who), "number": number} for who, number in sorted(subject.told.items())]),
        SUMS: sums_packed(subject.sums),
        PROGRAM: settings_text(in_force).encode(),
        BENCHMARKS: benchmarks_text(in_force).encode(),
        CATALOGUE: catalogue_text().encode(),
        EPISODES: _episodes(setting, rows["episodes"], key),
        PEOPLE: _people(subject, tags, key),
        **{rows_file(name): _rows(hashes, key) for name, hashes in rows.items()},
    }


def rows_file(table: str) -> str:
    """The part with the hashes of a table's rows."""
    return f"rows.{table}.bin"


def software() -> dict[str, str]:
    """The program and what its figures come from."""
    return {"program": __version__, "python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}


def stay_names(setting: Setting, episodes: RowHashes) -> np.ndarray:
    """The hash that names each stay: the one of its first episode."""
    found: np.ndarray = episodes.identity[setting.derivation.timeline().stays.row]
    return found


def counts_by_patient(settings: Sequence[Setting]) -> np.ndarray:
    """For every patient (by code) and report whether it is about the patient, then hits and total of each measure."""
    people = len(settings[0].records.episodes[PATIENT].cat.categories)
    found = np.zeros((people, len(settings), FIGURES_A_PATIENT), "<u2")
    for place, setting in enumerate(settings):
        found[patients_of(setting), place, 0] = 1
        for number, (_, tally) in enumerate(tallies(setting).items()):
            found[:, place, 1 + 2 * number] = tally.hits
            found[:, place, 2 + 2 * number] = tally.total
    return found


def _about(subject: Subject, rows: Mapping[str, RowHashes]) -> dict[str, Any]:
    setting = subject.settings[0]
    records = setting.records
    return {
        "format": FORMAT,
        "quarter": subject.quarter,
        "first_day": None if setting.quarter is None else setting.quarter.start.isoformat(),
        "last_day": None if setting.quarter is None else setting.quarter.end.isoformat(),
        "basis": setting.basis,
        "sites": [setting.site for setting in subject.settings],
        "as_of": None if records.as_of is None else records.as_of.isoformat(),
        "data": records.fingerprint,
        "software": software(),
        "rows": {name: len(hashes.identity) for name, hashes in rows.items()},
        "columns": {name: [str(c) for c in records.table(name).columns] for name in TABLES if name in records.present},
    }


def _rows(hashes: RowHashes, key: bytes) -> bytes:
    owner = over_owners(key, hashes.identity, hashes.owner)
    return _ordered(np.stack([hashes.identity, hashes.content, owner], axis=1))


def _episodes(setting: Setting, hashes: RowHashes, key: bytes) -> bytes:
    names = stay_names(setting, hashes)
    owner = hashes.owner[setting.derivation.timeline().stays.row]
    plain = np.stack([owner, episode_classes(setting).astype(np.uint64)], axis=1)
    hidden = covered(key, EPISODE_CLASS, names, plain.astype("<u8")).view("<u8")
    return _ordered(np.column_stack([names, hidden]))


def _people(subject: Subject, tags: np.ndarray, key: bytes) -> bytes:
    counts = counts_by_patient(subject.settings)
    here = counts[:, :, 0].any(axis=1)
    tags, counts = tags[here], counts[here]
    order = np.argsort(tags)
    hidden = covered(key, COUNTS, tags[order], counts[order].reshape(len(order), -1))
    return np.concatenate([tags[order].astype("<u8").view(np.uint8).reshape(-1, 8), hidden], axis=1).tobytes()


def _ordered(columns: np.ndarray) -> bytes:
    """Rows in the order of their hashes, so that the order of the source does not show."""
    order = np.lexsort((columns[:, 1], columns[:, 0]))
    return np.ascontiguousarray(columns[order]).astype("<u8").tobytes()


def _json(content: Any) -> bytes:
    return (json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()
