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

SHOWN = (
    "patient_id", "episode_id", "admitted_on", "discharged_on", "discharge_reason",
    "program", "track", "site", "primary_substance", "clinician",
)  # fmt: skip


def episodes_behind(store: Store, found: Exhibit, row: int) -> None:
    """The list of episodes of one row of an exhibit's frame; a chosen one can be opened on the page Patients."""
    if found.members is None or row >= len(found.members):
        return
    stays = found.members[row]
    frame = episodes_frame(store, stays)
    words = f"{plural(len(frame), 'episode')} behind this mark, {_row_words(found, row)}"
    st.caption(f"{words}. Choose one to open the patient's page.")
    picked = st.dataframe(
        frame,
        hide_index=True,
        alt=words,
        key=f"behind_{found.key.replace('.', '_')}",
        on_select="rerun",
        selection_mode="single-row",
    )
    rows = picked["selection"]["rows"] if picked else []
    if rows:
        st.session_state[PATIENT] = str(frame["patient_id"].iloc[int(rows[0])])
        st.caption("The page Patients shows this patient now.")


def episodes_frame(store: Store, stays: np.ndarray) -> pd.DataFrame:
    """The episodes of some stays (positions), with the columns a clinician knows them by."""
    episodes = store.records().episodes
    rows = store.derivation.timeline().stays.row[stays]
    return episodes[[column for column in SHOWN if column in episodes]].iloc[rows].reset_index(drop=True)


def _row_words(found: Exhibit, row: int) -> str:
    said = found.frame.iloc[row]
    labels = [str(value) for name, value in said.items() if isinstance(value, str) and name not in ("method", "reason")]
    return " · ".join(labels[:3]) or f"row {row + 1}"
