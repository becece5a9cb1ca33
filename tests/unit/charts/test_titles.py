"""A title states a difference only when its interval excludes zero."""

from __future__ import annotations

import pytest

from analytics.charts.titles import LONGEST, Reading, fitting, survival_reading
from analytics.outcomes.survival import SurvivalCurve, survival_curve
from tests.unit.charts.curves import curve

DAY = 90.0


def group(name: str, n: int, used: int) -> SurvivalCurve:
    """n people followed for 100 days; `used` of them with the event on day 50."""
    return survival_curve([50] * used + [100] * (n - used), [1] * used + [0] * (n - used), name=name)


def reading(*curves: SurvivalCurve, p_value: float | None = None) -> Reading:
    return survival_reading(
        curves, state="without relapse", time=DAY, time_words="90 days after discharge", p_value=p_value
    )


def test_one_group() -> None:
    assert reading(group("all", 100, 30)).title == "70% are without relapse 90 days after discharge"


def test_a_curve_of_few_says_so_in_its_title() -> None:
    found = survival_reading(
        [group("all", 100, 30)],
        state="without relapse",
        time=DAY,
        time_words="90 days later",
        p_value=None,
        few_seen=40,
    )
    assert found.title == "Of only 40 people seen: 70% are without relapse 90 days later"


def test_a_difference_that_excludes_zero_is_stated_with_its_interval() -> None:
    found = reading(group("evening", 150, 74), group("day", 160, 48))  # 51% and 70%
    assert found.title == "Day 70% against 51% evening, without relapse 90 days after discharge"
    assert found.difference == "Difference 19 points (95% interval 8 to 30)."
    assert len(found.title) <= LONGEST


def test_a_difference_that_includes_zero_is_not_stated() -> None:
    found = reading(group("evening", 30, 14), group("day", 30, 11))
    assert found.title == "No clear difference between day and evening: 63% against 53%, 90 days after discharge"
    assert "−" in found.difference


def test_several_groups_need_the_log_rank_test() -> None:
    groups = (group("a", 90, 20), group("b", 90, 40), group("c", 90, 60))
    assert (
        reading(*groups, p_value=0.001).title
        == "The 3 groups differ: 33–78% are without relapse 90 days after discharge"
    )
    assert reading(*groups, p_value=0.2).title.startswith("No difference can be shown between 3 groups: 33–78%")


def test_groups_that_were_not_followed_so_long_are_told() -> None:
    groups = (group("a", 90, 20), group("b", 90, 40), curve("c", times=[5], events=[0]))
    assert reading(*groups, p_value=0.001).title == (
        "2 of 3 groups were followed to 90 days after discharge: 56–78% are without relapse"
    )


def test_groups_known_only_at_discharge_are_not_compared() -> None:
    found = survival_reading(
        [group("completed", 90, 20), group("dropped_out", 90, 60)],
        state="without relapse", time=DAY, time_words="90 days later", p_value=0.001, biased=True,
    )  # fmt: skip
    assert found.title == "These groups cannot be compared: they are known only at discharge"
    assert found.difference == ""


def test_too_few_followed() -> None:
    assert reading(curve(times=[5, 6], events=[1, 0])).title.startswith("Too few people were followed")
    assert reading(group("day", 50, 9), curve("evening", times=[5], events=[0])).title == (
        "Only day was followed to 90 days after discharge: 82%"
    )


def test_the_first_way_to_say_it_that_has_room() -> None:
    assert fitting("a" * 91, "a" * 90, "a") == "a" * 90
    assert fitting("long", "low", "l", room=2) == "l"
    assert fitting("long", "longer", room=2) == "longer"  # nothing fits: the last


@pytest.mark.parametrize("sizes", [(30, 30), (150, 160), (30, 30, 30)])
@pytest.mark.parametrize("p_value", [0.001, 0.5])
def test_long_names_of_groups_and_states_stay_within_a_title(sizes: tuple[int, ...], p_value: float) -> None:
    groups = [group(f"a group with a long name {k}", n, n // (k + 2)) for k, n in enumerate(sizes)]
    for few in (None, 1234):
        found = survival_reading(
            groups,
            state="without two positive tests within 28 days",
            time=DAY,
            time_words="90 days after the first negative test",
            p_value=p_value,
            few_seen=few,
        )
        assert len(found.title) <= LONGEST
