"""How far the rows set aside could move the headline: the benchmark figure with each of them one way, and the other."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.outcomes.benchmark import BenchmarkFigure
from analytics.records.records import Records


@dataclass(frozen=True)
class HeadlineEffect:
    """The headline's least and greatest value if the rows set aside had been usable; `tests` are not in the bounds.

    `episodes` and `follow_ups`: rows set aside. An episode adds at most one person, a follow-up changes at most one.
    """

    episodes: int
    follow_ups: int
    tests: int
    low: float | None
    high: float | None


def headline_effect(figure: BenchmarkFigure, records: Records) -> HeadlineEffect:
    """Bounds of the share abstinent at follow-up over everything that rows set aside could have said.

    All rows of the source count, also those outside the period: the true bounds are narrower. None without people.
    """
    aside = records.reconciliation.set_index("table")["quarantined"]
    episodes, follow_ups, tests = (int(aside.get(name, 0)) for name in ("episodes", "follow_ups", "drug_tests"))
    low, high = headline_bounds(figure, episodes=episodes, follow_ups=follow_ups)
    return HeadlineEffect(episodes, follow_ups, tests, low, high)


def headline_bounds(figure: BenchmarkFigure, *, episodes: int, follow_ups: int) -> tuple[float | None, float | None]:
    """The headline's least and greatest value had so many more rows been usable; None without people."""
    people = figure.n + episodes
    if not figure.n:
        return None, None
    low = max(0, figure.abstinent - follow_ups) / people
    return low, min(people, figure.abstinent + follow_ups + episodes) / people
