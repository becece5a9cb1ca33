"""Days of patients as sorted keys, to ask for the first one in a stretch of days without a loop over people."""

from __future__ import annotations

import numpy as np

from analytics.records.days import Days, known

_PATIENT = 1 << 32
_SHIFT = 1 << 31

NEVER = 2**40
"""Stands for "not in that stretch" among days found (int64)."""


def days_of_patients(patient: np.ndarray, day: Days) -> np.ndarray:
    """Keys of every patient's known days, sorted by patient and day."""
    usable = known(day)
    return np.sort(_keys(patient[usable], day[usable]))


def first_day_between(keys: np.ndarray, patient: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Each patient's first day from `low` to `high`, both included; `NEVER` without one."""
    at = np.searchsorted(keys, _keys(patient, low))
    found = np.full(len(patient), NEVER, np.int64)
    inside = at < len(keys)
    inside[inside] = keys[at[inside]] <= _keys(patient[inside], high[inside])
    found[inside] = keys[at[inside]] % _PATIENT - _SHIFT
    return found


def _keys(patient: np.ndarray, day: np.ndarray) -> np.ndarray:
    keys: np.ndarray = patient.astype(np.int64) * _PATIENT + (day.astype(np.int64) + _SHIFT)
    return keys
