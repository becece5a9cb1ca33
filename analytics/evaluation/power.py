"""Power: what difference could so many people have shown, and how many would be needed to show one?"""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.special import ndtr, ndtri

from analytics.errors import WrongUsage
from analytics.outcomes.limits import normal_quantile

LEVEL, POWER = 0.95, 0.80


@dataclass(frozen=True)
class DetectableDifference:
    """With `n1` and `n2` people and a share `reference` in the first group: the nearest shares below and above in the
    second that would be shown with the power (None: no such share exists).
    """

    n1: int
    n2: int
    reference: float
    below: float | None
    above: float | None
    level: float = LEVEL
    power: float = POWER


def power_of_difference(share1: float, share2: float, n1: int, n2: int, level: float = LEVEL) -> float:
    """Chance that a two-sided test of two shares finds the difference (normal, unpooled under the alternative).

    R: `power.prop.test(strict = TRUE)` for equal groups. Shares of 0 or 1 are allowed; equal shares give the level.
    """
    _check(n1, n2, share1, share2)
    mean = (n1 * share1 + n2 * share2) / (n1 + n2)
    under_null = math.sqrt(mean * (1 - mean) * (1 / n1 + 1 / n2))
    spread = math.sqrt(share1 * (1 - share1) / n1 + share2 * (1 - share2) / n2)
    reach, apart = normal_quantile(level) * under_null, abs(share1 - share2)
    if spread == 0:
        return 1.0 if apart > reach else 0.0
    return float(ndtr((apart - reach) / spread) + ndtr((-apart - reach) / spread))


def detectable_difference(
    reference: float, n1: int, n2: int, level: float = LEVEL, power: float = POWER
) -> DetectableDifference:
    """The nearest shares of the second group that so many people would show (by halving, to 1e-9)."""
    _check(n1, n2, reference, reference)
    ends = {"below": 0.0, "above": 1.0}
    found: dict[str, float | None] = {}
    for name, end in ends.items():
        if power_of_difference(reference, end, n1, n2, level) < power:
            found[name] = None
            continue
        near, far = reference, end
        while abs(far - near) > 1e-9:
            middle = (near + far) / 2
            near, far = (
                (near, middle) if power_of_difference(reference, middle, n1, n2, level) >= power else (middle, far)
            )
        found[name] = far
    return DetectableDifference(n1, n2, reference, found["below"], found["above"], level, power)


def people_needed_a_group(share1: float, share2: float, level: float = LEVEL, power: float = POWER) -> int:
    """People in each of two equal groups that show the difference with the power (R: `power.prop.test`), rounded up."""
    _check(1, 1, share1, share2)
    if share1 == share2:
        raise WrongUsage("Two equal shares have no difference to show.", "Give two different shares.")
    mean = (share1 + share2) / 2
    z = normal_quantile(level) * math.sqrt(2 * mean * (1 - mean))
    z += float(ndtri(power)) * math.sqrt(share1 * (1 - share1) + share2 * (1 - share2))
    return math.ceil((z / (share1 - share2)) ** 2 - 1e-9)


def detectable_ratio(
    events: int, share_exposed: float = 0.5, level: float = LEVEL, power: float = POWER
) -> float | None:
    """The hazard ratio below 1 nearest to 1 that so many events would show (above 1: its inverse); None at 0."""
    if events <= 0:
        return None
    z = normal_quantile(level) + float(ndtri(power))
    return math.exp(-z / math.sqrt(events * share_exposed * (1 - share_exposed)))


def _check(n1: int, n2: int, share1: float, share2: float) -> None:
    if n1 < 1 or n2 < 1 or not (0 <= share1 <= 1 and 0 <= share2 <= 1):
        raise WrongUsage("Two groups of people and two shares between 0 and 1 are needed.", "Give shares such as 0.55.")
