"""The patients: project, arm, first day, last protocol day, background. One row a patient of `everybody`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.records.ctn0094.background import background
from analytics.records.ctn0094.coded import EMPTY
from analytics.records.ctn0094.reconciliation import Account
from analytics.records.ctn0094.trial import (
    CONSENT,
    FIRST_PHASE_DAYS,
    PROJECTS,
    TREATMENT_DAYS,
    TWO_PHASES,
    medication_of,
)

UNKNOWN_PATIENT = -1


@dataclass(frozen=True)
class Patients:
    """Arrays of one length in the order of `who`; days count from consent.

    `first_day` is the day of the first randomisation (0 for the others), `last_day` the last protocol day. `arm` and
    `medication` are "" for those never randomised.
    """

    who: np.ndarray
    project: np.ndarray
    randomised: np.ndarray
    arm: np.ndarray
    medication: np.ndarray
    first_day: np.ndarray
    last_day: np.ndarray

    def __len__(self) -> int:
        return len(self.who)

    @property
    def names(self) -> list[str]:
        """patient_id of every patient."""
        return [str(number) for number in self.who]

    def rows_of(self, who: pd.Series) -> np.ndarray:
        """The position of each patient number, UNKNOWN_PATIENT where `everybody` has no such patient."""
        numbers = who.to_numpy()
        at = np.minimum(np.searchsorted(self.who, numbers), len(self.who) - 1)
        return np.where(self.who[at] == numbers, at, UNKNOWN_PATIENT)


def patients_of(tables: Mapping[str, pd.DataFrame]) -> tuple[Patients, list[Account]]:
    """Every patient with arm, first and last day, and where each row of everybody and randomization went."""
    everybody = tables["everybody"].drop_duplicates("who").sort_values("who")
    everybody = everybody[everybody["who"] >= 0]
    who = everybody["who"].to_numpy()
    project = everybody["project"].astype(str).map(lambda name: PROJECTS.get(name, name)).to_numpy(dtype=object)
    drawn = tables["randomization"]
    first, second = (_earliest(drawn, which).reindex(who) for which in ("1", "2"))
    randomised = first["when"].notna().to_numpy()
    first_day = first["when"].fillna(0).to_numpy()
    arm = first["treatment"].astype(object).where(randomised, "").to_numpy()
    patients = Patients(
        who=who,
        project=project,
        randomised=randomised,
        arm=arm,
        medication=np.array([medication_of(a) if a else "" for a in arm], dtype=object),
        first_day=first_day.astype(np.int64),
        last_day=_last_protocol_day(project, first_day, second["when"].to_numpy()),
    )
    return patients, [_account_everybody(tables["everybody"], patients), _account_draws(drawn, patients)]


def _earliest(drawn: pd.DataFrame, which: str) -> pd.DataFrame:
    """The dated randomisation of one phase, by patient."""
    chosen = drawn[(drawn["which"] == which) & drawn["when"].notna()]
    return chosen.sort_values("when", kind="stable").drop_duplicates("who").set_index("who")


def _last_protocol_day(project: np.ndarray, first_day: np.ndarray, second_day: np.ndarray) -> np.ndarray:
    """Day of consent + 168; CTN-0030: second randomisation + 168, or without one the first + 98."""
    two_phases = np.where(np.isnan(second_day), first_day + FIRST_PHASE_DAYS, second_day + TREATMENT_DAYS)
    return np.where(project == TWO_PHASES, two_phases, TREATMENT_DAYS).astype(np.int64)


def _account_everybody(everybody: pd.DataFrame, patients: Patients) -> Account:
    randomised = int(patients.randomised.sum())
    kept = {"episodes, randomised": randomised, "episodes, never randomised": len(patients) - randomised}
    return Account(
        "everybody", len(everybody), {**kept, "a repeated or empty patient number": len(everybody) - len(patients)}
    )


def _account_draws(drawn: pd.DataFrame, patients: Patients) -> Account:
    row = patients.rows_of(drawn["who"])
    second = (drawn["which"] == "2").to_numpy() & drawn["when"].notna().to_numpy() & (row != UNKNOWN_PATIENT)
    moves_end = second & (patients.project[row] == TWO_PHASES)
    used = int(patients.randomised.sum())
    return Account(
        "randomization",
        len(drawn),
        {
            "episodes: admitted_on, arm": used,
            "episodes: planned_end_on of the second phase": int(moves_end.sum()),
            "second draw of a trial with one phase, not needed": int((second & ~moves_end).sum()),
            "without a day, without a patient or repeated": int(len(drawn) - used - second.sum()),
        },
    )


def episodes_of(patients: Patients, tables: Mapping[str, pd.DataFrame], last_seen: np.ndarray) -> pd.DataFrame:
    """One episode a patient, from the first randomisation (or consent) to the last protocol day."""
    consent = np.datetime64(CONSENT)
    first = consent + patients.first_day
    return pd.DataFrame(
        {
            "patient_id": patients.who.astype(str),
            "admitted_on": first,
            "planned_end_on": consent + patients.last_day,
            "last_contact_on": consent + last_seen,
            "program": np.where(patients.randomised, "randomised", "not randomised"),
            "project": patients.project,
            "arm": _or_empty(patients.arm),
            "randomised": np.where(patients.randomised, "true", "false"),
            "medication": _or_empty(patients.medication),
            "medication_from": np.where(patients.randomised, first, np.datetime64("NaT", "s")),
            "primary_substance": "opioids",
            **background(patients.who, tables),
        }
    )


def _or_empty(words: np.ndarray) -> np.ndarray:
    return np.where(words == "", EMPTY, words)
