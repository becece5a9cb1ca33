"""Engagement: each figure is that of the command line, a few people are told nowhere, absent tables are a sentence."""

from __future__ import annotations

import pytest

from analytics.outcomes.exhibit import exhibit
from analytics.outcomes.periods import period_named
from analytics.outcomes.scope import CohortBasis
from analytics.reports.draft import DraftTable, ShareOf
from analytics.reports.frozen import Paragraph
from analytics.reports.sections import engagement
from analytics.reports.setting import setting_of
from tests.made_up import made_up_records
from tests.unit.reports.settings_of import drafted, of_demo, released

QUARTER = "2026Q2"
FIGURES: dict[str, tuple[str, CohortBasis]] = {
    "attendance": ("engagement.attendance", "active"),
    "hours": ("engagement.hours", "active"),
    "continuation": ("engagement.continuation", "admitted"),
    "access": ("engagement.access", "admitted"),
    "planned_sessions": ("engagement.planned_sessions", "discharged"),
}


def tables() -> dict[str, DraftTable]:
    """The true tables."""
    (section,) = drafted(of_demo(QUARTER), "engagement")
    return {block.key: block for block in section.blocks if isinstance(block, DraftTable)}


@pytest.mark.parametrize("key", FIGURES)
def test_every_share_is_that_of_the_command_line(key: str) -> None:
    figure, basis = FIGURES[key]
    found = exhibit(of_demo(QUARTER).derivation, figure, basis=basis, period=period_named(QUARTER))
    shares = [cell for row in tables()[key].rows for cell in row[1:2] if isinstance(cell, ShareOf)]
    for share, (_, line) in zip(shares, found.frame.iterrows(), strict=False):
        assert (share.estimate.value, share.of.number) == (line["value"], line["n"])
        assert share.events is not None and share.events.number == line["events"]


def test_retention_speaks_of_people_followed_for_ninety_days() -> None:
    retention = tables()["retention"]
    assert "2026 Q1" in retention.subtitle
    assert [row[0].text for row in retention.rows] == ["30 days", "60 days", "90 days"]  # type: ignore[union-attr]


def test_nothing_small_is_told() -> None:
    for table in released(of_demo(QUARTER), "engagement").tables().values():
        for row in table.rows:
            for cell in row:
                assert cell.events is None or cell.events == 0 or cell.events >= 11
                assert not cell.hidden or (cell.value is None and cell.events is None)


def test_titles_fit_and_name_no_hidden_figure() -> None:
    for table in released(of_demo(QUARTER), "engagement").tables().values():
        assert 0 < len(table.title) <= 90
        assert "hidden" not in table.title


def test_without_sessions_there_are_sentences() -> None:
    records = made_up_records()
    section = engagement.section(setting_of(records, quarter=None, source="SOURCE"))
    assert any(isinstance(block, Paragraph) and "attendance" in block.text for block in section.blocks)
