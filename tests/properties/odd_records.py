"""Records as they come from odd exports: some patients of the demonstration program, each set with one thing amiss."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from analytics.records.records import Records
from analytics.records.schema import TABLES
from analytics.records.settings import settings_from

TABLE_NAMES = ("episodes", "attendance", "drug_tests", "follow_ups", "measures")
PATIENTS = 40


def some(records: Records, *, patients: int = PATIENTS) -> Records:
    """The first patients, with every row of theirs."""
    frames = {name: records.table(name) for name in TABLE_NAMES}
    first = {name: _rows(f, (f["patient_id"].cat.codes < patients).to_numpy()) for name, f in frames.items()}
    return _put(records, first)


def _put(records: Records, tables: Mapping[str, pd.DataFrame]) -> Records:
    changed: dict[str, Any] = dict(tables)
    return replace(records, **changed)


def _rows(frame: pd.DataFrame, kept: np.ndarray) -> pd.DataFrame:
    return frame[kept].reset_index(drop=True)


def _with(records: Records, name: str, **columns: Any) -> Records:
    return _put(records, {name: records.table(name).assign(**columns)})


def _without(records: Records, name: str, *columns: str) -> Records:
    return _put(records, {name: records.table(name).drop(columns=list(columns))})


def _empty(records: Records, *names: str) -> Records:
    """A source without these tables: required columns only, no row."""
    frames = {name: _required(records.table(name).iloc[:0], name) for name in names}
    return _put(replace(records, present=records.present - set(names)), frames)


def _required(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    kept = [*TABLES[name].required, "source_row", *(["episode_id"] if name == "episodes" else [])]
    kept += ["tested_on"] if name == "drug_tests" else []
    return frame[[column for column in kept if column in frame]]


def _all(frame: pd.DataFrame, column: str, word: str) -> pd.Series:
    words = frame[column].cat.categories.union([word], sort=False)
    return pd.Series(pd.Categorical([word] * len(frame), categories=words), index=frame.index)


def _settings(records: Records, **raw: Any) -> Records:
    return replace(records, settings=settings_from(raw))


def _blank(column: pd.Series) -> pd.Series:
    return column.mask(np.ones(len(column), bool))


def _relative(records: Records) -> Records:
    return replace(records, settings=replace(records.settings, calendar="relative"))


def _until(records: Records, day: date) -> Records:
    return replace(records, today=day, data_through=day, as_of=day)


def _gone_at_once(records: Records) -> Records:
    return _with(records, "episodes", discharged_on=records.episodes["admitted_on"])


def _text_columns_empty(records: Records) -> Records:
    """Every optional column is there and holds nothing."""
    frames = {}
    for name in TABLE_NAMES:
        frame, keep = records.table(name), set(_required(records.table(name), name).columns)
        frames[name] = frame.assign(**{c: _blank(frame[c]) for c in frame.columns if c not in keep})
    return _put(records, frames)


ODD: Mapping[str, Callable[[Records], Records]] = {
    "as exported": lambda r: r,
    "one patient": lambda r: some(r, patients=1),
    "no session has a status": lambda r: _with(r, "attendance", status=_all(r.attendance, "status", "unrecorded")),
    "only sessions held are listed": lambda r: _with(r, "attendance", status=_all(r.attendance, "status", "attended")),
    "no attendance table": lambda r: _empty(r, "attendance"),
    "no follow-ups and no measures": lambda r: _empty(r, "follow_ups", "measures"),
    "no discharge dates": lambda r: _without(r, "episodes", "discharged_on", "discharge_reason", "last_contact_on"),
    "everyone left on the day they came": _gone_at_once,
    "nobody left": lambda r: _with(r, "episodes", discharged_on=_blank(r.episodes["discharged_on"])),
    "required columns only": lambda r: _put(r, {name: _required(r.table(name), name) for name in TABLE_NAMES}),
    "optional columns are empty": _text_columns_empty,
    "every test is pending": lambda r: _with(r, "drug_tests", result=_all(r.drug_tests, "result", "pending")),
    "day numbers": _relative,
    "the first weeks of the program": lambda r: _until(r, r.episodes["admitted_on"].min().date() + timedelta(days=9)),
    "odd settings": lambda r: _settings(
        r,
        fiscal_year_start=10,
        min_at_risk=1,
        refused="missed",
        join_gap_days=0,
        follow_up_window_days=[1, 2],
        follow_up_horizon_days=30,
        defaults={
            "planned_sessions": 1,
            "sessions_per_week": 7,
            "drop_out_gap_days": 1,
            "hours_per_week": 80.0,
            "washout_days": {"thc": 0},
        },
    ),
}
"""What is amiss → the records with it."""
