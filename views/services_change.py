"""Did life change: housing, work, arrests, mutual help and scores, admission against discharge or follow-up."""

from __future__ import annotations

from html import escape

import streamlit as st

from analytics.charts.change_words import MOST_GROUPS, change_alt, change_title, change_words, drawn, level, rows_of
from analytics.charts.number_rows import Direction, change_rows
from analytics.charts.wording import NOTHING, people
from analytics.outcomes.exhibit import Exhibit
from views.exhibits import show_figure
from views.filters import Choice
from views.page_frame import theme
from views.services_shown import available
from views.store import Store
from views.tables import show_table

UNTIL = {"discharge": "At discharge", "follow_up": "At follow-up"}
FIGURES = {"services.scores": "mean"}
"""Which rows are drawn where it is not the shares; all of them are in the table."""

NAMES = {
    "services.housing": "housing",
    "services.employment": "employment",
    "services.counts": "arrests and mutual help",
    "services.scores": "scores",
}
SAID = {"discharge": "discharge", "follow_up": "follow-up"}
HEAD = (
    "Measure",
    "Both times",
    "Admission → later",
    "Change, 95%",
    "Better · same · worse",
    "Without later: at admission",
)


def show_change(store: Store, choice: Choice) -> None:
    """One switch for all four: compared with discharge or with the first follow-up."""
    if "measures" not in store.records().present:
        available(store, choice, NAMES)
        return
    until = st.segmented_control(
        "Compared with admission",
        list(UNTIL),
        format_func=UNTIL.__getitem__,
        default="discharge",
        required=True,
        key="until",
        bind="query-params",
    )
    for key, found in available(store, choice, NAMES, by=choice.by, until=str(until)).items():
        _one(store, choice, found, NAMES[key], str(until))


def _one(store: Store, choice: Choice, found: Exhibit, subject: str, until: str) -> None:
    kind = FIGURES.get(found.key, "share")
    shown = drawn(found.frame, kind)
    title = change_title(shown, subject, SAID[until])
    direction = Direction(unit=" points" if kind == "share" else "")
    show_figure(
        store,
        choice,
        found,
        change_rows(rows_of(shown), theme(), direction=direction, members=shown.index.tolist()),
        title=title,
        alt=change_alt(shown, title, f"{found.n:,} people"),
        note=f"Filled: the whole interval is on one side; hollow: no change is shown. {_about_groups(found)}".strip(),
        choices=(f"until={until}",),
    )
    if "group" not in found.frame:
        _table(found)
        return
    with st.expander(
        "Every measure and group, and those without a later value",
        key=f"all_{found.key.replace('.', '_')}",
        on_change="rerun",
    ) as box:
        if box.open:
            _table(found)


def _about_groups(found: Exhibit) -> str:
    """What to bear in mind when several groups are compared, and how many of them are drawn."""
    if "group" not in found.frame:
        return ""
    groups = found.frame["group"].nunique()
    drawn_of = f"Drawn: the {MOST_GROUPS} largest of {groups} groups. " if groups > MOST_GROUPS else ""
    return f"{drawn_of}Of many comparisons about one in 20 looks like a change by chance."


def _table(found: Exhibit) -> None:
    """Every measure with those it cannot speak of: who has no later value, and where they stood at admission."""
    rows = []
    for row in found.frame.to_dict("records"):
        measure = str(row["measure"])
        name = f"{row['group']}: {measure}" if "group" in row else measure[:1].upper() + measure[1:]
        moved = NOTHING if not row["better"] else f"{row['improved']:.0f} · {row['same']:.0f} · {row['worsened']:.0f}"
        cells = [
            name,
            f"{row['n']:,} of {row['people']:,}",
            f"{level(row, 'before')} → {level(row, 'after')}",
            change_words(row),
            moved,
            f"{level(row, 'before_without')} ({people(row['n_without'])})",
        ]
        rows.append([escape(cell) for cell in cells])
    show_table(HEAD, rows, right=frozenset(range(1, len(HEAD))))
