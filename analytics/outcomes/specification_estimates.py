"""The estimates of a range: one endpoint under one set of choices, for the people a question asks about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, get_args

import numpy as np

from analytics.outcomes.benchmark import LEAST_REACHED_FOR_VERDICT, follow_up_of
from analytics.outcomes.catalogue import Endpoint, dated_endpoints, distinct_endpoints
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
from analytics.records.said import Analytes, Refused

FOLLOW_UP = "abstinent_30_days_at_follow_up"
"""The primary: point-prevalence abstinence at the first follow-up after discharge."""

FOLLOW_UP_RULES: tuple[MissingRule, ...] = ("positive", "negative", "responders")
DATED_RULES: tuple[MissingRule, ...] = (
    "censored_at_last_test",
    "positive",
    "negative",
    "drop_out_is_event",
    "responders",
)
PATTERN_RULES = MISSING_RULES


@dataclass(frozen=True)
class Choice:
    """How missed tests, refusals and analytes are read, and whether people or episodes are counted."""

    missing: MissingRule
    refused: Refused
    analytes: Analytes
    unit: Unit


@dataclass(frozen=True, eq=False)
class Choices:
    """The question of a range; `estimates` yields every endpoint under every missing rule for one reading of tests."""

    derivation: Derivation
    clock: Clock
    horizon: int
    basis: Basis
    period: Period | None
    rows: np.ndarray
    intervals: bool
    kept: dict[tuple[object, ...], Any] = field(default_factory=dict)

    def _once(self, key: tuple[object, ...], compute: Callable[[], Any]) -> Any:
        """Worked out once a range: many choices lead to the same people, tests or times."""
        if key not in self.kept:
            self.kept[key] = compute()
        return self.kept[key]

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

    def estimates(self, refused: Refused, analytes: Analytes) -> Iterator[tuple[str, Choice, Estimate]]:
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
    ) -> Iterator[tuple[str, Choice, Estimate]]:
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
            yield FOLLOW_UP, Choice(missing, refused, analytes, unit), self._share(*answers[missing], unit)

    def _dated(
        self, chosen: np.ndarray, unit: Unit, refused: Refused, analytes: Analytes
    ) -> Iterator[tuple[str, Choice, Estimate]]:
        zero = self._shared("zero", self.derivation.patterns(self.clock, refused, analytes).zero, refused, analytes)
        started = self._once(("started", unit, id(zero)), lambda: np.flatnonzero(chosen & known(zero)))
        for endpoint in dated_endpoints():
            if "discharge" in endpoint.key and self.clock != "discharge":
                continue
            for missing in DATED_RULES:
                times = self.derivation.dated(endpoint.key, self.clock, missing, refused, analytes)
                rows = started
                if missing == "responders":
                    words = self.derivation.recoded(self.clock, missing, refused, analytes)
                    keep = self._shared("keep", words.keep, missing, refused, analytes)
                    rows = self._those_kept(started, keep)
                choice = Choice(missing, refused, analytes, unit)
                seen = self._shared("observed", times.observed, endpoint.key, missing, refused, analytes)
                if self._too_few_seen(seen, started):
                    yield endpoint.key, choice, not_estimable("share", "fewer than half were seen", n=len(rows))
                    continue
                estimate = self._survival(times.time, times.event, rows, self.horizon, choice, endpoint)
                yield endpoint.key, choice, estimate

    def _those_kept(self, rows: np.ndarray, keep: np.ndarray) -> np.ndarray:
        found: np.ndarray = self._once(("rows", id(rows), id(keep)), lambda: rows[keep[rows]])
        return found

    def _too_few_seen(self, observed: np.ndarray, rows: np.ndarray) -> bool:
        return bool(self._once(("few", id(observed), id(rows)), lambda: _too_few_seen(observed, rows)))

    def _shared(self, what: str, array: np.ndarray, *choices: str) -> np.ndarray:
        """The one array that stands for all equal ones."""
        return self.derivation.one_of_equals((what, self.clock, *choices), array)

    def _survival(
        self, time: np.ndarray, event: np.ndarray, rows: np.ndarray, at: int, choice: Choice, endpoint: Endpoint
    ) -> Estimate:
        """Share without the event of the stays in `rows` (indices)."""
        least = self.derivation.records.settings.min_at_risk
        if not self.intervals:
            key = ("codes", endpoint.key, self.clock, at, choice.missing, choice.refused, choice.analytes)
            own = self.derivation.once(key, lambda: horizon_codes(time, event, at))
            codes = self.derivation.one_of_equals(("shared", *key), own)
            # the rows are kept beside the share, so that their id stays theirs
            share = self._once(
                ("share", id(codes), id(rows)), lambda: (rows, share_at_horizon(codes[rows], at, min_at_risk=least))
            )
            found: Estimate = share[1]
            return found
        patient = None if choice.unit == "people" else self.derivation.timeline().stays.patient[rows]
        return share_without_event(time[rows], event[rows], at, patient=patient, min_at_risk=least)

    def _patterns(
        self, chosen: np.ndarray, unit: Unit, refused: Refused, analytes: Analytes
    ) -> Iterator[tuple[str, Choice, Estimate]]:
        """Endpoints read off words; yes-or-no ones see no week after the horizon, so that all speak about that day."""
        comparable = _comparable_endpoints(self.horizon)
        times = tuple(e for e in comparable if e.result_type == "time_to_event")
        answers = tuple(e for e in comparable if e.result_type != "time_to_event")
        weeks = self.horizon // DAYS_A_WEEK
        for missing in PATTERN_RULES:
            choice = Choice(missing, refused, analytes, unit)
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


def _too_few_seen(observed: np.ndarray, rows: np.ndarray) -> bool:
    """Whether a definition rests on fewer than half of the people: then it is not the same question any more."""
    return int(np.count_nonzero(observed[rows])) < LEAST_REACHED_FOR_VERDICT * len(rows)


def _comparable_endpoints(horizon_days: int) -> tuple[Endpoint, ...]:
    """Distinct abstinence and relapse endpoints that speak about the horizon: yes or no, or a time to event."""
    weeks = horizon_days // DAYS_A_WEEK
    groups = ("abstinence", "relapse")
    return tuple(e for e in distinct_endpoints() if e.group in groups and _speaks_about(e, weeks))


def _speaks_about(endpoint: Endpoint, weeks: int) -> bool:
    if endpoint.result_type == "time_to_event":
        return True
    return endpoint.result_type == "boolean" and isinstance(endpoint.last_week, int) and endpoint.last_week <= weeks
