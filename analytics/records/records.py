"""The validated records of a source: five typed tables that every figure starts from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.records.policy import Settings


@dataclass(frozen=True)
class Records:
    """Five typed frames and what was found on the way.

    Dates are datetime64[s] (NaT missing), coded and text columns category, numbers float64, yes/no columns "boolean".
    `patient_id` has the same categories in every table, so its codes compare across tables; every table has
    `source_row` (int32). Optional columns that the source lacks are absent. A table that the source lacks is an empty
    frame with its required columns. `episodes` is sorted by patient and admission and always has `episode_id`;
    `drug_tests` always has `tested_on` (collected_on, else scheduled_on).
    """

    episodes: pd.DataFrame
    attendance: pd.DataFrame
    drug_tests: pd.DataFrame
    follow_ups: pd.DataFrame
    measures: pd.DataFrame
    present: frozenset[str]
    settings: Settings
    findings: pd.DataFrame
    reconciliation: pd.DataFrame
    quarantine: dict[str, pd.DataFrame]
    today: date
    data_through: date | None
    as_of: date | None
    fingerprint: str
    source: str

    def table(self, name: str) -> pd.DataFrame:
        """The typed frame of one table, by name."""
        frame: pd.DataFrame = getattr(self, name)
        return frame
