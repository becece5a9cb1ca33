"""Presumptive against definitive: of the screens that were positive, how many were sent on, and how many confirmed?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.outcomes.exhibit import Choices, Exhibit
from analytics.outcomes.intervals import Estimate, not_estimable
from analytics.outcomes.scope import Scope
from analytics.outcomes.testing.shares import clustered_cells, share_row
from analytics.outcomes.testing.specimens import Rows, rows_of
from analytics.records.said import PANEL

ALL_ANALYTES = "all analytes"
SENT, CONFIRMED = "sent on", "confirmed"
NONE_SENT = "none was followed by a definitive result"
NO_POSITIVE = "no presumptive positive"
POSITIVE_RESULTS = ("positive", "positive_prescribed", "admitted")
CONCLUSIVE_RESULTS = (*POSITIVE_RESULTS, "negative")


def confirmation(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Presumptive positives with a definitive result of the same specimen (or the same day) and analyte: share sent on,
    and share of those confirmed. What was found counts, prescribed or not: the question is the laboratory's."""
    del by, choices
    pairs = _pairs(scope)
    names = rows_of(scope).names
    often = np.bincount(pairs.analyte, minlength=len(names))
    order = sorted(np.flatnonzero(often).tolist(), key=lambda code: (-int(often[code]), names[code]))
    chosen = [(ALL_ANALYTES, np.ones(len(pairs.stay), bool))]
    chosen += [(names[code], pairs.analyte == code) for code in order if names[code] != PANEL]
    rows, members = [], []
    for name, own in chosen:
        for measure, share, behind in _two_shares(scope, pairs, own):
            rows.append({"analyte": name, "measure": measure, **share_row(share)})
            members.append(behind)
    sent = int(pairs.sent.sum())
    n = len(pairs.stay)
    notes = (
        () if sent else (f"None of {n:,} presumptive positives has a definitive result of the same specimen or day.",)
    )
    frame = pd.DataFrame(rows) if n else pd.DataFrame(columns=["analyte", "measure"])
    return Exhibit(frame, n, "presumptive positives", members=tuple(members) if n else (), notes=notes)


class _Pairs:
    """One element a presumptive positive (specimen and analyte): is there a definitive result, is it positive?"""

    def __init__(self, stay: np.ndarray, analyte: np.ndarray, sent: np.ndarray, confirmed: np.ndarray) -> None:
        self.stay, self.analyte, self.sent, self.confirmed = stay, analyte, sent, confirmed


def _pairs(scope: Scope) -> _Pairs:
    rows, tests = rows_of(scope), scope.records.drug_tests
    positive = tests["result"].isin(POSITIVE_RESULTS).to_numpy()
    definitive = (tests["method"] == "definitive").to_numpy() & tests["result"].isin(CONCLUSIVE_RESULTS).to_numpy()
    presumptive = (tests["method"] == "presumptive").to_numpy() & positive & (rows.stay >= 0)
    presumptive &= scope.counts(rows.stay, rows.day)
    screens = np.flatnonzero(presumptive)
    confirming = np.flatnonzero(definitive & (rows.stay >= 0))
    found = np.zeros(len(screens), bool)
    confirmed = np.zeros(len(screens), bool)
    for key in _keys(rows):
        found |= np.isin(key[screens], key[confirming])
        confirmed |= np.isin(key[screens], key[confirming][positive[confirming]])
    first = np.unique(_keys(rows)[0][screens], return_index=True)[1]
    one = screens[first]
    return _Pairs(rows.stay[one], rows.analyte[one], found[first], confirmed[first])


def _keys(rows: Rows) -> tuple[np.ndarray, np.ndarray]:
    """The same specimen and analyte; the same patient's day and analyte."""
    width = len(rows.names) + 1
    day = (rows.stay.astype(np.int64) << 32) + rows.day
    return rows.specimen * np.int64(width) + rows.analyte, pd.factorize(day)[0] * np.int64(width) + rows.analyte


def _two_shares(scope: Scope, pairs: _Pairs, own: np.ndarray) -> list[tuple[str, Estimate, np.ndarray]]:
    patient = scope.stays.patient[pairs.stay]
    one = np.ones(len(pairs.stay), np.int64)
    cell, sent_cell = np.where(own, 0, -1), np.where(own & pairs.sent, 0, -1)
    sent = clustered_cells(cell, patient, pairs.sent.astype(np.int64), one, 1, nothing=NO_POSITIVE)[0]
    confirmed = (
        clustered_cells(sent_cell, patient, pairs.confirmed.astype(np.int64), one, 1, nothing=NONE_SENT)[0]
        if (own & pairs.sent).any()
        else not_estimable("patient-clustered error", NONE_SENT)
    )
    return [
        (SENT, sent, np.unique(pairs.stay[own & ~pairs.sent])),
        (CONFIRMED, confirmed, np.unique(pairs.stay[own & pairs.sent & ~pairs.confirmed])),
    ]
