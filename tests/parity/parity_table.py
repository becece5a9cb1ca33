"""Our numbers beside R's, quantity by quantity.

    python -m tests.parity.parity_table              the textbook rows, and what is written down of CTN-0094
    python -m tests.parity.parity_table CONVERTED    the CTN-0094 rows from converted records, written down anew

docs/parity.md is the same table, made by `python run.py fix`.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date

from analytics.outcomes.derivation import Derivation
from analytics.records.load import load_records
from tests.parity.compare_with_r import HERE, r_values
from tests.parity.parity_ctn0094 import ctn0094_rows
from tests.parity.parity_rows import ParityRow, textbook_rows

RECORDED = "ctn0094_ours.json"
TODAY = date(2026, 10, 1)
HEAD = ("quantity", "data", "R function (package)", "script", "R's value", "ours", "difference")
SAME = 1e-9


def rows() -> list[ParityRow]:
    """The textbook rows and the recorded ones of CTN-0094."""
    return [*textbook_rows(), *recorded_rows()]


def recorded_rows() -> list[ParityRow]:
    """The CTN-0094 rows as written down when the records were at hand."""
    return [ParityRow(**row) for row in r_values(RECORDED)["rows"]]


def record(found: list[ParityRow]) -> None:
    """Write the CTN-0094 rows down: aggregates, no patient's row."""
    lines = ",\n".join(json.dumps(asdict(row), ensure_ascii=False) for row in found)
    (HERE / RECORDED).write_text(f'{{"rows": [\n{lines}\n]}}\n', encoding="utf-8")


def rows_from(converted: str) -> list[ParityRow]:
    """The CTN-0094 rows from converted records."""
    return ctn0094_rows(Derivation(load_records(converted, today=TODAY)))


def as_page() -> str:
    """The table as a page of docs/; differences below 1e-9 are not told further: their digits are the machine's."""
    found = rows()
    parts = [
        "# Our numbers beside R's",
        "<!-- Made from tests/parity by `python run.py fix`; do not edit. -->",
        f"{len(found)} quantities. R 4.2.2 with survival 3.5.3, cmprsk 2.2.11, sandwich 3.0.2 and base R, by the named "
        "scripts of `tests/parity/`, which write the JSON files beside them. Asked for: 1e-9, for Cox models 1e-5. "
        "`rossi` (432 released prisoners) and `pbc` (418 liver patients; a transplant competes with death) are "
        "textbook data. The rows of CTN-0094 need its records: `python -m tests.parity.parity_table CONVERTED` makes "
        "them anew, and a test compares.",
        _markdown(found),
    ]
    return "\n\n".join(parts) + "\n"


def as_text(found: list[ParityRow]) -> str:
    """The table for a terminal, differences in full."""
    cells = [HEAD, *(_cells(row, f"{row.difference:.1e}") for row in found)]
    widths = [max(len(line[k]) for line in cells) for k in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]
    worst = max(found, key=lambda row: row.difference / row.tolerance)
    return "\n".join([*lines, f"{len(found)} quantities; the furthest apart: {worst.quantity}, {worst.difference:.1e}"])


def _markdown(found: list[ParityRow]) -> str:
    lines = [HEAD, tuple("---" for _ in HEAD)]
    lines += [_cells(row, "< 1e-9" if row.difference < SAME else f"{row.difference:.0e}") for row in found]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cells(row: ParityRow, difference: str) -> tuple[str, ...]:
    return row.quantity, row.data, row.function, row.script, f"{row.theirs:.8g}", f"{row.ours:.8g}", difference


if __name__ == "__main__":
    if len(sys.argv) > 1:
        record(rows_from(sys.argv[1]))
    print(as_text(rows()))
