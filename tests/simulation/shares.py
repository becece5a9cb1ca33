"""Known answers of shares counted on people: Wilson's interval and Newcombe's of a difference."""

from __future__ import annotations

from functools import cache, partial

import numpy as np

from analytics.outcomes.intervals import newcombe_difference, wilson
from tests.simulation.runs import Claim, Found, Scenario, interval_found

SHARES = (0.6, 0.9, 0.98)
PAIRS = ((0.6, 0.6), (0.8, 0.6), (0.95, 0.85))

_wilson = cache(wilson)
_newcombe = cache(newcombe_difference)


def _one_share(share: float, chance: np.random.Generator, n: int) -> list[Found]:
    return [interval_found(_wilson(int(chance.binomial(n, share)), n), share)]


def _two_shares(pair: tuple[float, float], chance: np.random.Generator, n: int) -> list[Found]:
    first, second = (int(chance.binomial(n, share)) for share in pair)
    return [interval_found(_newcombe(first, n, second, n), pair[0] - pair[1])]


SCENARIOS = tuple(
    Scenario(
        key=f"share_{share:g}",
        title=f"A share of {share:.0%}",
        people=f"Everybody is followed; {share:.0%} have the event.",
        counted="people",
        claims=(Claim("Wilson's interval", truth=share),),
        run=partial(_one_share, share),
    )
    for share in SHARES
) + tuple(
    Scenario(
        key=f"difference_{first:g}_{second:g}",
        title=f"A difference of two shares, {first:.0%} and {second:.0%}",
        people="Two separate groups, everybody followed.",
        counted="people a group",
        claims=(Claim("Newcombe's interval", truth=first - second),),
        run=partial(_two_shares, (first, second)),
    )
    for first, second in PAIRS
)
