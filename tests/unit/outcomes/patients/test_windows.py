"""The next due test: of the running window, or of the one after a window that is met; none after the plan."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.outcomes.patients.windows import next_due
from analytics.records.days import NO_DAY
from analytics.records.settings import Settings
from tests.made_up import test_row
from tests.unit.outcomes.patients.scopes import number, scope


def due(on: int, *given: int, as_of: int = 60) -> int | None:
    """Days after admission by which the next test is due; None when no test is."""
    over = scope(as_of=as_of, tests=[test_row(day, "negative") for day in given])
    found = int(next_due(over, np.array([0]), np.array([number(on)]))[0])
    return None if found == NO_DAY else found - number(0)


@pytest.mark.parametrize(
    ("on", "given", "expected"),
    [
        (0, (), 7),  # week 1 is days 1 … 7
        (3, (), 7),
        (7, (), 14),  # at the end of day 7 week 1 is over, missed or not
        (3, (2,), 14),  # met already
        (3, (5,), 7),  # the test of day 5 is not known on day 3
        (14, (14,), 21),
    ],
)
def test_weekly_tests(on: int, given: tuple[int, ...], expected: int) -> None:
    assert due(on, *given) == expected


def test_on_the_last_day_of_the_records_too() -> None:
    assert due(10, as_of=10) == 14
    assert due(14, as_of=14) == 21
    assert due(10, 9, as_of=10) == 21


def test_none_after_the_planned_end() -> None:
    assert due(86, as_of=200) == 90  # the plan of 90 days cuts the last window
    assert due(86, 85, as_of=200) is None
    assert due(90, as_of=200) is None


def test_no_testing_policy_no_due_test() -> None:
    over = scope(settings=Settings(sections={"defaults": {"": {"testing": ()}}}))
    assert next_due(over, np.array([0]), np.array([number(3)])).tolist() == [NO_DAY]
