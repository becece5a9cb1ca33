"""Gray's test: laws and what it says where there is nothing to compare."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.evaluation.gray import gray_test

TIME = np.array([1, 2, 2, 3, 4, 4, 5, 6])
CAUSE = np.array([1, 2, 1, 0, 1, 2, 1, 0])
GROUP = np.array([0, 1, 0, 1, 0, 1, 1, 0])


def test_order_of_people_and_names_of_groups_change_nothing() -> None:
    mixed = np.random.default_rng(1).permutation(len(TIME))
    found = gray_test(TIME, CAUSE, GROUP)
    assert gray_test(TIME[mixed], CAUSE[mixed], GROUP[mixed]).statistic == pytest.approx(found.statistic, abs=1e-12)
    assert gray_test(TIME, CAUSE, 1 - GROUP).statistic == pytest.approx(found.statistic, abs=1e-12)


def test_twins_do_not_differ() -> None:
    time, cause = np.repeat(TIME, 2), np.repeat(CAUSE, 2)
    found = gray_test(time, cause, np.tile([0, 1], len(TIME)))
    assert found.statistic == pytest.approx(0, abs=1e-12)
    assert found.p == pytest.approx(1)


NOTHING = [
    (TIME, CAUSE, np.zeros(8), "fewer than two groups"),
    (TIME, np.zeros(8), GROUP, "nobody had the event"),
    (np.array([1, 2]), np.array([0, 1]), np.array([0, 1]), "never at risk at the same time"),
]


@pytest.mark.parametrize(("time", "cause", "group", "said"), NOTHING)
def test_what_cannot_be_compared_says_so(time: np.ndarray, cause: np.ndarray, group: np.ndarray, said: str) -> None:
    found = gray_test(time, cause, group)
    assert found.statistic is None and found.p is None
    assert said in found.reason
