"""Rows added, removed and corrected, on small tables of numbers in place of hashes."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.reports.locks.fingerprint import RowHashes
from analytics.reports.locks.rows_changed import row_changes

Rows = list[tuple[int, int, int]]


def hashes(rows: Rows) -> RowHashes:
    columns = np.array(rows, np.uint64).reshape(-1, 3)
    return RowHashes(columns[:, 0], columns[:, 1], columns[:, 2])


@pytest.mark.parametrize(
    ("old", "new", "added", "removed", "corrected"),
    [
        # (name, content, patient)
        ([(1, 10, 7), (2, 20, 8)], [(2, 20, 8), (1, 10, 7)], [], [], []),
        ([(1, 10, 7)], [(1, 11, 7)], [], [], [7]),
        ([(1, 10, 7)], [(1, 10, 7), (2, 20, 8)], [8], [], []),
        ([(1, 10, 7), (2, 20, 8)], [(1, 10, 7)], [], [8], []),
        ([(1, 10, 7)], [(2, 11, 7)], [7], [7], []),  # another name: its day was corrected
        ([(1, 10, 7), (1, 12, 7)], [(1, 12, 7), (1, 13, 7)], [], [], [7]),  # two sessions of a day, one corrected
        ([(1, 10, 7)], [(1, 11, 7), (1, 12, 7)], [7], [], [7]),
        ([(1, 10, 7), (1, 10, 7)], [(1, 10, 7)], [], [7], []),  # the same row twice, then once
        ([], [], [], [], []),
    ],
)
def test_what_became_of_the_rows(
    old: Rows, new: Rows, added: list[int], removed: list[int], corrected: list[int]
) -> None:
    found = row_changes("drug_tests", hashes(old), hashes(new))

    assert (found.added.tolist(), found.removed.tolist(), found.corrected.tolist()) == (added, removed, corrected)
    assert found.any == bool(added or removed or corrected)


def test_words_count_rows_by_what_became_of_them() -> None:
    old = hashes([(1, 10, 7), (2, 20, 8), (3, 30, 9)])
    new = hashes([(1, 11, 7), (4, 40, 7), (5, 50, 7)])

    found = row_changes("drug_tests", old, new)

    assert found.words() == "2 test results added, 2 removed, 1 corrected"
    assert found.of(np.array([8], np.uint64)).words() == "1 test result removed"
    assert found.patients.tolist() == [7, 8, 9]
    assert row_changes("attendance", old, old).words() == ""
