"""The figures that can be taken apart: those with a name, and every row of the range over definitions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, cast

import numpy as np

from analytics.errors import NotEstimable
from analytics.outcomes.benchmark import verdict_period
from analytics.outcomes.catalogue import distinct_endpoints, endpoint_named
from analytics.outcomes.cohort import group_of
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.differ import EVERYBODY, Definition
from analytics.outcomes.intervals import Estimate, not_estimable
from analytics.outcomes.missing import MissingRule
from analytics.outcomes.patterns import Clock
from analytics.outcomes.periods import Period, month_span
from analytics.outcomes.specification import HORIZON_DAYS, PRIMARY_RULE
from analytics.outcomes.specification_estimates import FOLLOW_UP, Choices
from analytics.records.said import Refused

AT_FOLLOW_UP = 0
AFTER_DISCHARGE = "first_use_after_discharge"
NO_SUCH = "this measure and this rule do not go together on this clock"


@dataclass(frozen=True, eq=False)
class Figures:
    """The share abstinent of any definition, as the range computes it; groups are levels of the column `by`.

    `intervals=False`: estimates only, much quicker.
    """

    derivation: Derivation
    episode_rows: np.ndarray
    by: str | None = None
    intervals: bool = True
    kept: dict[Any, dict[Any, Estimate]] = field(default_factory=dict)

    def __call__(self, definition: Definition) -> Estimate:
        """The figure, or not estimable with the reason; the follow-up figure has no day of its own."""
        if (definition.endpoint == FOLLOW_UP) != (definition.day == AT_FOLLOW_UP):
            return not_estimable("share", NO_SUCH)
        if definition.endpoint == FOLLOW_UP and definition.clock != "discharge":
            return not_estimable("share", NO_SUCH)
        found = self._all_of(definition)
        unit = definition.unit if any(key[2] == definition.unit for key in found) else "people"
        return found.get((definition.endpoint, definition.missing, unit), not_estimable("share", NO_SUCH))

    def _all_of(self, definition: Definition) -> dict[Any, Estimate]:
        """Every figure that shares people, clock, day and reading of the tests, by endpoint, missing rule and unit."""
        same = replace(definition, endpoint="", missing="positive", unit="people")
        if same not in self.kept:
            self.kept[same] = {
                (endpoint, choice.missing, choice.unit): estimate
                for endpoint, choice, estimate in self._choices(definition).estimates(
                    definition.refused, definition.analytes
                )
            }
        return self.kept[same]

    def _choices(self, definition: Definition) -> Choices:
        return Choices(
            self.derivation,
            definition.clock,
            definition.day or HORIZON_DAYS[definition.clock],
            definition.basis,
            definition.period,
            self._rows(definition.group),
            self.intervals,
        )

    def _rows(self, group: str) -> np.ndarray:
        if group == EVERYBODY:
            return self.episode_rows
        stays = self.derivation.timeline().stays
        rows = np.zeros(len(self.episode_rows), bool)
        rows[stays.row[group_of(self.derivation.records, stays, self.by) == group]] = True
        return rows & self.episode_rows


Named = Callable[[Derivation, Period | None], Definition]


def headline(derivation: Derivation, period: Period | None) -> Definition:
    """The benchmark figure: everyone counts, not reached = not abstinent."""
    return Definition(
        endpoint=FOLLOW_UP,
        clock="discharge",
        day=AT_FOLLOW_UP,
        missing=PRIMARY_RULE,
        refused=_refused(derivation),
        analytes="all",
        unit="people",
        basis="discharged",
        period=period or verdict_period(derivation),
    )


def without_event(derivation: Derivation, period: Period | None, clock: Clock) -> Definition:
    """The share without the program's event on day 90 of a clock (Kaplan–Meier)."""
    settings = derivation.records.settings
    key = endpoint_named(settings.primary_endpoint).same_as or settings.primary_endpoint
    rule = settings.missing_rule
    if clock == "discharge":
        key = AFTER_DISCHARGE
    if rule == "as_published" and endpoint_named(key).kind == "dated":
        rule = "censored_at_last_test"
    first = headline(derivation, period)
    return replace(
        first,
        endpoint=key,
        clock=clock,
        day=HORIZON_DAYS[clock],
        missing=cast(MissingRule, rule),
        basis="discharged" if clock == "discharge" else "admitted",
        period=first.period if clock == "discharge" else period,
    )


NAMED: dict[str, Named] = {
    "headline": headline,
    "only_reached": lambda d, p: replace(headline(d, p), missing="responders"),
    "not_reached_abstinent": lambda d, p: replace(headline(d, p), missing="negative"),
    "headline_episodes": lambda d, p: replace(headline(d, p), unit="episodes"),
    "no_use_after_discharge": lambda d, p: without_event(d, p, "discharge"),
    "no_event_from_admission": lambda d, p: without_event(d, p, "admission"),
    "missed_positive_from_admission": lambda d, p: replace(without_event(d, p, "admission"), missing="positive"),
    "responders_from_admission": lambda d, p: replace(without_event(d, p, "admission"), missing="responders"),
    "no_event_from_first_negative": lambda d, p: without_event(d, p, "first_negative"),
}
"""Figures by name; rows of the range begin from the one of their clock and change its choices."""

OF_CLOCK = {
    "discharge": "headline",
    "admission": "no_event_from_admission",
    "first_negative": "no_event_from_first_negative",
}
ENDPOINTS = (FOLLOW_UP, AFTER_DISCHARGE, *dict.fromkeys(entry.key for entry in distinct_endpoints()))


def with_endpoint(definition: Definition, endpoint: str) -> Definition:
    """The definition with another endpoint and the day that belongs to it."""
    day = AT_FOLLOW_UP if endpoint == FOLLOW_UP else definition.day or HORIZON_DAYS[definition.clock]
    return replace(definition, endpoint=endpoint, day=day)


def year_before(definition: Definition) -> Definition:
    """The definition a year earlier. Raises NotEstimable where it speaks about all days."""
    period = definition.period
    if period is None:
        raise NotEstimable("This figure speaks about all days, so there is no year before it.", "Choose a period.")
    start, end = _earlier(period.start), _earlier(period.end + timedelta(days=1)) - timedelta(days=1)
    return replace(definition, period=Period(start, end, month_span(start, end)))


def _earlier(day: date) -> date:
    """The same day a year before; 29 February becomes 28 February."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _refused(derivation: Derivation) -> Refused:
    return "missed" if derivation.records.settings.refused == "missed" else "positive"
