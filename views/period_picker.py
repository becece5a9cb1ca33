"""The period picker of the sidebar: quarters of the calendar or of the program's fiscal year, and what lies in them."""

from __future__ import annotations

from datetime import date

import streamlit as st

from analytics.outcomes.periods import Period, last_complete_quarters, quarters
from analytics.outcomes.scope import CohortBasis
from analytics.records.records import Records

USUAL = "Usual of each figure"
LAST_FOUR = "Last four quarters"
BASES: dict[str, CohortBasis] = {
    "In treatment in it": "active",
    "Admitted in it": "admitted",
    "Discharged in it": "discharged",
}
MOST_QUARTERS = 20


def pick_period(records: Records) -> tuple[Period | None, CohortBasis | None]:
    """Draw the picker; nothing for records without a calendar. (None, None): each figure keeps its usual period."""
    offered = periods_offered(records)
    if not offered:
        return None, None
    name = st.selectbox(
        "Period",
        [USUAL, *offered],
        key="period",
        bind="query-params",
        help="Every figure has a usual period, named under its title. A period chosen here holds on every page.",
    )
    if name == USUAL:
        return None, None
    if offered[name].end > (records.as_of or offered[name].end):
        st.caption("This quarter is not over: its figures will still move.")
    basis = st.selectbox(
        "Patients",
        list(BASES),
        key="basis",
        bind="query-params",
        help="Admitted or discharged in the period: their whole stay counts. In treatment in it: only what happened "
        "in the period counts. A figure to which the choice does not apply names its own patients under its title.",
    )
    return offered[name], BASES[basis]


def periods_offered(records: Records) -> dict[str, Period]:
    """The last four complete quarters, then every quarter of the records, the newest first."""
    if records.settings.calendar == "relative" or records.as_of is None or records.episodes.empty:
        return {}
    start = records.settings.fiscal_year_start
    until = records.as_of
    began = records.episodes["admitted_on"].min()
    first = date(began.year, began.month, began.day)
    found = {LAST_FOUR: last_complete_quarters(until, 4, fiscal_year_start=start)}
    newest = quarters(first, until, fiscal_year_start=start)[::-1][:MOST_QUARTERS]
    return found | {_name(period, fiscal=start != 1): period for period in newest}


def _name(period: Period, *, fiscal: bool) -> str:
    """The quarter; of a fiscal year with its months, which not everybody has in mind."""
    return f"{period.label} ({period.start:%b} – {period.end:%b %Y})" if fiscal else period.label
