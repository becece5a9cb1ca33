"""What difference so many people could have shown, and how many would show a stated one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.errors import NotEstimable
from analytics.evaluation.group_differences import share_with_event
from analytics.evaluation.power import (
    DetectableDifference,
    detectable_difference,
    detectable_ratio,
    people_needed_a_group,
)
from analytics.outcomes.survival import SurvivalCurve

WORTH = 0.10
"""A difference of ten points, the one for which the people needed are told."""


@dataclass(frozen=True)
class ComparisonPower:
    """Of two groups on a day: the shares of the second that would have been shown, given the first's; the hazard ratio
    nearest to 1 that the events would have shown; people a group needed to show `worth` less. All at 80 % and 5 %.

    Counts everybody as followed to the day and independent: censoring and several episodes a patient lower it.
    """

    day: int
    reference: str
    group: str
    shown: DetectableDifference
    ratio: float | None
    events: int
    worth: float
    needed: int | None


def comparison_power(
    curves: Sequence[SurvivalCurve], at: Sequence[int], *, days_per_unit: int = 1
) -> tuple[ComparisonPower, ...]:
    """Every group against the first, on the last day of `at` on which both have a figure."""
    reference = curves[0]
    found = []
    for curve in curves[1:]:
        told = [
            day
            for day in sorted(at)
            if all(share_with_event(c, day, days_per_unit=days_per_unit).value is not None for c in (reference, curve))
        ]
        if not told:
            continue
        share = share_with_event(reference, told[-1], days_per_unit=days_per_unit).value or 0.0
        events = reference.events + curve.events
        lower = share - WORTH
        found.append(
            ComparisonPower(
                day=told[-1],
                reference=reference.name,
                group=curve.name,
                shown=detectable_difference(share, reference.n, curve.n),
                ratio=detectable_ratio(events, curve.n / (reference.n + curve.n)),
                events=events,
                worth=WORTH,
                needed=people_needed_a_group(share, lower) if lower >= 0 else None,
            )
        )
    if not found:
        raise NotEstimable("On no day asked for do two groups have a figure.", "Ask for earlier days.")
    return tuple(found)
