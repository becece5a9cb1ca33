"""Days as whole numbers; a missing date never becomes a day."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from analytics.records.days import NO_DAY, day_number, day_numbers, earliest, known, optional_day_numbers


def test_dates_become_days_since_1970() -> None:
    column = pd.Series(pd.to_datetime(["1970-01-01", "1969-12-31", "NaT", "2026-01-05"])).astype("datetime64[s]")
    assert day_numbers(column).tolist() == [0, -1, NO_DAY, 20_458]
    assert day_number(date(2026, 1, 5)) == 20_458
    assert day_number(None) == NO_DAY


def test_a_column_the_source_does_not_have_is_not_known_anywhere() -> None:
    assert not known(optional_day_numbers(pd.DataFrame({"a": [1, 2]}), "died_on")).any()


def test_the_earliest_known_day_passes_over_missing_ones() -> None:
    first, second = np.array([5, NO_DAY, NO_DAY], np.int32), np.array([7, 3, NO_DAY], np.int32)
    assert earliest(first, second).tolist() == [5, 3, NO_DAY]
