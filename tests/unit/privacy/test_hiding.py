"""What is hidden: hand-worked tables, chains over sites and quarters, the law that no small count stays in reach."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.privacy.attacker import ranges_of
from analytics.privacy.counts import ALL_SITES, THRESHOLD, Count, Sum, Who, small
from analytics.privacy.hiding import hidden_counts
from analytics.privacy.ledger import sums_over
from tests.unit.privacy.tables import Rows, added, counted, drawn, who

QUARTER = "2026 Q3"
ALL = Who("discharged", QUARTER)
REACHED = ALL.but("discharged: reached")


def hidden_in(rows: Rows) -> list[str]:
    return drawn(rows, hidden_counts(counted(rows), added(rows)))


@pytest.mark.parametrize(("number", "hides"), [(0, False), (1, True), (10, True), (11, False), (12, False)], ids=str)
def test_one_to_ten_are_hidden_and_none_is_told(number: int, hides: bool) -> None:
    assert bool(hidden_counts([Count(ALL, number)], [])) is hides


def test_a_square_of_four_hides_a_single_small_count() -> None:
    """3 up by ten, 20 down by ten, 40 down by ten, 50 up by ten: all totals stay as told."""
    assert hidden_in([[3, 20, 30], [40, 50, 60]]) == ["- - 30 53", "- - 60 150", "43 70 90 203"]


def test_primary_alone_gives_the_small_count_away() -> None:
    rows = [[3, 20, 30], [40, 50, 60]]
    hidden = hidden_counts(counted(rows), added(rows), complementary=False)
    told = {found.who: found.number for found in counted(rows) if found.who not in hidden}

    assert drawn(rows, hidden)[0] == "- 20 30 53"
    assert ranges_of(told, added(rows), hidden) == {who(0, 0): (3, 3)}


def test_two_hidden_that_sum_to_two_hide_their_total_too() -> None:
    """Both are known to be at least 1, so a told 2 would tell both."""
    assert hidden_in([[1, 1], [20, 30]])[0] == "- - -"


def test_a_told_nobody_stays_told_and_is_no_companion() -> None:
    assert hidden_in([[0, 5, 20], [30, 40, 50]]) == ["0 - - 25", "30 - - 120", "30 45 70 145"]


def test_several_small_ones_that_reach_the_threshold_together_need_no_companion() -> None:
    """9, 9 and 9 make 27: each may be 1 to 25."""
    assert hidden_in([[9, 9, 9, 40]])[0] == "- - - 40 67"


def test_a_small_rest_hides_the_share_or_its_whole() -> None:
    """50 of 53: 53 − 50 would tell the three."""
    counts = [Count(ALL, 53), Count(REACHED, 50), Count(REACHED.rest(), 3)]
    assert hidden_counts(counts, [Sum(ALL, (REACHED, REACHED.rest()))]) == {REACHED, REACHED.rest()}


def test_an_untold_remainder_cannot_be_taken_as_a_difference() -> None:
    """Sites North 40 and South 30 of 74: the four of a third site without a report."""
    counts = [
        Count(ALL, 74),
        Count(Who("discharged", QUARTER, "North"), 40),
        Count(Who("discharged", QUARTER, "South"), 30),
    ]
    assert hidden_counts(counts, sums_over(found.who for found in counts)) == {Who("discharged", QUARTER, "South")}


def test_people_counted_at_two_sites_cannot_be_taken_as_a_difference_either() -> None:
    """40 + 34 − 71: three people are at both."""
    counts = [
        Count(ALL, 71),
        Count(Who("discharged", QUARTER, "North"), 40),
        Count(Who("discharged", QUARTER, "South"), 34),
    ]
    assert len(hidden_counts(counts, sums_over(found.who for found in counts))) == 1


def test_an_untold_remainder_large_enough_is_left_alone() -> None:
    counts = [
        Count(ALL, 85),
        Count(Who("discharged", QUARTER, "North"), 40),
        Count(Who("discharged", QUARTER, "South"), 30),
    ]
    assert hidden_counts(counts, sums_over(found.who for found in counts)) == frozenset()


def test_a_subset_beside_its_superset() -> None:
    """Of 60 due 55 in care: the five others are a count."""
    due, in_care = Who("due", QUARTER), Who("due: in care", QUARTER)
    assert hidden_counts([Count(due, 60), Count(in_care, 55)], [Sum(due, (in_care, in_care.rest()))]) == {in_care}


def test_a_chain_over_sites_and_groups() -> None:
    """The small count of one site's group needs a square: two groups, two sites, all totals told."""
    numbers = {"North": {"a": 4, "b": 40}, "South": {"a": 30, "b": 50}, "West": {"a": 60, "b": 70}}
    counts = [Count(Who("x", QUARTER, site, f"g = {g}"), n) for site, row in numbers.items() for g, n in row.items()]
    counts += [Count(Who("x", QUARTER, site), sum(row.values())) for site, row in numbers.items()]
    counts += [Count(Who("x", QUARTER, ALL_SITES, f"g = {g}"), sum(r[g] for r in numbers.values())) for g in "ab"]
    counts += [Count(Who("x", QUARTER), 254)]

    hidden = hidden_counts(counts, sums_over(found.who for found in counts))

    assert {(one.site, one.group) for one in hidden} == {
        ("North", "g = a"), ("North", "g = b"), ("South", "g = a"), ("South", "g = b"),
    }  # fmt: skip


