"""The share without an event at a horizon for many selections of stays: times coded once, counted per selection.

Only the estimate; `clustered_survival.share_without_event` gives the same one with its interval.
"""

from __future__ import annotations

import numpy as np

from analytics.outcomes.intervals import Estimate, not_estimable

METHOD = "Kaplan–Meier, estimate only"


def horizon_codes(time: np.ndarray, event: np.ndarray, at: int) -> np.ndarray:
    """Whole times up to `at` and what ended them, as one small number a stay (int16).

    2t for censored at t, 2t + 1 for an event at t, 2(at + 1) for everything later.
    """
    whole = np.minimum(np.nan_to_num(time, nan=0), at + 1).astype(np.int16)
    ended = (np.nan_to_num(event, nan=0) > 0) & (whole <= at)
    return (2 * whole + ended).astype(np.int16)


def share_at_horizon(codes: np.ndarray, at: int, *, min_at_risk: int) -> Estimate:
    """Share without the event at `at` (product limit) of coded stays; not estimable with too few followed so long."""
    counts = np.bincount(codes, minlength=2 * (at + 2)).reshape(-1, 2)
    n = len(codes)
    at_risk = n - np.cumsum(counts.sum(axis=1)) + counts.sum(axis=1)
    if at_risk[at] < max(min_at_risk, 1):
        return not_estimable(METHOD, f"fewer than {min_at_risk} at risk", n=n)
    events = counts[: at + 1, 1]
    value = float(np.prod(1 - events / at_risk[: at + 1]))
    return Estimate(value, None, None, n, int(events.sum()), METHOD)
