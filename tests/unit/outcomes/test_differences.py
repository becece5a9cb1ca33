"""The difference of two shares by squaring and adding the distances to their limits."""

from __future__ import annotations

import pytest

from analytics.outcomes.differences import difference_of_shares
from analytics.outcomes.intervals import Estimate, newcombe_difference, wilson


def share(value: float | None, low: float | None, high: float | None) -> Estimate:
    return Estimate(value, low, high, 100, None, "")


def test_by_hand() -> None:
    # distances down 0.06 and 0.08, together 0.10; up 0.03 and 0.04, together 0.05
    found = difference_of_shares(share(0.7, 0.64, 0.73), share(0.5, 0.46, 0.58))
    assert found.value == pytest.approx(0.2)
    assert [found.low, found.high] == pytest.approx([0.1, 0.25])
    assert found.n == 200


def test_equals_newcombe_when_the_limits_are_wilsons() -> None:
    ours, published = difference_of_shares(wilson(56, 70), wilson(48, 80)), newcombe_difference(56, 70, 48, 80)
    assert [ours.low, ours.high] == pytest.approx([published.low, published.high], abs=1e-12)


def test_not_estimable() -> None:
    assert difference_of_shares(share(None, None, None), share(0.5, 0.4, 0.6)).value is None
    no_interval = difference_of_shares(share(0.7, None, None), share(0.5, 0.4, 0.6))
    assert (no_interval.low, no_interval.high) == (None, None)
    assert no_interval.reason


def test_shares_that_go_together_differ_by_less_than_strangers() -> None:
    # 0.7 − 0.5; below: √(0.06² + 0.08² − 2 ρ · 0.06 · 0.08): 0.1 for strangers, 0.02 for ρ = 1
    first, second = share(0.7, 0.64, 0.73), share(0.5, 0.46, 0.58)
    strangers, same = difference_of_shares(first, second), difference_of_shares(first, second, correlation=1.0)
    assert strangers.low == pytest.approx(0.2 - 0.1) and same.low == pytest.approx(0.2 - 0.02)
    assert same.value == strangers.value
