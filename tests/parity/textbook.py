"""The textbook data sets of textbook.R as frames."""

from __future__ import annotations

import pandas as pd

from tests.parity.compare_with_r import r_values


def rossi() -> pd.DataFrame:
    """432 released prisoners: week, arrest and seven covariates."""
    return pd.DataFrame(r_values("textbook.json")["rossi"])


def pbc() -> pd.DataFrame:
    """312 randomised patients: time in days, status (0 censored, 1 transplant, 2 death), treatment 1 or 2."""
    return pd.DataFrame(r_values("textbook.json")["pbc"])
