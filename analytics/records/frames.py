"""Typed tables as pandas frames: usable records only, one shared patient list, dates as datetime64[s]."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import numpy as np
import pandas as pd

from analytics.records.days import NO_DAY
from analytics.records.identifiers import PATIENT
from analytics.records.schema import TABLES
from analytics.records.typed import TypedColumn, TypedTable, dates_of
from analytics.records.words import MISSING


def frames_of(tables: Mapping[str, TypedTable]) -> dict[str, pd.DataFrame]:
    """The frame of every table of the schema; a table that the source lacks is empty with its required columns."""
    patients = _patients(tables)
    frames = {name: _frame(table, patients) for name, table in tables.items()}
    for name in TABLES:
        frames.setdefault(name, _empty_frame(name, patients.dtype))
    frames["episodes"] = _with_episode_id(_ordered(frames["episodes"]))
    return frames


def quarantine_frame(table: TypedTable) -> pd.DataFrame:
    """The records set aside, as far as they could be read, with the source row and the reason."""
    rows = np.flatnonzero(~table.usable)
    data = {name: _series(column, rows, keep_all=False) for name, column in table.columns.items()}
    frame = pd.DataFrame({"source_row": table.rows[rows], **data})
    names = np.array(["", *table.reasons], dtype=object)
    frame["reason"] = pd.Categorical(names[table.reason[rows]], categories=table.reasons or [""])
    return frame


class _Patients:
    """The patients with a usable episode: their dtype, and the new code of every old one (-1: no usable episode)."""

    def __init__(self, categories: np.ndarray, admitted: np.ndarray) -> None:
        self.dtype = pd.CategoricalDtype(categories[admitted])
        self.codes = np.full(len(categories) + 1, MISSING, np.int32)
        self.codes[:-1][admitted] = np.arange(admitted.sum(), dtype=np.int32)


def _patients(tables: Mapping[str, TypedTable]) -> _Patients:
    episodes = tables["episodes"]
    column = episodes.columns[PATIENT]
    assert column.categories is not None, "the patient column is a column of categories"
    admitted = np.zeros(len(column.categories), bool)
    admitted[column.values[episodes.usable]] = True
    return _Patients(column.categories, admitted)


def _frame(table: TypedTable, patients: _Patients) -> pd.DataFrame:
    usable = table.usable
    rows = None if usable.all() else np.flatnonzero(usable)
    data: dict[str, object] = {}
    for name, column in table.columns.items():
        if name == PATIENT:
            values = column.values if rows is None else column.values[rows]
            data[name] = pd.Categorical.from_codes(patients.codes[values], dtype=patients.dtype)
        else:
            keep_all = bool(TABLES[table.name].by_name[name].required) if name in TABLES[table.name].by_name else False
            data[name] = _series(column, rows, keep_all=keep_all)
    data["source_row"] = (table.rows if rows is None else table.rows[rows]).astype(np.int32, copy=False)
    if table.name == "drug_tests":
        data["tested_on"] = dates_of(tested_days(table)[slice(None) if rows is None else rows])
    return pd.DataFrame(data, copy=False)


def tested_days(table: TypedTable) -> np.ndarray:
    """The day a test belongs to: the day of collection, else the day it was due."""
    collected = table.days("collected_on")
    return np.where(collected == NO_DAY, table.days("scheduled_on"), collected)


def _series(column: TypedColumn, rows: np.ndarray | None, *, keep_all: bool) -> object:
    values = column.values if rows is None else column.values[rows]
    if column.holds == "days":
        return dates_of(values)
    if column.holds == "numbers":
        return values
    if column.holds == "flags":
        return pd.arrays.BooleanArray(values == 1, values == MISSING)
    assert column.categories is not None, "what is neither a day, a number nor a flag is a column of categories"
    categorical = pd.Categorical.from_codes(
        cast(Sequence[int], values), dtype=pd.CategoricalDtype(column.categories.tolist())
    )
    return categorical if keep_all or rows is None else categorical.remove_unused_categories()


def _empty_frame(name: str, patient_dtype: pd.CategoricalDtype) -> pd.DataFrame:
    columns = [*TABLES[name].required, *(["collected_on", "scheduled_on", "tested_on"] if name == "drug_tests" else [])]
    data: dict[str, pd.Series] = {}
    for column in columns:
        known = TABLES[name].by_name.get(column)
        if column == PATIENT:
            data[column] = pd.Series([], dtype=patient_dtype)
        elif known is not None and known.kind == "coded":
            data[column] = pd.Series([], dtype=pd.CategoricalDtype(list(known.values or ())))
        else:
            data[column] = pd.Series([], dtype="datetime64[s]")
    data["source_row"] = pd.Series([], dtype="int32")
    return pd.DataFrame(data)


def _with_episode_id(ordered: pd.DataFrame) -> pd.DataFrame:
    """Episodes with an id: the program's, else patient and the place of the admission ("P001-1", "P001-2")."""
    if "episode_id" in ordered and ordered["episode_id"].notna().all():
        return ordered
    code = ordered[PATIENT].cat.codes.to_numpy()
    row = np.arange(len(code))
    first = np.maximum.accumulate(np.where(np.append(True, code[1:] != code[:-1]), row, 0)) if len(code) else row
    names = ordered[PATIENT].cat.categories.astype(str).to_numpy()[code].tolist()
    made = [f"{name}-{place}" for name, place in zip(names, (row - first + 1).tolist(), strict=True)]
    if "episode_id" not in ordered:  # the made ones are distinct and already in the order of their rows
        return ordered.assign(episode_id=pd.Categorical.from_codes(cast(Sequence[int], row), pd.Index(made)))
    own = ordered["episode_id"].astype(object)
    return ordered.assign(episode_id=pd.Categorical(own.where(own.notna(), pd.Series(made, own.index))))


def _ordered(episodes: pd.DataFrame) -> pd.DataFrame:
    code = episodes[PATIENT].cat.codes.to_numpy()
    order = np.lexsort((episodes["admitted_on"].to_numpy(), code))
    return episodes.iloc[order].reset_index(drop=True)
