"""What each specimen given in care said, analyte by analyte, and for all counted analytes together.

A refusal is no specimen: it stands in the ledger. Wash-out and prescriptions are applied as everywhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.outcomes.scope import Scope
from analytics.records.days import Days, known
from analytics.records.said import (
    GIVEN,
    NEGATIVE,
    NEITHER,
    POSITIVE,
    REFUSED,
    Analytes,
    counted_rows,
    mark_pending_within_lag,
    read_positives,
    said_by_row,
)

ONLY_POSITIVES = "only positive results of it are listed"
LEAST_TO_TELL = 10
"""With so many results of an analyte, none negative, the source lists what was found and nothing else."""

ANY = "any counted analyte"
"""The name of the reading of a whole specimen."""


@dataclass(frozen=True, eq=False)
class Rows:
    """Every row of drug_tests: `stay` (−1 = of no stay or after discharge), `day`, `analyte` (code), `said` (flags),
    `specimen` (a number), `prescribed` (a positive the source or the medication explains), `counted` (any analyte of
    the policy), `random` (drawn at random; all False without the column)."""

    stay: np.ndarray
    day: Days
    analyte: np.ndarray
    said: np.ndarray
    specimen: np.ndarray
    prescribed: np.ndarray
    counted: np.ndarray
    random: np.ndarray
    names: tuple[str, ...]

    @property
    def given(self) -> np.ndarray:
        """Rows of a specimen that was given in care."""
        return (self.stay >= 0) & ((self.said & GIVEN) > 0) & ((self.said & REFUSED) == 0)


@dataclass(frozen=True, eq=False)
class Results:
    """One element a specimen and analyte (or a specimen, `analyte` −1) with a conclusive result."""

    stay: np.ndarray
    day: Days
    analyte: np.ndarray
    positive: np.ndarray
    random: np.ndarray

    def take(self, keep: np.ndarray) -> Results:
        """Some of them."""
        return Results(*(getattr(self, name)[keep] for name in ("stay", "day", "analyte", "positive", "random")))


def rows_of(scope: Scope) -> Rows:
    """The rows of drug_tests, read once."""
    found: Rows = scope.once(("testing rows", scope.records.settings.refused), lambda: _rows(scope))
    return found


def _rows(scope: Scope) -> Rows:
    records, stays, tests = scope.records, scope.stays, scope.records.drug_tests
    stay, day = scope.placed("drug_tests", "tested_on")
    said = said_by_row(tests, "missed")  # a refusal is no specimen here, whatever it counts as elsewhere
    mark_pending_within_lag(said, tests, day, records)
    listed = (tests["result"] == "positive_prescribed").to_numpy()
    unwashed = replace(stays, policies=tuple(replace(policy, washout_days={}) for policy in stays.policies))
    explained = said.copy()
    read_positives(explained, tests, day, stay, unwashed, records)
    prescribed = listed | ((said == POSITIVE) & (explained == NEITHER))
    read_positives(said, tests, day, stay, stays, records)
    return Rows(
        stay=_in_care(scope, stay, day),
        day=day,
        analyte=tests["analyte"].cat.codes.to_numpy(),
        said=said,
        specimen=_specimens(tests, day),
        prescribed=prescribed,
        counted=counted_rows(tests, stay, stays, "all"),
        random=tests["random"].fillna(False).to_numpy(bool) if "random" in tests else np.zeros(len(tests), bool),
        names=tuple(str(name) for name in tests["analyte"].cat.categories),
    )


def _in_care(scope: Scope, stay: np.ndarray, day: Days) -> np.ndarray:
    """The stay of a row given up to the day of discharge and as-of, else −1."""
    left = scope.stays.discharged[np.maximum(stay, 0)]
    inside = (stay >= 0) & (~known(left) | (day <= left)) & (day <= scope.as_of)
    return np.where(inside, stay, -1)


def _specimens(tests: pd.DataFrame, day: Days) -> np.ndarray:
    """A number for each row's specimen; without a specimen number the patient's day is the specimen."""
    patient = tests["patient_id"].cat.codes.to_numpy().astype(np.int64)
    label = np.full(len(tests), -1, np.int64)
    if "specimen_id" in tests:
        label = tests["specimen_id"].cat.codes.to_numpy().astype(np.int64)
    since = day.astype(np.int64) - (int(day[known(day)].min()) if known(day).any() else 0)
    since = np.where(known(day), since, 0)
    return pd.factorize((patient << 41) + (since << 24) + (label + 1))[0]


def analyte_results(scope: Scope) -> Results:
    """Every conclusive specimen and analyte: positive if any row of it is, else negative if one is."""

    def compute() -> Results:
        rows = rows_of(scope)
        return _read(rows, rows.given, rows.specimen * np.int64(len(rows.names) + 1) + rows.analyte, rows.analyte)

    found: Results = scope.once(("analyte results", scope.records.settings.refused), compute)
    return found


def specimen_results(scope: Scope, analytes: Analytes = "all") -> Results:
    """Every conclusive specimen: positive if any counted analyte is, negative if one is negative and none positive."""

    def compute() -> Results:
        rows = rows_of(scope)
        counted = rows.given & counted_rows(scope.records.drug_tests, rows.stay, scope.stays, analytes)
        return _read(rows, counted, rows.specimen, np.full(len(rows.stay), -1))

    found: Results = scope.once(("specimen results", analytes, scope.records.settings.refused), compute)
    return found


def _read(rows: Rows, keep: np.ndarray, cell: np.ndarray, analyte: np.ndarray) -> Results:
    at = np.flatnonzero(keep & ((rows.said & (POSITIVE | NEGATIVE)) > 0))
    number, first = pd.factorize(cell[at])
    positive = np.zeros(len(first), bool)
    positive[number[(rows.said[at] & POSITIVE) > 0]] = True
    one = np.zeros(len(first), np.int64)
    one[number[::-1]] = at[::-1]  # the first row of each cell speaks for it
    return Results(rows.stay[one], rows.day[one], analyte[one], positive, rows.random[one])


def listed_only(scope: Scope, name: str) -> bool:
    """Whether the source lists only the positives of an analyte, so that nothing can stand below the line."""

    def compute() -> set[str]:
        found, names = analyte_results(scope), rows_of(scope).names
        total = np.bincount(found.analyte, minlength=len(names))
        positive = np.bincount(found.analyte, weights=found.positive, minlength=len(names))
        return {names[k] for k in np.flatnonzero((total >= LEAST_TO_TELL) & (positive == total))}

    return name in scope.once(("only positives", scope.records.settings.refused), compute)


def counted_results(scope: Scope, found: Results) -> Results:
    """Those of the chosen stays, on a day that counts."""
    return found.take(scope.counts(found.stay, found.day))


def specimen_days(scope: Scope) -> tuple[np.ndarray, Days]:
    """Stay and day of every patient-day in care after admission with a specimen, in that order, each once."""

    def compute() -> tuple[np.ndarray, Days]:
        rows = rows_of(scope)
        given = rows.given & (rows.day > scope.stays.admitted[np.maximum(rows.stay, 0)]) & _collected(scope)
        key = np.unique((rows.stay[given].astype(np.int64) << 32) + rows.day[given])
        return (key >> 32).astype(np.int64), (key & 0xFFFFFFFF).astype(np.int32)

    found: tuple[np.ndarray, Days] = scope.once(("specimen days", scope.records.settings.refused), compute)
    return found


def _collected(scope: Scope) -> np.ndarray:
    """Rows of a real specimen: not concluded from another record."""
    tests = scope.records.drug_tests
    if "method" not in tests:
        return np.ones(len(tests), bool)
    collected: np.ndarray = (tests["method"] != "inferred").to_numpy()
    return collected
