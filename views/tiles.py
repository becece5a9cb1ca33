"""The six tiles: reading, value, target, interval, n, monthly trend with limits, and where to look next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

import streamlit as st

from analytics.charts.alt import trend_alt
from analytics.charts.theme import CONFIG
from analytics.charts.trend import has_trend, trend_figure
from analytics.charts.wording import NO_BREAK, count, people, percent, percent_range
from analytics.outcomes.measures import Measure
from analytics.outcomes.periods import period_code
from views.filters import Choice
from views.next_steps import next_link
from views.page_frame import heading, theme
from views.readings import Read, is_share, reading_class, summary, written
from views.style import house
from views.tables import show_table

A_ROW = 3
TARGET_SIGNS = {"up": f"≥{NO_BREAK}", "down": f"≤{NO_BREAK}", "none": ""}
"""How a target reads; the places of the census are neither a floor nor a goal."""


def show(reads: Sequence[Read]) -> None:
    """A heading that sums the tiles up, then three tiles a row."""
    title, subtitle = summary(reads)
    heading(title, subtitle)
    for start in range(0, len(reads), A_ROW):
        for column, read in zip(st.columns(A_ROW), reads[start : start + A_ROW], strict=False):
            with column, st.container(border=True, height="stretch", key=f"tile_{read.measure.key}"):
                _tile(read)
                house(next_link(read.measure.key, calendar=read.measure.previous is not None), kind="tile")


def _tile(read: Read) -> None:
    measure = read.measure
    house(_words(read), kind="tile")
    if measure.previous is None:  # a whole cohort has no months
        return
    if not has_trend(measure.trend):
        reason = measure.note or "no months to compare yet"
        house(f'<div class="empty">No trend: {escape(reason)}</div>', kind="tile")
        return
    share = is_share(measure)
    st.plotly_chart(
        trend_figure(
            measure.trend,
            theme(),
            target=measure.target,
            share=share,
            chart=read.chart,
            good=measure.good_direction,
        ),
        theme=None,
        config=CONFIG,
        key=f"trend_{measure.key}",
        alt=trend_alt(measure.name, measure.trend, share=share),
    )


def _words(read: Read) -> str:
    measure = read.measure
    estimate = measure.estimate
    head = f'<div class="head"><span class="name">{escape(measure.name)}</span>'
    head += f'<span class="reading {reading_class(read.words)}">{escape(read.words)}</span></div>'
    if estimate.value is None:
        return f'{head}<div class="value none">not estimable</div><div class="second">{escape(estimate.reason)}</div>'
    value = written(measure, estimate.value)
    lines = f'<div class="second">{_second_line(measure)}</div><div class="second">{_periods(measure)}</div>'
    return f'{head}<div class="value">{value}</div>{lines}'


def _second_line(measure: Measure) -> str:
    share, estimate = is_share(measure), measure.estimate
    write = percent if share else count
    sign = TARGET_SIGNS[measure.good_direction]
    parts = ["no target set" if measure.target is None else f"target {sign}{write(measure.target)}"]
    if estimate.low is not None:
        interval = percent_range(estimate.low, estimate.high)
        parts.append(f"95%{NO_BREAK}{interval if share else f'{count(estimate.low)}–{count(estimate.high)}'}")
    if share:
        parts.append(people(estimate.n))
    return " · ".join(f'<span class="keep">{part}</span>' for part in parts)


def _periods(measure: Measure) -> str:
    """When, and what it was in the period before."""
    when = escape(measure.period.label)
    if measure.previous is None or measure.previous.value is None:
        return when
    return f"{when} · before that{NO_BREAK}{written(measure, measure.previous.value)}"


def show_definitions(measures: Sequence[Measure], choice: Choice, today: date) -> None:
    """What each measure is and the command that gives it again."""
    with st.expander("What these measures are and how they are computed"):
        rows = [
            (
                f"{escape(m.name)}",
                escape(m.definition) + (f'<br><span class="second">{escape(m.note)}</span>' if m.note else ""),
                f"<code>{escape(f'{m.command}{_asked(choice)}{choice.command} --today {today}')}</code>",
            )
            for m in measures
        ]
        show_table(("Measure", "Definition", "Command"), rows, caption="")


def _asked(choice: Choice) -> str:
    """The chosen period as this command takes it, with a blank in front."""
    return f" --period {period_code(choice.period)}" if choice.period else ""
