"""From a figure to the episodes behind it and on to one patient, without a patient in the address."""

from __future__ import annotations

from tests.views.pages import run, words
from views.drill_down import ONE, PART, PATIENT, PATIENTS_ADDRESS
from views.pages import PAGES, address_of


def behind() -> None:
    import numpy as np
    import pandas as pd

    from analytics.outcomes.exhibit import Exhibit
    from tests.views import fakes
    from views.drill_down import episodes_behind

    frame = pd.DataFrame({"group": ["Main", "River"], "value": [0.5, 0.6]})
    found = Exhibit(frame, 5, "people", members=(np.array([0, 2]), np.array([1, 3, 5])), key="engagement.made_up")
    episodes_behind(fakes.store(), found, 1)


def asked_button() -> None:
    import streamlit as st

    from views.drill_down import ask_for

    if st.button("Ask"):
        ask_for("P007")


def test_the_episodes_behind_a_mark_are_listed() -> None:
    page = run(behind)
    assert "3 episodes behind this mark, River" in words(page)
    shown = page.dataframe[0].value
    assert shown["patient_id"].astype(str).tolist() == ["P001", "P003", "P005"]
    assert not page.button  # nobody is chosen yet


def test_asking_for_a_patient_stays_in_the_session() -> None:
    page = run(asked_button)
    page.button[0].click().run()
    assert page.session_state[PATIENT] == "P007" and page.session_state[PART] == ONE
    assert dict(page.query_params) == {}


def test_the_page_is_found_under_its_address() -> None:
    assert "Patients" in PAGES and address_of("Patients") == PATIENTS_ADDRESS
