"""Numbers and tables as JSON can hold them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from analytics.outcomes.intervals import Estimate


def estimate_json(estimate: Estimate) -> dict[str, Any]:
    """An estimate with its interval, n and reason."""
    return {name: getattr(estimate, name) for name in ("value", "low", "high", "n", "events", "method", "reason")}


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a tidy frame."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def plain_json(value: Any) -> Any:
    """Only what JSON knows: no NaN, no infinity, no NumPy, dates as text."""
    if isinstance(value, dict):
        return {name: plain_json(held) for name, held in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_json(held) for held in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value.isoformat() if hasattr(value, "isoformat") else value
