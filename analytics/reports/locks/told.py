"""What locked reports have told: counts that cannot be taken back, what adds up, and the figures of page 1."""

from __future__ import annotations

from pathlib import Path

from analytics.privacy.counts import Sum, Who
from analytics.reports.frozen import Report
from analytics.reports.locks.counted import MEASURES
from analytics.reports.locks.locked import read_lock
from analytics.reports.locks.store import locks_in

GLANCE, NOW = "glance", "Now"
"""The table of the first page, a row a measure, and its column with the quarter's figure."""


def released_counts(locks: Path, *, key_file: Path | None = None) -> dict[Who, int]:
    """Every count that a lock of the folder has told; of a count told twice the later one.

    To be given to `release(…, released=…)`. Refused when a lock is damaged.
    """
    told: dict[Who, int] = {}
    for found in locks_in(locks):
        told |= read_lock(found, key_file=key_file).told
    return told


def released_sums(locks: Path, *, key_file: Path | None = None) -> tuple[Sum, ...]:
    """What adds up in every locked report, to be given to `release(…, earlier=…)`."""
    kept = (read_lock(found, key_file=key_file).sums for found in locks_in(locks))
    return tuple(dict.fromkeys(one for sums in kept for one in sums))


def told_share(report: Report, measure: str) -> float | None:
    """A measure of the first page as the report told it; None when it was hidden, not estimable or not in it."""
    table = report.tables().get(GLANCE)
    row = None if table is None else table.row(MEASURES[measure])
    names = [] if table is None else [column.name for column in table.columns]
    if row is None or NOW not in names:
        return None
    cell = row[names.index(NOW)]
    return None if cell.hidden else cell.value
