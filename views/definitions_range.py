"""The range of the headline over definitions and missing rules, as the block and the bar say it."""

from __future__ import annotations

from dataclasses import dataclass

from views.filters import Choice
from views.store import Store


@dataclass(frozen=True)
class DefinitionsRange:
    """Strictest and most lenient figure, and how many definitions lie above, within and below the published range."""

    low: float
    high: float
    above: int
    within: int
    below: int


def definitions_range(store: Store, choice: Choice) -> DefinitionsRange | None:
    return None
