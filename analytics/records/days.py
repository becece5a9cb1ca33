"""Days as whole numbers: every date of the pipeline becomes a count of days since 1 January 1970."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

NO_DAY = -(2**31)
"""Stands for a date that is not known, in arrays of days."""

Days = np.ndarray
"""An int32 array of days since 1970-01-01, NO_DAY where the date is not known."""


def day_numbers(dates: pd.Series) -> Days:
    """Days since 1970-01-01 of a column of dates (int32, `NO_DAY` where empty)."""
    whole = dates.to_numpy().astype("datetime64[D]")
    numbers = whole.view("int64").astype(np.int32)
    empty = np.isnat(whole)
    if empty.any():
        numbers[empty] = NO_DAY
    return numbers


def optional_day_numbers(frame: pd.DataFrame, column: str) -> Days:
    """The days of a column that the source may not have (all `NO_DAY` when it has not)."""
    if column in frame:
        return day_numbers(frame[column])
    return np.full(len(frame), NO_DAY, np.int32)


def day_number(moment: date | None) -> int:
    """One date as days since 1970-01-01, `NO_DAY` for none."""
    return NO_DAY if moment is None else (moment - date(1970, 1, 1)).days


def known(days: Days) -> np.ndarray:
    """Which days are known (boolean array)."""
    return days != NO_DAY


def earliest(*days: Days) -> Days:
    """The earliest known of several days, element by element (`NO_DAY` when none is known)."""
    late = np.int32(2**31 - 1)
    least = np.minimum.reduce([np.where(known(d), d, late) for d in days])
    return np.where(least == late, np.int32(NO_DAY), least).astype(np.int32)
