"""Which rows were added, removed or corrected since a quarter was locked, from the hashes of both runs.

Equal contents are the same row. Of the others, an old and a new row of one name (patient and day, or the source's own
number) are one row that was corrected; the rest was added or removed. A row whose day was corrected, without a number
of its own, is one removed and one added.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.reports.locks.fingerprint import RowHashes

ROWS = {
    "episodes": ("episode", "episodes"),
    "attendance": ("session", "sessions"),
    "drug_tests": ("test result", "test results"),
    "follow_ups": ("follow-up contact", "follow-up contacts"),
    "measures": ("measurement", "measurements"),
}
"""What a row of each table is called, one and many."""


@dataclass(frozen=True, eq=False)
class RowChanges:
    """The rows of one table that changed, by the patient they belong to (uint64, one element a row)."""

    table: str
    added: np.ndarray
    removed: np.ndarray
    corrected: np.ndarray

    @property
    def patients(self) -> np.ndarray:
        """Every patient with a changed row."""
        return np.unique(np.concatenate([self.added, self.removed, self.corrected]))

    def of(self, patients: np.ndarray) -> RowChanges:
        """The changes of some patients only."""
        kept = (side[np.isin(side, patients)] for side in (self.added, self.removed, self.corrected))
        return RowChanges(self.table, *kept)

    @property
    def any(self) -> bool:
        """Whether a row changed."""
        return bool(len(self.added) + len(self.removed) + len(self.corrected))

    def words(self) -> str:
        """ "14 test results added, 3 corrected"; empty without a change."""
        noun = ROWS[self.table]
        said: list[str] = []
        for count, what in (
            (len(self.added), "added"),
            (len(self.removed), "removed"),
            (len(self.corrected), "corrected"),
        ):
            if count:
                said.append(f"{count:,} {noun[count != 1] + ' ' if not said else ''}{what}")
        return ", ".join(said)


def row_changes(table: str, old: RowHashes, new: RowHashes) -> RowChanges:
    """What became of the rows of a table between two runs."""
    gone, come = _left(old.content, new.content)
    gone_again, come_again = _left(old.identity[gone], new.identity[come])
    removed, added = gone[gone_again], come[come_again]
    corrected = np.setdiff1d(come, added, assume_unique=True)
    return RowChanges(table, new.owners(added), old.owners(removed), new.owners(corrected))


def _left(old: np.ndarray, new: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Places of what is only on one side; a hash that stands several times is paired as often as it is on both."""
    before, after = (pd.MultiIndex.from_arrays([side, _times_before(side)]) for side in (old, new))
    return np.flatnonzero(~before.isin(after)), np.flatnonzero(~after.isin(before))


def _times_before(values: np.ndarray) -> np.ndarray:
    """How often each value stood before: 0 for the first of its kind."""
    found: np.ndarray = pd.Series(values).groupby(values).cumcount().to_numpy()
    return found
