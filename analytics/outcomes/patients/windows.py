"""The next test that is due for a patient on a day."""

from __future__ import annotations

import numpy as np

from analytics.outcomes.patients.events import keys_of
from analytics.outcomes.patients.results import collected_days
from analytics.outcomes.scope import Scope
from analytics.records.days import NO_DAY, known


def next_due(scope: Scope, stay: np.ndarray, day: np.ndarray) -> np.ndarray:
    """The last day on which the next due test can be given: of the running window, or of the next one when it is met.

    `NO_DAY` where the policy asks for no further test (no window left, the plan has ended).
    """
    ledger = scope.derivation.ledger("in_treatment", "missed")
    if not len(ledger.stay):
        return np.full(len(stay), NO_DAY, np.int64)
    order = np.argsort(keys_of(ledger.stay, ledger.last), kind="stable")
    of, first, last = ledger.stay[order], ledger.first[order].astype(np.int64), ledger.last[order].astype(np.int64)
    following = np.searchsorted(keys_of(of, last), keys_of(stay, day), side="right")
    ahead = _inside(following, of) == stay
    behind = (following > 0) & (_inside(following - 1, of) == stay)
    at = np.clip(np.where(ahead, following, following - 1), 0, len(of) - 1)
    met = ahead & (first[at] <= day)
    met &= collected_days(scope).between(stay, first[at], np.minimum(day, last[at])) > 0
    due = np.where(met | ~ahead, last[at] + (last[at] - first[at] + 1), last[at])
    planned = scope.stays.planned_end[stay].astype(np.int64)
    over = ~ahead & ~behind | ((met | ~ahead) & known(planned) & (last[at] >= planned))
    cut = np.where(known(planned) & (due > planned), planned, due)
    return np.where(over, NO_DAY, cut)


def _inside(at: np.ndarray, of: np.ndarray) -> np.ndarray:
    """The stay of a window by its position; −1 beyond the last one."""
    return np.where((at >= 0) & (at < len(of)), of[np.clip(at, 0, len(of) - 1)], -1)
