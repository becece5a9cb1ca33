"""The range: one question answered under every defensible definition and rule for missing tests (specification curve).

Same question = same clock, same horizon, person level. It is a range of definitions, not a confidence interval.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import get_args

import numpy as np
import pandas as pd

from analytics.outcomes.benchmarks import PublishedRange
from analytics.outcomes.catalogue import dated_endpoints, endpoint_named
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.missing import MissingRule
from analytics.outcomes.patterns import Clock
from analytics.outcomes.periods import Period
from analytics.outcomes.question import Basis
from analytics.outcomes.specification_estimates import FOLLOW_UP, Choice, Choices
from analytics.records.said import THC, Analytes, Refused

HORIZON_DAYS = {"admission": 90, "first_negative": 90, "discharge": 90}
"""The day a range speaks about: three months, the usual length of a program and the first follow-up of the review."""

PRIMARY_RULE: MissingRule = "positive"

Progress = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class SpecificationRange:
    """`rows`: endpoint, missing, refused, analytes, unit, estimate, low, high, n, primary; strictest first.

    `left_out` counts the combinations without an estimate (too short words, fewer than `min_at_risk` followed so long).
    """

    rows: pd.DataFrame
    clock: Clock
    horizon_days: int
    left_out: int

    @property
    def strictest(self) -> float | None:
        """The lowest share any definition gives."""
        return float(self.rows["estimate"].min()) if len(self.rows) else None

    @property
    def most_lenient(self) -> float | None:
        """The highest share any definition gives."""
        return float(self.rows["estimate"].max()) if len(self.rows) else None

    def against(self, published: PublishedRange) -> dict[str, int]:
        """How many of the definitions lie above, within and below a published range."""
        value = self.rows["estimate"]
        above, below = int((value > published.high).sum()), int((value < published.low).sum())
        return {"above": above, "within": len(value) - above - below, "below": below}


def specification_range(
    derivation: Derivation,
    *,
    clock: Clock = "discharge",
    horizon_days: int | None = None,
    basis: Basis | None = None,
    period: Period | None = None,
    episode_rows: np.ndarray | None = None,
    intervals: bool = True,
    progress: Progress | None = None,
) -> SpecificationRange:
    """Every distinct abstinence and relapse endpoint under every choice, as the share abstinent at the horizon.

    On the discharge clock the follow-up figure leads. Never reduction shares. A choice that changes nothing (no
    refusal, no THC, nobody readmitted) is not repeated. `intervals=False`: estimates only, in milliseconds.
    """
    horizon = HORIZON_DAYS[clock] if horizon_days is None else horizon_days
    rows = np.ones(len(derivation.records.episodes), bool) if episode_rows is None else episode_rows
    used_basis: Basis = basis or ("discharged" if clock == "discharge" else "admitted")
    context = Choices(derivation, clock, horizon, used_basis, period, rows, intervals)
    found = []
    for refused, analytes in _test_choices(derivation):
        if progress:
            progress(f"range: refused = {refused}, analytes = {analytes}")
        found += list(context.estimates(refused, analytes))
    usable = [(key, choice, estimate) for key, choice, estimate in found if estimate.value is not None]
    frame = pd.DataFrame([_row(*entry) for entry in usable], columns=list(_COLUMNS))
    frame["primary"] = _is_primary(frame, clock, derivation)
    frame = _without_repeats(frame)
    frame = frame.sort_values(["estimate", "endpoint", "missing"], kind="stable").reset_index(drop=True)
    return SpecificationRange(frame, clock, horizon, len(found) - len(usable))


_COLUMNS = ("endpoint", "missing", "refused", "analytes", "unit", "estimate", "low", "high", "n")


def _row(key: str, choice: Choice, estimate: Estimate) -> tuple[object, ...]:
    return (
        key, choice.missing, choice.refused, choice.analytes, choice.unit,
        estimate.value, estimate.low, estimate.high, estimate.n,
    )  # fmt: skip


def _without_repeats(frame: pd.DataFrame) -> pd.DataFrame:
    """A reading of the tests that changes nothing is no further definition: the usual one stays."""
    same = ["endpoint", "missing", "unit", "estimate", "low", "high", "n"]
    return frame.sort_values("primary", ascending=False, kind="stable").drop_duplicates(same)


def _is_primary(frame: pd.DataFrame, clock: Clock, derivation: Derivation) -> pd.Series:
    settings = derivation.records.settings
    key = FOLLOW_UP if clock == "discharge" else _distinct_key(settings.primary_endpoint)
    rule = PRIMARY_RULE if clock == "discharge" else _rule_of(settings.missing_rule, key)
    usual = (frame["refused"] == settings.refused) & (frame["analytes"] == "all") & (frame["unit"] == "people")
    return usual & (frame["endpoint"] == key) & (frame["missing"] == rule)


def _distinct_key(key: str) -> str:
    """The key under which an endpoint that gives the same numbers as another one stands in the range."""
    return endpoint_named(key).same_as or key


def _rule_of(rule: str, key: str) -> str:
    """As published, a dated endpoint is censored at the last test; one read off words keeps its own rule."""
    dated = {endpoint.key for endpoint in dated_endpoints()}
    return "censored_at_last_test" if rule == "as_published" and key in dated else rule


def _test_choices(derivation: Derivation) -> Iterator[tuple[Refused, Analytes]]:
    """The switches that change anything: refusals only when there are any, THC only when it is tested."""
    tests = derivation.records.drug_tests
    refusals = bool((tests["result"] == "refused").any())
    thc = bool((tests["analyte"] == THC).any())
    choices_refused = get_args(Refused) if refusals else (derivation.records.settings.refused,)
    choices_analytes = get_args(Analytes) if thc else ("all",)
    yield from product(choices_refused, choices_analytes)
