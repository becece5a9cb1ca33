"""What a rule is: a small function that looks at the typed tables and tells which rows break it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from analytics.records.policy import Settings
from analytics.records.schema import TABLES
from analytics.records.typed import TypedTable
from analytics.records.words import Fault


@dataclass(frozen=True)
class Source:
    """What the rules look at: the typed tables, the settings, and today as days since 1970."""

    tables: Mapping[str, TypedTable]
    settings: Settings
    today: int

    def each_with(self, column: str) -> Iterator[TypedTable]:
        """The tables that have a column."""
        return (table for table in self.tables.values() if column in table.columns)


Found = Iterator[tuple[str, Fault]]
"""Rules yield (table, fault); each fault is applied before the rule goes on."""

Rule = Callable[[Source], Found]


def told(table: TypedTable, column: str) -> np.ndarray:
    """Rows of which a fault of this column is already known: they are not told twice."""
    known = np.zeros(len(table), bool)
    for fault in table.faults:
        if fault.column == column and fault.effect != "keep":
            known[fault.rows] = True
    return known


def meaning(table: TypedTable, column: str) -> str:
    """What a column holds, for messages."""
    known = TABLES[table.name].by_name.get(column)
    return known.meaning if known else column
