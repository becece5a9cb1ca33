"""Showing an exhibit: finding, measure, figure, notes, the episodes behind a mark, table, picture and command.

Charts of exhibits with `members` carry `customdata=[row of the frame]` in their marks: a click (or, by keyboard, a
choice in the table) lists the episodes behind that row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import streamlit as st

from analytics.charts.picture import figure_svg
from analytics.charts.theme import CONFIG
from analytics.errors import CannotContinue
from analytics.outcomes.exhibit import Exhibit
from views.drill_down import episodes_behind
from views.filters import Choice, column_words
from views.page_frame import heading, say, small, source_line
from views.store import Store
from views.tables import downloads

FIGURES_COMMAND = "python -m analytics figures --data SOURCE"


def fetched(store: Store, choice: Choice, key: str, *, by: str | None = None, **choices: str) -> Exhibit | None:
    """The exhibit, or None after saying in its place why it cannot be shown."""
    try:
        found = store.exhibit(key, choice, by=by, **choices)
    except CannotContinue as problem:
        say(problem)
        return None
    if found.unavailable:
        st.info(found.unavailable)
        return None
    if found.frame.empty:
        st.info("Nobody and nothing to count here with these filters and this period.")
        return None
    return found


def subtitle_of(found: Exhibit, more: str = "") -> str:
    """The measure under a title: definition, whom and when, n."""
    who = found.window.words if found.window else ""
    group = f", by {column_words(found.by)}" if found.by else ""
    said = f"{who[:1].upper()}{who[1:]}{group}, n = {found.n:,} {found.unit}.".replace("n = ", "n\u00a0=\u00a0")
    return " ".join(part for part in (more, found.definition, said) if part)


def show_figure(
    store: Store,
    choice: Choice,
    found: Exhibit,
    figure: Any,
    *,
    title: str,
    alt: str,
    subtitle: str = "",
    note: str = "",
    choices: Sequence[str] = (),
) -> None:
    """One figure with everything that belongs to it. `choices`: the switches set on it, as NAME=WORD."""
    name = found.key.replace(".", "_")
    measure = subtitle_of(found, subtitle)
    heading(title, measure)
    event = None
    if found.members is None:
        st.plotly_chart(figure, theme=None, config=CONFIG, key=f"figure_{name}", alt=alt)
    else:
        event = st.plotly_chart(
            figure, theme=None, config=CONFIG, key=f"figure_{name}", alt=alt, on_select="rerun", selection_mode="points"
        )
    notes = " ".join([note, *found.notes]).strip()
    small(notes)
    picked = _picked_row(event)

    def picture() -> bytes:
        return figure_svg(figure, title=title, subtitle=measure, note=notes, source=source_line(store))

    _behind(store, choice, found, picked=picked, words=measure, choices=choices, picture=picture)
    if picked is not None:
        episodes_behind(store, found, picked)


def show_behind(
    store: Store, choice: Choice, found: Exhibit, *, title: str, subtitle: str = "", choices: Sequence[str] = ()
) -> None:
    """For an exhibit shown as a table of our own: the expander with frame, download and command."""
    _behind(store, choice, found, picked=None, words=f"{title}. {subtitle_of(found, subtitle)}", choices=choices)


def command_of(store: Store, choice: Choice, found: Exhibit, choices: Sequence[str] = ()) -> str:
    """The command that prints the same frame."""
    by = f" --by {found.by}" if found.by else ""
    switched = "".join(f" --choose {word}" for word in choices)
    said = f"{FIGURES_COMMAND} --figure {found.key}{choice.period_command}{by}{switched}{choice.command}"
    return f"{said} --today {store.records().today} --json"


def _behind(
    store: Store,
    choice: Choice,
    found: Exhibit,
    *,
    picked: int | None,
    words: str,
    choices: Sequence[str],
    picture: Callable[[], bytes] | None = None,
) -> None:
    name = found.key.replace(".", "_")
    with st.expander("Table, download, how it was computed", key=f"table_{name}", on_change="rerun") as box:
        if not box.open:
            return
        st.caption(words)
        downloads(found.frame, name=name, picture=picture)
        if found.members is None:
            st.dataframe(found.frame, hide_index=True, alt=words)
        else:
            st.caption("Choose a row to list the episodes behind it.")
            chosen = st.dataframe(
                found.frame,
                hide_index=True,
                alt=words,
                key=f"rows_{name}",
                on_select="rerun",
                selection_mode="single-row",
            )
            rows = chosen["selection"]["rows"] if chosen else []
            if rows and picked is None:
                episodes_behind(store, found, int(rows[0]))
        st.code(command_of(store, choice, found, choices), language=None, wrap_lines=True)


def _picked_row(event: object) -> int | None:
    """The frame's row of the mark that was clicked."""
    points = event["selection"]["points"] if isinstance(event, dict) else []
    if not points or not points[0].get("customdata"):
        return None
    return int(np.asarray(points[0]["customdata"]).ravel()[0])