def test_a_group_of_the_whole_and_the_report_of_a_site_are_the_same_people() -> None:
    """Hidden as a row of the whole program's table, it is hidden as the site's own number too."""
    row, own = Who("x", QUARTER, group="site = North"), Who("x", QUARTER, "North")
    assert hidden_counts([Count(row, 7), Count(own, 7)], []) == {row, own}


class TestEarlierReports:
    def test_what_was_told_cannot_be_hidden_any_more_so_another_is(self) -> None:
        """3 + 20 + 30 = 53 with 20 told in the last quarter: 30 has to go."""
        total, three, twenty, thirty = (Who(name, QUARTER) for name in ("total", "a", "b", "c"))
        counts = [Count(total, 53), Count(three, 3), Count(twenty, 20), Count(thirty, 30)]
        sums = [Sum(total, (three, twenty, thirty))]
        assert hidden_counts(counts, sums, released={twenty.as_known("2026 Q2"): 20}) == {three, thirty}

    @pytest.mark.parametrize(("now", "hides"), [(40, False), (41, True), (50, True), (51, False), (37, True)], ids=str)
    def test_a_number_that_changed_by_a_few_is_not_told_again(self, now: int, hides: bool) -> None:
        """Told 40 before; 41 now would tell that one person was added."""
        found = hidden_counts([Count(ALL, now)], [], released={ALL.as_known("2026 Q2"): 40})
        assert bool(found) is hides

    def test_two_reports_of_one_release_do_not_tell_the_few_who_came_late(self) -> None:
        """As known at the end of two quarters: 40, then 43. One of the two is told."""
        first, later = ALL.as_known("2026 Q3"), ALL.as_known("2026 Q4")
        assert len(hidden_counts([Count(first, 40), Count(later, 43)], [])) == 1

    def test_what_an_earlier_report_hid_is_not_told_by_a_later_one_if_it_gives_the_small_one_away(self) -> None:
        """3 + 20 + 30 = 53 with 3 and 20 hidden last quarter; now only the 20 are shown again, and would give the 3."""
        total, three, twenty, thirty = (Who(name, QUARTER, known="2026 Q3") for name in ("total", "a", "b", "c"))
        earlier = Sum(total, (three, twenty, thirty))
        now = Count(twenty.as_known("2026 Q4"), 20)
        assert hidden_counts([now], [earlier], released={total: 53, thirty: 30}) == {now.who}

    def test_what_earlier_reports_give_away_alone_is_left_as_it_is(self) -> None:
        """Both told before, their difference of 3 cannot be taken back; hiding must end all the same."""
        told = {ALL: 53, REACHED: 50}
        counts = [Count(ALL, 53), Count(REACHED, 50), Count(REACHED.rest(), 3)]
        assert hidden_counts(counts, [Sum(ALL, (REACHED, REACHED.rest()))], released=told) == {REACHED.rest()}


@pytest.mark.parametrize("seed", range(12))
def test_no_small_count_stays_in_reach_of_the_attacker(seed: int) -> None:
    """Tables of three columns over three sites and their totals: each small count may be 11 or more, ten apart."""
    counts, sums = three_way(seed)
    hidden = hidden_counts(counts, sums)
    told = {found.who: found.number for found in counts if found.who not in hidden}
    ranges = ranges_of(told, sums, hidden, shown=hidden)

    assert set(told) | hidden == {found.who for found in counts}
    for found in counts:
        if small(found.number):
            low, high = ranges[found.who]
            assert low <= found.number <= high
            assert high >= THRESHOLD and high - low >= THRESHOLD - 1
        if found.number == 0:
            assert found.who in told


def test_the_order_of_the_counts_changes_nothing() -> None:
    counts, sums = three_way(3)
    assert hidden_counts(counts, sums) == hidden_counts(counts, sums)


def three_way(seed: int) -> tuple[list[Count], list[Sum]]:
    """People at three sites in groups with two outcomes, small and large, all totals told."""
    rng = np.random.default_rng(seed)
    cells = rng.integers(0, rng.integers(4, 40), size=(3, 4, 2))
    counts = []
    for site in range(4):
        for group in range(5):
            part = cells[site if site < 3 else slice(None), group if group < 4 else slice(None)]
            both = part.reshape(-1, 2).sum(axis=0)
            people = Who("x", QUARTER, ALL_SITES if site == 3 else f"S{site}", "" if group == 4 else f"g = {group}")
            yes = people.but("x: yes")
            counts += [Count(people, int(both.sum())), Count(yes, int(both[0])), Count(yes.rest(), int(both[1]))]
    shares = [Sum(one.who.but("x"), (one.who, one.who.rest())) for one in counts if one.who.what == "x: yes"]
    return counts, [*shares, *sums_over(found.who for found in counts)]
