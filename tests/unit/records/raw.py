"""Small made-up sources for tests: tables written as rows, as a file would hold them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from analytics.records.load import load_records
from analytics.records.records import Records

TODAY = date(2026, 4, 1)

EPISODES = [
    ["patient_id", "admitted_on", "discharged_on"],
    ["P1", "2026-01-05", "2026-02-20"],
    ["P2", "2026-01-12", ""],
]
"""Two people: one discharged, one in care."""

Rows = Sequence[Sequence[str]]


def write_source(folder: Path, tables: Mapping[str, Rows], *, program: str = "") -> Path:
    """Writes each table as CSV and, when given, program.toml."""
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    if program:
        (folder / "program.toml").write_text(program, encoding="utf-8")
    return folder


def load(folder: Path, tables: Mapping[str, Rows], *, program: str = "", today: date = TODAY) -> Records:
    """The records of tables written as rows; the two people of EPISODES unless other episodes are given."""
    return load_records(str(write_source(folder, {"episodes": EPISODES, **tables}, program=program)), today=today)


def codes(records: Records, table: str, severity: str | None = None) -> list[tuple[str, int | None]]:
    """(code, row) of the findings of a table, in order."""
    found = records.findings[records.findings["table"] == table]
    if severity:
        found = found[found["severity"] == severity]
    return list(zip(found["code"], found["row"], strict=True))
