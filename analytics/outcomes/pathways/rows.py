"""Rows of the frames of this topic: the groups to go through, and a share with its interval as columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from analytics.outcomes.cohort import NOT_RECORDED
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.scope import Scope

Row = dict[str, Any]


def groups_in(scope: Scope, by: str | None, chosen: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """Every group with anyone among the chosen stays, in order of its name ("not recorded" last), and its stays."""
    labels = scope.groups(by)
    for name in sorted(set(labels[chosen].tolist()), key=lambda name: (name == NOT_RECORDED, name)):
        yield name, chosen & (labels == name)


def named(by: str | None, name: str) -> Row:
    """The column `group`, when groups were asked for."""
    return {"group": name} if by else {}


def share_columns(share: Estimate) -> Row:
    """value, low, high, events, n and, where there is no value, the reason in words."""
    return {
        "value": share.value,
        "low": share.low,
        "high": share.high,
        "events": share.events,
        "n": share.n,
        "reason": share.reason,
    }


def members_of(mask: np.ndarray) -> np.ndarray:
    """Positions of the stays behind a row."""
    return np.flatnonzero(mask).astype(np.int32)
