"""What is asked on the Abstinence page: clock, endpoint, rule for missing tests, and whether the range is drawn."""

from __future__ import annotations

import streamlit as st

from analytics.charts.survival import GUIDE_DAY, Axis, PublishedRange
from analytics.outcomes.catalogue import Endpoint, catalogue, endpoint_named
from analytics.outcomes.missing import MISSING_RULES
from analytics.outcomes.question import Question
from views.filters import Choice
from views.store import Store
from views.words import CLOCKS, endpoint_words, missing_words

AFTER_DISCHARGE = "first_use_after_discharge"
RATE_DAYS = (30, 90, 180, 365)
PARTLY = "partly comparable: continuous, by test"
NOT_THE_SAME = "not the same measure"


def time_endpoints(clock: str) -> list[Endpoint]:
    """The endpoints that are times to an event; the one about discharge only on its clock."""
    found = [endpoint for endpoint in catalogue() if endpoint.result_type == "time_to_event" and not endpoint.same_as]
    own_first = sorted(found, key=lambda endpoint: endpoint.kind != "dated")
    return [endpoint for endpoint in own_first if clock == "discharge" or endpoint.key != AFTER_DISCHARGE]


def ask(store: Store, choice: Choice) -> Question:
    """Draw the three choices and return the question."""
    records = store.records()
    clocks = list(CLOCKS) if "follow_ups" in records.present else ["admission", "first_negative", "discharge"]
    first, second, third = st.columns(3)
    clock = first.selectbox("Days count from", clocks, format_func=CLOCKS.get, key="clock", bind="query-params")
    keys = [endpoint.key for endpoint in time_endpoints(clock)]
    preferred = AFTER_DISCHARGE if clock == "discharge" else records.settings.primary_endpoint
    endpoint = second.selectbox(
        "Event",
        keys,
        index=keys.index(preferred) if preferred in keys else 0,
        format_func=lambda key: endpoint_words(endpoint_named(key)),
        key=f"endpoint_{clock}",
        bind="query-params",
    )
    missing = third.selectbox(
        "Missing tests", list(MISSING_RULES), format_func=missing_words, key="missing", bind="query-params"
    )
    return Question(
        endpoint=endpoint,
        clock=clock,
        missing=missing,
        refused=records.settings.refused,
        by=choice.by,
        at=RATE_DAYS,
    )


def published_range(store: Store, question: Question, axis: Axis) -> PublishedRange | None:
    """The range to draw: from day 90 after discharge on; on other clocks only when asked for; never for drop-out."""
    if question.definition.group == "dropout":
        return None
    after_discharge = question.clock == "discharge"
    badge = PARTLY if after_discharge else NOT_THE_SAME
    wanted = st.toggle(
        f"Show the published range ({badge})", value=after_discharge, key=f"range_{question.clock}"
    )
    if not wanted:
        return None
    limits = store.published_abstinence()
    start = float(question.in_unit(GUIDE_DAY)) if after_discharge else 0.0
    return PublishedRange(limits.low, limits.high, start)


def range_note(store: Store, question: Question) -> str:
    """Why the range is only partly, or not, comparable with these curves."""
    published = store.published_abstinence()
    cited = f" {published.source} ({published.year})."
    if question.clock == "discharge":
        words = f"Published range: {PARTLY}; it counts abstinence at a contact {published.follow_up}"
        return f"{words}, a curve the time without the event.{cited}"
    return f"Published range: {NOT_THE_SAME}; it was taken after the program, and these curves begin before it.{cited}"
