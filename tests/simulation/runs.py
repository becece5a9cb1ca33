"""Repeat an analysis on made-up people whose truth is known, and count how often it is right."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from analytics.errors import NotEstimable
from analytics.outcomes.intervals import Estimate

SEED = 94
RUNS = 2000
SIZES = (30, 100, 300)
FIRST = 10
"""Runs whose outcome is kept apart, so that a test can repeat exactly those."""

SIGNIFICANT = 0.05
NOMINAL = {"coverage": 0.95, "rejection": 0.05}
STRICT_LEVEL = 0.999
"""A row counts as off its nominal level only outside these limits: of so many rows some miss the 95 % ones by luck."""

Found = tuple[float, float]
"""Of one run: 1 covered (or rejected), 0 not, NaN refused; and estimate − truth (NaN for a test)."""

REFUSED: Found = (math.nan, math.nan)


@dataclass(frozen=True)
class Claim:
    """What a method promises: its interval covers `truth` 95 times in 100, or it rejects a truth of nothing 5 times.

    `ours`: whether the product uses it for such people; the others are tried to show why it does not.
    """

    method: str
    kind: Literal["coverage", "rejection"] = "coverage"
    truth: float = 0.0
    ours: bool = True


@dataclass(frozen=True)
class Scenario:
    """Made-up people, and the methods tried on them; `run` gives one Found a claim, in their order.

    `people`: how they are made, in words; `sizes`: of what `counted` says.
    """

    key: str
    title: str
    people: str
    counted: str
    claims: tuple[Claim, ...]
    run: Callable[[np.random.Generator, int], list[Found]]
    sizes: tuple[int, ...] = SIZES


def interval_found(estimate: Estimate, truth: float) -> Found:
    """Whether an estimate's interval holds the truth."""
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return REFUSED
    return float(estimate.low <= truth <= estimate.high), estimate.value - truth


def test_found(p: float | None) -> Found:
    """Whether a test rejects at 5 %."""
    return REFUSED if p is None else (float(p < SIGNIFICANT), math.nan)


test_found.__test__ = False  # type: ignore[attr-defined]  # pytest: a name of the field, no test


def tried(analysis: Callable[[], list[Found]], claims: int) -> list[Found]:
    """What an analysis found; refused in all its claims where it says that nothing can be estimated."""
    try:
        return analysis()
    except NotEstimable:
        return [REFUSED] * claims


def known_answer(scenario: Scenario, *, runs: int = RUNS, workers: int = 1) -> pd.DataFrame:
    """One row a claim and size: how often the method was right in `runs` runs, with Monte-Carlo limits.

    `share`: covered (or rejected) of the runs that were not `refused`; `low`, `high`: its exact 95 % limits; `bias`:
    mean of estimate − truth; `first_…`: the same counts over the first runs alone.
    """
    rows: list[dict[str, Any]] = []
    for n in scenario.sizes:
        found = found_in_runs(scenario, n, runs, workers)
        for place, claim in enumerate(scenario.claims):
            rows.append(_row(scenario, claim, n, found[:, place]))
    return pd.DataFrame(rows)


def found_in_runs(scenario: Scenario, n: int, runs: int, workers: int = 1) -> np.ndarray:
    """Runs × claims × (hit, deviation). Each run has its own generator: the first are the same however many follow."""
    one = partial(_one_run, scenario, n)
    if workers == 1:
        return np.array([one(run) for run in range(runs)], float)
    with ProcessPoolExecutor(workers) as pool:
        return np.array(list(pool.map(one, range(runs), chunksize=max(1, runs // (8 * workers)))), float)


def _one_run(scenario: Scenario, n: int, run: int) -> list[Found]:
    return scenario.run(np.random.default_rng((SEED, zlib.crc32(scenario.key.encode()), n, run)), n)


def _row(scenario: Scenario, claim: Claim, n: int, found: np.ndarray) -> dict[str, Any]:
    hit = found[:, 0]
    made = ~np.isnan(hit)
    count, hits = int(made.sum()), int(np.nansum(hit))
    low, high = monte_carlo_limits(hits, count)
    return {
        "scenario": scenario.key,
        "method": claim.method,
        "n": n,
        "truth": claim.truth,
        "runs": len(found),
        "refused": int((~made).sum()),
        "kind": claim.kind,
        "nominal": NOMINAL[claim.kind],
        "hits": hits,
        "share": hits / count if count else math.nan,
        "low": low,
        "high": high,
        "bias": _bias(found[made, 1]),
        "seed": SEED,
        "first_runs": min(FIRST, len(found)),
        "first_refused": int((~made[:FIRST]).sum()),
        "first_hits": int(np.nansum(hit[:FIRST])),
        "first_bias": _bias(found[:FIRST][made[:FIRST], 1]),
    }


def monte_carlo_limits(hits: int, runs: int, level: float = 0.95) -> tuple[float, float]:
    """Exact limits of a share of runs (scipy's, not the product's own, which is under test here)."""
    if not runs:
        return math.nan, math.nan
    limits = binomtest(hits, runs).proportion_ci(level, method="exact")
    return float(limits.low), float(limits.high)


def off_nominal(rows: pd.DataFrame) -> list[str]:
    """For each row "above" or "below" its nominal level, "" where that lies within strict Monte-Carlo limits."""
    made = rows["runs"] - rows["refused"]
    return [_side(*row) for row in zip(rows["hits"], made, rows["nominal"], strict=True)]


def _side(hits: int, runs: int, nominal: float) -> str:
    low, high = monte_carlo_limits(hits, runs, STRICT_LEVEL)
    if low > nominal:
        return "above"
    return "below" if high < nominal else ""


def _bias(deviations: np.ndarray) -> float:
    known = deviations[~np.isnan(deviations)]
    return float(known.mean()) if len(known) else math.nan
