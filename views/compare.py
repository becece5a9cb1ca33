"""Compare: is this group, or this change, different?"""

from __future__ import annotations

import streamlit as st

from views.compare_adjusted import show_adjusted
from views.compare_band import show_band
from views.compare_exposure import show_exposure
from views.compare_groups import show_groups
from views.compare_missed import show_missed
from views.compare_power import show_power
from views.compare_series import show_series
from views.compare_sites import show_sites
from views.compare_states import show_states
from views.filters import Choice
from views.page_frame import NOBODY, begin_page
from views.parts import part_of
from views.store import Store

PARTS = {
    "groups": "Two groups",
    "adjusted": "Adjusted",
    "ways_out": "Ways out",
    "exposure": "Exposure",
    "between": "Between tests",
    "missed": "Missing tests",
    "series": "Over time",
    "sites": "Sites",
    "power": "Power",
}
SHOWN = {
    "groups": show_groups,
    "adjusted": show_adjusted,
    "ways_out": show_states,
    "exposure": show_exposure,
    "between": show_band,
    "missed": show_missed,
    "series": show_series,
    "sites": show_sites,
    "power": show_power,
}
PART = "compare"


def page(store: Store, choice: Choice) -> None:
    """Groups, adjusted ratios, ways out, exposures, the band between tests, missed tests, series, sites, power."""
    begin_page("Compare", store, choice)
    if not store.chosen(choice.conditions).any():
        st.info(NOBODY)
        return
    SHOWN[part_of(PART, PARTS)](store, choice)
