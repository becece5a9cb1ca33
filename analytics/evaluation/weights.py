"""Inverse-probability weights: both groups made to look like everyone, in what was known at admission."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.evaluation.logistic import logistic

HIGHEST_SHARE_TRIMMED = 0.01
"""Chances below the 1st and above the 99th percentile are drawn in, so that nobody counts for a crowd."""

LARGE_WEIGHT = 10.0


@dataclass(frozen=True, eq=False)
class Weights:
    """`chance`: of being in the second group; `weight`: stabilised, mean about 1; `effective`: people's worth of
    information left in each group, (Σw)² ÷ Σw². `outside`: people whose chance no one of the other group has.
    `overlap`: shares of each group in tenths of the chance (columns chance, first, second).
    """

    chance: np.ndarray
    weight: np.ndarray
    effective: tuple[float, float]
    outside: int
    overlap: pd.DataFrame
    separated: bool

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know before trusting the weighted figures."""
        notes = [f"Weights run from {self.weight.min():.2f} to {self.weight.max():.2f}."]
        if self.outside:
            notes.append(f"{self.outside:,} people have no like in the other group; for them the weights extrapolate.")
        if self.weight.max() > LARGE_WEIGHT:
            notes.append(f"Somebody counts for more than {LARGE_WEIGHT:.0f} people: the figures rest on few.")
        if self.separated:
            notes.append("Some covariates tell the group for certain: the groups cannot be made alike.")
        return tuple(notes)


def inverse_probability_weights(x: np.ndarray, group: np.ndarray) -> Weights:
    """Stabilised weights for the effect in everyone, from a logistic model of the group (Robins and others 2000).

    `x`: n × p covariates, complete; `group`: 0 or 1. Weight = share of the own group ÷ chance of it.
    """
    fitted = logistic(x, group)
    raw = fitted.chance(x)
    low, high = np.quantile(raw, [HIGHEST_SHARE_TRIMMED, 1 - HIGHEST_SHARE_TRIMMED])
    chance = np.clip(raw, low, high)
    second = group == 1
    share = float(second.mean())
    weight = np.where(second, share / chance, (1 - share) / (1 - chance))
    effective = tuple(float(weight[own].sum() ** 2 / (weight[own] ** 2).sum()) for own in (~second, second))
    edges = max(raw[second].min(), raw[~second].min()), min(raw[second].max(), raw[~second].max())
    return Weights(
        chance=chance,
        weight=weight,
        effective=(effective[0], effective[1]),
        outside=int(((raw < edges[0]) | (raw > edges[1])).sum()),
        overlap=_overlap(raw, second),
        separated=fitted.separated,
    )


def _overlap(chance: np.ndarray, second: np.ndarray) -> pd.DataFrame:
    edges = np.linspace(0, 1, 11)
    counts = [np.histogram(chance[own], edges)[0] / max(int(own.sum()), 1) for own in (~second, second)]
    return pd.DataFrame({"chance": edges[:-1], "first": counts[0], "second": counts[1]})
