"""The days a set of tests could have seen: each test's window back from its day, and the union of them in care."""

from __future__ import annotations

import numpy as np

from analytics.outcomes.scope import Scope
from analytics.outcomes.testing.specimens import Rows
from analytics.outcomes.testing.windows import detection_windows
from analytics.records.days import Days

_FAR = 1 << 24  # days: more than any record spans, so that stays never meet on one line


def window_days(scope: Scope, rows: Rows, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Days seen at least and at most by each row; 0 where the file has no window. Without the column the specimen is
    urine, the usual one; an empty cell of the column is not known."""
    windows, tests = detection_windows(), scope.records.drug_tests
    if "specimen" in tests:
        kinds = [str(kind) for kind in tests["specimen"].cat.categories]
        kind = tests["specimen"].cat.codes.to_numpy()[at]
    else:
        kinds, kind = ["urine"], np.zeros(len(at), np.int64)
    table = np.zeros((2, len(rows.names), len(kinds) + 1), np.int64)
    for a, analyte in enumerate(rows.names):
        for s, name in enumerate(kinds):
            if (analyte, name) in windows:
                window = windows[analyte, name]
                table[:, a, s] = window.shortest, window.longest
    return table[0, rows.analyte[at], kind], table[1, rows.analyte[at], kind]


def union_days(stay: np.ndarray, day: Days, window: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Days of each stay (`first` … `last`) in the union of the windows day − window + 1 … day of its tests.

    Tests on days 3 and 5 that see 4 and 2 days back, from day 1: 1–3 and 4–5, so 5 days.
    """
    start = np.maximum(day.astype(np.int64) - window + 1, first[stay])
    end = np.minimum(day.astype(np.int64), last[stay])
    some = end >= start
    stay, start, end = stay[some].astype(np.int64), start[some], end[some]
    if not len(stay):
        return np.zeros(len(first), np.int64)
    order = np.lexsort((end, stay))[::-1]  # the latest test first: what it sees, an earlier one need not see again
    stay, start, end = stay[order], start[order], end[order]
    start, end = start + stay * _FAR, end + stay * _FAR
    seen_from = np.minimum.accumulate(start)  # stays descend, so it begins anew with each of them
    later = np.append(np.int64(2**62), seen_from[:-1])
    fresh = np.minimum(end, later - 1) - start + 1
    return np.bincount(stay, weights=np.maximum(fresh, 0), minlength=len(first)).astype(np.int64)
