"""The expected-test ledger on the page Drug testing, and the share of due tests given by group."""

from __future__ import annotations

import streamlit as st

from analytics.charts.bars import Band, share_rows
from analytics.charts.testing_ledger import FEWEST, drawn, ledger_alt, ledger_figure, ledger_title
from analytics.charts.testing_words import compliance_title, rows_alt
from analytics.charts.wording import percent
from analytics.outcomes.testing.ledger import WHAT_A_LEDGER_IS
from views.exhibits import fetched, show_figure
from views.filters import Choice
from views.page_frame import is_relative, small, theme
from views.store import Store

WEEK, MONTH = "Week of treatment", "Calendar month"
NO_MONTHS = "By calendar month: these records hold day numbers instead of dates."
DUE_TESTS = "due_tests"


def show(store: Store, choice: Choice) -> None:
    """The stacked ledger, by week of treatment or by month, and compliance."""
    small(WHAT_A_LEDGER_IS)
    _ledger(store, choice)
    _compliance(store, choice)


def _ledger(store: Store, choice: Choice) -> None:
    relative = is_relative(store.records())
    shown = WEEK
    if relative:
        small(NO_MONTHS)
    else:
        shown = st.segmented_control(
            "Ledger by", [WEEK, MONTH], default=WEEK, key="ledger_by", bind="query-params", required=True
        )
    at, key = ("month", "testing.ledger_by_month") if shown == MONTH else ("week", "testing.ledger")
    found = fetched(store, choice, key)
    if found is None:
        return
    left_out = found.frame["n"].lt(FEWEST).any()
    period = found.window.words if found.window else ""
    show_figure(
        store,
        choice,
        found,
        ledger_figure(found.frame, theme(), at=at),
        title=ledger_title(drawn(found.frame), found.headline, at=at),
        alt=ledger_alt(found.frame, found.headline, at=at, period=period),
        note=f"Shares of all tests of the {at}; excused ones are not due."
        + (f" A {at} with fewer than {FEWEST} tests is in the table only." if left_out else ""),
    )


def _compliance(store: Store, choice: Choice) -> None:
    found = fetched(store, choice, "testing.compliance", by=choice.by)
    if found is None:
        return
    target = store.records().settings.targets.get(DUE_TESTS)
    band = Band(target, target, f"target {percent(target)}") if target is not None else None
    period = found.window.words if found.window else ""
    show_figure(
        store,
        choice,
        found,
        share_rows(
            found.frame.replace({"group": {"all": "all together"}}),
            theme(),
            band=band,
            primary=(0,) if len(found.frame) == 1 else (),
            members=True,
        ),
        title=compliance_title(found.frame, target),
        alt=rows_alt(found.frame, "group", what="share of due tests given", period=period),
    )
