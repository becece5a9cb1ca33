"""The difference of one measure taken apart: what each cause adds when they are applied one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from analytics.reports.locks.rows_changed import RowChanges

DATA, REACH, SOFTWARE, SETTINGS, DEFINITIONS = "records", "day reached", "program", "settings", "definitions"
RECORDS_OR_PROGRAM = "records or program"


@dataclass(frozen=True)
class Step:
    """One cause: the figure before and after it, and the patients who count differently by it.

    `by`: the tables whose rows changed, of the cause "records".
    """

    cause: str
    by: tuple[str, ...]
    before: float | None
    after: float | None
    patients: int | None

    @property
    def points(self) -> float | None:
        """Percentage points to a tenth, such that the steps of a measure add up to its whole difference."""
        return points_between(self.before, self.after)


@dataclass(frozen=True, eq=False)
class Standing:
    """How every patient counts in one measure in one run: patient (uint64), hits, total."""

    patient: np.ndarray
    hits: np.ndarray
    total: np.ndarray

    @property
    def share(self) -> float | None:
        """Hits ÷ total; None of nobody."""
        total = int(self.total.sum())
        return int(self.hits.sum()) / total if total else None

    def over(self, patients: np.ndarray) -> Standing:
        """The same over a sorted list of patients, zero for those who are not in it."""
        hits, total = np.zeros(len(patients), np.int64), np.zeros(len(patients), np.int64)
        at = np.searchsorted(patients, self.patient)
        hits[at], total[at] = self.hits, self.total
        return Standing(patients, hits, total)


def points_between(before: float | None, after: float | None) -> float | None:
    """The difference of two shares in percentage points, of their values in percent to a tenth."""
    if before is None or after is None:
        return None
    return round(round(after * 100, 1) - round(before * 100, 1), 1)


def steps_between(
    locked: Standing,
    by_old_settings: Standing,
    by_new_settings: Standing,
    by_new_definitions: Standing,
    *,
    changed: Sequence[RowChanges],
    reach_changed: bool,
) -> Iterator[Step]:
    """The steps of a measure in their order; a cause that moves no patient is left out."""
    patients = np.unique(np.concatenate([locked.patient, by_old_settings.patient]))
    then, now = locked.over(patients), by_old_settings.over(patients)
    moved = (then.hits != now.hits) | (then.total != now.total)
    tables = _tables_of(patients, changed)
    mixed = Standing(patients, then.hits.copy(), then.total.copy())
    for code in _in_order(tables[moved]):
        rows = moved & (tables == code)
        before = mixed.share
        mixed.hits[rows], mixed.total[rows] = now.hits[rows], now.total[rows]
        names = tuple(one.table for place, one in enumerate(changed) if code >> place & 1)
        cause = DATA if names else REACH if reach_changed else SOFTWARE
        yield Step(cause, names, before, mixed.share, int(rows.sum()))
    for cause, left, right in (
        (SETTINGS, by_old_settings, by_new_settings),
        (DEFINITIONS, by_new_settings, by_new_definitions),
    ):
        number = _differ(left, right)
        if number:
            yield Step(cause, (), left.share, right.share, number)


def standing(patients: np.ndarray, counts: np.ndarray, place: int) -> Standing:
    """One measure out of the counts of a report (patient, figure), by the measure's place."""
    return Standing(patients, counts[:, 1 + 2 * place], counts[:, 2 + 2 * place])


def _tables_of(patients: np.ndarray, changed: Sequence[RowChanges]) -> np.ndarray:
    """For each patient the tables with a changed row, one bit a table."""
    found = np.zeros(len(patients), np.int64)
    for place, one in enumerate(changed):
        found[np.isin(patients, one.patients)] |= 1 << place
    return found


def _in_order(codes: np.ndarray) -> list[int]:
    """One table first, then several, those without a changed row last."""
    return sorted(set(codes.tolist()), key=lambda code: (code == 0, code.bit_count(), code))


def _differ(left: Standing, right: Standing) -> int:
    patients = np.unique(np.concatenate([left.patient, right.patient]))
    one, other = left.over(patients), right.over(patients)
    return int(((one.hits != other.hits) | (one.total != other.total)).sum())
