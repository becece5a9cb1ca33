"""The range: one question answered under every defensible definition and rule for missing tests (specification curve).

Same question = same clock, same horizon, person level. It is a range of definitions, not a confidence interval.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import get_args

import numpy as np
import pandas as pd

from analytics.outcomes.benchmark import follow_up_of
from analytics.outcomes.benchmarks import PublishedRange
from analytics.outcomes.catalogue import Endpoint, dated_endpoints, distinct_endpoints, endpoint_named
from analytics.outcomes.clustered import clustered_proportion
from analytics.outcomes.clustered_survival import share_without_event
from analytics.outcomes.cohort import chosen_stays
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.horizon_shares import horizon_codes, share_at_horizon
from analytics.outcomes.intervals import Estimate, not_estimable, wilson
from analytics.outcomes.missing import MISSING_RULES, MissingRule
from analytics.outcomes.patterns import Clock
from analytics.outcomes.periods import Period
from analytics.outcomes.question import DAYS_A_WEEK, Basis, Unit
from analytics.records.days import known
from analytics.records.timeline import THC, Analytes, Refused

FOLLOW_UP = "abstinent_30_days_at_follow_up"
"""The primary: point-prevalence abstinence at the first follow-up after discharge."""

HORIZON_DAYS = {"admission": 90, "first_negative": 90, "discharge": 90}
"""The day a range speaks about: three months, the usual length of a program and the first follow-up of the review."""

FOLLOW_UP_RULES: tuple[MissingRule, ...] = ("positive", "negative", "responders")
DATED_RULES: tuple[MissingRule, ...] = (
    "censored_at_last_test",
    "positive",
    "negative",
    "drop_out_is_event",
    "responders",
)
PATTERN_RULES = MISSING_RULES
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


@dataclass(frozen=True)
class _Choice:
    missing: MissingRule
    refused: Refused
    analytes: Analytes
    unit: Unit


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
    context = _Context(derivation, clock, horizon, used_basis, period, rows, intervals)
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


def _row(key: str, choice: _Choice, estimate: Estimate) -> tuple[object, ...]:
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


@dataclass(frozen=True, eq=False)
class _Context:
    derivation: Derivation
    clock: Clock
    horizon: int
    basis: Basis
    period: Period | None
    rows: np.ndarray
    intervals: bool

    @cached_property
    def units(self) -> dict[Unit, np.ndarray]:
        """The people asked about, and all their episodes when they differ."""
        timeline = self.derivation.timeline()
        chosen = {
            unit: chosen_stays(
                timeline.stays, self.rows, unit=unit, basis=self.basis, period=self.period, as_of=timeline.as_of
            )
            for unit in get_args(Unit)
        }
        return chosen if (chosen["people"] != chosen["episodes"]).any() else {"people": chosen["people"]}

    def estimates(self, refused: Refused, analytes: Analytes) -> Iterator[tuple[str, _Choice, Estimate]]:
        """Every endpoint and missing rule for one reading of the tests."""
        for unit, chosen in self.units.items():
            if self.clock == "discharge":
                yield from self._follow_up(chosen, unit, refused, analytes)
            yield from self._dated(chosen, unit, refused, analytes)
            if self.clock != "discharge":
                yield from self._patterns(chosen, unit, refused, analytes)

    def _share(self, hits: np.ndarray, rows: np.ndarray, unit: Unit) -> Estimate:
        """Share of the stays in `rows` (indices) that are among `hits` (boolean over stays)."""
        least, n, x = self.derivation.records.settings.min_at_risk, len(rows), int(np.count_nonzero(hits[rows]))
        if n < least:
            return not_estimable("Wilson", f"fewer than {least} people", n=n)
        if not self.intervals:
            return Estimate(x / n, None, None, n, x, "share")
        if unit == "people":
            return wilson(x, n)
        people, at = np.unique(self.derivation.timeline().stays.patient[rows], return_inverse=True)
        counts = np.bincount(at, minlength=len(people))
        return clustered_proportion(np.bincount(at, weights=hits[rows], minlength=len(people)).astype(int), counts)

    def _follow_up(
        self, chosen: np.ndarray, unit: Unit, refused: Refused, analytes: Analytes
    ) -> Iterator[tuple[str, _Choice, Estimate]]:
        found = follow_up_of(self.derivation, refused, analytes)
        due = np.flatnonzero(chosen & found.due & ~found.deceased)
        reached = due[found.reached[due]]
        answers = {
            "positive": (found.abstinent, due),
            "negative": (found.abstinent | ~found.reached, due),
            "responders": (found.abstinent, reached),
        }
        if not len(reached):
            return
        for missing in FOLLOW_UP_RULES:
            yield FOLLOW_UP, _Choice(missing, refused, analytes, unit), self._share(*answers[missing], unit)

    def _dated(
        self, chosen: np.ndarray, unit: Unit, refused: Refused, analytes: Analytes
    ) -> Iterator[tuple[str, _Choice, Estimate]]:
        started = np.flatnonzero(chosen & known(self.derivation.patterns(self.clock, refused, analytes).zero))
        for endpoint in dated_endpoints():
            if "discharge" in endpoint.key and self.clock != "discharge":
                continue
            for missing in DATED_RULES:
                times = self.derivation.dated(endpoint.key, self.clock, missing, refused, analytes)
                rows = started
                if missing == "responders":
                    rows = started[self.derivation.recoded(self.clock, missing, refused, analytes).keep[started]]
                choice = _Choice(missing, refused, analytes, unit)
                estimate = self._survival(times.time, times.event, rows, self.horizon, choice, endpoint)
                yield endpoint.key, choice, estimate

    def _survival(
        self, time: np.ndarray, event: np.ndarray, rows: np.ndarray, at: int, choice: _Choice, endpoint: Endpoint
    ) -> Estimate:
        """Share without the event of the stays in `rows` (indices)."""
        least = self.derivation.records.settings.min_at_risk
        if not self.intervals:
            key = ("codes", endpoint.key, self.clock, at, choice.missing, choice.refused, choice.analytes)
            codes = self.derivation.once(key, lambda: horizon_codes(time, event, at))
            return share_at_horizon(codes[rows], at, min_at_risk=least)
        patient = None if choice.unit == "people" else self.derivation.timeline().stays.patient[rows]
        return share_without_event(time[rows], event[rows], at, patient=patient, min_at_risk=least)

    def _patterns(
        self, chosen: np.ndarray, unit: Unit, refused: Refused, analytes: Analytes
    ) -> Iterator[tuple[str, _Choice, Estimate]]:
        """Endpoints read off words; yes-or-no ones see no week after the horizon, so that all speak about that day."""
        comparable = _comparable_endpoints(self.horizon)
        times = tuple(e for e in comparable if e.result_type == "time_to_event")
        answers = tuple(e for e in comparable if e.result_type != "time_to_event")
        weeks = self.horizon // DAYS_A_WEEK
        for missing in PATTERN_RULES:
            choice = _Choice(missing, refused, analytes, unit)
            words = self.derivation.recoded(self.clock, missing, refused, analytes)
            of = chosen & words.keep & known(self.derivation.patterns(self.clock, refused, analytes).zero)
            for endpoints, until in ((times, None), (answers, weeks)):
                found = self.derivation.values(
                    endpoints, "product", self.clock, missing, refused, analytes, until_week=until
                )
                for endpoint in endpoints:
                    columns = [found.values[c].to_numpy(dtype=float, na_value=np.nan) for c in endpoint.columns]
                    has = np.flatnonzero(of & ~np.isnan(columns[0]))
                    if until is None:
                        estimate = self._survival(columns[0], columns[1], has, weeks, choice, endpoint)
                    else:
                        good = columns[0] == (1.0 if endpoint.group == "abstinence" else 0.0)
                        estimate = self._share(good, has, unit)
                    yield endpoint.key, choice, estimate


def _comparable_endpoints(horizon_days: int) -> tuple[Endpoint, ...]:
    """Distinct abstinence and relapse endpoints that speak about the horizon: yes or no, or a time to event."""
    weeks = horizon_days // DAYS_A_WEEK
    groups = ("abstinence", "relapse")
    return tuple(e for e in distinct_endpoints() if e.group in groups and _speaks_about(e, weeks))


def _speaks_about(endpoint: Endpoint, weeks: int) -> bool:
    if endpoint.result_type == "time_to_event":
        return True
    return endpoint.result_type == "boolean" and isinstance(endpoint.last_week, int) and endpoint.last_week <= weeks
