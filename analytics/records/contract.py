"""The last gate: the typed frames are checked, lazily, against what the schema declares (pandera).

Our own rules have already set aside or emptied what breaks it; a failure here is a fault of this program. Coded columns
are checked on their categories and not row by row, so that a million rows cost nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analytics.errors import Refused
from analytics.records.schema import TABLES, Column


def check_contract(frames: Mapping[str, pd.DataFrame]) -> None:
    """Every declared value rule on every frame, all failures told together; Refused when one fails."""
    import pandera.errors
    import pandera.pandas as pa

    failures: list[str] = []
    for name, frame in frames.items():
        small = _as_values(frame, name)
        for column, values in small.items():
            rule = pa.SeriesSchema(None, _checks(pa, TABLES[name].by_name[column]), nullable=True, name=column)
            try:
                rule.validate(values, lazy=True)
            except pandera.errors.SchemaErrors as found:
                failures += sorted({f"{name}.{column}: {check}" for check in found.failure_cases["check"]})
    if failures:
        raise Refused(
            "The records break the data contract after checking: " + "; ".join(failures) + ".",
            "This is a fault of the program: report it with the output of `check --json`.",
        )


def _as_values(frame: pd.DataFrame, table: str) -> dict[str, pd.Series]:
    """What stands for each declared column: categories of a coded column, least and greatest of a number or date."""
    known = TABLES[table].by_name
    values: dict[str, pd.Series] = {}
    for name in frame.columns.intersection(list(known)):
        column = known[name]
        if column.kind == "coded":
            values[name] = pd.Series(list(frame[name].cat.categories), dtype=object, name=name)
        elif column.kind in ("number", "date") and len(frame):
            values[name] = pd.Series([frame[name].min(), frame[name].max()], name=name)
    return values


def _checks(pa: Any, column: Column) -> list[Any]:
    if column.kind == "coded":
        return [] if column.open else [pa.Check.isin(list(column.values or ()))]
    if column.kind == "number":
        return [
            check(limit)
            for check, limit in ((pa.Check.ge, column.low), (pa.Check.le, column.high))
            if limit is not None
        ]
    return [pa.Check(lambda dates: dates.isna() | (dates.dt.year >= 1950), element_wise=False, error="before 1950")]
