"""Episodes that were added, removed, re-opened, closed or moved to another class since a quarter was locked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.reports.locks.counted import CLASSES, IN_TREATMENT


@dataclass(frozen=True)
class EpisodeChanges:
    """Numbers of episodes. `moved`: (class then, class now) of those discharged both times, with how many."""

    added: int
    removed: int
    reopened: int
    closed: int
    moved: tuple[tuple[str, str, int], ...]

    def words(self) -> str:
        """ "2 episodes re-opened, 1 closed"; empty without a change."""
        said: list[str] = []
        for count, what in (
            (self.added, "added"), (self.removed, "removed"), (self.reopened, "re-opened"), (self.closed, "closed"),
        ):  # fmt: skip
            if count:
                noun = "" if said else "episode " if count == 1 else "episodes "
                said.append(f"{count:,} {noun}{what}")
        return ", ".join(said)


def episode_changes(old: tuple[np.ndarray, np.ndarray], new: tuple[np.ndarray, np.ndarray]) -> EpisodeChanges:
    """The changes between two runs, each the names (uint64) and classes of its episodes, by one set of settings.

    Re-opened: discharged in the lock, in treatment now. Closed: the other way round.
    """
    both, at_old, at_new = np.intersect1d(old[0], new[0], return_indices=True)
    then, now = old[1][at_old], new[1][at_new]
    left, there = then != IN_TREATMENT, now != IN_TREATMENT
    pairs, counts = np.unique(np.stack([then, now], axis=1)[left & there & (then != now)], axis=0, return_counts=True)
    return EpisodeChanges(
        added=len(new[0]) - len(both),
        removed=len(old[0]) - len(both),
        reopened=int((left & ~there).sum()),
        closed=int((~left & there).sum()),
        moved=tuple((CLASSES[a], CLASSES[b], int(n)) for (a, b), n in zip(pairs, counts, strict=True)),
    )
