"""Shares, means and bands at their edges (the values themselves: tests/parity/test_intervals_parity.py)."""

from __future__ import annotations

import math

import numpy as np
import pytest

from analytics.errors import CannotContinue
from analytics.outcomes.intervals import (
    band_probabilities,
    clopper_pearson,
    mean_estimate,
    newcombe_difference,
    nobody,
    people_needed,
    wilson,
)


def test_a_share_says_how_it_was_made() -> None:
    share = wilson(7, 10)
    assert (share.value, share.n, share.events, share.method, share.level) == (0.7, 10, 7, "Wilson", 0.95)


@pytest.mark.parametrize("share", [wilson(0, 0), clopper_pearson(0, 0), mean_estimate([]), nobody("anything")])
def test_nobody_to_count_is_not_estimable(share: object) -> None:
    assert (share.value, share.low, share.high, share.n) == (None, None, None, 0)  # type: ignore[attr-defined]
    assert share.reason == "no one to count"  # type: ignore[attr-defined]


@pytest.mark.parametrize("interval", [wilson, clopper_pearson])
def test_none_and_all_keep_an_interval_of_positive_width(interval: type) -> None:
    none, everyone = interval(0, 12), interval(12, 12)
    assert none.low == 0 and everyone.high == 1
    assert none.high == pytest.approx(1 - everyone.low, abs=1e-12)
    assert 0.2 < none.high < 0.3


@pytest.mark.parametrize(("x", "n"), [(-1, 4), (5, 4), (0, -1), (1.5, 4), (1, 3.5), (float("nan"), 4)])
def test_counts_that_do_not_fit_are_refused(x: float, n: float) -> None:
    with pytest.raises(CannotContinue, match="part and its whole"):
        wilson(x, n)  # type: ignore[arg-type]


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_that_is_none_is_refused(level: float) -> None:
    with pytest.raises(CannotContinue, match=r"such as 0\.95"):
        wilson(1, 2, level)


def test_counts_from_numpy_come_out_as_plain_numbers() -> None:
    share = wilson(np.int64(3), np.int64(9))  # type: ignore[arg-type]
    assert [type(part) for part in (share.value, share.low, share.high, share.n, share.events)] == [float] * 3 + [
        int
    ] * 2


def test_a_difference_turns_round_with_its_groups() -> None:
    there, back = newcombe_difference(9, 10, 3, 10), newcombe_difference(3, 10, 9, 10)
    assert (there.value, there.low, there.high) == (-back.value, -back.high, -back.low)  # type: ignore[operator]


def test_a_difference_with_an_empty_group_is_not_estimable() -> None:
    assert newcombe_difference(0, 0, 3, 10).reason == "one of the two groups has no one to count"


def test_missing_values_are_no_part_of_a_mean() -> None:
    mean = mean_estimate([2.0, float("nan"), 4.0])
    assert (mean.value, mean.n) == (3, 2)
    # half the range, 1, is the standard error; t with one degree of freedom reaches 12.706 of them
    assert mean.high == pytest.approx(3 + 12.706204736432095, abs=1e-9)


def test_one_value_alone_has_no_interval() -> None:
    mean = mean_estimate([5])
    assert (mean.value, mean.low, mean.high, mean.reason) == (5, None, None, "one value alone has no interval")


def test_the_three_probabilities_of_a_band_add_up_to_1() -> None:
    for x, n in [(0, 0), (0, 40), (40, 40), (24, 40)]:
        found = band_probabilities(x, n, 0.5, 0.7)
        assert math.fsum((found.below, found.within, found.above)) == pytest.approx(1, abs=1e-12)
        assert min(found.below, found.within, found.above) >= 0
    assert band_probabilities(38, 40, 0.5, 0.7).above > 0.99
    assert band_probabilities(4, 40, 0.5, 0.7).below > 0.99


@pytest.mark.parametrize(
    ("rate", "needed"),
    [
        (0.60, 97),  # the lower limit is 0.50 when 0.1² = 1.96² × 0.25 / N: N = 96.04
        (0.40, 97),  # the same from below: the upper limit is 0.50
        (0.75, 323),  # the lower limit is 0.70 when 0.05² = 1.96² × 0.21 / N: N = 322.7
        (0.50, None),  # on the edge no number is enough
        (0.70, None),
        (0.501, None),  # near it, more than 2,000
        (1.0, 9),  # N / (N + 1.96²) is above 0.70 from N = 8.96 on
        (0.0, 4),  # 1.96² / (N + 1.96²) is below 0.50 from N = 3.84 on
    ],
)
def test_people_needed(rate: float, needed: int | None) -> None:
    assert people_needed(rate, 0.5, 0.7) == needed


@pytest.mark.parametrize("rate", [0.6, 0.75, 0.4, 1.0, 0.0])
def test_people_needed_is_the_smallest_number_that_decides(rate: float) -> None:
    from analytics.outcomes.limits import wilson_limits

    def decides(people: int) -> bool:
        low, high = wilson_limits(rate * people, people, 0.95)
        return low > 0.7 or high < 0.5 or (low >= 0.5 and high <= 0.7)

    needed = people_needed(rate, 0.5, 0.7)
    assert needed is not None and decides(needed)
    assert not any(decides(people) for people in range(1, needed))


def test_bands_and_rates_that_are_none_are_refused() -> None:
    with pytest.raises(CannotContinue, match="lower first"):
        people_needed(0.6, 0.7, 0.5)
    with pytest.raises(CannotContinue, match="lower first"):
        band_probabilities(1, 2, 0.7, 0.5)
    with pytest.raises(CannotContinue, match="Give a share"):
        people_needed(60, 0.5, 0.7)
