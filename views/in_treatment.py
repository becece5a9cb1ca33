"""Abstinence in treatment: the headline of a program whose records do not reach past discharge."""

from __future__ import annotations

from html import escape
from typing import cast

import streamlit as st

from analytics.charts.alt import headline_alt
from analytics.charts.headline import Headline, headline_figure
from analytics.charts.theme import CONFIG
from analytics.charts.wording import people, percent, percent_range
from analytics.errors import CannotContinue
from analytics.outcomes.answer import Answer
from analytics.outcomes.benchmark import BenchmarkFigure
from analytics.outcomes.missing import MissingRule
from analytics.outcomes.patterns import Clock
from analytics.outcomes.question import Question
from analytics.outcomes.specification import HORIZON_DAYS, SpecificationRange
from analytics.records.said import Refused
from views.filters import Choice
from views.page_frame import command_line, computed_by, say, theme
from views.store import Store
from views.style import house
from views.words import event_words, state_words

CLOCK: Clock = "admission"
DAY = HORIZON_DAYS["admission"]


def instead_of_follow_up(store: Store, figure: BenchmarkFigure) -> bool:
    """Whether hardly anybody was seen after discharge because the source has no follow-ups."""
    if figure.n == 0 or figure.reached == 0:
        return True
    return "follow_ups" not in store.records().present and 2 * figure.reached < figure.n


def show(store: Store, choice: Choice, figure: BenchmarkFigure) -> None:
    """Why the published range cannot be applied, and the share abstinent 90 days after admission in its place."""
    settings = store.records().settings
    question = Question(
        endpoint=settings.primary_endpoint,
        clock=CLOCK,
        missing=cast(MissingRule, settings.missing_rule),
        refused=cast(Refused, settings.refused),
        at=(DAY,),
    )
    try:
        found = store.answer(question, choice.conditions)
        spread = store.definitions_range(choice.conditions, CLOCK)
    except CannotContinue as problem:
        say(problem)
        return
    with st.container(border=True, key="headline"):
        left, right = st.columns([5, 7], vertical_alignment="center")
        with left:
            house(_words(found, spread, figure))
        with right:
            _bar(found, spread)
    computed_by(
        command_line(store, choice, question.words()),
        f"{found.text} Kaplan–Meier with log-log interval. Follow-up ends {found.censoring}.",
    )


def _words(found: Answer, spread: SpecificationRange, figure: BenchmarkFigure) -> str:
    rate = found.groups[0].estimates[0] if found.groups else None
    what = f"of patients are {state_words(found.question.definition)} {DAY} days after admission"
    if rate is None or rate["estimate"] is None:
        reason = rate["reason"] if rate else "nobody to follow"
        top = f'<span class="number none">not estimable</span><span class="what">{escape(reason)}</span>'
    else:
        top = f'<span class="number">{percent(rate["estimate"])}</span><span class="what">{escape(what)}</span>'
    drives = ""
    if spread.strictest is not None:
        drives = f"Other definitions and missing rules give {percent_range(spread.strictest, spread.most_lenient)}."
    return (
        f'<div class="top">{top}</div><p class="verdict"><b>{escape(figure.reason)}</b> {escape(drives)}</p>'
        f'<p class="second">{_second(found)}</p>'
    )


def _second(found: Answer) -> str:
    rate = found.groups[0].estimates[0] if found.groups else None
    parts = [f"Event: {event_words(found.question.definition)}"]
    if rate is not None and rate["estimate"] is not None:
        parts.append(f"95% interval {percent_range(rate['low'], rate['high'])}")
        parts.append(f"{rate['at_risk']:,} at risk then")
    parts += [people(found.n), f"{found.never_observed:,} never tested"]
    given = found.due_tests_given
    parts += [f"{percent(given.value)} of due tests given"] if given.value is not None else []
    parts.append(found.period)
    return " · ".join(f"<span>{escape(part)}</span>" for part in parts)


def _bar(found: Answer, spread: SpecificationRange) -> None:
    rate = found.groups[0].estimates[0] if found.groups else None
    headline = Headline(
        value=rate["estimate"] if rate else None,
        low=rate["low"] if rate else None,
        high=rate["high"] if rate else None,
        reached_value=None,
        reached_low=None,
        reached_high=None,
        strictest=spread.strictest,
        most_lenient=spread.most_lenient,
        range_low=None,
        range_high=None,
    )
    measure = f"patients {state_words(found.question.definition)} {DAY} days after admission"
    st.plotly_chart(
        headline_figure(headline, theme()),
        theme=None,
        config=CONFIG,
        key="headline_bar",
        alt=headline_alt(headline, measure=measure, n=found.n, period=found.period),
    )
