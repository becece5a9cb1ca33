"""Overview: how are we doing, and is it news?"""

from __future__ import annotations

import streamlit as st

from analytics.errors import CannotContinue
from views import control_block, headline_block, tiles, why_differ
from views.changes import show_changes
from views.filters import Choice
from views.measure_frames import measures_frame, trend_frame
from views.page_frame import NO_CALENDAR, NOBODY, begin_page, is_relative, say
from views.quality import quality_flag
from views.readings import read_measures
from views.store import Store
from views.tables import take_away


def page(store: Store, choice: Choice) -> None:
    """The benchmark figure with its verdict, six measures, what changed, and whether the records can be trusted."""
    begin_page("Overview", store, choice)
    if not store.chosen(choice.conditions).any():
        st.info(NOBODY)
        return
    headline_block.show(store, choice)
    why_differ.link()
    if is_relative(store.records()):
        st.info(NO_CALENDAR)
    _measures(store, choice)
    quality_flag(store.records())


def _measures(store: Store, choice: Choice) -> None:
    try:
        measures = store.overview(choice.conditions, choice.period)
    except CannotContinue as problem:
        say(problem)
        return
    reads = read_measures(measures, store.records().settings)
    tiles.show(reads)
    if not is_relative(store.records()):
        show_changes(reads)
        control_block.show_all(store, choice, reads)
        take_away(
            lambda: trend_frame(measures),
            name="overview_months",
            words="The months of the lines above.",
            label="Table of the months",
        )
    take_away(
        lambda: measures_frame(reads),
        name="overview_measures",
        words="The measures above.",
        label="Table of the measures",
    )
    tiles.show_definitions(measures, choice, store.records().today)
