"""Faults of typed tables as findings: the source row, and of the cell only what may be shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from analytics.records.findings import Finding, SameFinding, shown
from analytics.records.schema import TABLES
from analytics.records.typed import TypedTable
from analytics.records.words import Fault

MOST_EXAMPLES = 3
ROWS_SEARCHED_FOR_EXAMPLES = 100


def findings_of(table: TypedTable) -> Iterator[Finding | SameFinding]:
    """One finding a row, or one for all rows of a fault that is told once."""
    for fault in table.faults:
        yield _told_once(table, fault) if fault.once else _told_by_row(table, fault)


def _told_by_row(table: TypedTable, fault: Fault) -> SameFinding:
    return SameFinding(_finding(table, fault, fault.message), table.rows[fault.rows].tolist(), _came(table, fault))


def _told_once(table: TypedTable, fault: Fault) -> Finding:
    n = len(fault.rows)
    examples = list(dict.fromkeys(_came(table, fault, most=ROWS_SEARCHED_FOR_EXAMPLES)))[:MOST_EXAMPLES]
    found = _finding(table, fault, f"{n:,} row{'s' if n != 1 else ''}: {fault.message}")
    return replace(found, row=int(table.rows[fault.rows[0]]), came="; ".join(examples))


def _finding(table: TypedTable, fault: Fault, message: str) -> Finding:
    return Finding(table.name, table.file, None, fault.column, fault.code, fault.weight, "", message, fault.fix)


def _came(table: TypedTable, fault: Fault, *, most: int | None = None) -> list[str]:
    """What came in the rows (the first `most`), as far as it may be shown."""
    rows = fault.rows[:most]
    if fault.column not in table.columns:
        return [""] * len(rows)
    known = TABLES[table.name].by_name.get(fault.column)
    kind = known.kind if known else "text"
    words = table.columns[fault.column].came(rows)
    may_show = {word: shown(word.strip(), kind) for word in set(words)}
    return [may_show[word] for word in words]
