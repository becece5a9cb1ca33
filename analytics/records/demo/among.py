"""Rows that join a table at their day without moving any other row, in the clean table and in the dirty one."""

from __future__ import annotations

import numpy as np
import pandas as pd

Tables = dict[str, pd.DataFrame]


def joined(clean: Tables, dirty: Tables, more: Tables) -> tuple[Tables, Tables]:
    """The clean and the dirty tables with the further rows, which are the same clean rows in both."""
    clean, dirty = dict(clean), dict(dirty)
    for name, rows in more.items():
        place = np.searchsorted(days_of(name, clean[name]), days_of(name, rows), side="right")
        before_the_last = place * (len(dirty[name]) - 1) // max(len(clean[name]), 1)
        clean[name], dirty[name] = among(clean[name], rows, place), among(dirty[name], rows, before_the_last)
    return clean, dirty


def days_of(name: str, table: pd.DataFrame) -> np.ndarray:
    """The day each row stands at: the session, or the test (collected, else scheduled)."""
    day = table["session_on"] if name == "attendance" else table["collected_on"]
    return (day if name == "attendance" else day.where(day != "", table["scheduled_on"])).to_numpy(dtype=str)


def among(table: pd.DataFrame, rows: pd.DataFrame, place: np.ndarray) -> pd.DataFrame:
    """Each of the rows before the table's row of that number; the order among them stays."""
    order = np.concatenate([np.arange(len(table)), place - 0.5])
    both = pd.concat([table, rows], ignore_index=True)
    return both.iloc[np.argsort(order, kind="stable")].reset_index(drop=True)
