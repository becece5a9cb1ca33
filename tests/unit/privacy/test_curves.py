"""Coarsened curves: hand-worked steps, and the laws no choice of points may break."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.outcomes.survival import survival_curve
from analytics.privacy.counts import THRESHOLD
from analytics.privacy.curves import Row, coarsened
from tests.attacker.attack import by_steps

hypothesis = pytest.importorskip("hypothesis", reason="hypothesis (requirements-dev.txt) makes the patients up")
from hypothesis import given  # noqa: E402
from hypothesis import strategies as some  # noqa: E402

DAYS = (30, 60, 90, 180, 365)
PERSON = some.tuples(some.integers(1, 200), some.booleans())


def rows_of(people: list[tuple[int, bool]]) -> list[Row]:
    time, event = (np.asarray(part) for part in zip(*people, strict=True))
    table = survival_curve(time.astype(float), event.astype(bool)).table
    columns = ["time", "at_risk", "events", "censored", "estimate", "low", "high"]
    return [(float(t), int(r), int(e), int(c), float(s), float(lo), float(hi))
            for t, r, e, c, s, lo, hi in table[columns].itertuples(index=False)]  # fmt: skip


def test_one_event_a_day_is_told_by_elevens() -> None:
    """Sixty people, one event a day: three points, two weeks or more apart; of such chains the one that ends last."""
    steps = coarsened(rows_of([(day, True) for day in range(1, 61)]), (), threshold=THRESHOLD)
    assert [(one.time, one.counts) for one in steps] == [
        (0.0, (60, 0, 0)), (14.0, (46, 14, 0)), (28.0, (32, 14, 0)), (49.0, (11, 21, 0)),
    ]  # fmt: skip


def test_the_days_of_the_table_come_first() -> None:
    steps = coarsened(rows_of([(day, True) for day in range(1, 61)]), (30,), threshold=THRESHOLD)
    assert 30.0 in {one.time for one in steps}


def test_shares_are_whole_percents() -> None:
    steps = coarsened(rows_of([(day, day % 3 > 0) for day in range(1, 181)]), DAYS, threshold=THRESHOLD)
    assert len(steps) > 2
    assert all(round(share, 2) == share for one in steps for share in (one.value, one.low, one.high))


def test_hundreds_of_people_look_like_a_curve() -> None:
    rng = np.random.default_rng(4)
    people = [(int(np.ceil(time)), bool(rng.random() < 0.7)) for time in rng.exponential(120, 800)]
    assert len(coarsened(rows_of(people), DAYS, threshold=THRESHOLD)) >= 12


def test_ten_people_have_no_curve() -> None:
    assert coarsened(rows_of([(day, True) for day in range(1, 11)]), DAYS, threshold=THRESHOLD) == []


@given(some.lists(PERSON, min_size=1, max_size=150))
def test_between_two_points_nobody_or_enough_and_enough_are_left(people: list[tuple[int, bool]]) -> None:
    steps = coarsened(rows_of(people), DAYS, threshold=THRESHOLD)
    for one in steps:
        assert one.counts[0] >= THRESHOLD
        assert all(number == 0 or number >= THRESHOLD for number in one.counts[1:])
    lefts = [one.counts[0] for one in steps]
    assert lefts == [len(people) - sum(s.counts[1] + s.counts[2] for s in steps[: at + 1]) for at in range(len(steps))]


@given(some.lists(PERSON, min_size=11, max_size=150))
def test_the_attacker_singles_out_nobody(people: list[tuple[int, bool]]) -> None:
    steps = coarsened(rows_of(people), DAYS, threshold=THRESHOLD)
    assert by_steps([("curve", [(one.time, *one.counts, one.value) for one in steps])]) == []
