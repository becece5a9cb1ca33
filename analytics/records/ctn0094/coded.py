"""Categorical columns from numbers and names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
import pandas as pd

EMPTY = np.array(None, dtype=object)
"""A missing text, for np.where."""


def coded(codes: np.ndarray, names: Sequence[str]) -> pd.Categorical:
    """A column whose k-th name stands wherever the code is k; -1 = missing."""
    return pd.Categorical.from_codes(cast(Sequence[int], codes), pd.Index(list(names), dtype=object))
