"""Long enough? Retention from admission, the share of the plan reached, drop-out by the gap rule."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.charts.bars import share_rows
from analytics.charts.engagement_words import day_of_all, days_title, labelled, planned_title, rows_alt
from analytics.charts.survival import MOST_GROUPS, survival_figure
from analytics.charts.survival_axis import axis_for
from analytics.charts.titles import survival_reading
from analytics.charts.wording import count, percent
from analytics.outcomes.cohort import ALL
from analytics.outcomes.engagement.staying import curves_of
from views.engagement_words import asked_for, name_cell, why_not
from views.exhibits import show_figure
from views.filters import Choice
from views.page_frame import heading, theme
from views.store import Store
from views.tables import show_table

BETWEEN_GROUPS = "Groups whose plans differ in length end on different days: an association, not an effect."
COUNT_WORDS = {"sessions": "Sessions", "days": "Treatment days"}


def show(store: Store, choice: Choice) -> None:
    """Curve and days of retention, dose of the plan, drop-out."""
    _curve(store, choice)
    _days(store, choice)
    _planned(store, choice)
    _drop_out(store, choice)


def _curve(store: Store, choice: Choice) -> None:
    found = asked_for(store, choice, "engagement.retention_curve", by=choice.by)
    if found is None:
        return
    curves = curves_of(found.frame, store.records().settings.min_at_risk)
    drawn = curves[:MOST_GROUPS]
    axis = axis_for(drawn, unit="days", clock_words="admission")
    day = day_of_all(drawn)
    reading = survival_reading(
        drawn, state="still in treatment", time=day, time_words=f"{day} days after admission", p_value=None
    )
    more = f" Drawn: the {MOST_GROUPS} largest of {len(curves)} groups." if len(curves) > MOST_GROUPS else ""
    between = f" {BETWEEN_GROUPS}" if len(curves) > 1 else ""
    show_figure(
        store,
        choice,
        found,
        survival_figure(drawn, theme(), axis=axis, published=None),
        title=reading.title,
        subtitle=reading.difference,
        alt=f"Survival curves of time in treatment since admission. {reading.title}. n = {found.n:,}.",
        note="“Events” are people who left, in whatever way. Dotted: few at risk. | marks people still in care."
        f"{more}{between}",
    )


def _days(store: Store, choice: Choice) -> None:
    found = asked_for(store, choice, "engagement.retention", by=choice.by)
    if found is None:
        return
    frame = found.frame
    rows = labelled(frame.assign(step=frame["day"].map("{} days".format)), "step")
    show_figure(
        store,
        choice,
        found,
        share_rows(rows, theme(), label="label", primary=list(rows.index[rows["group"] == ALL]), members=True),
        title=days_title(frame),
        alt=rows_alt(rows, "people still in treatment"),
        note="Choose a mark, or a row of the table, to list the people who left before that day.",
    )


def _planned(store: Store, choice: Choice) -> None:
    counted = (
        None
        if why_not(store, choice, "engagement.planned_sessions")
        else st.segmented_control(
            "Held against the plan",
            list(COUNT_WORDS),
            default="sessions",
            required=True,
            format_func=COUNT_WORDS.__getitem__,
            key="dose",
            bind="query-params",
        )
    )
    found = asked_for(
        store,
        choice,
        "engagement.planned_sessions",
        by=choice.by,
        count=counted or "sessions",
    )
    if found is None:
        return
    frame = labelled(found.frame, "band")
    show_figure(
        store,
        choice,
        found,
        share_rows(frame, theme(), label="label", members=True),
        title=planned_title(frame),
        alt=rows_alt(frame, "people by the share of their planned sessions they came to"),
        note="Individual and family sessions come on top of a plan in groups, so more than all of it is possible.",
        choices=(f"count={counted}",),
    )


def _drop_out(store: Store, choice: Choice) -> None:
    found = asked_for(store, choice, "engagement.drop_out", by=choice.by)
    if found is None or found.headline is None:
        return
    frame = found.frame
    groups = labelled(frame[frame["recorded"] == ALL])
    until = "they were discharged" if "discharged_on" in store.records().episodes else "the end of their plan"
    title = f"{percent(found.headline.value)} stopped coming before {until}"
    show_figure(
        store,
        choice,
        found,
        share_rows(groups, theme(), label="label", primary=[0], members=len(groups) == len(frame)),
        title=title,
        alt=rows_alt(groups, "people who dropped out by the gap rule"),
        note=f"Half of them came for the last time within {count(frame['median'].iloc[0])} days of admission."
        if pd.notna(frame["median"].iloc[0])
        else "",
    )
    _agreement(frame)


def _agreement(frame: pd.DataFrame) -> None:
    """The rule against what the discharge says."""
    rows = frame[frame["recorded"] != ALL]
    if rows.empty:
        return
    heading("The gap rule beside the recorded discharge reason", "People of all groups together; a full count.")
    show_table(
        ("Recorded", "Dropped out by the rule", "Not by the rule", "People"),
        [
            (name_cell(row["recorded"]), count(row["events"]), count(row["n"] - row["events"]), count(row["n"]))
            for row in rows.to_dict("records")
        ],
        right=frozenset({1, 2, 3}),
    )
