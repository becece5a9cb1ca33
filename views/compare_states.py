"""Compare, ways out: abstinent in treatment, returned to use, dropped out, completed, as shares that add up to 1."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from analytics.charts.states import LONGEST, states_alt, states_figure, states_title
from analytics.charts.wording import people, percent, percent_range
from analytics.evaluation.sentences import caution_sentences, state_sentences
from analytics.evaluation.states import STATES, CompetingStates, StatesOverTime
from views.compare_shown import ask_comparison, sentences, show, told
from views.filters import Choice
from views.page_frame import theme
from views.store import Store
from views.tables import show_table

MOST_FIGURES = 4
DAYS = (30, 90, 180, 365)
MIN_AT_RISK = 10


def show_states(store: Store, choice: Choice) -> None:
    """One stack a group, Gray's tests, a table of the shares with their intervals."""
    asked = ask_comparison(store, choice, key="dated", clocks=("admission",))
    if asked is None:
        return
    found = asked.found
    with st.spinner("Following everyone to the first way out …"):
        states = told(found.states)
    if states is None:
        return
    sentences(state_sentences(found), lead=0)
    command = asked.command(store, choice)
    end = _end(states)
    for place, group in enumerate(states.groups[:MOST_FIGURES]):
        _stack(store, states, group, end, place, command)
    _table(states, end)
    sentences(caution_sentences(found), lead=0)


def _end(states: CompetingStates) -> float:
    """The last day on which every group has enough people at risk, at most a year."""
    ends = [LONGEST]
    for group in states.groups[:MOST_FIGURES]:
        table = group.curves[0].table
        enough = table.loc[table["at_risk"] >= MIN_AT_RISK, "time"]
        ends.append(float(enough.max()) if len(enough) else float(table["time"].max()))
    return max(min(ends), 1.0)


def _stack(store: Store, states: CompetingStates, group: StatesOverTime, end: float, place: int, command: str) -> None:
    title = states_title(group.shares, end=end, name=group.name)
    show(
        store,
        states_figure(group.shares, theme(), end=end),
        name=f"states_{place}",
        title=title,
        measure=(
            f"State on each day since admission, {group.name}, {people(group.n)}. Aalen–Johansen; "
            "drop-out is shown, not censored."
        ),
        alt=states_alt(group.shares, title=title, end=end, n=group.n),
        frame=group.shares,
        note=states.note,
        command=command,
    )


def _table(states: CompetingStates, end: float) -> None:
    """Every way out by day, with its interval, beside one another for the groups."""
    days = [day for day in DAYS if day <= end]
    rows = []
    for place, state in enumerate(STATES):
        for day in days:
            cells = [_cell(group.curves[place].table, day) for group in states.groups]
            rows.append((escape(state) if day == days[0] else "", f"day {day}", *cells))
    if rows:
        names = [group.name for group in states.groups]
        show_table(
            ("Way out", "By", *names),
            rows,
            right=frozenset(range(2, 2 + len(names))),
            caption="Cumulative incidence with 95% interval: share for whom this was the first way out.",
        )


def _cell(table: pd.DataFrame, day: int) -> str:
    until = table[table["time"] <= day]
    if until.empty:
        return "0%"
    row = until.iloc[-1]
    return f"{percent(row['estimate'])} ({percent_range(row['low'], row['high'])})"
