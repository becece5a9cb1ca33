"""Rows of an exhibit's frame: an estimate as columns, shares of sessions by any key, groups, the stays behind a row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from analytics.outcomes.clustered import METHOD, clustered_proportion
from analytics.outcomes.cohort import ALL
from analytics.outcomes.intervals import Estimate, not_estimable
from analytics.outcomes.scope import Scope

FEWEST = 11
"""Cells of fewer sessions (or people) than this are marked as thin: so few say nothing."""


def share_row(estimate: Estimate, **names: Any) -> dict[str, Any]:
    """`names` first, then value, low, high, events, n and the reason where there is no value.

    Nobody has no events; a share that cannot be given has none that could be counted (None), never 0 of n.
    """
    events = 0 if not estimate.n else estimate.events
    shown = {"value": estimate.value, "low": estimate.low, "high": estimate.high, "events": events}
    return names | shown | {"n": estimate.n, "reason": estimate.reason}


def frame_of(rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """The rows as a frame; value, low and high as numbers even where none could be given."""
    frame = pd.DataFrame(list(rows))
    for column in ("value", "low", "high"):
        if column in frame:
            frame[column] = frame[column].astype(float)
    return frame


def clustered_shares(
    key: np.ndarray, keys: int, hits: np.ndarray, patient: np.ndarray, *, nothing: str
) -> list[Estimate]:
    """Hits ÷ rows for each key 0 … keys − 1, with patients as clusters. Rows come in the order of patients."""
    order = np.argsort(key.astype(np.int16), kind="stable")
    key, hits, patient = key[order], hits[order].astype(np.int64), patient[order]
    if not len(key):
        return [not_estimable(METHOD, nothing)] * keys
    begins = np.flatnonzero(np.append(True, (key[1:] != key[:-1]) | (patient[1:] != patient[:-1])))
    events, n = np.add.reduceat(hits, begins), np.diff(np.append(begins, len(key)))
    edges = np.searchsorted(key[begins], np.arange(keys + 1))
    return [_share(events[a:b], n[a:b]) if b > a else not_estimable(METHOD, nothing) for a, b in pairwise(edges)]


def _share(events: np.ndarray, n: np.ndarray) -> Estimate:
    """Events are counted even where one person's share has no interval and so is not given."""
    return replace(clustered_proportion(events, n), events=int(events.sum()))


def stays_by(key: np.ndarray, keys: int, stay: np.ndarray, stays: int) -> tuple[np.ndarray, ...]:
    """The stays that occur with each key."""
    there = np.zeros((keys, stays), bool)
    there[key, stay] = True
    return tuple(np.flatnonzero(row) for row in there)


def group_masks(scope: Scope, by: str | None, chosen: np.ndarray) -> list[tuple[str, np.ndarray]]:
    """Everybody first, then every group among the chosen stays, in order of name (boolean over stays)."""
    found = [(ALL, chosen)]
    if by is None:
        return found
    label = scope.groups(by)
    return found + [(str(name), chosen & (label == name)) for name in sorted(set(label[chosen]))]
