"""Shares of tests, windows, days and people as rows of a tidy frame, with patients as clusters where rows repeat."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from analytics.outcomes.clustered import METHOD, clustered_proportion
from analytics.outcomes.intervals import Estimate, not_estimable
from analytics.outcomes.scope import Scope

SHARE = ("value", "low", "high", "events", "n", "reason")


def clustered_cells(
    cell: np.ndarray, patient: np.ndarray, hits: np.ndarray, total: np.ndarray, cells: int, *, nothing: str
) -> list[Estimate]:
    """Hits ÷ total in each of `cells` cells (row arrays; negative cells are left out), patients as clusters."""
    keep = (cell >= 0) & (total > 0)
    people = int(patient.max(initial=0)) + 1
    key, at = np.unique(cell[keep].astype(np.int64) * people + patient[keep], return_inverse=True)
    x = np.bincount(at, weights=hits[keep], minlength=len(key)).astype(np.int64)
    n = np.bincount(at, weights=total[keep], minlength=len(key)).astype(np.int64)
    edges = np.searchsorted(key // people, np.arange(cells + 1))
    return [
        _counted(x[start:end], n[start:end]) if end > start else not_estimable(METHOD, nothing)
        for start, end in pairwise(edges)
    ]


def _counted(x: np.ndarray, n: np.ndarray) -> Estimate:
    """The clustered share; where it is not estimable (one patient alone) what was counted stays with it."""
    found = clustered_proportion(x, n)
    return found if found.value is not None else replace(found, events=int(x.sum()))


def share_row(found: Estimate) -> dict[str, Any]:
    """The columns value, low, high, events, n, reason of an estimate."""
    return {
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "events": found.events or 0,
        "n": found.n,
        "reason": found.reason,
    }


def named_groups(scope: Scope, by: str | None, chosen: np.ndarray) -> tuple[list[str], np.ndarray]:
    """The names of the groups among some stays, sorted, and every stay's group as a position (−1 = none of them)."""
    labels = scope.groups(by)
    names = sorted({str(name) for name in labels[chosen]})
    place = {name: k for k, name in enumerate(names)}
    codes = scope.once(("group codes", by), lambda: _codes(labels))
    of_code = np.array([place.get(name, -1) for name in codes[0]] or [-1])
    return names, of_code[codes[1]] if len(codes[1]) else np.zeros(0, np.int64)


def _codes(labels: np.ndarray) -> tuple[list[str], np.ndarray]:
    names, codes = np.unique(labels.astype(str), return_inverse=True)
    return [str(name) for name in names], codes


def stays_of(cells: int, cell: np.ndarray, stay: np.ndarray) -> tuple[np.ndarray, ...]:
    """The stays behind each cell, each once, in order."""
    if not len(cell):
        return tuple(np.zeros(0, np.int64) for _ in range(cells))
    keep = cell >= 0
    most = int(stay.max(initial=0)) + 1
    key = np.unique(cell[keep].astype(np.int64) * most + stay[keep])
    edges = np.searchsorted(key // most, np.arange(cells + 1))
    return tuple(key[start:end] % most for start, end in pairwise(edges))
