"""What changed since a quarter was locked, and how much of each figure's difference each cause makes.

The causes are applied one after the other and add up: the records (table by table), the program's version, the
settings, the definitions. The records of the lock are not kept, so the records' part is the patients whose rows
changed taken as they are now, all others as they were; what differs of the others although no row of theirs did is the
program's. All of this is for the program itself: counts are not hidden, and it is no part of a report.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analytics.privacy.counts import ALL_SITES
from analytics.records.records import Records
from analytics.records.schema import TABLES
from analytics.reports.locks.again import Verdict, by_settings_of_the_lock, by_settings_of_today, verdict_of
from analytics.reports.locks.causes import RECORDS_OR_PROGRAM, Standing, Step, points_between, standing, steps_between
from analytics.reports.locks.contents import counts_by_patient, software, stay_names
from analytics.reports.locks.counted import MEASURES, episode_classes, measures_told
from analytics.reports.locks.episodes_changed import EpisodeChanges, episode_changes
from analytics.reports.locks.fingerprint import patient_tags, row_hashes
from analytics.reports.locks.locked import Locked
from analytics.reports.locks.rows_changed import RowChanges, row_changes
from analytics.reports.locks.settings_kept import benchmarks_changed, catalogue_changed, settings_changed
from analytics.reports.locks.told import told_share
from analytics.reports.setting import Setting

LOST = "it cannot be told which rows and episodes changed, nor the records' part apart from the program's"
NO_KEY = f"The key of the locks is not here: {LOST}."
OTHER_KEY = f"The lock was made with another key than the one that is here: {LOST}."
NOBODY = "nobody was counted"


@dataclass(frozen=True)
class MeasureDifference:
    """One measure: as locked, as it is now, and the steps between. `reason`: why it cannot be taken apart."""

    key: str
    name: str
    before: float | None
    after: float | None
    steps: tuple[Step, ...]
    reason: str = ""

    @property
    def points(self) -> float | None:
        """The whole difference in percentage points, to a tenth."""
        return points_between(self.before, self.after)


@dataclass(frozen=True, eq=False)
class Difference:
    """A lock against the same quarter reported again. `verdicts`: against the benchmarks of the lock, and today's.

    `untold`: what cannot be told, and why.
    """

    lock: str
    site: str
    rows: tuple[RowChanges, ...]
    episodes: EpisodeChanges | None
    measures: tuple[MeasureDifference, ...]
    verdicts: tuple[Verdict, Verdict]
    settings: tuple[str, ...]
    benchmarks: tuple[str, ...]
    catalogue: tuple[str, ...]
    software: tuple[str, ...]
    as_of: tuple[str | None, str | None]
    untold: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class _Runs:
    """The quarter reported again: by the settings of the lock, by today's, and with today's definitions too."""

    lock_settings: Setting
    settings: Setting
    definitions: Setting


def difference(locked: Locked, records: Records, *, site: str = ALL_SITES) -> Difference:
    """The lock against today's records, settings and program, for the whole program or one site.

    Refused: no report of this site was locked, or the quarter cannot be reported from these records.
    """
    place = locked.place(site)
    settings = settings_changed(locked.settings, records.settings)
    benchmarks = benchmarks_changed(locked.settings, records.settings)
    runs = _runs(locked, records, site, other_settings=bool(settings), other_benchmarks=bool(benchmarks))
    rows, episodes = _changes(locked, runs.lock_settings, place) if locked.key is not None else ((), None)
    then, now = locked.about["software"], software()
    day = runs.lock_settings.records.as_of
    return Difference(
        lock=locked.name,
        site=site,
        rows=rows,
        episodes=episodes,
        measures=tuple(_measures(locked, place, runs, rows)),
        verdicts=(verdict_of(runs.settings), verdict_of(runs.definitions)),
        settings=settings,
        benchmarks=benchmarks,
        catalogue=catalogue_changed(locked.catalogue),
        software=tuple(f"{name} {then.get(name, '–')} → {now[name]}" for name in now if then.get(name) != now[name]),
        as_of=(locked.about["as_of"], day.isoformat() if day else None),
        untold=() if locked.key is not None else (OTHER_KEY if locked.other_key else NO_KEY,),
    )


def _runs(locked: Locked, records: Records, site: str, *, other_settings: bool, other_benchmarks: bool) -> _Runs:
    """The three runs; one that cannot differ from the one before is the same."""
    first = by_settings_of_the_lock(locked, records, site)
    second = by_settings_of_today(locked, records, site, own_benchmarks=False) if other_settings else first
    third = by_settings_of_today(locked, records, site, own_benchmarks=True) if other_benchmarks else second
    return _Runs(first, second, third)


def _changes(locked: Locked, now: Setting, place: int) -> tuple[tuple[RowChanges, ...], EpisodeChanges]:
    """The rows and episodes of the report's patients that changed."""
    key = locked.key
    assert key is not None, "asked for with the key only"
    patients = _patients(locked, now, place, key)
    tags = patient_tags(now.records.episodes, key)
    hashes = {name: row_hashes(now.records.table(name), name, key, tags) for name in TABLES}
    rows = tuple(row_changes(name, locked.rows(name), hashes[name]).of(patients) for name in TABLES)
    names, owner, classes = locked.episodes()
    there = np.isin(owner, patients)
    stays = now.derivation.timeline().stays
    here = np.isin(hashes["episodes"].owner[stays.row], patients)
    current = stay_names(now, hashes["episodes"])[here], episode_classes(now)[here]
    return rows, episode_changes((names[there], classes[there]), current)


