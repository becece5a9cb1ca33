"""Findings: what is wrong with a source, where, how bad, what came, what is allowed and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

SEVERITIES = ("error", "warning", "info")
LONGEST_CODE_SHOWN = 24
"""A coded cell longer than this is no code; it is shown as a shape, for it may be a note about a person."""

LONGEST_MOMENT_SHOWN = len("2026-03-31T23:30:00.123456789+02:00")


@dataclass(frozen=True)
class Finding:
    """One thing found. `row` is the source row as a person counts it (None: the whole column or table).

    severity: error = the row is not used, warning = kept with a doubt or without the cell, info = repaired or noted.
    `came` holds a value only for coded, number and date columns; for identifiers and free text its shape.
    """

    table: str
    file: str
    row: int | None
    column: str
    code: str
    severity: str
    came: str
    message: str
    fix: str


@dataclass(frozen=True)
class SameFinding:
    """One finding in many rows: `finding` holds what they share, `rows` and `came` what each row has."""

    finding: Finding
    rows: Sequence[int | None]
    came: Sequence[str]


FINDING_COLUMNS = tuple(field.name for field in fields(Finding))


def findings_frame(findings: Iterable[Finding | SameFinding]) -> pd.DataFrame:
    """One row a finding, errors first, then by table, code, column and row; `row` is a nullable integer."""
    many = [
        found if isinstance(found, SameFinding) else SameFinding(found, [found.row], [found.came]) for found in findings
    ]
    cells: dict[str, list[Any]] = {column: [] for column in FINDING_COLUMNS}
    for found in sorted(many, key=_order):
        for column, values in cells.items():
            if column == "row":
                values.extend(found.rows)
            elif column == "came":
                values.extend(found.came)
            else:
                values.extend([getattr(found.finding, column)] * len(found.rows))
    rows = cells.pop("row")
    frame = pd.DataFrame({column: pd.Series(values, dtype=object) for column, values in cells.items()})
    return frame.assign(row=pd.array(rows, dtype="Int64"))[list(FINDING_COLUMNS)]


def _order(found: SameFinding) -> tuple[int, str, str, str, int]:
    finding, first = found.finding, found.rows[0] if found.rows else None
    return SEVERITIES.index(finding.severity), finding.table, finding.code, finding.column, first or 0


def shape_of(text: str) -> str:
    """What a private cell looks like without saying what it holds.

    >>> shape_of("Mary-01")
    '7 characters, letters and digits and punctuation'
    """
    if not text:
        return "empty"
    kinds = {
        "letters": any(c.isalpha() for c in text),
        "digits": any(c.isdigit() for c in text),
        "blanks": any(c.isspace() for c in text),
        "punctuation": any(not c.isalnum() and not c.isspace() for c in text),
    }
    size = "1 character" if len(text) == 1 else f"{len(text)} characters"
    return f"{size}, {' and '.join(kind for kind, is_there in kinds.items() if is_there)}"


def shown(text: str, kind: str) -> str:
    """What may be shown of a cell: a date or a number as it came, a short code as it came, else the shape."""
    harmless = {
        "date": _looks_like_a_date,
        "time": _looks_like_a_date,
        "number": _looks_like_a_number,
        "boolean": _looks_like_a_code,
        "coded": _looks_like_a_code,
    }
    may_show = harmless.get(kind)
    return text if text and may_show is not None and may_show(text) else shape_of(text)


def _looks_like_a_date(text: str) -> bool:
    letters = "".join(c for c in text if c.isalpha())
    return len(text) <= LONGEST_MOMENT_SHOWN and len(letters) <= 3 and any(c.isdigit() for c in text)


def _looks_like_a_number(text: str) -> bool:
    return len(text) <= LONGEST_CODE_SHOWN and any(c.isdigit() for c in text) and not any(c.isalpha() for c in text)


def _looks_like_a_code(text: str) -> bool:
    return len(text) <= LONGEST_CODE_SHOWN and len(text.split()) <= 3
