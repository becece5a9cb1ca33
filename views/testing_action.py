"""What followed a positive, on the page Drug testing: the next contact, a definitive test; prescribed ones apart."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.charts.bars import share_rows
from analytics.charts.testing_days import action_figure
from analytics.charts.testing_words import (
    action_alt,
    action_groups_title,
    action_title,
    confirmation_title,
    prescribed_title,
    rows_alt,
    spelt,
)
from analytics.outcomes.exhibit import Exhibit
from views.exhibits import fetched, show_behind, show_figure
from views.filters import Choice
from views.page_frame import heading, small, theme
from views.store import Store

ANY_CONTACT, ONE_TO_ONE = "Any clinical contact", "One to one"
CONTACTS = {ANY_CONTACT: "any", ONE_TO_ONE: "one_to_one"}
WITHIN = 7


def show(store: Store, choice: Choice) -> None:
    """Days to the next contact, confirmation, and what was prescribed."""
    _action(store, choice)
    _confirmation(store, choice)
    _prescribed(store, choice)


def _action(store: Store, choice: Choice) -> None:
    contact = "any"
    if "service" in store.records().attendance:
        said = st.segmented_control(
            "Contact after a positive",
            list(CONTACTS),
            default=ANY_CONTACT,
            key="contact",
            bind="query-params",
            required=True,
            help="One to one: individual, family, medication, case management or crisis, where a result can be talked "
            "about.",
        )
        contact = CONTACTS[said]
    words = [f"contact={contact}"] if contact != "any" else []
    found = fetched(store, choice, "testing.days_to_action", contact=contact)
    if found is None:
        return
    show_figure(
        store,
        choice,
        found,
        action_figure(found.frame, theme()),
        title=action_title(found.frame),
        alt=action_alt(found.frame, period=_period(found)),
        note=_median(found),
        choices=words,
    )
    if choice.by:
        _action_by_group(store, choice, contact, words)


def _median(found: Exhibit) -> str:
    median = found.frame["median"].iloc[0]
    return "Fewer than half were followed by one in 30 days." if pd.isna(median) else f"Median {median:.0f} days."


def _action_by_group(store: Store, choice: Choice, contact: str, words: list[str]) -> None:
    found = fetched(store, choice, "testing.action_within", by=choice.by, contact=contact)
    if found is None:
        return
    week = found.frame[found.frame["within"] == WITHIN].reset_index(drop=True)
    show_figure(
        store,
        choice,
        found,
        share_rows(week, theme()),
        title=action_groups_title(week, WITHIN),
        alt=rows_alt(week, "group", what=f"positives followed by a contact in {WITHIN} days", period=_period(found)),
        choices=words,
    )


def _confirmation(store: Store, choice: Choice) -> None:
    found = fetched(store, choice, "testing.confirmation")
    if found is None:
        return
    title = confirmation_title(found.frame)
    sent = found.frame["measure"] == "sent on"
    confirmed = found.frame[~sent & found.frame["value"].notna()]
    if confirmed.empty:
        heading(title, found.definition)
        small("A positive screen that nobody confirms can be a false alarm: cross-reaction, medicine, food.")
        show_behind(store, choice, found, title=title)
        return
    show_figure(
        store,
        choice,
        found,
        share_rows(spelt(confirmed.reset_index(drop=True)), theme(), label="analyte", primary=(0,)),
        title=title,
        alt=rows_alt(confirmed, "analyte", what="presumptive positives confirmed", period=_period(found)),
    )


def _prescribed(store: Store, choice: Choice) -> None:
    found = fetched(store, choice, "testing.prescribed")
    if found is None:
        return
    show_figure(
        store,
        choice,
        found,
        share_rows(spelt(found.frame), theme(), label="analyte", members=True),
        title=prescribed_title(found.frame),
        alt=rows_alt(found.frame, "analyte", what="prescribed medicines found", period=_period(found)),
        note="Behind a row: the episodes with a specimen in which the medicine was not found. A panel that does not "
        "look for the medicine, or negatives rebuilt from other records, make the share look low.",
    )


def _period(found: Exhibit) -> str:
    return found.window.words if found.window else ""
