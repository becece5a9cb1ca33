"""Power: laws, limits of small groups, and the inverse of one figure in the other."""

from __future__ import annotations

import pytest

from analytics.errors import WrongUsage
from analytics.evaluation.power import (
    detectable_difference,
    detectable_ratio,
    people_needed_a_group,
    power_of_difference,
)


def test_equal_shares_are_found_different_as_often_as_the_level_says() -> None:
    assert power_of_difference(0.5, 0.5, 100, 300) == pytest.approx(0.05, abs=1e-9)


def test_the_number_needed_has_the_power_and_one_fewer_has_not() -> None:
    needed = people_needed_a_group(0.5, 0.65)
    assert (
        power_of_difference(0.5, 0.65, needed, needed) >= 0.8 > power_of_difference(0.5, 0.65, needed - 1, needed - 1)
    )


def test_few_people_can_show_no_difference_at_all() -> None:
    found = detectable_difference(0.5, 3, 3)
    assert (found.below, found.above) == (None, None)
    wide, narrow = detectable_difference(0.5, 50, 50), detectable_difference(0.5, 500, 500)
    assert wide.above is not None and narrow.above is not None and wide.above > narrow.above > 0.5


def test_the_ratio_that_so_many_events_show() -> None:
    # Schoenfeld: (1.96 + 0.8416)² = 7.849; / (0.25 * ln(0.7)² = 0.0318) = 246.8 events show 0.7
    assert detectable_ratio(247) == pytest.approx(0.7, abs=0.0005)
    assert detectable_ratio(0) is None


def test_wrong_words() -> None:
    with pytest.raises(WrongUsage, match="no difference"):
        people_needed_a_group(0.5, 0.5)
    with pytest.raises(WrongUsage, match="between 0 and 1"):
        power_of_difference(0.5, 1.5, 10, 10)
