"""What to look at next: one sentence a topic, three at most, the most urgent first, from released figures only."""

from __future__ import annotations

from analytics.reports import next_steps
from analytics.reports.draft import DraftParagraph
from analytics.reports.frozen import HIDDEN, Cell, Table
from analytics.reports.measures import measures_of
from tests.unit.reports.settings_of import of_demo, released


def said(tables: dict[str, Table], site: str | None = None) -> list[str]:
    """The sentences for those tables."""
    setting = of_demo("2026Q3", site)
    paragraphs = [b for b in next_steps.blocks(setting, measures_of(setting)) if isinstance(b, DraftParagraph)]
    return [found for found in (paragraph.say(tables) for paragraph in paragraphs) if found]


def test_the_verdict_on_those_not_reached_comes_before_the_tests_not_given() -> None:
    tables = released(of_demo("2026Q3")).tables()
    sentences = said(tables)
    assert len(sentences) == next_steps.MOST
    # 569 − 467 reached; 829 − 614 given
    assert sentences[0].startswith("102 of 569 people were not reached at follow-up, and the verdict turns on them.")
    assert sentences[1].startswith("215 of 829 due tests (26%) were not given.")
    assert sentences[2].startswith("Sessions attended, 81%: better than usual since Jun 2025.")


def test_what_worsened_comes_first_and_its_topic_only_once() -> None:
    sentences = said(released(of_demo("2026Q3", "Main")).tables(), "Main")
    assert sentences[0].startswith("Due tests given, 72%: worse than usual since Mar.")
    assert sum("due tests" in sentence.lower() for sentence in sentences) == 1


def test_of_hidden_figures_nothing_is_said() -> None:
    def without(table: Table) -> Table:
        rows = tuple(
            tuple(Cell(c.kind, HIDDEN, hidden=True) if c.kind == "share" else c for c in row) for row in table.rows
        )
        return Table(table.key, table.title, table.subtitle, table.columns, rows)

    tables = {key: without(table) for key, table in released(of_demo("2026Q3")).tables().items()}
    assert said(tables) == []
