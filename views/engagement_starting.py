"""Do they start? From referral to the first service, and back for the second, third and fourth treatment day."""

from __future__ import annotations

import streamlit as st

from analytics.charts.bars import share_rows
from analytics.charts.engagement_words import labelled, rows_alt
from analytics.charts.wording import count, percent
from analytics.outcomes.exhibit import Exhibit
from views.engagement_words import asked_for, name_cell
from views.exhibits import show_behind, show_figure
from views.filters import Choice
from views.page_frame import heading, theme
from views.store import Store
from views.tables import show_table

OF_WORDS = {"admitted": "Of people admitted", "started": "Of people who came once"}
NIATX = (
    "For orientation: in the NIATx collaborative the share of people who came back for a second session rose from 72% "
    "to 85%, for a third from 62% to 73%, of those who came once; other programs, so context and not a target."
)
NOT_HEDIS = "In the manner of HEDIS IET."


def show(store: Store, choice: Choice) -> None:
    """Access and waiting, then continuation."""
    _access(store, choice)
    _waiting(store, choice)
    _continuation(store, choice)


def _access(store: Store, choice: Choice) -> None:
    found = asked_for(store, choice, "engagement.access", by=choice.by)
    if found is None:
        return
    frame = labelled(found.frame, "step")
    first = frame.iloc[0]
    show_figure(
        store,
        choice,
        found,
        share_rows(frame, theme(), label="label", primary=list(frame.index[frame["group"] == "all"]), members=True),
        title=f"{percent(first['value'])} had a first service within 14 days of referral or first contact",
        subtitle=NOT_HEDIS,
        alt=rows_alt(frame, "access"),
        note="Choose a mark to list the people who did not reach it.",
    )


def _waiting(store: Store, choice: Choice) -> None:
    found = asked_for(store, choice, "engagement.waiting", by=choice.by)
    if found is None:
        return
    frame = labelled(found.frame, "step")
    title = f"Half of the people waited {count(_median(found, 'Referral to admission'))} days or less for admission"
    heading(title, "Median and quartiles of the days between recorded dates; people without both dates are left out.")
    columns = ("lower_quartile", "median", "upper_quartile", "n")
    rows = [(name_cell(row["label"]), *(count(row[c]) for c in columns)) for row in frame.to_dict("records")]
    show_table(("Days from", "Lower quartile", "Median", "Upper quartile", "n"), rows, right=frozenset({1, 2, 3, 4}))
    show_behind(store, choice, found, title=title)


def _median(found: Exhibit, step: str) -> float | None:
    rows = found.frame.loc[found.frame["step"] == step, "median"]
    return float(rows.iloc[0]) if len(rows) else None


def _continuation(store: Store, choice: Choice) -> None:
    of = st.segmented_control(
        "Continuation",
        list(OF_WORDS),
        default="admitted",
        required=True,
        format_func=OF_WORDS.__getitem__,
        key="of",
        bind="query-params",
    )
    found = asked_for(store, choice, "engagement.continuation", by=choice.by, of=of or "admitted")
    if found is None:
        return
    frame = labelled(found.frame.assign(step=found.frame["step"].str.replace(" treatment day", " day")), "step")
    fourth = frame[(frame["group"] == "all") & (frame["treatment_day"] == 4)].iloc[0]
    who = "people admitted" if of == "admitted" else "people who came once"
    show_figure(
        store,
        choice,
        found,
        share_rows(frame, theme(), label="label", primary=list(frame.index[frame["group"] == "all"]), members=True),
        title=f"{percent(fourth['value'])} of {who} reach a fourth treatment day within 30 days",
        alt=rows_alt(frame, f"the share of {who} who reach a treatment day"),
        note=f"{NIATX} Choose a mark to list the people who did not come so often.",
        choices=(f"of={of}",),
    )
