"""One patient: chosen in the session only, one strip a stay."""

from __future__ import annotations

import streamlit as st

from analytics.charts.patient_strip import patient_strip
from analytics.charts.patient_strip_words import strip_alt, strip_note, strip_subtitle, strip_title
from analytics.charts.theme import CONFIG
from analytics.charts.wording import day
from analytics.outcomes.patients.one_patient import PatientStay, patient_stay, stays_of
from analytics.outcomes.patients.weeks import weeks_in_treatment
from analytics.outcomes.scope import Scope, Window, scope_of
from views.drill_down import PATIENT
from views.filters import Choice
from views.page_frame import heading, small, theme
from views.store import Store
from views.tables import take_away

FIND = "Find a patient"


def show_patient(store: Store, choice: Choice) -> None:
    """Choose a patient of the selection by typing; the one asked for elsewhere stands there already."""
    episodes = store.records().episodes
    offered = sorted(episodes["patient_id"][store.chosen(choice.conditions)].astype(str).unique())
    asked = st.session_state.get(PATIENT)
    if asked is not None and asked not in offered:
        offered = [asked, *offered]
    picked = st.selectbox(
        FIND,
        offered,
        index=offered.index(asked) if asked in offered else None,
        placeholder=f"Type a number; {len(offered):,} patients",
        width=320,
    )
    if picked is None:
        st.info("Choose a patient here, a row of the caseload, or a mark of any figure.")
        return
    st.session_state[PATIENT] = picked
    draw_patient(store, choice, picked)


def draw_patient(store: Store, choice: Choice, patient: str) -> None:
    """The strip of one of the patient's stays, the latest first asked."""
    scope = scope_of(store.derivation, Window("active", None))
    positions = stays_of(scope, patient)
    if not len(positions):
        st.info("These records hold nobody of that number any more. Choose another patient.")
        return
    stays = [_stay(scope, int(at)) for at in positions]
    stay = stays[_which(stays)]
    heading(f"Patient {patient}: {_first_lower(strip_title(stay))}", strip_subtitle(stay))
    st.plotly_chart(patient_strip(stay, theme()), theme=None, config=CONFIG, key="patient_strip", alt=strip_alt(stay))
    small(strip_note(stay))
    take_away(stay.by_day(), name="patient_by_day", words="Every session and test of this stay, by day.")


def _stay(scope: Scope, position: int) -> PatientStay:
    word = weeks_in_treatment(scope, "admission").words[position]
    return patient_stay(scope, position, word[word > 0].tobytes().decode("ascii"))


def _which(stays: list[PatientStay]) -> int:
    """Which of several stays; one alone needs no choice."""
    if len(stays) == 1:
        return 0
    return st.segmented_control(
        "Stay",
        list(range(len(stays))),
        format_func=lambda at: f"Stay {at + 1}: {_span(stays[at])}",
        default=len(stays) - 1,
        required=True,
        key=f"stay of {len(stays)}",
    )


def _span(stay: PatientStay) -> str:
    last = stay.discharged if stay.discharged is not None else stay.until
    if not stay.has_calendar:
        return f"{last} days"
    return f"{day(stay.date_of(0))} – {day(stay.date_of(last)) if stay.discharged is not None else 'now'}"


def _first_lower(words: str) -> str:
    return words[:1].lower() + words[1:]
