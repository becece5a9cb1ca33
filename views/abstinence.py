"""Abstinence: who stays abstinent, and for how long?"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analytics.charts.alt import survival_alt
from analytics.charts.survival import MOST_GROUPS, survival_figure
from analytics.charts.survival_axis import Axis, PublishedRange, axis_for
from analytics.charts.survival_picture import Caption, survival_svg
from analytics.charts.theme import CONFIG
from analytics.charts.titles import Reading, survival_reading
from analytics.charts.wording import people
from analytics.errors import CannotContinue
from analytics.outcomes.answer import Answer
from analytics.outcomes.catalogue import MISSING_IN_WORDS
from analytics.outcomes.survival import SurvivalCurve
from views import why_differ
from views.abstinence_behind import show_behind_the_curves
from views.abstinence_choices import AFTER_DISCHARGE, ask, badge, comparability, published_range, range_note
from views.abstinence_tables import curve_frame, show_estimates, show_facts
from views.filters import Choice
from views.page_frame import NOBODY, begin_page, command_line, computed_by, heading, say, small, source_line, theme
from views.store import Store
from views.tables import take_away
from views.words import CLOCKS, event_words, missing_words, state_words

AT_CONTACTS = (
    "Use told at a contact is dated at the contact, and most people have one: the curve falls where contacts are due. "
    "The share abstinent at that contact is the headline of the Overview."
)


def page(store: Store, choice: Choice) -> None:
    """Survival curves by group with the published range, the rates at four days, medians and averages."""
    begin_page("Abstinence", store, choice)
    if not store.chosen(choice.conditions).any():
        st.info(NOBODY)
        return
    question, with_range = ask(store, choice)
    try:
        found = store.answer(question, choice.conditions)
    except CannotContinue as problem:
        say(problem)
        return
    curves = shown_curves(found)
    if not curves:
        st.info("Nobody can be followed with this clock and endpoint. Choose another clock.")
        return
    _figure(store, found, curves, with_range=with_range)
    show_behind_the_curves(store, choice, found)
    show_estimates(found)
    show_facts(found)
    _definition(store, found, choice)
    why_differ.link()


def shown_curves(found: Answer) -> list[SurvivalCurve]:
    """The curves that can be told apart in one figure: the largest groups, those with anybody to follow."""
    return sorted(_followed(found), key=lambda curve: -curve.n)[:MOST_GROUPS]


def _followed(found: Answer) -> list[SurvivalCurve]:
    return [curve for curve in found.curves if curve.n and curve.last_time]


def _figure(store: Store, found: Answer, curves: list[SurvivalCurve], *, with_range: bool) -> None:
    unit = "days" if found.question.definition.kind == "dated" else "weeks"
    axis = axis_for(curves, unit=unit, clock_words=CLOCKS[found.question.clock])
    reading = _reading(found, curves, axis)
    measure = _subtitle(found, reading)
    heading(reading.title, measure)
    shown = published_range(store, found.question) if with_range else None
    _chart(found, curves, axis, reading, shown)
    note = _note(found, curves, range_note(store, found.question) if shown else "")
    small(note)
    caption = Caption(reading.title, measure, f"{note} {found.text}", source_line(store))
    take_away(
        curve_frame(found),
        name="abstinence_curves",
        words="Every step of every curve.",
        picture=lambda: survival_svg(curves, axis=axis, published=shown, caption=caption),
    )


def _reading(found: Answer, curves: list[SurvivalCurve], axis: Axis) -> Reading:
    """The finding in the curves drawn; its title speaks of every group, as the log-rank test does."""
    drawn, every = _reading_of(found, curves, axis), _followed(found)
    return drawn if len(every) == len(curves) else replace(drawn, title=_reading_of(found, every, axis).title)


def _reading_of(found: Answer, curves: list[SurvivalCurve], axis: Axis) -> Reading:
    time = axis.guide if axis.guide is not None else axis.columns[-1]
    words = f"{time:.0f} {axis.unit} after {CLOCKS[found.question.clock]}"
    return survival_reading(
        curves,
        state=state_words(found.question.definition),
        time=time,
        time_words=words,
        p_value=found.logrank.p if found.logrank else None,
        biased=not found.comparable,
        few_seen=found.n - found.never_observed if 2 * found.never_observed > found.n else None,
    )


def _subtitle(found: Answer, reading: Reading) -> str:
    endpoint = found.question.definition
    parts = [reading.difference] if reading.difference else []
    parts.append(f"Share without the event “{event_words(endpoint)}”, Kaplan–Meier with 95% interval.")
    parts.append(f"{found.period[:1].upper()}{found.period[1:]}, {people(found.n)}.")
    parts.append(f"Missing tests: {_missing(found)}.")
    return " ".join(parts)


def _missing(found: Answer) -> str:
    """The rule for missing tests; the definition's own in its words."""
    if found.question.missing == "as_published":
        return MISSING_IN_WORDS[found.question.definition.missing]
    return missing_words(found.question.missing).lower()


def _chart(
    found: Answer, curves: list[SurvivalCurve], axis: Axis, reading: Reading, shown: PublishedRange | None
) -> None:
    measure = f"time to {event_words(found.question.definition)} since {CLOCKS[found.question.clock]}"
    st.plotly_chart(
        survival_figure(curves, theme(), axis=axis, published=shown),
        theme=None,
        config=CONFIG,
        key="survival",
        alt=survival_alt(reading.shares, measure=measure, title=reading.title, basis=found.period),
    )


def _note(found: Answer, curves: list[SurvivalCurve], about_range: str) -> str:
    parts = [f"Dotted: fewer than {curves[0].min_at_risk} at risk. | marks people whose follow-up ends."]
    left_out = len(found.groups) - len(curves)
    if left_out > 0:
        parts.append(f"Drawn: the {len(curves)} largest groups; all {len(found.groups)} are in the table.")
    parts = [*found.cautions, *parts]
    if found.never_observed:
        parts.append(
            f"{found.never_observed:,} of {found.n:,} were never observed after zero and count as censored there."
        )
    if 2 * found.never_observed > found.n:
        parts.append("That is most of them: the curve speaks of the few who were tested, not of the program.")
    if found.not_applicable:
        parts.append(f"{found.not_applicable:,} have too few weeks for this definition and are left out.")
    if found.question.endpoint == AFTER_DISCHARGE:
        parts.append(AT_CONTACTS)
    if len(curves) > 1:
        parts.append("A difference between groups is an association, not an effect.")
    return " ".join([*parts, about_range]).strip()


def _definition(store: Store, found: Answer, choice: Choice) -> None:
    with st.expander("Definition"):
        st.write(found.text)
        st.write(f"Follow-up ends {found.censoring}.")
        reasons = "\n".join(f"- {reason}" for reason in comparability(store, choice, found.question))
        st.write(f"The published range is {badge(found.question)}:\n\n{reasons}")
    computed_by(
        command_line(store, choice, found.question.words()),
        "Kaplan–Meier curve with log-log interval; the same figures come from the command line. "
        "SOURCE is the folder, workbook or database the records come from.",
    )
