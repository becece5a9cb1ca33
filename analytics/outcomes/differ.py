"""Why do these differ? The difference of two figures, taken apart one change of definition at a time.

The changes go in one stated order: who is counted, how tests are read, then the measure. Another order gives other
steps and the same sum, so a step is no cause: it is what this change adds after those before it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations

from analytics.errors import NotEstimable
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.missing import MissingRule
from analytics.outcomes.patterns import Clock
from analytics.outcomes.periods import Period
from analytics.outcomes.question import Basis, Unit
from analytics.records.said import Analytes, Refused

ORDER = ("group", "period", "basis", "unit", "refused", "analytes", "missing", "endpoint", "clock", "day")
"""The order of the changes: who is counted, how tests are read, what is measured and when."""

EVERYBODY = ""


@dataclass(frozen=True)
class Definition:
    """Everything a share of people abstinent depends on. `day` 0: at the first follow-up, whenever it is.

    `group`: a level of the column compared by, EVERYBODY for all. `period` None: all days of the records.
    """

    endpoint: str
    clock: Clock
    day: int
    missing: MissingRule
    refused: Refused
    analytes: Analytes
    unit: Unit
    basis: Basis
    period: Period | None = None
    group: str = EVERYBODY


FigureOf = Callable[[Definition], Estimate]


@dataclass(frozen=True)
class Step:
    """What one change (or several that only make sense together) adds: `change` = the figure after less before it."""

    changed: tuple[str, ...]
    definition: Definition
    figure: Estimate
    change: float


@dataclass(frozen=True)
class Difference:
    """Two figures and the steps between them; the changes of the steps add up to `total`."""

    first: Estimate
    second: Estimate
    definition: Definition
    steps: tuple[Step, ...]

    @property
    def total(self) -> float:
        """The second figure less the first."""
        return _value(self.second) - _value(self.first)

    @property
    def largest(self) -> Step | None:
        """The step that moves the figure most, the earlier one when equal."""
        return max(self.steps, key=lambda step: abs(step.change), default=None)


def changed_fields(first: Definition, second: Definition) -> tuple[str, ...]:
    """The choices in which two definitions differ, in the order in which they are changed."""
    return tuple(name for name in ORDER if getattr(first, name) != getattr(second, name))


def why_differ(
    first: Definition, second: Definition, figure_of: FigureOf, *, between: FigureOf | None = None
) -> Difference:
    """Change the first definition into the second, one choice after the other; `figure_of` gives each figure.

    `between` gives those in between, where it is quicker (their intervals are not needed); None: `figure_of` too.

    Where the figure after a change cannot be had (a rule that the measure does not know, too few people), that change
    waits until it can be made, or is made together with others. Raises NotEstimable when one of the two figures cannot
    be had itself.
    """
    before = figure_of(first)
    after = figure_of(second)
    for name, figure in (("first", before), ("second", after)):
        if figure.value is None:
            raise NotEstimable(f"The {name} figure is not estimable: {figure.reason}.", "Choose another one.")
    steps: list[Step] = []
    reached, at = first, _value(before)

    def on_the_way(there: Definition) -> Estimate:
        return after if there == second else (between or figure_of)(there)

    while reached != second:
        changed, reached, figure = _next(reached, second, on_the_way)
        steps.append(Step(changed, reached, figure, _value(figure) - at))
        at = _value(figure)
    return Difference(before, after, first, tuple(steps))


def _next(reached: Definition, second: Definition, figure_of: FigureOf) -> tuple[tuple[str, ...], Definition, Estimate]:
    """The next change in order that can be made alone; where none can, the fewest that can be made together."""
    open_changes = changed_fields(reached, second)
    for size in range(1, len(open_changes) + 1):
        for changed in combinations(open_changes, size):
            there = replace(reached, **{name: getattr(second, name) for name in changed})
            figure = figure_of(there)
            if figure.value is not None:
                return changed, there, figure
    raise NotEstimable("The second figure is not estimable.", "Choose another one.")


def _value(figure: Estimate) -> float:
    assert figure.value is not None
    return figure.value
