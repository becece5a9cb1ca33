"""Episodes added, removed, re-opened, closed, and moved from class to class."""

from __future__ import annotations

import numpy as np

from analytics.reports.locks.counted import ABSTINENT, IN_TREATMENT, NOT_DUE, USING
from analytics.reports.locks.episodes_changed import episode_changes


def run(*episodes: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([name for name, _ in episodes], np.uint64), np.array([c for _, c in episodes], np.uint8)


def test_each_episode_is_one_change() -> None:
    old = run((1, ABSTINENT), (2, ABSTINENT), (3, IN_TREATMENT), (4, NOT_DUE), (5, USING), (6, USING), (7, USING))
    new = run((9, ABSTINENT), (2, USING), (1, IN_TREATMENT), (3, NOT_DUE), (4, USING), (5, USING), (7, IN_TREATMENT))

    found = episode_changes(old, new)

    assert (found.added, found.removed, found.reopened, found.closed) == (1, 1, 2, 1)
    assert found.moved == (("follow-up not due", "using", 1), ("abstinent", "using", 1))
    assert found.words() == "1 episode added, 1 removed, 2 re-opened, 1 closed"


def test_nothing_changed() -> None:
    assert episode_changes(run((1, USING)), run((1, USING))).words() == ""
