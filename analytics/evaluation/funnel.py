"""The funnel: do sites differ from the whole by more than their size explains? No ranking, no league table.

Spiegelhalter 2005, Stat Med 24:1185. A unit is compared with limits for its own number of people; only one outside the
outer limits is named. Where all units scatter more than chance (overdispersion), the limits are widened.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.errors import NotEstimable
from analytics.outcomes.limits import normal_quantile

INNER, OUTER = 0.95, 0.998
LEAST_PEOPLE = 11
"""Units with fewer people are not shown."""

LEAST_UNITS_FOR_DISPERSION = 10
WINSORISED = 0.10
"""Share of the units at each end whose z is drawn in before the dispersion is measured."""

LEAST_UNITS = 3


@dataclass(frozen=True, eq=False)
class Funnel:
    """`units`: unit, n, events, value, expected, ratio (observed ÷ expected), z, low, high, outer_low, outer_high,
    beyond ("", "inner", "outer"). `limits`: the same four limits over a grid of n. `target`: the whole's share. `phi`:
    dispersion (None below 10 units), `widened` whether the limits take it in. `hidden`: units with too few people.
    """

    units: pd.DataFrame
    limits: pd.DataFrame
    target: float
    phi: float | None
    widened: bool
    hidden: int
    hidden_people: int


def funnel(units: list[str], n: np.ndarray, events: np.ndarray) -> Funnel:
    """Shares events ÷ n of many units against exact binomial limits around the share of them all.

    Everybody counts towards the target, also the people of hidden units. Raises NotEstimable with fewer than
    `LEAST_UNITS` units to show, or when nobody or everybody had the event.
    """
    n, events = np.asarray(n, dtype=np.int64), np.asarray(events, dtype=np.int64)
    shown = n >= LEAST_PEOPLE
    if int(shown.sum()) < LEAST_UNITS:
        raise NotEstimable(
            f"Fewer than {LEAST_UNITS} units have {LEAST_PEOPLE} people or more.", "Choose a longer period."
        )
    target = float(events.sum() / n.sum())
    if target in (0.0, 1.0):
        raise NotEstimable("Nobody, or everybody, had the event, so no unit can differ.", "Choose another measure.")
    people, hits = n[shown], events[shown]
    z = (hits / people - target) / np.sqrt(target * (1 - target) / people)
    phi = dispersion(z) if len(z) >= LEAST_UNITS_FOR_DISPERSION else None
    widened = phi is not None and phi > 1
    used = phi if widened and phi is not None else 1.0
    own = limits_at(people, target, used)
    frame = pd.DataFrame(
        {
            "unit": [name for name, is_shown in zip(units, shown.tolist(), strict=True) if is_shown],
            "n": people,
            "events": hits,
            "value": hits / people,
            "expected": people * target,
            "ratio": hits / (people * target),
            "z": z,
            **own,
        }
    )
    outside = [_outside(frame["value"], own, side) for side in ("", "outer_")]
    frame["beyond"] = np.select([outside[1], outside[0]], ["outer", "inner"], "")
    grid = np.unique(np.round(np.geomspace(LEAST_PEOPLE, max(int(people.max()) * 1.05, LEAST_PEOPLE + 1), 160)))
    limits = pd.DataFrame({"n": grid, **limits_at(grid, target, used)})
    return Funnel(frame, limits, target, phi, widened, int((~shown).sum()), int(n[~shown].sum()))


def dispersion(z: np.ndarray) -> float:
    """φ: the mean squared z, after drawing in the outermost tenth at each end (Spiegelhalter 2005, section 3.2)."""
    low, high = np.quantile(z, [WINSORISED, 1 - WINSORISED])
    return float(np.mean(np.clip(z, low, high) ** 2))


def limits_at(n: np.ndarray, target: float, phi: float = 1.0) -> dict[str, np.ndarray]:
    """The four limits for units of n people: exact binomial, interpolated between counts; widened by √φ above 1.

    Widened limits are normal: target ± z √(φ target (1 − target) ÷ n), kept within 0 and 1.
    """
    found: dict[str, np.ndarray] = {}
    for side, level in (("", INNER), ("outer_", OUTER)):
        tail = (1 - level) / 2
        if phi > 1:
            reach = normal_quantile(level) * np.sqrt(phi * target * (1 - target) / n)
            low, high = np.maximum(target - reach, 0.0), np.minimum(target + reach, 1.0)
        else:
            low, high = (_binomial_limit(n, target, p) for p in (tail, 1 - tail))
        found |= {f"{side}low": low, f"{side}high": high}
    return found


def _binomial_limit(n: np.ndarray, target: float, p: float) -> np.ndarray:
    """(r − α) ÷ n with r the p-quantile of the binomial and α interpolating between r − 1 and r (appendix A.1.1)."""
    from scipy.stats import binom

    r = binom.ppf(p, n, target)
    upto, exactly = binom.cdf(r, n, target), binom.pmf(r, n, target)
    limit: np.ndarray = np.clip((r - (upto - p) / exactly) / n, 0.0, 1.0)
    return limit


def _outside(value: pd.Series, limits: dict[str, np.ndarray], side: str) -> np.ndarray:
    found = (value.to_numpy() < limits[f"{side}low"]) | (value.to_numpy() > limits[f"{side}high"])
    return np.asarray(found)
