"""Parts of a comparison that these records or this question cannot give: they say why instead of a number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from analytics.errors import NotEstimable

Part = TypeVar("Part")


@dataclass(frozen=True)
class NotTold:
    """A part that cannot be given; `reason` is a sentence, `fix` what would give it."""

    reason: str
    fix: str = ""


def told_or_not(compute: Callable[[], Part]) -> Part | NotTold:
    """The part, or why there is none."""
    try:
        return compute()
    except NotEstimable as cannot:
        return NotTold(cannot.problem, cannot.fix)
