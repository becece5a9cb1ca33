"""Loads a source: read, type, validate, reconcile. What comes out is what every figure starts from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from analytics.errors import Refused
from analytics.records.arrow_memory import hand_back
from analytics.records.benchmarks_file import saved_benchmarks
from analytics.records.columns_present import refuse_missing_columns
from analytics.records.contract import check_contract
from analytics.records.days import NO_DAY, day_number
from analytics.records.findings import findings_frame
from analytics.records.frames import frames_of, quarantine_frame
from analytics.records.parse import type_source
from analytics.records.policy import Settings
from analytics.records.program_file import saved_program
from analytics.records.reconcile import account, reconciliation_frame, refuse_unusable
from analytics.records.records import Records
from analytics.records.rules_dates import isolated_from
from analytics.records.settings import read_settings
from analytics.records.settings_in_use import refuse_unknown_groups, sections_of_nobody
from analytics.records.sources import RawSource, read_source
from analytics.records.told import findings_of
from analytics.records.typed import TypedTable
from analytics.records.validate import validate

Progress = Callable[[str], None]


def load_records(
    source: str, *, today: date, settings_dir: Path | None = None, progress: Progress | None = None
) -> Records:
    """The validated records of a source. Refused when it cannot be used; nothing of it is then returned.

    Settings saved on the Data page for a source whose folder cannot hold them are read in place of its program.toml.
    `today`: dates after it cannot have happened. `settings_dir`: the folder of program.toml and mapping.toml when it
    is not the source itself (a database).
    """
    raw = read_source(source, settings_dir=settings_dir, progress=progress)
    program = None if settings_dir else saved_program(source)
    benchmarks = None if settings_dir else saved_benchmarks(source)
    return checked_records(
        raw, read_settings(raw.folder, program=program, benchmarks=benchmarks), today=today, progress=progress
    )


def checked_records(raw: RawSource, settings: Settings, *, today: date, progress: Progress | None = None) -> Records:
    """Types, validates and reconciles the raw tables of a source."""
    tell = progress or (lambda _: None)
    refuse_missing_columns(raw.tables)
    refuse_unknown_groups(settings, raw.tables["episodes"].data.column_names)
    tell("Reading dates, codes and identifiers")
    tables = type_source(raw.tables, settings)
    hand_back()
    tell("Checking the records")
    validate(tables, settings=settings, today=today)
    accounts = [account(table, raw.tables[name]) for name, table in tables.items()]
    refuse_unusable(accounts, max_quarantined=settings.max_quarantined)
    through = data_through(tables, today=today)
    hand_back()
    frames = frames_of(tables)
    check_contract(frames)
    found = [
        *raw.findings,
        *sections_of_nobody(settings, tables["episodes"]),
        *(finding for table in raw.tables.values() for finding in table.findings),
        *(finding for table in tables.values() for finding in findings_of(table)),
    ]
    return Records(
        **frames,
        present=frozenset(tables),
        settings=settings,
        findings=findings_frame(found),
        reconciliation=reconciliation_frame(accounts),
        quarantine={name: quarantine_frame(table) for name, table in tables.items()},
        today=today,
        data_through=through,
        as_of=as_of(settings, through, today=today),
        fingerprint=raw.fingerprint,
        source=raw.name,
    )


def data_through(tables: dict[str, TypedTable], *, today: date) -> date | None:
    """The day the data reach: the smaller of the latest usable attendance and test days.

    Sessions not yet recorded, pending tests and days after today say nothing; a few rows that stand more than 30 empty
    days after the rest are taken for slips. Without attendance and tests: the latest admission or discharge.
    """
    latest = [
        day
        for day in (
            _latest(tables, "attendance", "session_on", "status", "unrecorded", today=today),
            _latest(tables, "drug_tests", "collected_on", "result", "pending", today=today),
        )
        if day is not None
    ]
    if not latest:
        days = [_latest(tables, "episodes", column, "", "", today=today) for column in ("admitted_on", "discharged_on")]
        latest = [max(day for day in days if day is not None)] if any(days) else []
    return min(latest) if latest else None


def as_of(settings: Settings, through: date | None, *, today: date) -> date | None:
    """The day figures are stated for: program.toml's, else the day the data reach less the lag."""
    if settings.as_of is None:
        return None if through is None else through - timedelta(days=settings.lag_days)
    if settings.as_of > today:
        raise Refused(
            f"program.toml says as_of = {settings.as_of}, which lies after today ({today}).",
            "Give a day that is not in the future, or leave as_of out.",
        )
    return settings.as_of


def _latest(
    tables: dict[str, TypedTable], name: str, column: str, status: str, open_status: str, *, today: date
) -> date | None:
    table = tables.get(name)
    if table is None or column not in table.columns:
        return None
    days = table.days(column)
    counts = table.usable & (days != NO_DAY) & (days <= day_number(today))
    if status:
        counts &= ~table.columns[status].is_one_of(open_status)
    if not counts.any():
        return None
    slips = isolated_from(np.where(counts, days, NO_DAY), day_number(today))
    if slips is not None:
        counts &= days < slips
    return date(1970, 1, 1) + timedelta(days=int(days[counts].max()))
