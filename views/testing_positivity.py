"""Positive findings on the page Drug testing: people and samples apart, by analyte or group, and by month."""

from __future__ import annotations

import streamlit as st

from analytics.charts.testing_positivity import not_drawn, panels_of, positivity_months, positivity_rows
from analytics.charts.testing_words import months_alt, months_title, positivity_alt, positivity_title
from views.exhibits import fetched, show_figure
from views.filters import Choice
from views.page_frame import is_relative, small, theme
from views.store import Store

ALL_ANALYTES, WITHOUT_THC = "All counted analytes", "Without THC"
ALL_TESTS, RANDOM_TESTS = "All tests", "Random tests only"
WITHOUT = {ALL_ANALYTES: "all", WITHOUT_THC: "without_thc"}
WHICH = {ALL_TESTS: "all", RANDOM_TESTS: "random"}
NO_RANDOM = "Random tests cannot be told from others: the records lack drug_tests.random."
NO_MONTHS = "Months are not shown: these records hold day numbers instead of dates."


def thc_switch(key: str) -> str:
    """The switch that leaves THC out, as the figures' own word."""
    said = st.segmented_control(
        "Analytes", list(WITHOUT), default=ALL_ANALYTES, key=key, bind="query-params", required=True
    )
    return WITHOUT[said]


def show(store: Store, choice: Choice) -> None:
    """The switches, people and samples by analyte (and by group), and the months."""
    first, second = st.columns(2)
    with first:
        analytes = thc_switch("analytes")
    with second:
        tests = _which_tests(store)
    switched = {"analytes": analytes, "tests": tests}
    words = [f"{name}={word}" for name, word in switched.items() if word != "all"]
    _rows(store, choice, "analyte", None, switched, words)
    if choice.by:
        _rows(store, choice, "group", choice.by, switched, words)
    _months(store, choice, switched, words)


def _which_tests(store: Store) -> str:
    tests = store.records().drug_tests
    if "random" not in tests or tests["random"].isna().all():
        small(NO_RANDOM)
        return "all"
    said = st.segmented_control(
        "Tests",
        list(WHICH),
        default=ALL_TESTS,
        key="tests",
        bind="query-params",
        required=True,
        help="Tests on suspicion find more. The random ones alone are the fairer sample.",
    )
    return WHICH[said]


def _rows(store: Store, choice: Choice, label: str, by: str | None, switched: dict[str, str], words: list[str]) -> None:
    found = fetched(store, choice, f"testing.positivity{'_by_group' if by else ''}", by=by, **switched)
    if found is None:
        return
    period = found.window.words if found.window else ""
    show_figure(
        store,
        choice,
        found,
        positivity_rows(found.frame, theme(), label=label),
        title=positivity_title(found.frame, label),
        alt=positivity_alt(found.frame, label, period=period),
        note=" ".join(filter(None, ["Filled: people. Hollow: samples.", not_drawn(found.frame, label)])),
        choices=words,
    )


def _months(store: Store, choice: Choice, switched: dict[str, str], words: list[str]) -> None:
    if is_relative(store.records()):
        small(NO_MONTHS)
        return
    found = fetched(store, choice, "testing.positivity_by_month", **switched)
    if found is None:
        return
    panels = panels_of(found.frame)
    left_out = found.frame["analyte"].nunique() - len(panels)
    period = found.window.words if found.window else ""
    show_figure(
        store,
        choice,
        found,
        positivity_months(found.frame, theme()),
        title=months_title(found.frame),
        alt=months_alt(found.frame, panels, period=period),
        note="Solid with its interval: people; dashed: samples."
        + (f" The {left_out} analytes looked for least are in the table." if left_out > 0 else ""),
        choices=words,
    )
