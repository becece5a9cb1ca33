"""Everybody's weeks: the lasagna plot, its key, the order and the close-up of 40 rows at a time."""

from __future__ import annotations

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.charts.lasagna import MEANING, MOST_WITH_SYMBOLS, SYMBOL_SHOWN, lasagna_figure
from analytics.charts.lasagna_words import axis_title, weeks_alt, weeks_title
from analytics.charts.theme import DARK, LIGHT
from analytics.outcomes.exhibit import Exhibit
from analytics.outcomes.patients.weeks import SORTS
from analytics.outcomes.patterns import CLOCKS
from views.exhibits import fetched, show_figure
from views.filters import Choice, column_words
from views.page_frame import theme
from views.store import Store
from views.style import house
from views.words import CLOCKS as CLOCK_WORDS

SORT_WORDS = {
    "longest": "Longest in treatment",
    "most_negative": "Most negative weeks",
    "admitted": "Day of admission",
    "group": "Group, then longest",
}
STAR = "font-size:22px;line-height:29px;"  # the font's star is small and hangs high
OVERVIEW, CLOSE_UP = "all", "close"


def show_weeks(store: Store, choice: Choice) -> None:
    """Clock and order, the key, the plot and its table."""
    controls = st.container(horizontal=True, vertical_alignment="bottom")
    with controls:
        clock = st.selectbox(
            "Weeks since", list(CLOCKS), format_func=_clock_words, key="weeks_clock", bind="query-params", width=220
        )
        orders = [sort for sort in SORTS if sort != "group" or choice.by]
        sort = st.selectbox(
            "Order", orders, format_func=SORT_WORDS.__getitem__, key="weeks_order", bind="query-params", width=220
        )
    found = fetched(store, choice, "patients.weeks", by=choice.by, clock=clock, sort=sort)
    if found is None:
        return
    first, last = _rows(found, controls)
    shown = found.frame.iloc[first:last]
    _key()
    show_figure(
        store,
        choice,
        found,
        lasagna_figure(shown, theme(), first_row=first, axis_title=axis_title(clock)),
        title=weeks_title(found.frame),
        alt=weeks_alt(found.frame, len(shown), clock),
        subtitle=f"Use pattern by week, {_order_words(sort, choice)}.",
        note=_note(found, first, last),
        choices=[f"clock={clock}", f"sort={sort}"],
    )


def _rows(found: Exhibit, controls: DeltaGenerator) -> tuple[int, int]:
    """The rows drawn: all of them, or a page of up to 40 that carries symbols and numbers of patients."""
    count = len(found.frame)
    if count <= MOST_WITH_SYMBOLS:
        return 0, count
    with controls:
        view = st.segmented_control(
            "Rows",
            [OVERVIEW, CLOSE_UP],
            format_func={OVERVIEW: "Everybody", CLOSE_UP: f"{MOST_WITH_SYMBOLS} at a time"}.__getitem__,
            default=OVERVIEW,
            required=True,
            key="weeks_rows",
            bind="query-params",
        )
        if view == OVERVIEW:
            return 0, count
        pages = -(-count // MOST_WITH_SYMBOLS)
        page = st.number_input(f"Page of {pages:,}", 1, pages, key="weeks_page", width=160)
    first = MOST_WITH_SYMBOLS * (int(page) - 1)
    return first, min(first + MOST_WITH_SYMBOLS, count)


def _note(found: Exhibit, first: int, last: int) -> str:
    ends = "A row ends with the stay; nothing is drawn after it."
    if last - first < len(found.frame):
        return f"Rows {first + 1:,}–{last:,} of {len(found.frame):,}. {ends} A click on a symbol names the patient."
    if len(found.frame) > MOST_WITH_SYMBOLS:
        return f"{ends} Symbols are shown with {MOST_WITH_SYMBOLS} or fewer rows."
    return f"{ends} A click on a symbol names the patient."


def _key() -> None:
    """The five symbols as page text in the colours of the cells."""
    cells = "".join(
        f'<span class="keep" style="display:inline-flex;align-items:center">'
        f'<span style="display:inline-block;width:20px;height:20px;line-height:20px;overflow:hidden;'
        f"text-align:center;border-radius:3px;margin-right:6px;font-weight:600;"
        f"background:light-dark({LIGHT.week[symbol][0]}, {DARK.week[symbol][0]});"
        f'color:light-dark({LIGHT.week[symbol][1]}, {DARK.week[symbol][1]});{STAR if symbol == "*" else ""}">'
        f"{escape(SYMBOL_SHOWN[symbol]) or '&nbsp;'}</span>{escape(meaning)}</span>"
        for symbol, meaning in MEANING.items()
    )
    house(f'<p class="second" style="display:flex;flex-wrap:wrap;gap:6px 18px">{cells}</p>')


def _order_words(sort: str, choice: Choice) -> str:
    if sort == "group" and choice.by:
        return f"by {column_words(choice.by)}, then longest in treatment first"
    words = "earliest admission" if sort == "admitted" else SORT_WORDS[sort]
    return f"{words[:1].lower()}{words[1:]} first"


def _clock_words(clock: str) -> str:
    return CLOCK_WORDS[clock][:1].upper() + CLOCK_WORDS[clock][1:]
