"""The highest of several shares is news only when it is more than picking the highest explains."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analytics.charts.limits_of_chance import stands_out
from analytics.outcomes.intervals import wilson


def shares(*events: int, n: int = 200, clustering: float = 1.0) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    for count in events:
        found = wilson(count, n)
        assert found.value is not None and found.low is not None and found.high is not None
        low = found.value - (found.value - found.low) * clustering
        high = found.value + (found.high - found.value) * clustering
        rows.append({"value": found.value, "low": low, "high": high, "events": count, "n": n})
    return pd.DataFrame(rows)


def test_a_share_far_above_all_others() -> None:
    assert stands_out(shares(30, 30, 80, 30), 2)
    assert not stands_out(shares(30, 31, 33, 30), 2)


def test_wide_intervals_of_clustered_sessions_say_less() -> None:
    assert stands_out(shares(30, 30, 52, 30), 2)
    assert not stands_out(shares(30, 30, 52, 30, clustering=2.5), 2)


def test_the_worst_of_twelve_equal_ones_is_rarely_news() -> None:
    random = np.random.default_rng(20261001)
    found = 0
    for _ in range(300):
        frame = shares(*(int(k) for k in random.binomial(300, 0.18, 12)), n=300)
        found += stands_out(frame, int(frame["value"].idxmax()))
    assert found / 300 < 0.06  # a plain 95% interval for each would find one in a quarter of the programs


def test_a_share_without_interval_is_never_news() -> None:
    frame = shares(30, 90)
    frame.loc[1, ["low", "high"]] = np.nan
    assert not stands_out(frame, 1)
