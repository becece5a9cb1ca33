"""What locked reports have told: counts that cannot be taken back, and figures of earlier quarters as locked."""

from __future__ import annotations

from pathlib import Path

from analytics.privacy.counts import ALL_SITES, Sum, Who
from analytics.reports.frozen import Cell, Report
from analytics.reports.locks.counted import MEASURES
from analytics.reports.locks.locked import read_lock
from analytics.reports.locks.store import latest, locks_in

GLANCE, NOW = "glance", "Now"
"""The table of the first page, a row a measure, and its column with the quarter's figure."""


def released_counts(locks: Path, *, but: str = "", key_file: Path | None = None) -> dict[Who, int]:
    """Every count that a lock of the folder has told; of a count told twice the later one. `but`: a quarter left out.

    To be given to `release(…, released=…)`. Refused when a lock is damaged.
    """
    told: dict[Who, int] = {}
    for found in locks_in(locks):
        if not but or found.quarter != but.replace(" ", ""):
            told |= read_lock(found, key_file=key_file).told
    return told


def released_sums(locks: Path, *, key_file: Path | None = None) -> tuple[Sum, ...]:
    """What adds up in every locked report, to be given to `release(…, earlier=…)`."""
    kept = (read_lock(found, key_file=key_file).sums for found in locks_in(locks))
    return tuple(dict.fromkeys(one for sums in kept for one in sums))


def locked_figure(
    locks: Path, measure: str, quarter: str, *, site: str = ALL_SITES, key_file: Path | None = None
) -> Cell | None:
    """A measure of the first page as it was last locked for a quarter; None when it was not locked.

    A hidden figure comes as the hidden cell it was.
    """
    found = latest(locks, quarter)
    if found is None:
        return None
    report = read_lock(found, key_file=key_file).report(site)
    return None if report is None else told_cell(report, measure)


def told_cell(report: Report, measure: str) -> Cell | None:
    """A measure in the table of a report's first page."""
    table = report.tables().get(GLANCE)
    row = None if table is None else table.row(MEASURES[measure])
    if table is None or row is None:
        return None
    names = [column.name for column in table.columns]
    return row[names.index(NOW)] if NOW in names else None


def told_share(report: Report, measure: str) -> float | None:
    """The value of a measure that the report told; None when it was hidden, not estimable or not in it."""
    cell = told_cell(report, measure)
    return None if cell is None or cell.hidden else cell.value
