"""What tests of sections ask of every table: figures of the command line, nothing small told, titles that fit."""

from __future__ import annotations

from analytics.outcomes.exhibit import exhibit
from analytics.outcomes.periods import period_named
from analytics.outcomes.scope import CohortBasis
from analytics.reports.draft import DraftTable, ShareOf, Words
from analytics.reports.frozen import Paragraph
from analytics.reports.setting import setting_of
from tests.made_up import made_up_records
from tests.unit.reports.settings_of import drafted, of_demo, released

QUARTER = "2026Q2"
LEAST = 11


def draft_tables(name: str) -> dict[str, DraftTable]:
    """The true tables of a section by key."""
    (section,) = drafted(of_demo(QUARTER), name)
    return {block.key: block for block in section.blocks if isinstance(block, DraftTable)}


def shares(table: DraftTable, column: int = 1) -> dict[str, tuple[float | None, int | None, int]]:
    """Row → share, events, people, true."""
    found = {}
    for row in table.rows:
        name, cell = row[0], row[column]
        if isinstance(name, Words) and isinstance(cell, ShareOf):
            events = cell.events.number if cell.events else None
            found[name.text] = (cell.estimate.value, events, cell.of.number)
    return found


def of_command(figure: str, basis: CohortBasis) -> list[dict[str, object]]:
    """The rows of the same figure at the command line."""
    found = exhibit(of_demo(QUARTER).derivation, figure, basis=basis, period=period_named(QUARTER))
    return [{str(name): value for name, value in row.items()} for row in found.frame.to_dict("records")]


def nothing_small_is_told(name: str) -> None:
    """Neither those counted nor those left over of a told share are 1 to 10; titles fit and hide nothing twice."""
    for table in released(of_demo(QUARTER), name).tables().values():
        assert len(table.title) <= 90
        assert "hidden" not in table.title
        for cell in (cell for row in table.rows for cell in row):
            assert not cell.hidden or (cell.value is None and cell.events is None and cell.n is None)
            if cell.events is not None and cell.n is not None:
                assert not 0 < cell.events < LEAST
                assert not 0 < cell.n - cell.events < LEAST


def sentences_without(name: str) -> list[str]:
    """What the section says of records that hold one episode and nothing else."""
    (section,) = drafted(setting_of(made_up_records(), quarter=None, source="SOURCE"), name)
    return [section.missing, *(block.text for block in section.blocks if isinstance(block, Paragraph))]
