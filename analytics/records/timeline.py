"""The timeline: every stay, and every counted drug-test row placed in the stay it belongs to.

A test or session belongs to the latest admission on or before it, up to the follow-up horizon after discharge.
What a row says is a few bits; every later step (ledger, patterns, endpoints) reads these arrays, never the tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analytics.records.days import NO_DAY, Days, day_numbers, known
from analytics.records.records import Records
from analytics.records.said import (
    NEGATIVE,
    POSITIVE,
    Analytes,
    Refused,
    counted_rows,
    mark_pending_within_lag,
    read_positives,
    said_by_row,
)
from analytics.records.stays import Stays, as_of_day, joined_stays

AWAY = ("hospital", "jail", "incarcerated", "residential", "detox")
"""Reasons of an absence during which no test is due."""

HELD = ("attended", "partial", "late")
"""Attendance statuses of a session the patient came to."""


@dataclass(frozen=True)
class Timeline:
    """Stays and placed test rows. `stay`, `day`, `said`, `specimen` have one element a counted test row.

    `specimen` numbers the specimens (None: the patient's day is the specimen). `away_*`: days of excused absence.
    `as_of` is a day number. Rows of no stay are left out and counted in `unplaced`. Everything is derived for all
    stays; a question selects afterwards, so that a test or a contact never moves to another stay because of a filter.
    """

    records: Records
    stays: Stays
    as_of: int
    stay: np.ndarray
    day: Days
    said: np.ndarray
    specimen: np.ndarray | None
    away_stay: np.ndarray
    away_day: Days
    unplaced: int
    refused: Refused
    analytes: Analytes

    @cached_property
    def conclusive(self) -> dict[np.uint8, tuple[np.ndarray, Days]]:
        """Stay and day of every positive and every negative specimen.

        A specimen is positive if any counted analyte is, negative if one is negative and none positive.
        """
        positive = (self.said & POSITIVE) > 0
        negative = (self.said & NEGATIVE) > 0
        if self.specimen is not None and len(self.specimen):
            has_positive = np.zeros(int(self.specimen.max()) + 1, bool)
            has_positive[self.specimen[positive]] = True
            negative &= ~has_positive[self.specimen]
        elif len(self.day):
            low = int(self.day.min())
            width = int(self.day.max()) - low + 1
            cell = self.stay.astype(np.int64) * width + (self.day - low)
            negative &= ~np.isin(cell, cell[positive])
        return {
            POSITIVE: (self.stay[positive], self.day[positive]),
            NEGATIVE: (self.stay[negative], self.day[negative]),
        }


def build_timeline(records: Records, *, refused: Refused = "positive", analytes: Analytes = "all") -> Timeline:
    """Place every counted test row in its stay and say what it says (wash-out and prescriptions applied)."""
    stays = joined_stays(records)
    tests = records.drug_tests
    day = day_numbers(tests["tested_on"]) if "tested_on" in tests else np.zeros(0, np.int32)
    patient = tests["patient_id"].cat.codes.to_numpy()
    stay = place(patient, day, stays, horizon_days=records.settings.follow_up_horizon_days)
    said = said_by_row(tests, refused)
    mark_pending_within_lag(said, tests, day, records)
    counted = (stay >= 0) & (said > 0)
    counted &= counted_rows(tests, stay, stays, analytes)
    read_positives(said, tests, day, stay, stays, records)
    unplaced = int((stay < 0).sum())
    chosen = slice(None) if counted.all() else counted
    stay, day, said = stay[chosen], day[chosen], said[chosen]
    specimen = _specimens(tests, chosen, stay, day)
    away = _absences(records, stays)
    return Timeline(records, stays, as_of_day(records), stay, day, said, specimen, *away, unplaced, refused, analytes)


def place(patient: np.ndarray, day: Days, stays: Stays, *, horizon_days: int) -> np.ndarray:
    """The stay of each row: the latest admission on or before its day, up to the horizon after discharge; else -1.

    Stays are in the order of patient and admission, so a patient's stays are neighbours.
    """
    if not len(stays):
        return np.full(len(patient), -1, np.int32)
    people = int(max(stays.patient.max(), patient.max(initial=0))) + 1
    count = np.bincount(stays.patient, minlength=people)
    first = (np.cumsum(count) - count).astype(np.int32)
    patient = patient.astype(np.int32)
    candidate = first[patient]
    safe = np.minimum(candidate, len(stays) - 1)
    stay = np.where((count[patient] > 0) & (day >= stays.admitted[safe]), safe, np.int32(-1)).astype(np.int32)
    later = np.flatnonzero(count[patient] > 1)
    for k in range(1, int(count.max(initial=1))):
        later = later[count[patient[later]] > k]
        candidate = first[patient[later]] + k
        reached = day[later] >= stays.admitted[candidate]
        stay[later[reached]] = candidate[reached]
    return _within_horizon(stay, day, stays, horizon_days)


def _within_horizon(stay: np.ndarray, day: Days, stays: Stays, horizon_days: int) -> np.ndarray:
    ended = np.where(known(stays.discharged), stays.discharged.astype(np.int64) + horizon_days, 2**31 - 1)
    last = np.minimum(ended, 2**31 - 1).astype(np.int32)
    stay[(stay >= 0) & ((day > last[np.maximum(stay, 0)]) | (day == NO_DAY))] = -1
    return stay


def _absences(records: Records, stays: Stays) -> tuple[np.ndarray, Days]:
    """Stays and days of excused absence (excused sessions; hospital, jail) on which the patient attended nothing."""
    sessions = records.attendance
    if not records.settings.excused_absence_excuses_tests or sessions.empty:
        return np.zeros(0, np.int32), np.zeros(0, np.int32)
    excused = (sessions["status"] == "excused").to_numpy()
    if "reason" in sessions:
        excused |= sessions["reason"].isin(AWAY).to_numpy()
    day = day_numbers(sessions["session_on"])
    patient = sessions["patient_id"].cat.codes.to_numpy()
    stay = place(patient, day, stays, horizon_days=records.settings.follow_up_horizon_days)
    attended = sessions["status"].isin(HELD).to_numpy() & (stay >= 0)
    key = stay.astype(np.int64) * (1 << 32) + day
    away = excused & (stay >= 0) & ~np.isin(key, key[attended])
    return stay[away], day[away]


def _specimens(tests: pd.DataFrame, chosen: slice | np.ndarray, stay: np.ndarray, day: Days) -> np.ndarray | None:
    """A number for each row's specimen, where the source names specimens; None = the patient's day is the specimen."""
    if "specimen_id" not in tests or tests["specimen_id"].isna().all():
        return None
    label = tests["specimen_id"].cat.codes.to_numpy()[chosen].astype(np.int64)
    key = (stay.astype(np.int64) << 42) + ((day.astype(np.int64) & 0xFFFFF) << 22) + (label + 1)
    if label.max(initial=0) >= 1 << 22:
        return pd.factorize(pd.MultiIndex.from_arrays([stay, day, label]))[0]
    return pd.factorize(key)[0]
