"""The headline block: the benchmark figure, its verdict, what drives the range, and the bar beside it."""

from __future__ import annotations

from html import escape

import streamlit as st

from analytics.charts.alt import headline_alt
from analytics.charts.headline import Headline, headline_figure
from analytics.charts.theme import CONFIG
from analytics.charts.wording import NO_BREAK, people, percent, percent_range
from analytics.errors import CannotContinue
from analytics.outcomes.benchmark import ABOVE, BELOW, CANNOT_TELL, DEPENDS, WITHIN, BenchmarkFigure
from analytics.outcomes.catalogue import endpoint_named
from analytics.outcomes.specification import FOLLOW_UP, SpecificationRange
from views import in_treatment
from views.filters import Choice
from views.page_frame import command_line, computed_by, say, theme
from views.store import Store
from views.style import house
from views.tables import take_away
from views.words import event_words, missing_words

HEADLINE_WORDS = "abstinent at the first follow-up"
MEASURE = "of patients abstinent at the first follow-up after discharge"


def show(store: Store, choice: Choice) -> None:
    """Words on the left, bar on the right (5 to 7); how it was computed below."""
    try:
        figure = store.benchmark(choice.conditions)
    except CannotContinue as problem:
        say(problem)
        return
    if in_treatment.instead_of_follow_up(store, figure):
        in_treatment.show(store, choice, figure)
        return
    spread = store.definitions_range(choice.conditions)
    with st.container(border=True, key="headline"):
        left, right = st.columns([5, 7], vertical_alignment="center")
        with left:
            house(_words(figure, spread))
        if figure.primary.value is not None:
            with right:
                _bar(figure, spread)
    _computed(store, figure, spread, choice)


def _words(figure: BenchmarkFigure, spread: SpecificationRange) -> str:
    if figure.primary.value is None:
        return f'<p class="verdict"><b>{escape(figure.reason)}</b></p><p class="second">Not estimable</p>'
    top = f'<div class="top"><span class="number">{percent(figure.primary.value)}</span>'
    top += f'<span class="what">{escape(MEASURE)}</span></div>'
    verdict = f'<p class="verdict"><b>{escape(verdict_words(figure))}</b> {escape(driver_words(figure, spread))}</p>'
    return f'{top}{verdict}<p class="second">{_second(figure)}</p>'


def verdict_words(figure: BenchmarkFigure) -> str:
    """The verdict as a sentence; without one, why there is none."""
    if figure.verdict in (ABOVE, WITHIN, BELOW):
        return f"{figure.verdict.capitalize()} the published {figure.published.words} range."
    if figure.verdict == CANNOT_TELL and figure.needed_n:
        return f"Cannot tell yet: at this rate about {figure.needed_n:,} people would be needed."
    if figure.verdict == CANNOT_TELL:
        return f"Cannot tell: the interval crosses an edge of the published {figure.published.words} range."
    if figure.verdict == DEPENDS:
        return "Depends on those not reached."
    return figure.reason


def badge_words(figure: BenchmarkFigure) -> str:
    """How far the published range measures the same thing."""
    return f"The published range is {figure.badge}"


def driver_words(figure: BenchmarkFigure, spread: SpecificationRange) -> str:
    """What moves the figure most: how those not reached count, or chance."""
    by_missing = (figure.best or 0.0) - (figure.worst or 0.0)
    by_chance = (figure.primary.high or 0.0) - (figure.primary.low or 0.0)
    more = "how those not seen count matters more than chance"
    if by_missing <= by_chance:
        more = "chance matters more than how those not seen count"
    if spread.strictest is None or len(spread.rows) < 2:
        bounds = percent_range(figure.worst, figure.best)
        return f"With those not reached all using or all abstinent it reads {bounds}: {more}."
    return f"Other definitions and missing rules give {percent_range(spread.strictest, spread.most_lenient)}: {more}."


def _second(figure: BenchmarkFigure) -> str:
    reached = figure.share_reached
    parts = [
        "everyone counts, not reached = not abstinent",
        f"95% interval {percent_range(figure.primary.low, figure.primary.high)}",
    ]
    if figure.responders.value is not None:
        interval = percent_range(figure.responders.low, figure.responders.high)
        parts.append(f"only those reached {percent(figure.responders.value)} ({interval})")
    parts.append(f"{percent(reached.value)} of {people(figure.n)} reached")
    parts += [f"{figure.by_test:,} by test"] if figure.by_test else []
    parts += [f"{figure.deceased:,} deceased not counted"] if figure.deceased else []
    parts.append(f"discharged {figure.period.label}" if figure.period else "all discharges")
    words = " · ".join(f'<span class="keep">{escape(part)}</span>' for part in parts)
    badge = f"<br>{escape(badge_words(figure))}"
    return words[:19] + words[19:20].upper() + words[20:] + badge


def _bar(figure: BenchmarkFigure, spread: SpecificationRange) -> None:
    headline = Headline(
        value=figure.primary.value,
        low=figure.primary.low,
        high=figure.primary.high,
        reached_value=figure.responders.value,
        reached_low=figure.responders.low,
        reached_high=figure.responders.high,
        strictest=spread.strictest,
        most_lenient=spread.most_lenient,
        range_low=figure.published.low,
        range_high=figure.published.high,
    )
    period = f"discharged {figure.period.label}" if figure.period else "all discharges"
    st.plotly_chart(
        headline_figure(headline, theme()),
        theme=None,
        config=CONFIG,
        key="headline_bar",
        alt=headline_alt(headline, measure=MEASURE.removeprefix("of "), n=figure.n, period=period),
    )


def _computed(store: Store, figure: BenchmarkFigure, spread: SpecificationRange, choice: Choice) -> None:
    reasons = "; ".join(figure.badge_reasons)
    words = (
        f"Point-prevalence abstinence: none in the 30 days before the first follow-up after discharge. Interval: "
        f"{figure.primary.method}. {figure.reason}{NO_BREAK} Compared with {figure.published.cited}: "
        f"{reasons}."
    )
    counts = spread.against(figure.published)
    words += (
        f" The range over definitions holds {len(spread.rows)} combinations of definition, missing rule, refusals, "
        f"analytes and unit, same period: {counts['above']} above, {counts['within']} within, {counts['below']} below "
        f"the published range. It is a range of definitions, not a confidence interval. "
        f"Strictest: {_ends(spread, 0)}. Most lenient: {_ends(spread, -1)}."
    )
    computed_by(command_line(store, choice, "--clock discharge"), words)
    told = "Every combination of the range over definitions, strictest first."
    take_away(spread.rows, name="range_over_definitions", words=told, label="Table of the range")


def _ends(spread: SpecificationRange, place: int) -> str:
    """Which definition gives the strictest (first) or the most lenient (last) figure."""
    if spread.rows.empty:
        return "none"
    row = spread.rows.iloc[place]
    endpoint = HEADLINE_WORDS if row["endpoint"] == FOLLOW_UP else event_words(endpoint_named(row["endpoint"]))
    return f"{endpoint}, {missing_words(row['missing']).lower()}, {row['unit']}"
