"""Compare, sites: units against the whole by their size; no ranking, small units hidden, clinicians on request."""

from __future__ import annotations

from html import escape

import streamlit as st

from analytics.charts.frame_rows import rows_of
from analytics.charts.funnel import funnel_alt, funnel_figure, funnel_title
from analytics.charts.wording import people, percent
from analytics.errors import CannotContinue
from analytics.evaluation.sentences_elsewhere import funnel_sentences
from analytics.evaluation.unit_funnel import (
    FOR_THE_DIRECTOR,
    MEASURES,
    USUAL_DAY,
    FunnelMeasure,
    UnitFunnel,
    unit_funnel,
)
from analytics.outcomes.question import Question
from views.compare_choices import ask_question, command_of
from views.compare_shown import sentences, show
from views.filters import Choice, column_words, group_columns
from views.page_frame import say, theme
from views.store import Store
from views.tables import show_table

MEASURE_WORDS = {
    "event": f"The event by day {USUAL_DAY}",
    "abstinence": "Abstinent at follow-up",
    "follow_up_reached": "Reached at follow-up",
    "retention": "Still in treatment after 90 days",
}
PREFERRED = "site"
AT_FOLLOW_UP: FunnelMeasure = "abstinence"  # everyone counts; by day 84 those lost before it are in no share


def show_sites(store: Store, choice: Choice) -> None:
    """The funnel and observed against expected, units by name."""
    director = st.toggle("Show single clinicians (for the director only, never in a report)", key="compare_director")
    columns = _columns(store, director)
    if not columns:
        st.info("No column of the records makes units. Add site to episodes.")
        return
    left, right = st.columns(2)
    column = left.selectbox(
        "Units",
        columns,
        index=columns.index(PREFERRED) if PREFERRED in columns else 0,
        format_func=column_words,
        key=f"compare_units_{int(director)}",
        bind="query-params",
    )
    followed = "follow_ups" in store.records().present and has_discharges(store)
    measure = right.selectbox(
        "Measure",
        list(MEASURES),
        index=MEASURES.index(AT_FOLLOW_UP) if followed else 0,
        format_func=MEASURE_WORDS.__getitem__,
        key="compare_funnel",
        bind="query-params",
    )
    question = ask_question(store, choice, key="any") if measure == "event" else Question(period=choice.period)
    found = _found(store, choice, column, measure, question, director)
    if found is None:
        return
    sentences(funnel_sentences(found), lead=2)
    options = f"--funnel {column} --measure {measure}" + (" --director" if director else "")
    _figure(store, found, command_of(store, choice, options, question if measure == "event" else None))


def has_discharges(store: Store) -> bool:
    """Whether any discharge is on record: without one nobody is followed up after it."""
    episodes = store.records().episodes
    return "discharged_on" in episodes and bool(episodes["discharged_on"].notna().any())


def _columns(store: Store, director: bool) -> list[str]:
    """Coded columns, sites first; clinicians only for the director."""
    episodes = store.records().episodes
    found = [PREFERRED] if PREFERRED in episodes else []
    found += [name for name in group_columns(store.records()) if name not in (*found, *FOR_THE_DIRECTOR)]
    return found + [name for name in FOR_THE_DIRECTOR if director and name in episodes]


def _found(
    store: Store, choice: Choice, column: str, measure: FunnelMeasure, question: Question, director: bool
) -> UnitFunnel | None:
    def compute() -> UnitFunnel:
        return unit_funnel(
            store.derivation,
            column,
            measure,
            question=question,
            episode_rows=store.chosen(choice.conditions),
            director=director,
        )

    try:
        asked = {"column": column, "measure": measure, "question": question, "director": director}
        found: UnitFunnel = store.kept("funnel", compute, choice, **asked)
    except CannotContinue as problem:
        say(problem)
        return None
    return found


def _figure(store: Store, found: UnitFunnel, command: str) -> None:
    funnel = found.found
    units = funnel.units.sort_values("unit", ignore_index=True)
    title = funnel_title(units, column=found.column)
    widened = " Limits widened for scatter beyond chance." if funnel.widened else ""
    show(
        store,
        funnel_figure(
            units,
            funnel.limits,
            theme(),
            target=funnel.target,
            higher_is_better=found.measure != "event",
            x_words="People (n)",
        ),
        name="funnel",
        title=title,
        measure=(
            f"{_share(found)} by {column_words(found.column)}, {people(found.people)}. "
            f"Limits around the share of them all.{widened}"
        ),
        alt=funnel_alt(units, title=title, target=funnel.target, words=_share(found).lower()),
        frame=units,
        note="▲▼ beyond the 99.8% limits. Units of fewer than 11 people are hidden. Not a ranking.",
        command=command,
    )
    rows = [
        (
            escape(str(row.unit)),
            f"{row.n:,}",
            f"{row.events:,}",
            f"{row.expected:.1f}",
            f"{row.ratio:.2f}",
            percent(row.value),
        )
        for row in rows_of(units)
    ]
    show_table(
        (column_words(found.column).capitalize(), "n", "Observed", "Expected", "Observed ÷ expected", "Share"),
        rows,
        right=frozenset({1, 2, 3, 4, 5}),
        caption="In the order of the alphabet, not a ranking.",
    )


def _share(found: UnitFunnel) -> str:
    """What the share is of: people abstinent, or people who had tested positive."""
    words = found.words
    return (
        f"Share of people {words.removeprefix('were ')}"
        if words.startswith("were ")
        else f"Share of people who {words}"
    )