def _patients(locked: Locked, now: Setting, place: int, key: bytes) -> np.ndarray:
    """The patients (hashes) a report was about or is about now."""
    tags, counts = locked.people()
    here = patient_tags(now.records.episodes, key)[counts_by_patient([now])[:, 0, 0] > 0]
    return np.union1d(tags[counts[:, place, 0] > 0], here)


def _measures(locked: Locked, place: int, runs: _Runs, rows: tuple[RowChanges, ...]) -> Iterator[MeasureDifference]:
    standings = [_standings(setting, locked.key) for setting in (runs.lock_settings, runs.settings, runs.definitions)]
    then = _locked_standings(locked, place)
    day = runs.lock_settings.records.as_of
    reach_changed = locked.about["as_of"] != (day.isoformat() if day else None)
    for key, name in measures_told(runs.definitions).items():
        first, second, third = (held[key] for held in standings)
        if then is None:
            yield _without_key(locked, place, key, first, second, third)
            continue
        before, after = then[key].share, third.share
        if before is None or after is None:
            reason = f"{NOBODY} {'in the lock' if before is None else 'now'}"
            yield MeasureDifference(key, name, before, after, (), reason)
            continue
        steps = steps_between(then[key], first, second, third, changed=rows, reach_changed=reach_changed)
        yield MeasureDifference(key, name, before, after, tuple(steps))


def _without_key(
    locked: Locked, place: int, key: str, first: Standing, second: Standing, third: Standing
) -> MeasureDifference:
    """What can be told without the key: the told figure, and what settings and definitions do to today's records."""
    before, after = told_share(locked.reports[place], key), third.share
    if before is None or after is None:
        return MeasureDifference(key, MEASURES[key], before, after, (), "the figure of the lock was not told")
    steps = [Step(RECORDS_OR_PROGRAM, (), before, first.share, None)]
    steps += steps_between(first, first, second, third, changed=(), reach_changed=False)
    return MeasureDifference(key, MEASURES[key], before, after, tuple(steps))


def _standings(setting: Setting, key: bytes | None) -> dict[str, Standing]:
    """Every measure patient by patient; without the key under the codes of these records."""
    counts = counts_by_patient([setting])[:, 0].astype(np.int64)
    tags = np.arange(len(counts), dtype=np.uint64) if key is None else patient_tags(setting.records.episodes, key)
    here = counts[:, 0] > 0
    return {name: standing(tags[here], counts[here], number) for number, name in enumerate(MEASURES)}


def _locked_standings(locked: Locked, place: int) -> dict[str, Standing] | None:
    if locked.key is None:
        return None
    tags, counts = locked.people()
    return {name: standing(tags, counts[:, place], number) for number, name in enumerate(MEASURES)}
