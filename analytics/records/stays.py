"""Stays: one row per admission of one patient, level-of-care transfers joined."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.records.days import NO_DAY, Days, day_number, day_numbers, earliest, known, optional_day_numbers
from analytics.records.records import Records
from analytics.records.settings import Policy

TRANSFER = "transferred"
DEATH = "death"
NOT_DUE_AFTER = (TRANSFER, DEATH, "incarcerated")
"""Discharge reasons after which no test is due any more: the patient is someone else's to test, or cannot be tested."""

HIGHER_LEVELS = ("2.5", "2.7", "3.1", "3.3", "3.5", "3.7", "4")
"""ASAM levels above the intensive outpatient program (2.1)."""

KNOWN_AT_LEAVING = ("discharged_on", "discharge_reason", "last_contact_on", "next_level_of_care", "died_on")
"""Columns that a joined stay has from its last episode; every other one it has from its first."""


@dataclass(frozen=True, eq=False)
class Stays:
    """Joined episodes as arrays of one length, in the order of patient and admission.

    `row` points at the first row of `records.episodes`, `last_row` at the one whose discharge ends the stay.
    Days count from 1970-01-01; `NO_DAY` = not known (an active patient has no discharge).
    """

    row: np.ndarray
    last_row: np.ndarray
    patient: np.ndarray
    admitted: Days
    discharged: Days
    planned_end: Days
    last_contact: Days
    died: Days
    due_until: Days
    policy: np.ndarray
    policies: tuple[Policy, ...]

    def __len__(self) -> int:
        return len(self.row)

    def drop_out_gap_weeks(self) -> np.ndarray:
        """Weeks without a test after which a patient has dropped out, by the policy of each stay (rounded up)."""
        return np.array([-(-policy.drop_out_gap_days // 7) for policy in self.policies], np.int32)[self.policy]

    def next_admission(self) -> Days:
        """The same patient's next admission, `NO_DAY` for the last stay."""
        following = np.full(len(self), NO_DAY, np.int32)
        same = self.patient[1:] == self.patient[:-1]
        following[:-1][same] = self.admitted[1:][same]
        return following


def joined_stays(records: Records) -> Stays:
    """Every stay of every patient; a transfer readmitted within `join_gap_days` continues the stay before it."""
    episodes = records.episodes
    first, last = _joined_rows(episodes, records.settings.join_gap_days)
    admitted = day_numbers(episodes["admitted_on"])[first]
    discharged = optional_day_numbers(episodes, "discharged_on")[last]
    died = _days_of_death(episodes)[last]
    policy, policies = _policies(episodes, first, records)
    return Stays(
        row=first,
        last_row=last,
        patient=episodes["patient_id"].cat.codes.to_numpy().astype(np.int32)[first],
        admitted=admitted,
        discharged=discharged,
        planned_end=_planned_ends(episodes, first, admitted, policy, policies),
        last_contact=optional_day_numbers(episodes, "last_contact_on")[last],
        died=died,
        due_until=_due_until(episodes, last, discharged, died),
        policy=policy,
        policies=policies,
    )


def _days_of_death(episodes: pd.DataFrame) -> Days:
    """The day each row's patient died, on whichever of the patient's episodes it is recorded (`NO_DAY` = not known).

    The discharge of an episode that ended by death stands in for a missing date.
    """
    stated = optional_day_numbers(episodes, "died_on")
    by_death = _words(episodes, "discharge_reason") == DEATH
    stated = np.where(known(stated) | ~by_death, stated, optional_day_numbers(episodes, "discharged_on"))
    if not known(stated).any():
        return stated
    patient = episodes["patient_id"].cat.codes.to_numpy()
    never = 2**31 - 1
    first = np.full(int(patient.max()) + 1, never, np.int64)
    np.minimum.at(first, patient, np.where(known(stated), stated, never))
    return np.where(first[patient] == never, NO_DAY, first[patient]).astype(np.int32)


def leaving_rows(records: Records) -> np.ndarray:
    """For every row of `records.episodes` the row that ends its stay: itself, or the last one a transfer leads to."""
    first, last = _joined_rows(records.episodes, records.settings.join_gap_days)
    patient = records.episodes["patient_id"].cat.codes.to_numpy()
    order = np.lexsort((day_numbers(records.episodes["admitted_on"]), patient))
    begins = np.zeros(len(order), np.int64)
    begins[np.isin(order, first)] = 1
    ends = np.empty(len(order), np.int64)
    ends[order] = last[np.cumsum(begins) - 1] if len(order) else order
    return ends


def _joined_rows(episodes: pd.DataFrame, join_gap_days: int) -> tuple[np.ndarray, np.ndarray]:
    """The first and the last episode row of every stay."""
    patient = episodes["patient_id"].cat.codes.to_numpy()
    admitted = day_numbers(episodes["admitted_on"])
    order = np.lexsort((admitted, patient))
    discharged = optional_day_numbers(episodes, "discharged_on")[order]
    reason = _words(episodes, "discharge_reason")[order]
    gap = admitted[order][1:] - discharged[:-1]
    continues = np.zeros(len(order), bool)
    continues[1:] = (
        (patient[order][1:] == patient[order][:-1])
        & (reason[:-1] == TRANSFER)
        & known(discharged[:-1])
        & (gap >= 0)
        & (gap <= join_gap_days)
    )
    begins = np.flatnonzero(~continues)
    ends = np.append(begins[1:], len(order))[: len(begins)] - 1
    return order[begins], order[ends]


def _words(frame: pd.DataFrame, column: str) -> np.ndarray:
    if column not in frame:
        return np.full(len(frame), "", dtype=object)
    return frame[column].astype(object).where(frame[column].notna(), "").to_numpy()


def _due_until(episodes: pd.DataFrame, last: np.ndarray, discharged: Days, died: Days) -> Days:
    """The last day on which a test can be due, `NO_DAY` without such a limit (drop-outs stay due: intent-to-treat)."""
    reason = _words(episodes, "discharge_reason")[last]
    higher = np.isin(_words(episodes, "next_level_of_care")[last], HIGHER_LEVELS)
    released = np.isin(reason, NOT_DUE_AFTER) | higher
    return earliest(np.where(released, discharged, NO_DAY).astype(np.int32), died)


def _policies(episodes: pd.DataFrame, rows: np.ndarray, records: Records) -> tuple[np.ndarray, tuple[Policy, ...]]:
    """The policy of every stay as a code, and the policies the codes stand for."""
    columns = [c for c in ("program", "track", "medication") if c in episodes]
    if not columns or not records.settings.has_overrides:
        return np.zeros(len(rows), np.int16), (records.settings.policy(),)
    keys = episodes[columns].iloc[rows].astype(object)
    codes, combinations = pd.factorize(pd.MultiIndex.from_frame(keys.where(keys.notna(), "")))
    found: list[Policy] = []
    index = np.zeros(len(combinations), np.int16)
    for at, combination in enumerate(combinations):
        named = {c: v or None for c, v in zip(columns, combination, strict=True)}
        policy = records.settings.policy(**named)
        if policy not in found:
            found.append(policy)
        index[at] = found.index(policy)
    return index[codes] if len(codes) else np.zeros(0, np.int16), tuple(found) or (records.settings.policy(),)


def _planned_ends(
    episodes: pd.DataFrame, rows: np.ndarray, admitted: Days, policy: np.ndarray, policies: tuple[Policy, ...]
) -> Days:
    """planned_end_on, else planned days, else planned sessions ÷ sessions a week; `NO_DAY` without a plan."""
    stated = optional_day_numbers(episodes, "planned_end_on")[rows]
    lengths = np.array([planned_length(p) or NO_DAY for p in policies], np.int32)[policy]
    by_plan = np.where(known(lengths), admitted + lengths, NO_DAY)
    return np.where(known(stated), stated, by_plan).astype(np.int32)


def planned_length(policy: Policy) -> int | None:
    """Days the plan takes: planned days, else planned sessions ÷ sessions a week (rounded up to whole days)."""
    if policy.planned_days:
        return policy.planned_days
    if policy.planned_sessions and policy.sessions_per_week:
        return math.ceil(policy.planned_sessions / policy.sessions_per_week * 7)
    return None


def as_of_day(records: Records) -> int:
    """The as-of date of the records as a day number."""
    return day_number(records.as_of)
