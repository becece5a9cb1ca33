"""Quarterly report: choose a quarter, make the pack, look at it, take it away, lock it, see what changed since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from analytics.errors import CannotContinue
from analytics.outcomes.periods import Period
from analytics.reports.build import Asked, Pack, asked_for, last_quarters, pack_of
from analytics.reports.forms import FORMS, MIME, file_name, rendered
from analytics.reports.locking import told_before
from analytics.reports.setting import WHOLE_COHORT, sites_of
from views.filters import Choice
from views.page_frame import begin_page, heading
from views.report_letters import show_letters
from views.report_locks import show_locks
from views.store import Store

MADE = "report_made"
MOST_QUARTERS = 40
WHOLE, EVERY = "Whole program", "Whole program and every site"
BASES = {
    "": "as each figure says",
    "admitted": "admitted in it",
    "discharged": "discharged in it",
    "active": "in treatment in it",
}
FORM_WORDS = {
    "pdf": "PDF",
    "xlsx": "Excel workbook",
    "html": "Web page",
    "docx": "Word document",
    "csv": "Tables (CSV)",
}
PREVIEW_HEIGHT = 1100


@dataclass(frozen=True)
class Wish:
    """What was asked for."""

    quarter: str
    basis: str
    site: str
    commentary: str


def page(store: Store, choice: Choice) -> None:
    """The form, then what it made."""
    begin_page("Quarterly report", store, Choice())
    st.caption(
        "What is made here may leave the building: counts of 1–10 people, and whatever would give one away, are hidden "
        "in every form. It is about the whole program or its sites; the filters of the sidebar do not apply."
    )
    quarters = _quarters(store)
    if not quarters:
        st.info("There is no complete quarter to report yet.")
        return
    wish = _form(store, quarters)
    if wish is not None:
        _make(store, wish, quarters[wish.quarter])
    made: tuple[str, Pack] | None = st.session_state.get(MADE)
    if made is None or made[0] != _of_now(store):
        st.info("Choose a quarter and make the report; it takes some seconds.")
        return
    _show(store, made[1])


def _quarters(store: Store) -> dict[str, Period | None]:
    records = store.records()
    if records.settings.calendar == "relative":
        return {WHOLE_COHORT: None}
    return {found.label: found for found in reversed(last_quarters(records, MOST_QUARTERS))}


def _form(store: Store, quarters: dict[str, Period | None]) -> Wish | None:
    sites = sites_of(store.records())
    with st.form("report_form"):
        one, two, three = st.columns(3)
        quarter = one.selectbox("Quarter", list(quarters), key="report_quarter")
        basis = two.selectbox("Patients", list(BASES), format_func=BASES.__getitem__, key="report_basis")
        site = three.selectbox("Site", [WHOLE, *([EVERY, *sites] if len(sites) > 1 else [])], key="report_site")
        commentary = st.text_area(
            "Comments, printed in a box of their own", key="report_comments", help="Never write a patient's name here."
        )
        asked = st.form_submit_button("Make the report")
    return Wish(quarter, basis, site, commentary.strip()) if asked else None


def _make(store: Store, wish: Wish, quarter: Period | None) -> None:
    records, source = store.records(), store.source
    every, site = wish.site == EVERY, None if wish.site in (WHOLE, EVERY) else wish.site
    asked = asked_for(records, [quarter], site=site, every_site=every)
    with st.status("Making the report", expanded=True) as status:
        try:
            pack = pack_of(
                records,
                asked,
                basis=wish.basis or None,  # type: ignore[arg-type]
                commentary=wish.commentary,
                before=told_before(source),
                progress=status.write,
            )
        except CannotContinue as stop:
            status.update(label="The report could not be made", state="error")
            st.error(f"{stop.problem} {stop.fix}")
            return
        status.update(label="The report is made", state="complete", expanded=False)
    st.session_state[MADE] = (_of_now(store), pack)


def _of_now(store: Store) -> str:
    """The records and settings a report is made of: with others it is not shown any more."""
    records = store.records()
    return f"{records.fingerprint} {records.settings.fingerprint} {records.as_of}"


def _show(store: Store, pack: Pack) -> None:
    place = 0
    if len(pack.reports) > 1:
        place = st.selectbox(
            "Which report", range(len(pack.reports)), format_func=lambda at: _named(pack.asked[at]), key="report_shown"
        )
    report, asked = pack.reports[place], pack.asked[place]
    heading(report.finding, f"{report.program}, {report.label}{', ' + asked.site if asked.site else ''}")
    columns = st.columns(len(FORMS))
    for column, form in zip(columns, FORMS, strict=True):
        column.download_button(
            FORM_WORDS[form],
            data=_maker(pack, place, form),
            file_name=file_name(report, form, site_number=asked.site_number),
            mime=MIME[form],
            on_click="ignore",
            key=f"report_{form}",
            width="stretch",
        )
    st.iframe(rendered(report, "html").decode(), height=PREVIEW_HEIGHT, alt=f"Preview of the report, {report.label}")
    show_letters(report)
    show_locks(store, pack)


def _maker(pack: Pack, place: int, form: str) -> Callable[[], bytes]:
    return lambda: rendered(pack.reports[place], form)


def _named(asked: Asked) -> str:
    return asked.site or WHOLE
