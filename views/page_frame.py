"""What every page shares: title, the data-through line, the sentence in place of figures that cannot be shown."""

from __future__ import annotations

from html import escape

import streamlit as st

from analytics.charts.theme import Theme, theme_for
from analytics.charts.wording import day, plural
from analytics.errors import CannotContinue
from analytics.records.records import Records
from views.filters import Choice
from views.jump import target
from views.store import Store
from views.style import house

RELATIVE = "relative"
NO_CALENDAR = (
    "These records hold day numbers, not dates, so nothing that needs the calendar is shown: "
    "quarters, trends, months, census."
)
NOBODY = "No episodes match these filters. Remove one in the sidebar."


def begin_page(title: str, store: Store, choice: Choice) -> None:
    """Title, data-through line and, when some are set, the filters in words."""
    with st.container(gap="xxsmall"):
        st.title(title, anchor=False)
        st.caption(data_through_line(store), help=rows_by_table(store))
        if choice.conditions:
            st.caption(f"Only {choice.words}")
    if store.news:
        st.info(store.news)
    if store.refused:
        st.warning(f"The source has changed and cannot be used now; shown is what was read before. {store.refused}")


def data_through_line(store: Store) -> str:
    """How fresh and how complete the records are, in one line."""
    records = store.records()
    if is_relative(records):
        parts = ["Day numbers instead of dates"]
    else:
        parts = [f"Data through {day(records.data_through)}"]
    used, aside = (int(records.reconciliation[column].sum()) for column in ("used", "quarantined"))
    parts.append(f"{plural(used, 'row')} used")
    parts.append(f"{aside:,} quarantined")
    parts.append(f"read {store.read_at.day} {store.read_at:%b %Y, %H:%M}")
    return " · ".join(parts)


def rows_by_table(store: Store) -> str:
    """What the line counts, table by table."""
    told = [
        f"{line['table']}: {line['used']:,} used, {line['quarantined']:,} quarantined (set aside as unusable)"
        for line in store.records().reconciliation.to_dict("records")
    ]
    return "Source rows of all tables. " + "; ".join(told) + "."


def source_line(store: Store) -> str:
    """Where a picture's figures come from: the program, how fresh, patient level."""
    records = store.records()
    program = records.settings.program_name or "This program"
    return f"{program}. {data_through_line(store)}. Patient level, internal."


def is_relative(records: Records) -> bool:
    """Whether the source counts days instead of giving dates."""
    return records.settings.calendar == RELATIVE


def theme() -> Theme:
    """The colours of this session's scheme."""
    return theme_for(st.context.theme.type)


def say(problem: CannotContinue) -> None:
    """A problem and the next step, in place of the figure."""
    st.info(f"{problem.problem} {problem.fix}")


def heading(title: str, subtitle: str) -> None:
    """A finding and, small under it, the measure."""
    with st.container(gap="xxsmall"):
        target(title)
        st.subheader(title, anchor=False)
        st.caption(subtitle)


def command_line(store: Store, choice: Choice, options: str = "") -> str:
    """The command that gives the page's figures again: its question, filters and day, so that they stay the same."""
    parts = ["python -m analytics outcomes --data SOURCE", options, choice.command.strip()]
    return " ".join([*filter(None, parts), f"--today {store.records().today}", "--json"])


def computed_by(command: str, words: str) -> None:
    """How a figure can be had again outside the page."""
    with st.expander("How was this computed?"):
        st.write(words)
        st.code(command, language=None, wrap_lines=True)


def small(text: str) -> None:
    """A note under a figure; nothing when there is nothing to say."""
    if text:
        house(f'<p class="second">{escape(text)}</p>')
