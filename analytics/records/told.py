"""Faults of typed tables as findings: the source row, and of the cell only what may be shown."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.records.findings import Finding, shown
from analytics.records.schema import TABLES
from analytics.records.typed import TypedTable
from analytics.records.words import Fault

MOST_EXAMPLES = 3


def findings_of(table: TypedTable) -> Iterator[Finding]:
    """One finding a row, or one for all rows of a fault that is told once."""
    for fault in table.faults:
        yield from _told_once(table, fault) if fault.once else _told_by_row(table, fault)


def _told_by_row(table: TypedTable, fault: Fault) -> Iterator[Finding]:
    came = _came(table, fault, len(fault.rows))
    for row, cell in zip(table.rows[fault.rows].tolist(), came, strict=True):
        yield Finding(table.name, table.file, row, fault.column, fault.code, fault.weight, cell, fault.message,
                      fault.fix)


def _told_once(table: TypedTable, fault: Fault) -> Iterator[Finding]:
    n = len(fault.rows)
    examples = list(dict.fromkeys(_came(table, fault, 100)))[:MOST_EXAMPLES]
    message = f"{n:,} row{'s' if n != 1 else ''}: {fault.message}"
    yield Finding(table.name, table.file, int(table.rows[fault.rows[0]]), fault.column, fault.code, fault.weight,
                  ", ".join(examples), message, fault.fix)


def _came(table: TypedTable, fault: Fault, most: int) -> list[str]:
    """What came in the first `most` rows, as far as it may be shown."""
    rows = fault.rows[:most]
    if fault.column not in table.columns:
        return [""] * len(rows)
    known = TABLES[table.name].by_name.get(fault.column)
    kind = known.kind if known else "text"
    return [shown(word.strip(), kind) for word in table.columns[fault.column].came(rows)]
