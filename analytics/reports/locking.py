"""Locks of whole packs: one for each quarter, what changed since, and whether they are as they were written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from analytics.errors import Refused
from analytics.privacy.counts import ALL_SITES
from analytics.records.records import Records
from analytics.reports.build import Asked, Before, Pack
from analytics.reports.locks.contents import Subject
from analytics.reports.locks.difference import Difference, difference
from analytics.reports.locks.key import lock_key, mark_of
from analytics.reports.locks.locked import read_lock
from analytics.reports.locks.store import LockFolder, latest, lock, locks_folder, locks_in
from analytics.reports.locks.told import released_counts, released_sums
from analytics.reports.setting import WHOLE_COHORT


def where_locks_are(source: str, named: Path | None = None) -> Path:
    """The folder named, else the source's own in the person's data folder."""
    return named or locks_folder(source)


def told_before(source: str, named: Path | None = None) -> Before:
    """What locked reports have told and hidden: a reader has them, and what a new report tells must fit to them."""
    folder = where_locks_are(source, named)
    return Before(released_counts(folder), released_sums(folder))


def lock_pack(pack: Pack, source: str, named: Path | None = None, *, today: date) -> tuple[LockFolder, ...]:
    """One lock for each quarter of the pack, with the reports of the program and its sites."""
    folder = where_locks_are(source, named)
    made = []
    for label in dict.fromkeys(setting.label for setting in pack.settings):
        places = [place for place, setting in enumerate(pack.settings) if setting.label == label]
        settings, reports = [pack.settings[at] for at in places], [pack.reports[at] for at in places]
        made.append(lock(Subject(settings, reports, pack.told_by(places), pack.release.sums), folder, today=today))
    return tuple(made)


def difference_since(records: Records, asked: Asked, source: str, named: Path | None = None) -> Difference:
    """The last lock of the quarter against the records of today. Refused when it was never locked."""
    label = asked.quarter.label if asked.quarter else WHOLE_COHORT
    found = latest(where_locks_are(source, named), label)
    if found is None:
        raise Refused(f"{label} was not locked yet.", "Lock a report of it first (--lock).")
    return difference(read_lock(found), records, site=asked.site or ALL_SITES)


def checked_locks(source: str, named: Path | None = None) -> list[tuple[LockFolder, str]]:
    """Every lock with what is wrong with it; an empty text where it is as it was written."""
    found = []
    for one in locks_in(where_locks_are(source, named)):
        try:
            locked = read_lock(one)
        except Refused as problem:
            found.append((one, problem.problem))
            continue
        known = lock_key()
        sealed = known is not None and mark_of(known) == locked.about["key"]
        found.append((one, "" if sealed else "whole, but its seal cannot be checked without its key"))
    return found
