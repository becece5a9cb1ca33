"""Urine tests: the trial lists only what was detected; the negatives are rebuilt from visits and specimens.

A day is *tested* if a visit was held on it or a counted opioid was detected; every tested day gets one row a counted
analyte. On other days with a specimen or a finding those rows are `pending`: kept, visible, never a week's result.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.records.ctn0094.coded import coded
from analytics.records.ctn0094.patients import UNKNOWN_PATIENT, Patients
from analytics.records.ctn0094.reconciliation import Account, Noticed
from analytics.records.ctn0094.trial import ANALYTES, CONSENT, COUNTED
from analytics.records.ctn0094.visits import Visits

RESULTS = ("negative", "positive", "positive_prescribed", "pending")
NEGATIVE, POSITIVE, PRESCRIBED, PENDING = range(4)
METHODS = ("presumptive", "inferred")
NO_VISIT = "no visit recorded"
TEMPERATURE = {"0": "out of range", "1": "in range", "99": "unknown"}
DAYS_APART = 1 << 20
"""More than any day number: patient position × this + day is one number a patient-day."""

MIDDLE = DAYS_APART // 2
"""Added to the day, so that days before consent (negative) stay with their patient."""


@dataclass(frozen=True)
class UrineTests:
    """`drug_tests` in our columns, where every finding and specimen went, and what was noticed."""

    drug_tests: pd.DataFrame
    accounts: tuple[Account, ...]
    noticed: tuple[Noticed, ...]


@dataclass(frozen=True)
class _Days:
    """The patient-days with a visit, a specimen or a finding: sorted keys and what each holds."""

    key: np.ndarray
    row: np.ndarray
    day: np.ndarray
    visited: np.ndarray
    specimen: np.ndarray
    found: np.ndarray  # any analyte
    counted: np.ndarray  # days × COUNTED: detected
    prescribed: np.ndarray  # days × COUNTED: explained by the arm's medicine

    @property
    def tested(self) -> np.ndarray:
        return self.visited | (self.counted & ~self.prescribed).any(axis=1)

    @property
    def inferred(self) -> np.ndarray:
        return self.visited & ~self.specimen & ~self.found


def urine_tests_of(uds: pd.DataFrame, uds_temp: pd.DataFrame, visits: Visits, patients: Patients) -> UrineTests:
    """drug_tests in our columns: opioid rows of every day, findings only of other analytes; where each row went."""
    findings, specimens = _keyed(uds, patients), _keyed(uds_temp, patients)
    days = _days(findings, specimens, visits, patients)
    opioid = _opioid_rows(days)
    other = _other_rows(findings, days)
    tests = pd.concat([opioid, other]).sort_values(["row", "day"], kind="stable", ignore_index=True)
    temperature = _temperatures(specimens)
    return UrineTests(
        drug_tests=_in_our_columns(tests, temperature, patients),
        accounts=(_account_findings(uds, findings, days), _account_specimens(uds_temp, specimens, days)),
        noticed=tuple(_noticed(specimens, days, patients)),
    )


def _keyed(table: pd.DataFrame, patients: Patients) -> pd.DataFrame:
    """The rows with a known patient and a day, once each, with `row` (patient position), `day` and `key`."""
    row = patients.rows_of(table["who"])
    usable = (row != UNKNOWN_PATIENT) & table["when"].notna().to_numpy()
    day = table["when"].fillna(0).to_numpy().astype(np.int64)
    keyed = table.assign(row=row, day=day, key=_key(row, day))[usable]
    return keyed.drop_duplicates(["key", *({"what"} & set(keyed.columns))])


def _key(row: np.ndarray, day: np.ndarray) -> np.ndarray:
    return row * DAYS_APART + day + MIDDLE


def _days(findings: pd.DataFrame, specimens: pd.DataFrame, visits: Visits, patients: Patients) -> _Days:
    visited, found, given = (
        np.unique(k) for k in (_key(visits.held_row, visits.held_day), findings["key"], specimens["key"])
    )
    key = np.unique(np.concatenate([visited, found, given]))
    row, day = key // DAYS_APART, key % DAYS_APART - MIDDLE
    analyte = findings["what"].astype(object).map(ANALYTES)
    after = patients.randomised[row] & (day > patients.first_day[row])
    return _Days(
        key=key,
        row=row,
        day=day,
        visited=np.isin(key, visited, assume_unique=True),
        specimen=np.isin(key, given, assume_unique=True),
        found=np.isin(key, found, assume_unique=True),
        counted=np.column_stack([np.isin(key, findings["key"][analyte == a]) for a in COUNTED]),
        prescribed=np.column_stack([after & (patients.medication[row] == a) for a in COUNTED]),
    )


def _opioid_rows(days: _Days) -> pd.DataFrame:
    """One row a counted analyte of every day (days × analytes, unrolled)."""
    read = np.where(days.counted, np.where(days.prescribed, PRESCRIBED, POSITIVE), NEGATIVE)
    result = np.where(days.tested[:, None], read, PENDING)
    width = len(COUNTED)
    return pd.DataFrame(
        {
            "row": np.repeat(days.row, width),
            "day": np.repeat(days.day, width),
            "key": np.repeat(days.key, width),
            "analyte": coded(np.tile(np.arange(width), len(days.key)), _analytes()),
            "result": coded(result.ravel(), RESULTS),
            "method": coded(np.repeat(days.inferred.astype(np.int8), width), METHODS),
        }
    )


def _analytes() -> list[str]:
    return [*COUNTED, *(a for a in ANALYTES.values() if a not in COUNTED)]


def _other_rows(findings: pd.DataFrame, days: _Days) -> pd.DataFrame:
    analyte = pd.Categorical(findings["what"].astype(object).map(ANALYTES), _analytes())
    other = ~np.isin(analyte.codes, range(len(COUNTED)))
    rows = findings[other]
    return pd.DataFrame(
        {
            "row": rows["row"].to_numpy(),
            "day": rows["day"].to_numpy(),
            "key": rows["key"].to_numpy(),
            "analyte": analyte[other],
            "result": coded(np.full(len(rows), POSITIVE), RESULTS),
            "method": coded(np.zeros(len(rows), np.int8), METHODS),
        }
    )


def _temperatures(specimens: pd.DataFrame) -> pd.Series:
    """The temperature of each day's specimen by key."""
    return specimens.set_index("key")["was_temp_ok"].astype(object).map(TEMPERATURE)


