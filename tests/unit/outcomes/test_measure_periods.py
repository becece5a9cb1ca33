"""The period before: a quarter's quarter, four quarters' four quarters, other days as many days."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.outcomes.measure_periods import period_before
from analytics.outcomes.periods import Period, quarter


def test_the_quarter_before() -> None:
    assert period_before(quarter(date(2026, 2, 3))).label == "2025 Q4"
    assert period_before(quarter(date(2026, 8, 3), fiscal_year_start=7), 7).label == "FY2026 Q4"


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        (date(2025, 10, 1), date(2026, 9, 30), date(2024, 10, 1), date(2025, 9, 30)),  # four quarters
        (date(2026, 3, 1), date(2026, 3, 31), date(2026, 2, 1), date(2026, 2, 28)),  # a month
        (date(2026, 3, 10), date(2026, 3, 19), date(2026, 2, 28), date(2026, 3, 9)),  # ten days
    ],
)
def test_as_long_and_the_day_before(start: date, end: date, first: date, last: date) -> None:
    found = period_before(Period(start, end, ""))
    assert (found.start, found.end) == (first, last)
