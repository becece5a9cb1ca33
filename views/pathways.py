"""Pathways: where do they come from and go?"""

from __future__ import annotations

import streamlit as st

from views import pathways_after, pathways_leaving, pathways_program
from views.filters import Choice
from views.page_frame import NOBODY, begin_page
from views.parts import part_of
from views.pathways_parts import Gaps
from views.store import Store

PARTS = {"leaving": "Flows and leaving", "after": "After discharge", "program": "Census and groups"}
SHOWN = {"leaving": pathways_leaving.show, "after": pathways_after.show, "program": pathways_program.show}
PART = "pathways"


def page(store: Store, choice: Choice) -> None:
    """Flows and how people leave; what happens after discharge; census, breakdown and deaths."""
    begin_page("Pathways", store, choice)
    if not store.chosen(choice.conditions).any():
        st.info(NOBODY)
        return
    gaps = Gaps()
    SHOWN[part_of(PART, PARTS)](store, choice, gaps)
    gaps.show()
