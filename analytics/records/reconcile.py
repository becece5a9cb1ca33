"""Accounts for every row: source rows read = used + quarantined, per table, by reason, and by status or result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.errors import Refused
from analytics.records.typed import TypedTable

if TYPE_CHECKING:
    from analytics.records.tables import RawTable

STATUS_COLUMN: Mapping[str, str] = {
    "episodes": "discharge_reason",
    "attendance": "status",
    "drug_tests": "result",
    "follow_ups": "outcome",
}
"""The column whose denominator a loss would bend: the share lost is told for each of its values."""

NO_STATUS = "(none or unknown)"

FEWEST_ROWS_TO_REFUSE = 5
"""One bad row in a table of four is no reason to refuse it; the share decides from this many rows on."""


@dataclass(frozen=True)
class Account:
    """The rows of one table. `by_status`: value → (records read, records quarantined)."""

    table: str
    file: str
    read: int
    used: int
    quarantined: int
    quarantined_by: dict[str, int]
    by_status: dict[str, tuple[int, int]]


def account(table: TypedTable, raw: RawTable) -> Account:
    """The account of one table. A source row that became several records is used when one of them is."""
    aside = [] if raw.set_aside is None else raw.set_aside.column("reason").to_pylist()
    by_reason = Counter(aside)
    kept = _kept_rows(table)
    lost = _lost_rows(table, kept)
    names = [table.reasons[i - 1] for i in table.reason[lost].tolist()]
    by_reason.update(names)
    used = int(kept.sum())
    quarantined = len(aside) + len(lost)
    assert table.source_rows == used + quarantined, (
        f"{table.file}: {table.source_rows} rows read, {used} used, {quarantined} quarantined"
    )
    return Account(
        table.name, table.file, table.source_rows, used, quarantined, dict(by_reason.most_common()), _by_status(table)
    )


def refuse_unusable(accounts: list[Account], *, max_quarantined: float) -> None:
    """Refused when a table has no usable row or lost too many; all such tables are named together, with the reasons."""
    problems, fix = [], "Correct the rows, or say in mapping.toml what their columns and codes mean."
    for a in accounts:
        share = a.quarantined / a.read if a.read else 0.0
        if a.read and not a.used:
            problems.append(f"no row of {a.file} can be used ({_reasons(a)})")
        elif share > max_quarantined and a.quarantined >= FEWEST_ROWS_TO_REFUSE:
            problems.append(
                f"{a.quarantined:,} of {a.read:,} rows of {a.file} ({share:.0%}) cannot be used, more than "
                f"the {max_quarantined:.0%} that max_quarantined allows ({_reasons(a)})"
            )
            fix = "Correct the rows or the mapping; if the loss is meant, raise max_quarantined in program.toml."
    if problems:
        raise Refused("The source cannot be used: " + "; ".join(problems) + ".", fix)


def reconciliation_frame(accounts: list[Account]) -> pd.DataFrame:
    """One row a table, in the order of the schema."""
    columns = ["table", "read", "used", "quarantined", "quarantined_by", "by_status"]
    return pd.DataFrame([[getattr(a, column) for column in columns] for a in accounts], columns=columns)


def _lost_rows(table: TypedTable, kept: np.ndarray) -> np.ndarray:
    """Positions of one unusable record for every source row of which no record is used (`kept`: by row number)."""
    unusable = np.flatnonzero(~table.usable)
    lost = unusable[~kept[table.rows[unusable]]]
    _, first = np.unique(table.rows[lost], return_index=True)
    return lost[first]


def _kept_rows(table: TypedTable) -> np.ndarray:
    """Which source row numbers have a usable record (boolean, by row number; no sorting of a million rows)."""
    kept = np.zeros(int(table.rows.max(initial=0)) + 1, bool)
    kept[table.rows[table.usable]] = True
    return kept


def _by_status(table: TypedTable) -> dict[str, tuple[int, int]]:
    column = table.columns.get(STATUS_COLUMN.get(table.name, ""))
    if column is None or column.categories is None:
        return {}
    names = [*column.categories, NO_STATUS]
    places = np.where(column.values < 0, len(names) - 1, column.values)
    read = np.bincount(places, minlength=len(names))
    lost = np.bincount(places[~table.usable], minlength=len(names))
    return {name: (int(r), int(q)) for name, r, q in zip(names, read, lost, strict=True) if r}


def _reasons(a: Account) -> str:
    return ", ".join(f"{reason} {n:,}" for reason, n in list(a.quarantined_by.items())[:3])
