"""A report whose hidden cells still hold numbers, as a mistaken section might leave them: no form may tell them."""

from __future__ import annotations

from dataclasses import replace

from analytics.reports.frozen import Cell, Report, Section, Table
from tests.unit.reports.a_report import a_report

NUMBERS = (7331, 9113, 0.804434, 0.771234, 0.861234)
"""Events, n, value, low, high of every hidden figure."""
TRACES = ("7331", "7,331", "9113", "9,113", "804434", "771234", "861234", "0.80", "80%", "77–86", "0.77", "0.86")
"""How they might read in a file."""


KEPT = ("abstinence", "services")


def planted(*, hide: bool = True) -> Report:
    """The made-up report without hostile words; no figure of it but the planted ones reads like one of the traces."""
    report = a_report(hostile=False, commentary="", site="")
    return replace(report, sections=tuple(_section(one, hide) for one in report.sections if one.key in KEPT))


def _section(section: Section, hide: bool) -> Section:
    return replace(section, blocks=tuple(_table(b, hide) if isinstance(b, Table) else b for b in section.blocks))


def _table(table: Table, hide: bool) -> Table:
    return replace(table, rows=tuple(tuple(_cell(cell, hide) for cell in row) for row in table.rows))


def _cell(cell: Cell, hide: bool) -> Cell:
    events, n, value, low, high = NUMBERS
    if not cell.hidden:
        return cell
    numbers = replace(cell, hidden=hide, events=int(events), n=int(n), value=value, low=low, high=high)
    return replace(numbers, interval="77–86%", of="7,331 of 9,113")
