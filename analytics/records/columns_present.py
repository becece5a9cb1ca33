"""Refuses a source that lacks tables or columns, naming all of them at once with the nearest names that came."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from analytics.errors import Refused
from analytics.records.schema import REQUIRED_TABLES, TABLES

if TYPE_CHECKING:
    from analytics.records.tables import RawTable


def refuse_missing_columns(tables: Mapping[str, RawTable]) -> None:
    """Refused when a required table or column is not there."""
    problems = [
        f"there is no table {name} (found: {', '.join(tables) or 'none'})"
        for name in REQUIRED_TABLES
        if name not in tables
    ]
    for name, table in tables.items():
        came = table.data.column_names
        missing = [column for column in TABLES[name].required if column not in came]
        missing += [" or ".join(names) for names in TABLES[name].either if not set(names) & set(came)]
        if missing:
            problems.append(
                f"{table.file} has no column {_and(missing)}; it has {', '.join(came) or 'none'}"
                + _nearest(missing, came, name)
            )
    if problems:
        raise Refused(
            "Columns are missing: " + "; ".join(problems) + ".",
            "Say in mapping.toml which column is which, such as "
            '[columns.attendance] "Seen on" = "session_on", or add the columns.',
        )


def _nearest(missing: list[str], came: list[str], table: str) -> str:
    own = [column for column in came if column not in TABLES[table].by_name]
    pairs = [(name, get_close_matches(name, own, n=1, cutoff=0.6)) for name in missing]
    hints = [f'is "{near[0]}" the {name}?' for name, near in pairs if near]
    return f" ({' '.join(hints)})" if hints else ""


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
