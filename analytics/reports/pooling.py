"""Groups of people large enough to be told: small levels of a column are pooled before any of them is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.charts.wording import level_words
from analytics.outcomes.cohort import MOST_GROUPS
from analytics.reports.setting import Setting

POOLED = "other, pooled"


@dataclass(frozen=True)
class Group:
    """Levels of a column that are told together; one level alone keeps its name."""

    levels: tuple[str, ...]

    @property
    def name(self) -> str:
        """As a reader sees it."""
        return level_words(self.levels[0]) if len(self.levels) == 1 else POOLED


def may_group(setting: Setting, by: str) -> bool:
    """Whether the program groups by the column, the records have it, and it has no more levels than a page shows."""
    if by not in setting.records.settings.group_by or by not in setting.records.episodes:
        return False
    return by == "age" or 0 < setting.records.episodes[by].nunique() <= MOST_GROUPS


def pooled(sizes: Mapping[str, tuple[int, ...]], *, least: int) -> tuple[Group, ...]:
    """The levels in alphabetical order, then the pool. `sizes`: of each level every count that must not be small.

    Levels with a count under `least` are pooled, and the smallest others with them until the pool is large enough.
    Fewer than two groups tell nothing: none.
    """
    small = sorted(level for level, counts in sizes.items() if min(counts) < least)
    others = sorted((level for level in sizes if level not in small), key=lambda level: (min(sizes[level]), level))
    while small and others and _least(sizes, small) < least:
        small.append(others.pop(0))
    if small and _least(sizes, small) < least:
        return ()
    groups = [Group((level,)) for level in sorted(others)] + ([Group(tuple(sorted(small)))] if small else [])
    return tuple(groups) if len(groups) > 1 else ()


def _least(sizes: Mapping[str, tuple[int, ...]], levels: list[str]) -> int:
    return min(sum(column) for column in zip(*(sizes[level] for level in levels), strict=True))
