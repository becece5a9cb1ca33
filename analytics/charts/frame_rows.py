"""The rows of a tidy frame, one after the other."""

from __future__ import annotations

from typing import Any

import pandas as pd


def rows_of(frame: pd.DataFrame) -> list[Any]:
    """Each row with its columns as attributes, in order; values as the frame holds them (NaN where missing)."""
    return list(frame.itertuples(index=False))
