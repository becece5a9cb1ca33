"""The attacker over a made-up release: nothing is pinned, and without complementary suppression it is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from analytics.privacy.counts import Who, small
from analytics.reports.draft import Draft
from analytics.reports.named import all_sums, named_counts
from analytics.reports.release import Release, released_together
from tests.attacker.attack import by_counts, by_differences, by_rates
from tests.attacker.made_up_pack import MANY_SMALL, ONE_SMALL, Numbers, as_last_quarter, drafts
from tests.attacker.reading import cells, told


def few(found: Sequence[Draft]) -> dict[Who, int]:
    """The true small counts: what the attacker is after."""
    return {one.who: one.number for one in named_counts(found) if small(one.number)}


def attacked(found: Sequence[Draft], release: Release, *earlier: dict[Who, int]) -> list[str]:
    seen = told(found, release.reports)
    before = {who: number for pack in earlier for who, number in pack.items()}
    return [
        *by_counts(before | seen, all_sums(found), {one.who: one.number for one in named_counts(found)}),
        *by_rates(cells(found, release.reports)),
        *by_differences([*earlier, seen]),
    ]


@pytest.mark.parametrize(("numbers", "small_ones"), [(ONE_SMALL, 3), (MANY_SMALL, 12)], ids=["one", "many"])
def test_nothing_is_pinned(numbers: Numbers, small_ones: int) -> None:
    found = drafts(numbers)
    assert len(few(found)) == small_ones
    assert attacked(found, released_together(found)) == []


def test_large_numbers_stay_told() -> None:
    found = drafts()
    seen = told(found, released_together(found).reports)
    assert {
        Who("discharged", "2026 Q3", known="2026 Q3"),
        Who("discharged: reached", "2026 Q3", known="2026 Q3"),
    } <= set(seen)
    assert len(seen) > 15


def test_positive_control_without_companions_the_few_are_pinned() -> None:
    """From the totals of Main and of the whole program follow the nine, and five and four of them."""
    found = drafts(ONE_SMALL)
    pinned = attacked(found, released_together(found, complementary=False))
    assert {line.rpartition(": ")[2] for line in pinned} == {"9 to 9", "5 to 5", "4 to 4"}


def test_the_few_that_came_late_are_not_told_by_the_next_report() -> None:
    """Locked: the quarter as first reported. Then three more were reached, and the next report tells it again."""
    first = drafts()
    locked = released_together(first)
    before = {who: number for pack in locked.told for who, number in pack.items()}
    again = as_last_quarter("2026 Q4", drafts(late=3))

    careful = released_together(again, released=before)
    careless = released_together(again)

    assert by_differences([told(first, locked.reports), told(again, careful.reports)]) == []
    assert by_differences([told(first, locked.reports), told(again, careless.reports)]) != []


def test_two_quarters_that_leave_together_do_not_tell_them_either() -> None:
    both = [*drafts(), *as_last_quarter("2026 Q4", drafts(late=3))]
    assert attacked(both, released_together(both)) == []
