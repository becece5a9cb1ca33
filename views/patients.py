"""Patients: what happened to this person?"""

from __future__ import annotations

import streamlit as st

from views.drill_down import ONE, PART
from views.filters import Choice
from views.page_frame import NOBODY, begin_page
from views.parts import part_of
from views.patients_caseload import show_caseload
from views.patients_flags import show_flags
from views.patients_strip import show_patient
from views.patients_weeks import show_weeks
from views.store import Store

CASELOAD, WEEKS = "caseload", "weeks"
PARTS = {CASELOAD: "Caseload", ONE: "One patient", WEEKS: "All weeks"}


def page(store: Store, choice: Choice) -> None:
    """The caseload with its flags and their back-test, one patient's strip, and everybody's weeks."""
    begin_page("Patients", store, choice)
    if not store.chosen(choice.conditions).any():
        st.info(NOBODY)
        return
    part = part_of(PART, PARTS, asked_elsewhere=PART in st.session_state)  # by views/drill_down.py
    if part == ONE:
        show_patient(store, choice)
    elif part == WEEKS:
        show_weeks(store, choice)
    else:
        show_caseload(store, choice)
        show_flags(store, choice)
