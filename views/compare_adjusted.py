"""Compare, adjusted: hazard ratios with covariates held alike, whether they hold, groups made alike by weights."""

from __future__ import annotations

import streamlit as st

from analytics.charts.forest import forest_alt, forest_figure, forest_title
from analytics.charts.hazards_over_time import (
    hazards_over_time_alt,
    hazards_over_time_figure,
    hazards_over_time_title,
)
from analytics.charts.love_plot import love_alt, love_plot, love_title
from analytics.charts.overlap import overlap_alt, overlap_figure, overlap_title
from analytics.charts.wording import people
from analytics.evaluation.adjustment import Adjusted
from analytics.evaluation.comparison import Comparison
from analytics.evaluation.covariates import without_contrast
from analytics.evaluation.sentence_parts import p_value
from analytics.evaluation.sentences import adjusted_sentences, caution_sentences, setting_of, weighted_sentences
from views.compare_groups import measure_of
from views.compare_shown import ask_comparison, comparison_of, sentences, show, told, worked_out
from views.filters import Choice, column_words
from views.page_frame import theme
from views.store import Store


def show_adjusted(store: Store, choice: Choice) -> None:
    """Forest, test and plot of proportional hazards, weights with overlap and balance."""
    asked = ask_comparison(store, choice)
    if asked is None:
        return
    bare = asked.found
    names = without_contrast(store.derivation, bare.subjects)
    picked = st.multiselect(
        "Adjusted for",
        names,
        format_func=column_words,
        key="compare_covariates",
        placeholder="the usual ones that are recorded",
    )
    covariates = tuple(name for name in picked if name in names) or None
    found = bare
    if covariates is not None:
        other = comparison_of(store, choice, asked.question, bare.subjects.contrast, covariates=covariates)
        if other is None:
            return
        found = other
    if not worked_out(len(found.subjects), key="adjusted", words="the models"):
        return
    command = asked.command(store, choice, f"--covariates {','.join(covariates)}" if covariates else "")
    with st.spinner("Fitting the model …"):
        adjusted = told(found.adjusted)
    if adjusted is None:
        return
    sentences(adjusted_sentences(found))
    _forest(store, found, adjusted, command)
    _holds(store, found, command)
    _weights(store, found, command)
    sentences(caution_sentences(found), lead=0)


def _forest(store: Store, found: Comparison, adjusted: Adjusted, command: str) -> None:
    noun = setting_of(found).noun
    title = forest_title(adjusted.forest, noun=noun)
    measure = (
        f"Hazard ratios with 95% interval, adjusted for all rows shown; {people(adjusted.n)}, "
        f"{adjusted.events:,} events. An association, not an effect. {measure_of(found)}"
    )
    show(
        store,
        forest_figure(adjusted.forest, theme(), noun=noun),
        name="forest",
        title=title,
        measure=measure,
        alt=forest_alt(adjusted.forest, title=title, n=adjusted.n, events=adjusted.events),
        frame=adjusted.forest,
        note="Filled: the interval leaves out 1. In bold, the groups compared. Cox model, Efron's ties.",
        command=command,
    )


def _holds(store: Store, found: Comparison, command: str) -> None:
    with st.spinner("Testing whether the ratios hold over time …"):
        holds = told(found.holds)
    if holds is None or holds.residuals["value"].isna().all():
        return
    title = hazards_over_time_title(holds.group_holds)
    sampled = f" A sample of {holds.sampled:,} rows was tested (seed 1)." if holds.sampled else ""
    show(
        store,
        hazards_over_time_figure(holds.residuals, theme(), ratio=holds.ratio, unit=found.subjects.unit),
        name="holds",
        title=title,
        measure=(
            f"Hazard ratio of {found.names[1]} against {found.names[0]} near each event (scaled Schoenfeld residuals). "
            f"All terms together: chi-square {holds.statistic:.1f}, {holds.df} df, {p_value(holds.p)}.{sampled}"
        ),
        alt=hazards_over_time_alt(holds.residuals, title=title, group=found.names[1]),
        frame=holds.tests,
        note="The running mean averages 30% of the events. The table tests every term (Grambsch and Therneau).",
        command=command,
    )


def _weights(store: Store, found: Comparison, command: str) -> None:
    with st.spinner("Weighting the groups …"):
        weighted = told(found.weighted)
    if weighted is None:
        return
    pair = (found.names[0], found.names[1])
    frame, outside = weighted.weights.overlap, weighted.weights.outside
    title = overlap_title(frame, outside=outside, n=weighted.n)
    sentences(weighted_sentences(found))
    show(
        store,
        overlap_figure(frame, theme(), names=pair),
        name="overlap",
        title=title,
        measure=f"Chance of {pair[1]}, told from the covariates, in tenths; share of each group. {people(weighted.n)}.",
        alt=overlap_alt(frame, title=title, names=pair),
        frame=frame,
        note="Where only one group has people, weights extrapolate.",
        command=command,
    )
    balance = weighted.balance.sort_values("before", ascending=False)
    title = love_title(balance)
    show(
        store,
        love_plot(balance, theme()),
        name="balance",
        title=title,
        measure=f"Standardised differences before (hollow) and after (filled) weighting. {people(weighted.n)}.",
        alt=love_alt(balance, title=title),
        frame=balance,
        command=command,
    )
