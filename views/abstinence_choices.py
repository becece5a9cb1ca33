"""What is asked on the Abstinence page: clock, endpoint, rule for missing tests, and whether the range is drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import streamlit as st

from analytics.charts.survival_axis import GUIDE_DAY, PublishedRange
from analytics.outcomes.catalogue import Endpoint, catalogue, endpoint_named
from analytics.outcomes.missing import MISSING_RULES, MissingRule
from analytics.outcomes.patterns import Clock
from analytics.outcomes.question import Question
from analytics.records.said import Refused
from views.filters import Choice
from views.store import Store
from views.words import CLOCKS, endpoint_words, missing_words

AFTER_DISCHARGE = "first_use_after_discharge"
RATE_DAYS = (30, 90, 180, 365)
AVERAGE_DAYS = 90  # the average counts days without the event up to here, the same for every group
PARTLY = "partly comparable: continuous, by test"
NOT_THE_SAME = "not the same measure"


def time_endpoints(clock: str) -> list[Endpoint]:
    """The endpoints that are times to an event; the one about discharge only on its clock."""
    found = [endpoint for endpoint in catalogue() if endpoint.result_type == "time_to_event" and not endpoint.same_as]
    own_first = sorted(found, key=lambda endpoint: endpoint.kind != "dated")
    return [endpoint for endpoint in own_first if clock == "discharge" or endpoint.key != AFTER_DISCHARGE]


def ask(store: Store, choice: Choice) -> tuple[Question, bool]:
    """Draw the choices; the question and whether the published range is to be drawn."""
    records = store.records()
    clocks = _clocks(store)
    first, second, third = st.columns(3)
    clock = first.selectbox(
        "Days count from", clocks, format_func=lambda key: CLOCKS[key], key="clock", bind="query-params"
    )
    keys = [endpoint.key for endpoint in time_endpoints(clock)]
    preferred = records.settings.primary_endpoint
    endpoint = second.selectbox(
        "Event",
        keys,
        index=keys.index(preferred) if preferred in keys else 0,
        format_func=lambda key: endpoint_words(endpoint_named(key)),
        key=f"endpoint_{clock}",
        bind="query-params",
    )
    missing = third.selectbox(
        "Missing tests",
        list(MISSING_RULES),
        index=MISSING_RULES.index(cast(MissingRule, records.settings.missing_rule)),
        format_func=missing_words,
        key="missing",
        bind="query-params",
    )
    question = Question(
        endpoint=endpoint,
        clock=clock,
        missing=missing,
        refused=cast(Refused, records.settings.refused),
        by=choice.by,
        at=RATE_DAYS,
        period=choice.period,
        basis=None if choice.basis == "active" else choice.basis,  # curves speak of who came or left in the period
    )
    question = replace(question, tau=float(question.in_unit(AVERAGE_DAYS)))
    return question, _range_wanted(question)


def _clocks(store: Store) -> list[Clock]:
    """The clocks, first discharge where most people were tested after it, else admission."""
    after: list[Clock] = ["discharge", "admission", "first_negative"]
    found = store.answer(Question(clock="discharge"))
    seen = found.n - found.never_observed
    return after if 2 * seen >= found.n > 0 else ["admission", "discharge", "first_negative"]


def _range_wanted(question: Question) -> bool:
    """A switch: on after discharge, off on the other clocks, absent for drop-out, which no range was published for."""
    if question.definition.group == "dropout":
        return False
    words = f"Show the published range ({badge(question)})"
    return st.toggle(words, value=question.clock == "discharge", key=f"range_{question.clock}")


def badge(question: Question) -> str:
    """How far a curve is the published measure."""
    return PARTLY if question.clock == "discharge" else NOT_THE_SAME


def published_range(store: Store, question: Question) -> PublishedRange:
    """The range to draw: after discharge from day 90 on, where its follow-ups began; on other clocks over all days."""
    limits = store.published_abstinence()
    start = float(question.in_unit(GUIDE_DAY)) if question.clock == "discharge" else 0.0
    return PublishedRange(limits.low, limits.high, start)


def range_note(store: Store, question: Question) -> str:
    """Why the range is only partly, or not, comparable with these curves."""
    published = store.published_abstinence()
    cited = f" {published.cited}."
    if question.clock == "discharge":
        words = f"Published range: {PARTLY}; it counts abstinence at a contact {published.follow_up}"
        return f"{words}, a curve the time without the event.{cited}"
    return f"Published range: {NOT_THE_SAME}; it was taken after the program, and these curves begin before it.{cited}"


def comparability(store: Store, choice: Choice, question: Question) -> list[str]:
    """Why the published range is only partly, or not, comparable: population, time, measure, share reached."""
    published, figure = store.published_abstinence(), store.benchmark(choice.conditions)
    reached = f"{figure.reached:,} of {figure.n:,} people due were reached at follow-up"
    return [
        f"population: {published.population}, against this program's own patients",
        f"time: {published.follow_up}, against days since {CLOCKS[question.clock]}",
        "measure: abstinent around one contact, against continuously without the event since day 0",
        f"share reached: {reached}; the curve censors people who are no longer seen",
    ]
