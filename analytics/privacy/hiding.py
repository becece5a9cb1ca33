"""Which counts are hidden: the small ones, and as many others as it takes that no small one can be worked out.

Complementary suppression over all tables, sites and periods at once. After each choice an attacker who knows every
told number and every sum looks for the least and the greatest value of each hidden count (linear programming); a count
is safe when that range is wide and reaches the threshold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analytics.privacy.attacker import ranges_of
from analytics.privacy.counts import THRESHOLD, Count, Sum, Who


def small(number: int, threshold: int = THRESHOLD) -> bool:
    """Whether a count must be hidden: 1 to threshold − 1. None at all may be told."""
    return 0 < number < threshold


def hidden_counts(
    counts: Iterable[Count],
    sums: Iterable[Sum],
    *,
    threshold: int = THRESHOLD,
    released: Mapping[Who, int] | None = None,
    complementary: bool = True,
) -> frozenset[Who]:
    """The counts that must not be told. `released`: what earlier reports have told; it cannot be taken back.

    `complementary` False hides the small ones only (the control of the attacker's test).
    """
    known = {found.who: found.number for found in counts}
    relations = list(dict.fromkeys(sums))
    told_before = dict(released or {})
    hidden = {who for who, number in known.items() if small(number, threshold)}
    while complementary:
        told = {who: number for who, number in known.items() if who not in hidden} | told_before
        narrow = _narrow(told, relations, hidden, threshold)
        more = {_companion(who, relations, known, hidden) for who in narrow} - {None}
        if not more:
            break
        hidden |= {who for who in more if who is not None}
    return frozenset(hidden)


def _narrow(told: Mapping[Who, int], sums: list[Sum], hidden: set[Who], threshold: int) -> list[Who]:
    """The hidden counts whose range the attacker can narrow too far."""
    found = ranges_of(told, sums, hidden)
    return [who for who, (least, most) in found.items() if most < threshold or most - least < threshold - 1]


def _companion(who: Who, sums: list[Sum], known: Mapping[Who, int], hidden: set[Who]) -> Who | None:
    """The smallest told count that stands in a sum with this one: hiding it costs the reader least."""
    beside = {other for one in sums for other in (one.total, *one.parts) if who in (one.total, *one.parts)}
    told = sorted((known[other], other) for other in beside if other in known and other not in hidden)
    return next((other for number, other in told if number > 0), None)
