"""Patients: what happened to this person?"""

from __future__ import annotations

import streamlit as st

from views.drill_down import ONE, PART
from views.filters import Choice
from views.page_frame import NOBODY, begin_page
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
    part = _part()
    if part == ONE:
        show_patient(store, choice)
    elif part == WEEKS:
        show_weeks(store, choice)
    else:
        show_caseload(store, choice)
        show_flags(store, choice)


def _part() -> str:
    """The part asked for; a drill-down asks for the one patient (views/drill_down.py)."""
    part: str | None = st.segmented_control(
        "Show",
        list(PARTS),
        format_func=PARTS.__getitem__,
        default=None if PART in st.session_state else CASELOAD,  # what a drill-down asked for stands there already
        required=True,
        key=PART,
        bind="query-params",
        label_visibility="collapsed",
    )
    return part or CASELOAD
