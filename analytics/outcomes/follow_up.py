"""The first follow-up after discharge: who was reached, and who had been abstinent for 30 days."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.records.days import Days, day_numbers, known
from analytics.records.said import NEGATIVE, POSITIVE
from analytics.records.timeline import Timeline

POINT_PREVALENCE_DAYS = 30
"""Point-prevalence abstinence: none in this many days before the contact."""


@dataclass(frozen=True, eq=False)
class FollowUp:
    """One element a stay. `due`: discharged and the window closed by as-of. `reached`: a completed contact with an
    answer in the window, else a conclusive counted test in it (`by_test`). `abstinent` only where reached. `deceased`:
    died before being reached and before the window closed."""

    due: np.ndarray
    reached: np.ndarray
    abstinent: np.ndarray
    by_test: np.ndarray
    deceased: np.ndarray


def first_follow_up(timeline: Timeline) -> FollowUp:
    """Point-prevalence abstinence at the first follow-up of every discharged stay.

    A contact says abstinent when no day of use in the past 30 was reported (else: abstinent since discharge). Positive
    evidence beats negative: a positive counted test in the 30 days before the contact, after discharge, makes it "not
    abstinent". Contacts and tests count for the patient, also after a readmission.
    """
    stays, settings = timeline.stays, timeline.records.settings
    low, high = settings.follow_up_window_days
    discharged = stays.discharged.astype(np.int64)
    due = known(stays.discharged) & (discharged + high <= timeline.as_of)
    positive = _by_patient(timeline, POSITIVE)
    contact_day, says_abstinent = _first_contact(timeline, discharged + low, discharged + high)
    test_day = _first_test(timeline, positive, discharged + low, discharged + high)
    by_contact = contact_day < FAR
    by_test = ~by_contact & (test_day < FAR)
    day = np.where(by_contact, contact_day, test_day)
    used = _any_between(
        positive, stays.patient, np.maximum(day - POINT_PREVALENCE_DAYS, discharged + 1), np.where(day < FAR, day, 0)
    )
    reached = due & (by_contact | by_test)
    abstinent = reached & np.where(by_contact, says_abstinent, True) & ~used
    deceased = due & ~reached & _died(timeline, discharged + high)
    return FollowUp(due, reached, abstinent, by_test & reached, deceased)


FAR = 2**40
_KEY = 1 << 32
_SHIFT = 1 << 31

DaysOfPatients = np.ndarray
"""Sorted keys patient × 2³² + day + 2³¹: the days of every patient."""


def _keys(patient: np.ndarray, day: np.ndarray) -> np.ndarray:
    return patient.astype(np.int64) * _KEY + (day.astype(np.int64) + _SHIFT)


def _by_patient(timeline: Timeline, bit: np.uint8) -> DaysOfPatients:
    stay, day = timeline.conclusive[bit]
    return np.sort(_keys(timeline.stays.patient[stay], day))


def _first_between(keys: DaysOfPatients, patient: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Position of each patient's first day in low … high, -1 without one."""
    at = np.searchsorted(keys, _keys(patient, low))
    end = np.searchsorted(keys, _keys(patient, high), side="right")
    return np.where(at < end, at, -1)


def _any_between(keys: DaysOfPatients, patient: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    return _first_between(keys, patient, low, high) >= 0


def _first_contact(timeline: Timeline, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Day of the first completed contact with an answer in the window (FAR = none), and whether it says abstinent."""
    contacts = timeline.records.follow_ups
    count = len(timeline.stays)
    if contacts.empty or "contacted_on" not in contacts:
        return np.full(count, FAR), np.zeros(count, bool)
    abstinent, answered = contact_answers(contacts)
    day = day_numbers(contacts["contacted_on"])
    usable = answered & known(day) & (day <= timeline.as_of)
    keys = _keys(contacts["patient_id"].cat.codes.to_numpy()[usable], day[usable])
    # Two contacts on one day: the one that reports use comes first, positive evidence beats negative.
    order = np.lexsort((abstinent[usable], keys))
    keys, abstinent, day = keys[order], abstinent[usable][order], day[usable][order]
    at = _first_between(keys, timeline.stays.patient, low, high)
    found = at >= 0
    if not len(keys):
        return np.full(count, FAR), np.zeros(count, bool)
    return np.where(found, day[at].astype(np.int64), FAR), np.where(found, abstinent[at], False)


def contact_answers(contacts: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Of every contact: does it say abstinent, and is it completed with an answer (days used, else since discharge)?"""
    completed = (contacts["outcome"] == "completed").to_numpy(bool)
    days = contacts["days_used_past_30"].to_numpy(float) if "days_used_past_30" in contacts else np.nan
    days = np.broadcast_to(days, len(contacts))
    since = pd.Series(pd.NA, index=contacts.index, dtype="boolean")
    if "abstinent_since_discharge" in contacts:
        since = contacts["abstinent_since_discharge"].astype("boolean")
    has_days = ~np.isnan(days)
    says = np.where(has_days, days == 0, since.fillna(False).to_numpy(bool))
    return says, completed & (has_days | since.notna().to_numpy())


def _first_test(timeline: Timeline, positive: DaysOfPatients, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Day of the first conclusive counted test in the window (FAR = none)."""
    keys = np.sort(np.concatenate([positive, _by_patient(timeline, NEGATIVE)]))
    keys = keys[(keys % _KEY) - _SHIFT <= timeline.as_of]
    if not len(keys):
        return np.full(len(timeline.stays), FAR)
    at = _first_between(keys, timeline.stays.patient, low, high)
    return np.where(at >= 0, keys[at] % _KEY - _SHIFT, FAR)


def _died(timeline: Timeline, until: np.ndarray) -> np.ndarray:
    stays = timeline.stays
    died = known(stays.died) & (stays.died <= until)
    episodes = timeline.records.episodes
    if "discharge_reason" in episodes:
        died |= (episodes["discharge_reason"].iloc[stays.last_row] == "death").to_numpy(bool)
    contacts = timeline.records.follow_ups
    if not contacts.empty:
        dead = (contacts["outcome"] == "deceased").to_numpy(bool)
        day: Days = day_numbers(contacts["contacted_on" if "contacted_on" in contacts else "due_on"])
        due = day_numbers(contacts["due_on"])
        day = np.where(known(day), day, due)
        keys = np.sort(_keys(contacts["patient_id"].cat.codes.to_numpy()[dead], day[dead]))
        died |= _any_between(keys, stays.patient, np.where(known(stays.discharged), stays.discharged, 0), until)
    return died
