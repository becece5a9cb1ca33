"""Prescribed positives, apart: medicines found in specimens of those who take them, neither use nor abstinence."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.outcomes.exhibit import Choices, Exhibit
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.scope import Scope
from analytics.outcomes.testing.shares import clustered_cells, share_row
from analytics.outcomes.testing.specimens import Rows, rows_of
from analytics.records.said import NEGATIVE, POSITIVE


def prescribed(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """By analyte that anybody is prescribed: of the specimens of those patients, the share in which it was found.

    `value`: found as prescribed ÷ (that + negative) among stays with a prescribed positive or a medication that
    explains one; a low share may mean a medicine that is not taken. `marked`: the source itself says prescribed;
    `recognised`: a plain positive that the medication explains; `not_prescribed`: positives of
    other patients, which count as use.
    """
    del by, choices
    rows = rows_of(scope)
    conclusive = ((rows.said & (POSITIVE | NEGATIVE)) > 0) | rows.prescribed
    keep = rows.given & conclusive & scope.counts(rows.stay, rows.day)
    codes = np.unique(rows.analyte[keep & rows.prescribed])
    found = [_analyte(scope, rows, keep & (rows.analyte == code), str(rows.names[code])) for code in codes.tolist()]
    found.sort(key=lambda one: -one[2])
    frame = pd.DataFrame([row for row, _, _ in found])
    n = int(frame["n"].sum()) if len(frame) else 0
    notes = (
        "A prescribed positive is neither positive nor negative: it never counts as use, and never as a clean test.",
    )
    return Exhibit(frame, n, "specimens", members=tuple(stays for _, stays, _ in found), notes=notes if n else ())


def _analyte(scope: Scope, rows: Rows, keep: np.ndarray, name: str) -> tuple[dict[str, object], np.ndarray, int]:
    first = np.unique(rows.specimen[keep], return_index=True)[1]
    at = np.flatnonzero(keep)[first]
    listed = (scope.records.drug_tests["result"] == "positive_prescribed").to_numpy()[at]
    taken = rows.prescribed[at]
    stay = rows.stay[at]
    takers = np.zeros(len(scope.stays), bool)
    takers[stay[taken]] = True
    takers |= _medicated(scope, name)
    own = takers[stay] & (taken | ((rows.said[at] & NEGATIVE) > 0))
    share = _share(scope, stay[own], taken[own])
    other = int((~taken & ((rows.said[at] & POSITIVE) > 0)).sum())
    row = {
        "analyte": name,
        **share_row(share),
        "marked": int(listed.sum()),
        "recognised": int((taken & ~listed).sum()),
        "not_prescribed": other,
        "people": len(np.unique(scope.stays.patient[stay[own]])),
    }
    return row, np.unique(stay[own & ~taken]), share.n


def _medicated(scope: Scope, analyte: str) -> np.ndarray:
    """Stays whose medication explains the analyte."""
    explains = [drug for drug, found in scope.records.settings.prescribed.items() if analyte in found]
    if "medication" not in scope.records.episodes:
        return np.zeros(len(scope.stays), bool)
    medicated: np.ndarray = scope.episode_column("medication").isin(explains).to_numpy(bool)
    return medicated


def _share(scope: Scope, stay: np.ndarray, taken: np.ndarray) -> Estimate:
    zero, one = np.zeros(len(stay), np.int64), np.ones(len(stay), np.int64)
    patient = scope.stays.patient[stay]
    return clustered_cells(zero, patient, taken.astype(np.int64), one, 1, nothing="no specimen")[0]
