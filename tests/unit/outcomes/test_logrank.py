"""The log-rank test where groups cannot be compared."""

from __future__ import annotations

import pytest

from analytics.errors import CannotContinue
from analytics.outcomes.logrank import LogRank, logrank


@pytest.mark.parametrize(
    ("time", "event", "group", "reason"),
    [
        ([], [], [], "fewer than two groups have anyone at risk when an event happens"),
        ([1, 2], [1, 1], ["a", "a"], "fewer than two groups have anyone at risk when an event happens"),
        ([1, 2], [0, 0], ["a", "b"], "fewer than two groups have anyone at risk when an event happens"),
        # b left before the first event
        ([1, 2, 3], [0, 1, 1], ["b", "a", "a"], "fewer than two groups have anyone at risk when an event happens"),
        # everybody had the event at once: there is no variance to compare with
        ([2, 2], [1, 1], ["a", "b"], "the groups were never at risk at the same time as an event"),
    ],
)
def test_groups_that_cannot_be_compared(time: list[int], event: list[int], group: list[str], reason: str) -> None:
    test = logrank(time, event, group)
    assert (test.statistic, test.p, test.reason) == (None, None, reason)


def test_groups_that_are_alike() -> None:
    test = logrank([1, 2, 3, 1, 2, 3], [1, 1, 0, 1, 1, 0], list("aaabbb"))
    assert test.statistic == pytest.approx(0, abs=1e-12)
    assert test.p == pytest.approx(1)
    assert test.df == 1


def test_groups_that_differ() -> None:
    test = logrank(list(range(1, 21)) + [50] * 20, [1] * 20 + [0] * 20, ["a"] * 20 + ["b"] * 20)
    assert test.p is not None and test.p < 1e-6
    assert test.observed == (20, 0) and test.n == (20, 20)


def test_the_names_do_not_matter() -> None:
    one = logrank([1, 2, 3, 4, 5, 6], [1, 1, 0, 1, 1, 0], list("aabbcc"))
    other = logrank([1, 2, 3, 4, 5, 6], [1, 1, 0, 1, 1, 0], list("zzbbaa"))
    assert one.statistic == pytest.approx(other.statistic, abs=1e-12)
    assert isinstance(one, LogRank) and one.df == other.df == 2


def test_a_patient_without_a_group_is_refused() -> None:
    with pytest.raises(CannotContinue, match="Name a group for them"):
        logrank([1, 2], [1, 0], ["a", None])
