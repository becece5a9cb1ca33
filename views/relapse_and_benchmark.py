"""Relapse and benchmark: how many relapse, against what?"""

from __future__ import annotations

import streamlit as st

from views import benchmarks_editor, relapse_benchmark, relapse_range, relapse_rates, relapse_samples, why_differ
from views.filters import Choice
from views.page_frame import NOBODY, begin_page
from views.parts import part_of
from views.store import Store

PARTS = {
    "rates": "How many relapse?",
    "benchmark": "Against the published range",
    "definitions": "Every definition",
    "differ": why_differ.TITLE,
    "published": "Published figures",
}
PART = why_differ.PART


def page(store: Store, choice: Choice) -> None:
    """Relapse rates, the benchmark figure, samples beside people, the range, why figures differ, what was published."""
    begin_page("Relapse and benchmark", store, choice)
    if not store.chosen(choice.conditions).any():
        st.info(NOBODY)
        return
    part = part_of(PART, PARTS)
    if part == "benchmark":
        relapse_benchmark.show(store, choice)
        relapse_samples.show(store, choice)
    elif part == "definitions":
        relapse_range.show(store, choice, relapse_rates.ask_clock(store))
    elif part == "differ":
        why_differ.show(store, choice)
    elif part == "published":
        benchmarks_editor.show(store)
    else:
        relapse_rates.show(store, choice, relapse_rates.ask(store))
