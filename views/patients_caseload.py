"""The caseload on a day: who is in care, which flags were raised and by what; a chosen row shows the patient."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from analytics.charts.wording import NOTHING, day, plural
from analytics.outcomes.exhibit import Exhibit
from analytics.outcomes.patients.backtest import rules_on
from analytics.outcomes.patients.caseload import AS_JUDGED, OFF, ON, last_caseload_day, usual_caseload_day
from analytics.outcomes.patients.flags import RULES
from analytics.outcomes.periods import Period
from analytics.outcomes.scope import Scope, Window, scope_of
from analytics.records.filters import Condition
from views.drill_down import HOW, PATIENT
from views.exhibits import fetched, show_behind
from views.filters import Choice, levels
from views.page_frame import heading, small
from views.patients_strip import draw_patient
from views.store import Store

DAY, RULE, CLINICIAN = "on_day", "rules", "patients_clinician"
EVERYBODY = "All clinicians"
NAMES = {rule.key: rule.name for rule in RULES}


def show_caseload(store: Store, choice: Choice) -> None:
    """Day, clinician and rules; the table; the patient of the chosen row."""
    scope = whole_scope(store)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        asked = replace(choice, period=_day(scope, choice), basis="active")
        asked = replace(asked, conditions=(*choice.conditions, *_clinician(store)))
    switches = _rules(scope)
    found = fetched(store, asked, "patients.caseload", **switches)
    if found is None:
        _offer_a_day(scope)
        return
    heading(_title(found), _subtitle(found))
    shown = _table(found, relative=not scope.has_calendar)
    picked = st.dataframe(
        shown,
        hide_index=True,
        alt=f"{_title(found)}, one row a patient.",
        key="caseload_rows",
        on_select="rerun",
        selection_mode="single-row",
        column_config=_columns(scope),
        placeholder=NOTHING,
    )
    small(" ".join([HOW.replace("open the patient", "see the patient below"), *found.notes]))
    show_behind(
        store, asked, found, title=_title(found), choices=[f"{k}={v}" for k, v in switches.items() if v != AS_JUDGED]
    )
    rows = picked["selection"]["rows"] if picked else []
    if rows and int(rows[0]) < len(shown):
        st.session_state[PATIENT] = str(found.frame["patient_id"].iloc[int(rows[0])])
        draw_patient(store, choice, st.session_state[PATIENT])


def whole_scope(store: Store) -> Scope:
    """Everything in the records: for what does not depend on filter or period."""
    return scope_of(store.derivation, Window("active", None))


def _day(scope: Scope, choice: Choice) -> Period:
    """The day whose evening the caseload shows; as-of, or the last day of the period in the sidebar."""
    latest, first = scope.as_of_date, date(1970, 1, 1) + timedelta(days=int(scope.stays.admitted.min()))
    usual = min(choice.period.end, latest) if choice.period else latest
    if scope.has_calendar:
        chosen = st.selectbox(
            "In care at the end of",
            [usual, *mondays_before(usual, first)],
            format_func=day_of_week,
            key=DAY,
            bind="query-params",
            width=220,
        )
        return Period(chosen, chosen, f"on {day(chosen)}")
    asked = (usual_caseload_day(scope) - first).days
    number = st.number_input(
        "In care at the end of day", value=asked, min_value=0, max_value=(latest - first).days, key=DAY,
        help="Day 0 is the first admission of these records.", width=180,
    )  # fmt: skip
    chosen = first + timedelta(days=int(number))
    return Period(chosen, chosen, f"on day {number} of the records")


def mondays_before(latest: date, first: date) -> list[date]:
    """The Mondays before a day back to the first admission, the latest first."""
    last = latest - timedelta(days=latest.weekday() or 7)
    return [last - timedelta(days=back) for back in range(0, (last - first).days + 1, 7)]


def day_of_week(moment: date) -> str:
    """`Mon 28 Sep 2026`."""
    return f"{moment:%a} {day(moment)}"


def _clinician(store: Store) -> tuple[Condition, ...]:
    """One clinician's patients; a name stays in the session and never stands in the address."""
    episodes = store.records().episodes
    names = levels(episodes["clinician"]) if "clinician" in episodes else []
    if len(names) < 2:
        return ()
    picked = st.selectbox("Clinician", [EVERYBODY, *names], key=CLINICIAN, width=220)
    return () if picked == EVERYBODY else (Condition("clinician", picked),)


