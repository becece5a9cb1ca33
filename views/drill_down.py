"""The episodes behind a mark of a figure or a row of its table, and the way to one patient's page."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from analytics.charts.wording import plural
from analytics.outcomes.exhibit import Exhibit
from views.store import Store

PATIENT = "patient shown"
"""Session key of the patient whose page is asked for; never in the address."""

PART, ONE = "part", "patient"
"""Key of the page's switch between its parts, and the part that shows one patient."""

PATIENTS_ADDRESS = "patients"
"""Address of the page Patients; views/pages.py makes the same from its title (a test compares the two)."""

SHOWN = (
    "patient_id", "episode_id", "admitted_on", "discharged_on", "discharge_reason",
    "program", "track", "site", "primary_substance", "clinician",
)  # fmt: skip

HOW = "Choose one (a click, or by keyboard the arrow keys and then Shift and space) to open the patient."


def episodes_behind(store: Store, found: Exhibit, row: int) -> None:
    """The list of episodes of one row of an exhibit's frame; a chosen one can be opened on the page Patients."""
    if found.members is None or row >= len(found.members):
        return
    frame = episodes_frame(store, found.members[row])
    words = f"{plural(len(frame), 'episode')} behind this mark, {_row_words(found, row)}"
    st.caption(f"{words}. {HOW}")
    picked = st.dataframe(
        frame,
        hide_index=True,
        alt=words,
        key=f"behind_{found.key.replace('.', '_')}",
        on_select="rerun",
        selection_mode="single-row",
    )
    rows = picked["selection"]["rows"] if picked else []
    if rows and int(rows[0]) < len(frame):
        open_button(str(frame["patient_id"].iloc[int(rows[0])]), key=found.key)


def open_button(patient: str, *, key: str) -> None:
    """A button that turns to the page Patients with this patient; the browser's back button returns."""
    opened = st.button(
        f"Open patient {patient}",
        key=f"open_{key.replace('.', '_')}",
        type="primary",
        on_click=ask_for,
        args=(patient,),
    )
    if opened and not key.startswith(PATIENTS_ADDRESS):
        st.switch_page(_patients_page(), query_params={})  # the filters write themselves into the new address


def ask_for(patient: str) -> None:
    """Remember in this session that the page Patients should show this patient."""
    st.session_state[PATIENT] = patient
    st.session_state[PART] = ONE


def episodes_frame(store: Store, stays: np.ndarray) -> pd.DataFrame:
    """The episodes of some stays (positions), with the columns a clinician knows them by."""
    episodes = store.records().episodes
    rows = store.derivation.timeline().stays.row[stays]
    return episodes[[column for column in SHOWN if column in episodes]].iloc[rows].reset_index(drop=True)


def _patients_page() -> st.Page:
    """The page as Streamlit knows it: by its address. What it draws stands in views/pages.py."""
    return st.Page(_drawn_elsewhere, title="Patients", url_path=PATIENTS_ADDRESS)


def _drawn_elsewhere() -> None:
    """Never run: the page registered under this address is."""


def _row_words(found: Exhibit, row: int) -> str:
    said = found.frame.iloc[row]
    labels = [str(value) for name, value in said.items() if isinstance(value, str) and name not in ("method", "reason")]
    return " · ".join(labels[:3]) or f"row {row + 1}"
