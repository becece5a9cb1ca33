"""Services and goals: what did they get, and did life change?"""

from __future__ import annotations

import streamlit as st

from views.filters import Choice
from views.page_frame import NOBODY, begin_page
from views.parts import part_of
from views.services_change import show_change
from views.services_cost import show_cost
from views.services_received import show_received
from views.store import Store

PARTS = {"received": "What did they get?", "change": "Did life change?", "cost": "What did it cost?"}
SHOWN = {"received": show_received, "change": show_change, "cost": show_cost}
PART = "services"


def page(store: Store, choice: Choice) -> None:
    """Hours by service and therapy, family and crisis; change since admission; cost per patient abstinent."""
    begin_page("Services and goals", store, choice)
    if not store.chosen(choice.conditions).any():
        st.info(NOBODY)
        return
    SHOWN[part_of(PART, PARTS)](store, choice)
