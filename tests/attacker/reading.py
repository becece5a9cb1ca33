"""What a reader of a pack holds: the numbers in its cells, and whom each row and column speaks of.

Whom a cell counts is taken from the drafts (a reader knows it from the words of the row); every number is taken from
the frozen report. A hidden cell gives nothing, not even which of its counts is small.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analytics.privacy.counts import Who
from analytics.reports.draft import CountOf, Draft, DraftCell, DraftTable, ShareOf
from analytics.reports.frozen import Cell, Report, Table


@dataclass(frozen=True)
class Seen:
    """A cell as it was read, with whom it speaks of: `names` in the order n, events."""

    place: str
    cell: Cell
    names: tuple[Who, ...]


def told(drafts: Sequence[Draft], reports: Sequence[Report]) -> dict[Who, int]:
    """Every count of a pack that a reader can read off a cell."""
    found: dict[Who, int] = {}
    for seen in cells(drafts, reports):
        numbers = (seen.cell.n, seen.cell.events)
        found |= {who: number for who, number in zip(seen.names, numbers, strict=False) if number is not None}
    return found


def cells(drafts: Sequence[Draft], reports: Sequence[Report]) -> Iterator[Seen]:
    """Every cell of people that is not hidden."""
    for draft, report in zip(drafts, reports, strict=True):
        tables = report.tables()
        for section in draft.sections:
            for block in () if section.missing else section.blocks:
                if isinstance(block, DraftTable):
                    yield from _of_table(block, tables[block.key], f"{report.label} {report.site}", draft.label)


def _of_table(draft: DraftTable, table: Table, where: str, label: str) -> Iterator[Seen]:
    for cells_drafted, cells_read in zip(draft.rows, table.rows, strict=True):
        for cell, read in zip(cells_drafted, cells_read, strict=True):
            if not read.hidden and not _is_limit(cell):
                yield Seen(f"{where} {table.key}", read, tuple(who.as_known(label) for who in _names(cell)))


def _is_limit(cell: DraftCell) -> bool:
    """A centre line or a control limit: a number of the chart, not of people."""
    return isinstance(cell, ShareOf) and cell.events is None and bool(cell.others)


def _names(cell: DraftCell) -> tuple[Who, ...]:
    if isinstance(cell, CountOf):
        return (cell.count.who,)
    if isinstance(cell, ShareOf):
        return (cell.of.who,) if cell.events is None else (cell.of.who, cell.events.who)
    return ()


def curves(reports: Sequence[Report]) -> Iterator[tuple[str, list[tuple[float, int, int, int, float]]]]:
    """Every curve a reader sees: time, under observation after it, events and censored since, share."""
    for report in reports:
        for table in report.tables().values():
            if [column.name for column in table.columns] == ["Group", "Time", "At risk", "Events", "Censored", "Share"]:
                groups = dict.fromkeys(row[0].text for row in table.rows)
                for group in groups:
                    rows = [[cell.value for cell in row[1:]] for row in table.rows if row[0].text == group]
                    steps = [
                        (float(t or 0), int(r or 0), int(e or 0), int(c or 0), float(s or 0)) for t, r, e, c, s in rows
                    ]
                    yield f"{report.label} {report.site} {table.key} {group}", steps