def _rules(scope: Scope) -> dict[str, str]:
    """Which rules count: those the back-test found worth it, unless someone switches."""
    with st.spinner("Looking back on every week in care …"):  # the first time; it is kept
        judged = rules_on(scope)
    can_be_asked = [rule.key for rule in RULES if not rule.lacking(scope)]
    usual = [key for key in can_be_asked if judged[key]]
    picked = st.pills(
        "Flags that count",
        can_be_asked,
        default=usual,
        format_func=NAMES.__getitem__,
        selection_mode="multi",
        key=RULE,
        help="On are the rules whose predictive value lies above the base rate, see the back-test below.",
    )
    return {
        rule.key: AS_JUDGED if (rule.key in picked) == (rule.key in usual) else ON if rule.key in picked else OFF
        for rule in RULES
    }


def _offer_a_day(scope: Scope) -> None:
    last = last_caseload_day(scope)
    if last is not None and last < scope.as_of_date:
        first = date(1970, 1, 1) + timedelta(days=int(scope.stays.admitted.min()))
        words = day(last) if scope.has_calendar else f"day {(last - first).days}"
        st.caption(f"The last day with anybody in care in these records is {words}.")


def _title(found: Exhibit) -> str:
    flagged = int((found.frame["flags_raised"] > 0).sum())
    when = found.window.period.label if found.window and found.window.period else ""
    if not flagged:
        return f"None of {plural(found.n, 'patient')} in care {when} has a flag"
    return f"{flagged:,} of {plural(found.n, 'patient')} in care {when} {'has' if flagged == 1 else 'have'} a flag"


def _subtitle(found: Exhibit) -> str:
    return f"Most flags first, then longest in the program. {found.definition}"


def _table(found: Exhibit, *, relative: bool) -> pd.DataFrame:
    """The columns of a Monday meeting, in its order; days of the stay where the records have no dates."""
    frame = found.frame
    order = [
        "patient_id", "flags_raised", "why", "days_in_program", "next_test_due_on", "hours_last_week", "last_seen_on",
        "clinician", "site", "group",
    ]  # fmt: skip
    shown = frame[[column for column in order if column in frame]].copy()
    if relative:
        for column in ("next_test_due_on", "last_seen_on"):
            shown[column] = (frame[column] - frame["admitted_on"]).dt.days.astype("Int64")
    return shown


def _columns(scope: Scope) -> dict[str, ColumnConfig]:
    said = st.column_config
    return {
        "patient_id": said.TextColumn("Patient", pinned=True),
        "flags_raised": said.NumberColumn("Flags", width=60),
        "why": said.TextColumn("What raised them", width=440),
        "days_in_program": said.NumberColumn("Days in program", width=115),
        "next_test_due_on": _day_column(scope, "Next test due by"),
        "hours_last_week": said.NumberColumn("Hours, 7 days", format="%.1f", width=95),
        "last_seen_on": _day_column(scope, "Last seen"),
        "clinician": said.TextColumn("Clinician", width=90),
        "site": said.TextColumn("Site", width=100),
        "group": said.TextColumn("Group", width=110),
    }


def _day_column(scope: Scope, label: str) -> ColumnConfig:
    if scope.has_calendar:
        return st.column_config.DateColumn(label, format="D MMM YYYY", width=120)
    return st.column_config.NumberColumn(f"{label.removesuffix(' by')}, day of stay", width=170)
