"""The days a set of tests could have seen: windows back from each test, overlaps counted once, within care."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.outcomes.testing.days_seen import union_days

FIRST, LAST = np.array([1, 1]), np.array([20, 10])

#  tests as (stay, day, window), days seen of the two stays
CASES = [
    ([(0, 3, 2)], [2, 0]),  # days 2–3
    ([(0, 3, 4), (0, 5, 2)], [5, 0]),  # 1–3 (day 0 is before care) and 4–5
    ([(0, 5, 3), (0, 6, 3)], [4, 0]),  # 3–5 and 4–6: day 4 and 5 once
    ([(0, 5, 1), (0, 9, 9)], [9, 0]),  # the later one sees all
    ([(0, 5, 5), (0, 5, 1)], [5, 0]),  # two tests of one day
    ([(1, 12, 4)], [0, 2]),  # days 9–12, care ends on day 10
    ([(1, 14, 3)], [0, 0]),  # days 12–14 are after care
    ([(0, 20, 30), (1, 10, 30)], [20, 10]),
    ([(1, 4, 2), (0, 4, 2), (1, 3, 2), (0, 8, 2)], [4, 3]),  # unsorted, two stays
    ([], [0, 0]),
]


@pytest.mark.parametrize(("tests", "seen"), CASES)
def test_days_are_counted_once(tests: list[tuple[int, int, int]], seen: list[int]) -> None:
    stay, day, window = (np.array([test[k] for test in tests], np.int32) for k in range(3))
    assert union_days(stay, day, window, FIRST, LAST).tolist() == seen


def test_a_plain_count_of_days_agrees() -> None:
    random = np.random.default_rng(5)
    stay, day, window = random.integers(0, 2, 40), random.integers(0, 25, 40), random.integers(1, 6, 40)
    plain = [
        len({d for s, at, w in zip(stay, day, window, strict=True) if s == k for d in range(at - w + 1, at + 1)}
            & set(range(FIRST[k], LAST[k] + 1)))
        for k in range(2)
    ]  # fmt: skip
    assert union_days(stay, day, window, FIRST, LAST).tolist() == plain
