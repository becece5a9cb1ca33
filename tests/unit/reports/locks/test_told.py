"""What locks have told: counts for the next release, and figures of earlier quarters as they were locked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analytics.errors import Refused
from analytics.outcomes.periods import Period
from analytics.privacy.counts import Sum, Who
from analytics.reports.draft import DraftTable, Words
from analytics.reports.locks.contents import Subject
from analytics.reports.locks.counted import MEASURES
from analytics.reports.locks.store import lock
from analytics.reports.locks.told import GLANCE, NOW, released_counts, released_sums, told_share
from analytics.reports.sections import glance
from analytics.reports.setting import setting_of
from tests.unit.reports.a_report import a_report
from tests.unit.reports.locks import made_up_program as made_up
from tests.unit.reports.locks.made_up_program import program

REACHED = Who("discharged: reached", "2026 Q2", "all", "payer = medicaid", known="2026 Q4")
NORTH = Who("discharged", "2026 Q4", "North")


def lock_with(told: dict[Who, int], locks: Path, *, period: Period | None = made_up.QUARTER) -> None:
    setting = setting_of(program(), quarter=period, source="made up")
    lock(Subject([setting], [a_report(site="", hostile=False)], told), locks, today=made_up.TODAY)


def test_counts_of_all_locks_come_back_the_later_one_first(tmp_path: Path) -> None:
    lock_with({REACHED: 31, NORTH: 12}, tmp_path)
    lock_with({REACHED: 33}, tmp_path)
    lock_with({Who("discharged", "all records"): 400}, tmp_path, period=None)

    assert released_counts(tmp_path) == {REACHED: 33, NORTH: 12, Who("discharged", "all records"): 400}
    assert released_counts(tmp_path / "nothing") == {}


def test_a_damaged_lock_is_not_passed_over(tmp_path: Path) -> None:
    lock_with({NORTH: 12}, tmp_path)
    (tmp_path / "2026Q4.v1" / "told.json").write_text("[]")

    with pytest.raises(Refused, match=r"told\.json was changed"):
        released_counts(tmp_path)


def test_a_hidden_figure_stays_hidden() -> None:
    report = a_report(hostile=False)

    assert told_share(report, "readmission") is None
    assert told_share(report, "retention") == 73 / 141
    assert told_share(replace(report, sections=()), "retention") is None


def test_the_first_page_has_the_table_and_column_that_are_looked_up() -> None:
    setting = setting_of(program(), quarter=made_up.QUARTER, source="made up")

    table = next(b for b in glance.section(setting).blocks if isinstance(b, DraftTable) and b.key == GLANCE)

    named = [row[0].text for row in table.rows if isinstance(row[0], Words)]
    assert NOW in [column.name for column in table.columns] and set(named) <= set(MEASURES.values())


def test_what_adds_up_is_kept_with_the_hidden_counts(tmp_path: Path) -> None:
    sums = (Sum(Who("discharged", "2026 Q4"), (REACHED, REACHED.rest())), Sum(REACHED, (NORTH,)))
    setting = setting_of(program(), quarter=made_up.QUARTER, source="made up")
    lock(Subject([setting], [a_report(site="", hostile=False)], {}, sums), tmp_path, today=made_up.TODAY)
    assert released_sums(tmp_path) == sums
    assert released_sums(tmp_path / "nothing") == ()