def _in_our_columns(tests: pd.DataFrame, temperature: pd.Series, patients: Patients) -> pd.DataFrame:
    inferred = (tests["method"] == "inferred").to_numpy()
    pending = (tests["result"] == "pending").to_numpy()
    return pd.DataFrame(
        {
            "patient_id": coded(tests["row"].to_numpy(), patients.names),
            "analyte": tests["analyte"],
            "result": tests["result"],
            "collected_on": np.datetime64(CONSENT) + tests["day"].to_numpy(),
            "specimen": coded(np.where(inferred, -1, 0), ["urine"]),
            "method": tests["method"],
            "reason": coded(np.where(pending, 0, -1), [NO_VISIT]),
            "temperature": temperature.reindex(tests["key"].to_numpy()).astype("category").to_numpy(),
        }
    )


def _account_findings(uds: pd.DataFrame, findings: pd.DataFrame, days: _Days) -> Account:
    analyte = findings["what"].astype(object).map(ANALYTES)
    at = np.searchsorted(days.key, findings["key"].to_numpy())
    column = analyte.map({a: k for k, a in enumerate(COUNTED)}).fillna(-1).to_numpy(np.int64)
    counted, tested = column >= 0, days.tested[at]
    prescribed = counted & days.prescribed[at, np.maximum(column, 0)]
    return Account(
        "uds",
        len(uds),
        {
            "drug_tests, positive": int((counted & ~prescribed).sum()),
            "drug_tests, positive_prescribed": int((prescribed & tested).sum()),
            "drug_tests, pending: the prescribed medicine on a day without a visit": int((prescribed & ~tested).sum()),
            "drug_tests, positive of an analyte that is not counted": int((~counted & analyte.notna()).sum()),
            "of an unknown analyte": int(analyte.isna().sum()),
            "without a day, without a patient or repeated": len(uds) - len(findings),
        },
    )


def _account_specimens(uds_temp: pd.DataFrame, specimens: pd.DataFrame, days: _Days) -> Account:
    at = np.searchsorted(days.key, specimens["key"].to_numpy())
    visited, tested = days.visited[at], days.tested[at]
    undated = int(uds_temp["when"].isna().sum())
    return Account(
        "uds_temp",
        len(uds_temp),
        {
            "specimen of a visit": int(visited.sum()),
            "specimen without a visit, an opioid detected": int((tested & ~visited).sum()),
            f"specimen without a visit: opioid rows pending ({NO_VISIT})": int((~tested).sum()),
            "undated, no test row": undated,
            "second row of one day, or without a patient": len(uds_temp) - len(specimens) - undated,
        },
    )


def _noticed(specimens: pd.DataFrame, days: _Days, patients: Patients) -> list[Noticed]:
    after = patients.randomised[days.row] & (days.day > patients.first_day[days.row])
    pending, inferred, visited = (int((after & m).sum()) for m in (~days.tested, days.inferred, days.visited))
    cold = int((specimens["was_temp_ok"] == "0").sum())
    return [
        Noticed("uds_temp", "temperature", cold, "specimens out of the temperature range, counted as in the trial"),
        Noticed("uds", "pending", pending, f"days after randomisation with a test but {NO_VISIT}: pending"),
        Noticed(
            "visit", "inferred", inferred,
            f"of {visited:,} visit days after randomisation without specimen or finding: negatives marked inferred",
        ),
    ]  # fmt: skip
