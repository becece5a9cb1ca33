"""The attacker over the whole reports of the demo program: three quarters, each locked before the next is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from analytics.outcomes.periods import period_named
from analytics.privacy.counts import Who
from analytics.records.load import load_records
from analytics.records.records import Records
from analytics.reports.build import asked_for, draft_of
from analytics.reports.draft import Draft
from analytics.reports.named import all_sums, named_counts
from analytics.reports.release import Release, released_together
from analytics.reports.setting import setting_of
from tests.attacker.attack import by_counts, by_curves_of_groups, by_differences, by_rates, by_steps
from tests.attacker.reading import cells, curves, told

pytestmark = pytest.mark.slow

QUARTERS = ("2026Q1", "2026Q2", "2026Q3")


@dataclass(frozen=True)
class Locked:
    """A quarter's pack: the whole program and each site."""

    drafts: list[Draft]
    release: Release

    @property
    def seen(self) -> dict[Who, int]:
        return told(self.drafts, self.release.reports)


@pytest.fixture(scope="module")
def records(demo_source: str) -> Records:
    return load_records(demo_source, today=date(2026, 10, 1))


@pytest.fixture(scope="module")
def packs(records: Records) -> list[Locked]:
    """Each quarter released with what the quarters before it have told."""
    found: list[Locked] = []
    for name in QUARTERS:
        drafts = drafted(records, name)
        before = {who: number for pack in found for one in pack.release.told for who, number in one.items()}
        earlier = [one for pack in found for one in pack.release.sums]
        found.append(Locked(drafts, released_together(drafts, released=before, earlier=earlier)))
    return found


def drafted(records: Records, quarter: str) -> list[Draft]:
    asked = asked_for(records, [period_named(quarter, 1)], every_site=True)
    settings = (setting_of(records, quarter=one.quarter, site=one.site, source="SOURCE") for one in asked)
    return [draft_of(setting) for setting in settings]


def true_counts(packs: Sequence[Locked]) -> dict[Who, int]:
    return {one.who: one.number for pack in packs for one in named_counts(pack.drafts)}


def test_the_last_pack_and_the_two_before_it_pin_nobody(packs: list[Locked]) -> None:
    seen = {who: number for pack in packs for who, number in pack.seen.items()}
    sums = [one for pack in packs for one in all_sums(pack.drafts)]

    assert len(seen) > 500, "the packs must tell something to attack"
    assert by_counts(seen, sums, true_counts(packs)) == []
    assert by_differences([pack.seen for pack in packs]) == []


@pytest.mark.parametrize("at", range(len(QUARTERS)), ids=QUARTERS)
def test_no_rate_and_no_curve_of_a_pack_pins_anybody(packs: list[Locked], at: int) -> None:
    pack = packs[at]
    drawn = list(curves(pack.release.reports))

    assert by_rates(cells(pack.drafts, pack.release.reports)) == []
    assert by_steps(drawn) == []
    assert by_curves_of_groups(drawn) == []


def test_positive_control_without_companions_the_few_are_pinned(packs: list[Locked]) -> None:
    drafts = packs[-1].drafts
    careless = released_together(drafts, complementary=False)
    pinned = by_counts(told(drafts, careless.reports), all_sums(drafts), true_counts(packs[-1:]))
    exact = [line for line in pinned if _exactly(line)]

    assert len(exact) > 5, "the attacker must succeed where only the small counts themselves are hidden"


def test_everything_hidden_looks_the_same(packs: list[Locked]) -> None:
    """No number, no interval, no order of size: a hidden cell is the word and the same reason everywhere."""
    hidden = [
        cell
        for pack in packs
        for report in pack.release.reports
        for table in report.tables().values()
        for row in table.rows
        for cell in row
        if cell.hidden
    ]
    assert hidden
    looks = {(cell.text, cell.reason, cell.value, cell.low, cell.high, cell.n, cell.events, cell.of) for cell in hidden}
    assert len(looks) == 1


def _exactly(line: str) -> bool:
    low, _, high = line.rpartition(": ")[2].partition(" to ")
    return low == high
