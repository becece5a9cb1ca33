"""Compare, over time: a monthly figure before and after a day that was named beforehand."""

from __future__ import annotations

from html import escape

import streamlit as st

from analytics.charts.series_change import series_change_alt, series_change_figure, series_change_title
from analytics.charts.wording import day, percent
from analytics.errors import CannotContinue
from analytics.evaluation.change_over_time import SERIES, ChangeOverTime, change_over_time
from analytics.evaluation.sentences_elsewhere import series_sentences
from analytics.evaluation.time_series import NEWEY_WEST_CAUTION, TERMS
from analytics.outcomes.intervals import Estimate
from views.compare_choices import ask_change, command_of
from views.compare_shown import p_cell, sentences, show
from views.filters import Choice
from views.page_frame import NO_CALENDAR, is_relative, say, small, theme
from views.store import Store
from views.tables import show_table


def show_series(store: Store, choice: Choice) -> None:
    """Sentences, the months with the trend before carried on, and the four terms with their intervals."""
    if is_relative(store.records()):
        st.info(f"{NO_CALENDAR} A change over time cannot be told.")
        return
    measure = st.selectbox(
        "Measure",
        list(SERIES),
        format_func=lambda code: f"{SERIES[code][0][:1].upper()}{SERIES[code][0][1:]}, {SERIES[code][1]}",
        key="compare_series",
        bind="query-params",
    )
    on = ask_change(store, key="series")

    def compute() -> ChangeOverTime:
        rows = store.chosen(choice.conditions)
        return change_over_time(store.derivation, measure, on, episode_rows=rows)

    try:
        found: ChangeOverTime = store.kept("change over time", compute, choice, measure=measure, on=on)
    except CannotContinue as problem:
        say(problem)
        return
    sentences(series_sentences(found), lead=3)
    _figure(store, found, command_of(store, choice, f"--series {measure} --change {on.isoformat()}"))


def _figure(store: Store, found: ChangeOverTime, command: str) -> None:
    level, trend = found.regression.estimates[2], found.regression.estimates[3]
    title = series_change_title(level, trend, words=found.words)
    months = f"{found.regression.months_before} months before, {found.regression.months_after} after"
    show(
        store,
        series_change_figure(found.monthly, theme(), change_on=found.change_on),
        name="series",
        title=title,
        measure=(
            f"Share {_of(found)}, {found.month_is}; change on {day(found.change_on)}; {months}. "
            f"Segmented regression; neighbouring months correlate by {found.regression.correlation:.2f} (AR(1), REML)."
        ),
        alt=series_change_alt(found.monthly, title=title, level=level),
        frame=found.monthly,
        note="Hollow months are left out of the trend. Dashed: the trend before, carried on.",
        command=command,
    )
    rows = [
        (escape(name), *_cells(name, estimate), p_cell(p), p_cell(beside))
        for name, estimate, p, beside in zip(
            TERMS, found.regression.estimates, found.regression.p, found.regression.newey_west_p, strict=True
        )
    ]
    show_table(("Term", "Estimate", "95% interval", "p", "p, Newey–West"), rows, right=frozenset({1, 2, 3, 4}))
    small(NEWEY_WEST_CAUTION)


def _of(found: ChangeOverTime) -> str:
    """`of sessions attended`, but `of people abstinent at follow-up`."""
    return f"of {found.words}" if found.measure in ("attendance", "due_tests") else f"of people {found.words}"


def _cells(name: str, estimate: Estimate) -> tuple[str, str]:
    if name == "level before":
        return percent(estimate.value), f"{percent(estimate.low)} to {percent(estimate.high)}"
    a_month = " a month" if "trend" in name else ""
    value, low, high = (_points(part) for part in (estimate.value, estimate.low, estimate.high))
    return f"{value} points{a_month}", f"{low} to {high}"


def _points(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:+.1f}".replace("-", "−")
