"""What the attacker finds in small tables, by hand."""

from __future__ import annotations

from analytics.privacy.attacker import ranges_of
from analytics.privacy.counts import Sum, Who

A, B, C, D, TOTAL = (Who(name, "q") for name in ("a", "b", "c", "d", "total"))


def test_the_only_hidden_part_is_the_difference() -> None:
    assert ranges_of({TOTAL: 53, B: 20, C: 30}, [Sum(TOTAL, (A, B, C))], [A]) == {A: (3, 3)}


def test_two_hidden_share_what_is_left() -> None:
    """23 between them; where both read "hidden" neither can be 0."""
    sums = [Sum(TOTAL, (A, B, C))]
    assert ranges_of({TOTAL: 53, C: 30}, sums, [A, B]) == {A: (0, 23), B: (0, 23)}
    assert ranges_of({TOTAL: 53, C: 30}, sums, [A, B], shown=[A, B]) == {A: (1, 22), B: (1, 22)}


def test_whole_numbers_count() -> None:
    """a + b = 5 and a = b + 2·c + 1: a is 3 or 5, never between 2 and 3."""
    sums = [Sum(TOTAL, (A, B)), Sum(A, (B, C, C, D))]
    assert ranges_of({TOTAL: 5, D: 1}, sums, [A]) == {A: (3, 5)}


def test_nothing_told_leaves_everything_open() -> None:
    assert ranges_of({}, [Sum(TOTAL, (A, B))], [A]) == {A: (0, float("inf"))}


def test_a_square_needs_all_its_sums() -> None:
    """Rows 23 and 90, columns 43 and 70: a can be anything from 0 to 23."""
    rows, columns = (Who("r1", "q"), Who("r2", "q")), (Who("c1", "q"), Who("c2", "q"))
    told = {rows[0]: 23, rows[1]: 90, columns[0]: 43, columns[1]: 70}
    sums = [Sum(rows[0], (A, B)), Sum(rows[1], (C, D)), Sum(columns[0], (A, C)), Sum(columns[1], (B, D))]
    assert ranges_of(told, sums, [A]) == {A: (0, 23)}
