"""Compare, power: what difference so many people could have shown, and how many would be needed."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from analytics.charts.wording import percent
from analytics.evaluation.comparison_power import ComparisonPower
from analytics.evaluation.sentences import power_sentences
from views.compare_groups import measure_of
from views.compare_shown import ask_comparison, behind, sentences, told
from views.filters import Choice
from views.page_frame import heading, small
from views.store import Store
from views.tables import show_table


def show_power(store: Store, choice: Choice) -> None:
    """A sentence and a row a group against the reference."""
    asked = ask_comparison(store, choice)
    if asked is None:
        return
    found = asked.found
    power = told(found.power)
    if not power:
        if power is not None:
            st.info("On none of the days enough people of two groups are followed.")
        return
    heading("What these people could have shown", f"Power 80%, level 5%. {measure_of(found)}")
    sentences(power_sentences(found), lead=len(power))
    rows = [_row(one) for one in power]
    head = (
        "Group against " + power[0].reference,
        "By",
        "Reference",
        "Shown below",
        "Shown above",
        "Hazard ratio",
        "Needed a group",
    )
    show_table(
        head, rows, right=frozenset({2, 3, 4, 5, 6}), caption="Shares with the event that would have been shown."
    )
    small("Counts everybody as followed to the day and independent: people lost earlier lower the power.")
    behind(
        _frame(power),
        name="power",
        words="What these people could have shown.",
        command=asked.command(store, choice),
    )


def _row(one: ComparisonPower) -> tuple[str, ...]:
    below, above = one.shown.below, one.shown.above
    return (
        escape(one.group),
        f"day {one.day}",
        percent(one.shown.reference),
        "none" if below is None else f"≤ {percent(below)}",
        "none" if above is None else f"≥ {percent(above)}",
        "–" if one.ratio is None else f"{one.ratio:.2f} or {1 / one.ratio:.2f}",
        "–" if one.needed is None else f"{one.needed:,}",
    )


def _frame(power: tuple[ComparisonPower, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "group": one.group,
                "reference": one.reference,
                "day": one.day,
                "n_reference": one.shown.n1,
                "n_group": one.shown.n2,
                "share_reference": one.shown.reference,
                "shown_below": one.shown.below,
                "shown_above": one.shown.above,
                "hazard_ratio": one.ratio,
                "events": one.events,
                "difference": one.worth,
                "needed_a_group": one.needed,
            }
            for one in power
        ]
    )
