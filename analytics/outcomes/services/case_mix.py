"""Who the patients of a group are at admission: the columns that stand beside a comparison nobody should rank by."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analytics.outcomes.scope import Scope

SHARES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "severe": ("severity", ("severe", "high")),
    "opioids": ("primary_substance", ("opioids", "heroin", "fentanyl")),
    "stimulants": ("primary_substance", ("cocaine", "methamphetamine", "amphetamines")),
    "alcohol": ("primary_substance", ("alcohol",)),
    "not_stably_housed": ("living_situation", ("unstable", "homeless")),
    "co_occurring": ("co_occurring", ("True", "yes")),
}
"""Share name → column of episodes and the values it counts (of those recorded)."""


def case_mix(scope: Scope, stays: np.ndarray) -> dict[str, float | None]:
    """Shares of people by what is known at admission, and mean age; a column the records lack is left out."""
    present = scope.records.episodes.columns
    mix: dict[str, float | None] = {}
    for name, (column, values) in SHARES.items():
        if column in present:
            mix[f"share_{name}"] = _share(scope, stays, column, values)
    if "prior_episodes" in present:
        mix["share_treated_before"] = _mean(_numbers(scope, "prior_episodes")[stays], over=0)
    if "medication" in present:
        mix["share_on_medication"] = _share(scope, stays, "medication", ("none",), other_than=True)
    if "age" in present:
        mix["mean_age"] = _mean(_numbers(scope, "age")[stays])
    return mix


def _share(
    scope: Scope, stays: np.ndarray, column: str, values: tuple[str, ...], *, other_than: bool = False
) -> float | None:
    """Of the people with the column recorded, the share with one of the values (or with any other)."""

    def compute() -> np.ndarray:
        said = scope.episode_column(column)
        hit = said.astype(object).map(lambda value: (str(value) in values) != other_than).to_numpy(float)
        return np.where(said.isna().to_numpy(bool), np.nan, hit)

    return _mean(scope.once(("services", "mix", column, values, other_than), compute)[stays])


def _numbers(scope: Scope, column: str) -> np.ndarray:
    numbers: np.ndarray = scope.once(
        ("services", "mix", column), lambda: scope.episode_column(column).to_numpy(float, na_value=np.nan)
    )
    return numbers


def _mean(values: np.ndarray, *, over: float | None = None) -> float | None:
    recorded = values[~np.isnan(values)]
    if not len(recorded):
        return None
    return float((recorded > over).mean() if over is not None else recorded.mean())
