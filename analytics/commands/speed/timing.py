"""Medians of interleaved rounds: contender and reference take turns, so that a slow minute of the machine hits both."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

ROUNDS = 7

Work = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """One line of the table. `ratio` = ours ÷ reference (or what `unit` says), `met` None when it was not measured."""

    name: str
    ratio: float | None
    goal: float
    met: bool | None
    reference: str
    median_seconds: float | None
    runs: int
    reference_seconds: float | None = None
    unit: str = "x"
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """The row as a JSON object."""
        return asdict(self)


def medians(works: Mapping[str, Work], *, rounds: int = ROUNDS) -> dict[str, float]:
    """The median seconds of each piece of work over interleaved rounds; one round before them is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(rounds + 1):
        for name, work in works.items():
            gc.collect()
            start = time.perf_counter()
            work()
            if turn:
                seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken) for name, taken in seconds.items()}


def compared(
    name: str, goal: float, reference: str, *, ours: Work, theirs: Work, rounds: int = ROUNDS, note: str = ""
) -> Row:
    """The row of our work beside the reference."""
    taken = medians({"ours": ours, "theirs": theirs}, rounds=rounds)
    return row_of(name, goal, reference, taken["ours"], taken["theirs"], rounds=rounds, note=note)


def row_of(
    name: str, goal: float, reference: str, ours: float, theirs: float, *, rounds: int = ROUNDS, note: str = ""
) -> Row:
    """A row from two medians in seconds."""
    ratio = ours / theirs
    return Row(name, ratio, goal, ratio <= goal, reference, ours, rounds, reference_seconds=theirs, note=note)


def not_measured(name: str, goal: float, reference: str, reason: str, *, unit: str = "x") -> Row:
    """A row without a number, and why."""
    return Row(name, None, goal, None, reference, None, 0, unit=unit, note=f"not measured: {reason}")
