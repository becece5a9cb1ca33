"""Relapse rates: the share with the event by day 30, 60, 90, 180 and 365 of the chosen clock (1 − Kaplan–Meier)."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np
import pandas as pd

from analytics.outcomes.answer import Answer, answer
from analytics.outcomes.benchmark import range_word
from analytics.outcomes.benchmarks import PublishedRange, published_ranges
from analytics.outcomes.catalogue import catalogue
from analytics.outcomes.cohort import chosen_stays
from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.missing import MissingRule
from analytics.outcomes.patterns import Clock
from analytics.outcomes.question import DEFAULT_DAYS, Question
from analytics.outcomes.scope import Scope, Window
from analytics.outcomes.survival import SurvivalCurve, TimeEstimate, risk_table
from analytics.outcomes.values_asked import values_asked
from analytics.records.days import known
from analytics.records.said import Refused

USE_RANGE = "iop_relapse_at_follow_up"
"""The key of the published share using at follow-up, the twin of the headline's range."""

AFTER_DISCHARGE = "first_use_after_discharge"
THE_PROGRAMS = "program"
"""The word for what program.toml says: its primary endpoint, its rule for missing tests."""

PARTLY_COMPARABLE = "partly comparable: continuous, by test"
NOT_THE_SAME = "not the same measure"
CROSSES = "across an edge of"

NO_VERDICT = {
    "discharge": f"{PARTLY_COMPARABLE}, while the range counts use around one contact",
    "admission": f"{NOT_THE_SAME}: it was taken after the program, these days begin before it",
    "first_negative": f"{NOT_THE_SAME}: it was taken after the program, these days begin before it",
}

ENDPOINTS = tuple(entry.key for entry in catalogue() if entry.result_type == "time_to_event" and not entry.same_as)


def rates(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """Share with the event by each day; a row a group and day: value, low, high, events, at_risk, n, seen, reason.

    Not estimable beyond a group's follow-up or with fewer than `min_at_risk` at risk. `position`: where the rate lies
    to the published share using at follow-up, on the discharge clock only; `no_verdict` says why that is no verdict.
    """
    question = question_of(scope, by, choices)
    if question.endpoint == AFTER_DISCHARGE and question.clock != "discharge":
        return unavailable("The first sign of use after discharge counts from discharge: choose that clock.")
    if question.definition.group == "dropout":
        return unavailable("This definition counts drop-out, not use: choose another event.")
    found = answer(scope.derivation, question, episode_rows=scope.episode_rows)
    if not any(group.n for group in found.groups):
        return replace(unavailable(_nobody(question)), window=window_of(question))
    published = published_ranges(scope.records.settings)[USE_RANGE]
    rows = [row for group in found.groups if group.curve for row in _rows(group.curve, group.estimates, found)]
    frame = pd.DataFrame(rows)
    had, seen = _had_and_seen(scope, question)
    groups = scope.groups(by)
    frame["seen"] = [int(np.count_nonzero(seen & (groups == row["group"]))) for row in rows]
    frame["position"] = [_position(row, published, question.clock) for row in rows]
    frame["no_verdict"] = [str(row["reason"] or NO_VERDICT[question.clock]) for row in rows]
    return Exhibit(
        frame if by else frame.drop(columns="group"),
        found.n,
        "people",
        notes=notes_of(found),
        members=_members(scope, question, frame, had),
        definition=f"{found.text} 1 − Kaplan–Meier with log-log interval; follow-up ends {found.censoring}.",
        window=window_of(question),
    )


def question_of(scope: Scope, by: str | None, choices: Choices) -> Question:
    """The question of the choices; the discharge clock speaks of those discharged in the period."""
    settings = scope.records.settings
    clock = cast(Clock, choices["clock"])
    endpoint = settings.primary_endpoint if choices["endpoint"] == THE_PROGRAMS else choices["endpoint"]
    missing = settings.missing_rule if choices["missing"] == THE_PROGRAMS else choices["missing"]
    return Question(
        endpoint=endpoint,
        clock=clock,
        missing=cast(MissingRule, missing),
        refused=cast(Refused, settings.refused),
        by=by,
        at=DEFAULT_DAYS,
        basis="discharged" if clock == "discharge" or scope.window.basis == "discharged" else "admitted",
        period=scope.window.period,
    )


def window_of(question: Question) -> Window:
    """Whom the question speaks about."""
    return Window(question.basis_used, question.period)


def notes_of(found: Answer) -> tuple[str, ...]:
    """What a reader must know: unequal groups, people never seen, people the rule does not fit."""
    notes = list(found.cautions)
    if found.never_observed:
        notes.append(f"{found.never_observed:,} of {found.n:,} were never observed after day 0: censored there.")
    if 2 * found.never_observed > found.n:
        notes.append("That is most of them: the rates speak of the few who were tested, not of the program.")
    if found.not_applicable:
        notes.append(f"{found.not_applicable:,} have too few weeks for this definition and are left out.")
    if found.not_started:
        notes.append(f"{found.not_started:,} more never reached day 0 of this clock.")
    return tuple(notes)


def _rows(curve: SurvivalCurve, estimates: tuple[TimeEstimate, ...], found: Answer) -> list[dict[str, object]]:
    """The rows of one group; events are those up to and including the day."""
    units = [found.question.in_unit(int(estimate["day"])) for estimate in estimates]
    events = risk_table(curve, [unit + 0.5 for unit in units])["events"]
    return [
        {
            "group": curve.name,
            "day": int(estimate["day"]),
            "value": _complement(estimate["estimate"]),
            "low": _complement(estimate["high"]),
            "high": _complement(estimate["low"]),
            "events": int(had),
            "at_risk": estimate["at_risk"],
            "n": curve.n,
            "reason": estimate["reason"],
        }
        for estimate, had in zip(estimates, events, strict=True)
    ]


def _complement(share: float | None) -> float | None:
    return None if share is None else 1 - share


def _position(row: dict[str, object], published: PublishedRange, clock: Clock) -> str:
    """above, within, below or across an edge of the published range; nothing on clocks that it does not speak about."""
    if clock != "discharge" or row["value"] is None:
        return ""
    value, low, high = (cast(float, row[name]) for name in ("value", "low", "high"))
    word = range_word(Estimate(value, low, high, cast(int, row["n"]), None, ""), published)
    return CROSSES if word == "cannot tell" else word


def _had_and_seen(scope: Scope, question: Question) -> tuple[np.ndarray, np.ndarray]:
    """The time of the event of those asked about (NaN without one), and who was seen after day 0 at all."""
    values = values_asked(scope.derivation, question)
    assert values.times is not None
    chosen = chosen_stays(
        scope.stays,
        scope.episode_rows,
        unit=question.unit,
        basis=question.basis_used,
        period=question.period,
        as_of=scope.as_of,
    )
    zero = scope.derivation.patterns(question.clock, question.refused, question.analytes).zero
    counted = chosen & known(zero) & values.usable
    time = np.where(counted & (values.times.event == 1), values.times.time, np.nan)
    return time, counted & values.observed


def _members(scope: Scope, question: Question, frame: pd.DataFrame, time: np.ndarray) -> tuple[np.ndarray, ...]:
    """The stays with the event by the day of each row."""
    groups = scope.groups(question.by)
    return tuple(
        np.flatnonzero((groups == group) & (time <= question.in_unit(int(day))))
        for group, day in zip(frame["group"], frame["day"], strict=True)
    )


def _nobody(question: Question) -> str:
    if question.clock == "discharge":
        return "Nobody here was discharged, so nothing can be counted from discharge."
    return "Nobody can be followed with this clock and event."
