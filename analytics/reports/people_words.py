"""Who is counted, in the words every section uses: the same people have the same words, so that one decision holds.

The words of the first page stand in `measures`; those of the sections stand here.
"""

from __future__ import annotations

from itertools import pairwise

from analytics.outcomes.exhibit import Exhibit
from analytics.privacy.counts import Sum, Who
from analytics.reports.measures import DISCHARGED

IN_TREATMENT = "in treatment"
ADMITTED = "admitted"
FOLLOWED = "admitted: followed 90 days"
RETAINED = "admitted: retained 90 days"
COMPLETED_OR_TRANSFERRED = "discharged: completed or transferred"
COMPLETED, TRANSFERRED = "discharged: completed", "discharged: transferred"
BASIS = {"active": IN_TREATMENT, "admitted": ADMITTED, "discharged": DISCHARGED}


def people_of(found: Exhibit) -> str:
    """The people an exhibit chose by its basis: "in treatment", "admitted", "discharged"."""
    return BASIS[found.window.basis] if found.window else ADMITTED


def of_basis(found: Exhibit, words: str) -> str:
    """Sessions or tests: of everybody in treatment under their own words, else with the people they belong to."""
    people = people_of(found)
    return words if people == IN_TREATMENT else f"{words}, of those {people}"


def group_of_pool(column: str, levels: tuple[str, ...]) -> str:
    """A group as its counts are named; a pool by its levels, because another pool holds other people."""
    return f"{column} = {' + '.join(sorted(levels))}"


def inside(bigger: Who, *smaller: Who) -> Sum:
    """`smaller` are parts of `bigger`; whoever is left over is protected with them."""
    return Sum(bigger, tuple(smaller))


def nested(*from_largest: Who) -> tuple[Sum, ...]:
    """Each count holds the next one, so that neighbours differ by people."""
    return tuple(inside(bigger, smaller) for bigger, smaller in pairwise(from_largest))
