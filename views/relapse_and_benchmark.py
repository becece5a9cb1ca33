"""Relapse and benchmark: how many relapse, against what?"""

from __future__ import annotations

import streamlit as st

from views import benchmarks_editor, relapse_benchmark, relapse_range, relapse_rates, relapse_samples, why_differ
from views.filters import Choice
from views.page_frame import NOBODY, begin_page
from views.store import Store


def page(store: Store, choice: Choice) -> None:
    """Relapse rates, the benchmark figure, samples beside people, the range, why figures differ, what was published."""
    begin_page("Relapse and benchmark", store, choice)
    if not store.chosen(choice.conditions).any():
        st.info(NOBODY)
        return
    asked = relapse_rates.ask(store)
    relapse_rates.show(store, choice, asked)
    relapse_benchmark.show(store, choice)
    relapse_samples.show(store, choice)
    relapse_range.show(store, choice, asked.clock)
    why_differ.show(store, choice, asked.clock)
    benchmarks_editor.show(store)
