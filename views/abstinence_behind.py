"""The episodes behind the curves: who had the event by each of the days of the risk table."""

from __future__ import annotations

import streamlit as st

from analytics.outcomes.answer import Answer
from views.drill_down import episodes_behind
from views.exhibits import fetched
from views.filters import Choice
from views.store import Store

RATES = "relapse.rates"
COLUMNS = ("group", "day", "events", "at_risk", "n")
WORDS = "Who had the event by each day"
HOW = (
    "Choose a row (a click, or by keyboard the arrow keys and then Shift and space) to list the episodes that had the "
    "event by that day."
)


def show_behind_the_curves(store: Store, choice: Choice, found: Answer) -> None:
    """An expander with a row a group and day; a chosen row lists its episodes. Drop-out curves have none: they ask
    when people left, which is the discharge day on the page Patients.
    """
    question = found.question
    if question.definition.group == "dropout":
        return
    with st.expander(WORDS, key="behind_the_curves", on_change="rerun") as box:
        if not box.open:
            return
        asked = {"clock": question.clock, "endpoint": question.endpoint, "missing": question.missing}
        rates = fetched(store, choice, RATES, by=choice.by, **asked)
        if rates is None:
            return
        st.caption(HOW)
        picked = st.dataframe(
            rates.frame[[column for column in COLUMNS if column in rates.frame]],
            hide_index=True,
            alt=f"{WORDS}: {rates.definition}",
            key="rows_behind_the_curves",
            on_select="rerun",
            selection_mode="single-row",
        )
        rows = picked["selection"]["rows"] if picked else []
        if rows:
            episodes_behind(store, rates, int(rows[0]))
