"""Whether the highest of several shares is more than chance: looking for a worst one finds one every time."""

from __future__ import annotations

from typing import Any

import pandas as pd
from scipy.special import ndtri

from analytics.outcomes.differences import difference_of_shares
from analytics.outcomes.intervals import Estimate, wilson

ALPHA = 0.05


def stands_out(frame: pd.DataFrame, row: Any) -> bool:
    """Whether one row's share lies above that of all the others together, at 5 % shared among the rows (Bonferroni).

    The row's interval and the others' (their clustering taken from the widest factor any row shows over a plain
    binomial interval) are widened from 95 % to 1 − 5 % ÷ rows, as normal limits.
    """
    others = frame.drop(index=row)
    wide = float(ndtri(1 - ALPHA / len(frame) / 2) / ndtri(1 - ALPHA / 2))
    plain = wilson(int(others["events"].sum()), int(others["n"].sum()))
    factor = max([1.0, *(_clustering(found) for _, found in frame.iterrows())])
    mine = frame.loc[row]
    one = Estimate(*_widened(mine["value"], mine["low"], mine["high"], wide), int(mine["n"]), None, "")
    rest = Estimate(*_widened(plain.value, plain.low, plain.high, wide * factor), plain.n, None, "")
    difference = difference_of_shares(one, rest)
    return difference.low is not None and difference.low > 0


def _clustering(row: pd.Series) -> float:
    """How much wider a row's interval is than that of independent sessions."""
    plain = wilson(int(row["events"]), int(row["n"])) if row["n"] else None
    if plain is None or plain.low is None or plain.high is None or pd.isna(row["low"]):
        return 1.0
    return float((row["high"] - row["low"]) / (plain.high - plain.low))


def _widened(value: Any, low: Any, high: Any, by: float) -> tuple[float | None, float | None, float | None]:
    if value is None or pd.isna(value) or pd.isna(low) or pd.isna(high):
        return None, None, None
    return float(value), float(value - (value - low) * by), float(value + (high - value) * by)
