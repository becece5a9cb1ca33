"""A source with one made-up name in every column of every table, among sound rows."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

from analytics.records.schema import TABLES, Table
from tests.spec.bad_input import NAME, PATIENTS

TODAY = "2026-10-01"
PEOPLE = (*PATIENTS, *(f"B{number:02d}" for number in range(100)))
FIRST_DAYS = {
    "discharged_on": 60, "planned_end_on": 90, "session_on": 3, "collected_on": 5, "resulted_on": 6, "measured_on": 2,
    "due_on": 150, "contacted_on": 151,
}  # fmt: skip
SOUND = {"identifier": "S1", "date": "", "number": "5", "boolean": "yes", "time": "09:00", "text": "note"}
EMPTY = ("died_on", "referred_on", "first_contact_on", "last_contact_on", "scheduled_on", "medication_to")


def write_dirty(folder: Path, *, only: bool = False) -> Path:
    """Every table with all its columns: a sound row a person, then a row a column with the name in it.

    `only`: the name in every cell of every row, so that nothing can be used.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for table in TABLES.values():
        names = [column.name for column in table.columns]
        rows = [[NAME] * len(names)] * 9 if only else [*_sound_rows(table), *_planted_rows(table)]
        with (folder / f"{table.name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([names, *rows])
    (folder / "program.toml").write_text("max_quarantined = 0.5\n", encoding="utf-8")
    return folder


def _sound_rows(table: Table) -> list[list[str]]:
    return [_row(table, patient, place) for place, patient in enumerate(PEOPLE)]


def _planted_rows(table: Table) -> list[list[str]]:
    rows = []
    for place, column in enumerate(table.columns):
        row = _row(table, PEOPLE[place], place + 7)
        orphan = column.name == "patient_id" and table.name != "episodes"
        row[place] = f"{NAME} of {table.name}" if orphan else NAME
        rows.append(row)
    return rows


def _row(table: Table, patient: str, place: int) -> list[str]:
    admitted = date(2025, 9, 1) + timedelta(days=place)
    cells = []
    for column in table.columns:
        if column.name == "patient_id":
            cells.append(patient)
        elif column.name in EMPTY:
            cells.append("")
        elif column.kind == "date":
            cells.append((admitted + timedelta(days=FIRST_DAYS.get(column.name, 0))).isoformat())
        elif column.kind == "identifier":
            cells.append(f"{table.name[:2]}{place:03d}{patient}")
        else:
            cells.append(next(iter(column.values)) if column.values else SOUND[column.kind])
    return cells
