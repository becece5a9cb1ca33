"""New positives: dated on the day the result came, after what was known to be negative by then."""

from __future__ import annotations

import pandas as pd

from analytics.outcomes.patients.results import collected_days, new_positives
from tests.made_up import Row, test_row
from tests.unit.outcomes.patients.scopes import at, number, scope


def lab(day: int, result: str, back: int | None = None, **more: str) -> Row:
    """A test collected on a day whose result came back on another."""
    return test_row(day, result, **more) | {"resulted_on": pd.Timestamp(at(day if back is None else back))}


def found(*tests: Row) -> list[tuple[int, int]]:
    """Day collected and day of the negative before, of every new positive."""
    events = new_positives(scope(tests=tests))
    return list(zip((events.collected - number(0)).tolist(), (events.negative - number(0)).tolist(), strict=True))


def test_each_change_from_negative_to_positive_once() -> None:
    assert found(
        lab(5, "negative"), lab(8, "positive"), lab(12, "positive"), lab(15, "negative"), lab(20, "positive")
    ) == [
        (8, 5),
        (20, 15),
    ]


def test_a_negative_that_came_back_later_is_not_known_before() -> None:
    # the positive of day 8 is known on day 8; the negative of day 7 only on day 10, so the one of day 5 is meant
    assert found(lab(5, "negative"), lab(7, "negative", 10), lab(8, "positive")) == [(8, 5)]
    assert found(lab(7, "negative", 10), lab(8, "positive")) == []
    assert found(lab(7, "negative", 10), lab(8, "positive", 11)) == [(8, 7)]


def test_a_day_that_turns_positive_later() -> None:
    # day 7: one substance negative at once, another positive on day 10; on day 8 day 7 is still a negative day
    tests = [lab(7, "negative"), lab(7, "positive", 10, analyte="opiates"), lab(8, "positive")]
    assert found(*tests) == [(8, 7)]


def test_wash_out_is_neither() -> None:
    assert found(lab(1, "negative"), lab(2, "positive")) == []  # cocaine stays for three days
    assert found(lab(1, "negative"), lab(4, "positive")) == [(4, 1)]


def test_pending_specimens_are_collected_ones() -> None:
    over = scope(tests=[test_row(3, "pending"), test_row(5, "refused"), test_row(6, "unable")])
    assert collected_days(over).days_between(0, number(0), number(30)) == [number(3)]
