"""Quarters of the calendar and of fiscal years, complete ones only, and how a stretch of time is written."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.errors import WrongUsage
from analytics.outcomes.periods import (
    last_complete_quarters,
    month_span,
    period_code,
    period_named,
    quarter,
    quarters,
)

QUARTERS = [
    # day, fiscal year starts in month                     first day, last day, label
    (date(2026, 3, 31), 1, date(2026, 1, 1), date(2026, 3, 31), "2026 Q1"),
    (date(2026, 4, 1), 1, date(2026, 4, 1), date(2026, 6, 30), "2026 Q2"),
    (date(2026, 12, 31), 1, date(2026, 10, 1), date(2026, 12, 31), "2026 Q4"),
    (date(2025, 10, 1), 10, date(2025, 10, 1), date(2025, 12, 31), "FY2026 Q1"),
    (date(2026, 9, 30), 10, date(2026, 7, 1), date(2026, 9, 30), "FY2026 Q4"),
    (date(2026, 1, 15), 12, date(2025, 12, 1), date(2026, 2, 28), "FY2026 Q1"),
    (date(2024, 2, 29), 2, date(2024, 2, 1), date(2024, 4, 30), "FY2025 Q1"),
]


@pytest.mark.parametrize(("when", "starts", "first", "last", "label"), QUARTERS)
def test_the_quarter_of_a_day(when: date, starts: int, first: date, last: date, label: str) -> None:
    found = quarter(when, fiscal_year_start=starts)
    assert (found.start, found.end, found.label) == (first, last, label)


def test_a_quarter_is_complete_on_its_last_day_and_not_before() -> None:
    assert last_complete_quarters(date(2026, 3, 31), 1).label == "2026 Q1"
    assert last_complete_quarters(date(2026, 3, 30), 1).label == "2025 Q4"
    four = last_complete_quarters(date(2026, 5, 20), 4)
    assert (four.start, four.end, four.label) == (date(2025, 4, 1), date(2026, 3, 31), "Apr 2025 – Mar 2026")


def test_quarters_follow_each_other_without_a_gap() -> None:
    assert [q.label for q in quarters(date(2025, 11, 2), date(2026, 4, 1))] == ["2025 Q4", "2026 Q1", "2026 Q2"]


def test_how_a_stretch_is_written() -> None:
    assert month_span(date(2026, 1, 1), date(2026, 1, 31)) == "Jan 2026"
    assert month_span(date(2026, 1, 1), date(2026, 2, 28)) == "Jan 2026 – Feb 2026"
    assert month_span(date(2026, 1, 2), date(2026, 2, 28)) == "2 Jan 2026 – 28 Feb 2026"


NAMED = [
    ("2026Q3", 1, date(2026, 7, 1), "2026Q3"),
    ("2026 q3", 7, date(2026, 7, 1), "2026Q3"),  # a calendar quarter also where the fiscal year begins in July
    ("FY2026Q1", 7, date(2025, 7, 1), "FY2026Q1"),
    ("FY2026Q4", 10, date(2026, 7, 1), "FY2026Q4"),
]


@pytest.mark.parametrize(("name", "starts", "first", "code"), NAMED)
def test_a_quarter_by_its_name_and_back(name: str, starts: int, first: date, code: str) -> None:
    found = period_named(name, starts)
    assert found.start == first
    assert period_code(found) == code


def test_another_stretch_is_written_as_two_days() -> None:
    assert period_code(last_complete_quarters(date(2026, 9, 30), 4)) == "2025-10-01:2026-09-30"


@pytest.mark.parametrize("name", ["2026Q5", "2026", "Q1", "2026-01-01"])
def test_what_is_no_quarter_is_refused(name: str) -> None:
    with pytest.raises(WrongUsage, match="no period"):
        period_named(name)
