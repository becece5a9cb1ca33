"""What patients got: hours by service and therapy, family sessions, crisis contacts."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analytics.charts.bars import share_rows
from analytics.charts.number_rows import amount_rows
from analytics.charts.services_words import (
    crisis_rows,
    crisis_title,
    family_words,
    groups_title,
    hours_rows,
    hours_title,
    rows_alt,
    therapies_title,
)
from analytics.outcomes.exhibit import Exhibit
from views.exhibits import show_figure
from views.filters import Choice
from views.page_frame import theme
from views.services_shown import available
from views.store import Store

EVERYONE = "all patients in care"
COLUMNS = {"services.hours": "service", "services.therapies": "therapy"}
FAMILY, CRISIS = "services.family", "services.crisis"
NAMES = {
    "services.hours": "hours by service",
    "services.therapies": "hours by therapy",
    FAMILY: "family involvement",
    CRISIS: "crisis contacts",
}
ASSOCIATION = "A difference between groups is an association, not an effect."


def show_received(store: Store, choice: Choice) -> None:
    """Hours by service and by therapy (with groups, of one at a time), family involvement and crisis contacts."""
    found = available(store, choice, NAMES, by=choice.by)
    for key, column in COLUMNS.items():
        if key in found:
            _hours(store, choice, found[key] if choice.by is None else _one_kind(found[key], column), column)
    if FAMILY in found:
        _family(store, choice, found[FAMILY])
    if CRISIS in found:
        _crisis(store, choice, found[CRISIS])


def _one_kind(found: Exhibit, column: str) -> Exhibit:
    """The rows of the service or therapy that the reader picks, one a group."""
    kinds = list(dict.fromkeys(found.frame[column]))
    picked = st.selectbox(column.capitalize(), kinds, key=f"services_{column}", bind="query-params")
    rows = found.frame[column] == picked
    members = tuple(m for m, kept in zip(found.members or (), rows, strict=True) if kept)
    return replace(found, frame=found.frame[rows].reset_index(drop=True), members=members)


def _hours(store: Store, choice: Choice, found: Exhibit, column: str) -> None:
    by_group = "group" in found.frame
    rows = hours_rows(found.frame, "group" if by_group else column)
    if by_group:
        title = groups_title(found.frame, f"hours a week in care ({found.frame[column].iloc[0]})", "time")
    else:
        title = hours_title(found.frame) if column == "service" else therapies_title(found.frame)
    show_figure(
        store,
        choice,
        found,
        amount_rows(rows, theme(), members=range(len(rows))),
        title=title,
        alt=rows_alt(
            rows, kind="Bars from 0 with 95% intervals, time attended a patient-week in care", title=title, n=found.n
        ),
        note=f"The line over a bar is its 95% interval. {ASSOCIATION if by_group else ''}",
    )


def _family(store: Store, choice: Choice, found: Exhibit) -> None:
    by_group = "group" in found.frame
    frame = found.frame if by_group else found.frame.assign(group=EVERYONE)
    title = groups_title(frame, "patients with a family session", "share") if by_group else family_words(frame)
    said = "; ".join(f"{name} {value:.0%}" for name, value in zip(frame["group"], frame["value"], strict=True))
    show_figure(
        store,
        choice,
        found,
        share_rows(frame, theme(), primary=() if by_group else (0,), members=True),
        title=title,
        alt=f"Shares of patients with a family session, with 95% intervals. {title}. {said}. n = {found.n:,}.",
        note=ASSOCIATION if by_group else "",
    )


def _crisis(store: Store, choice: Choice, found: Exhibit) -> None:
    by_group = "group" in found.frame
    rows = crisis_rows(found.frame)
    title = groups_title(found.frame, "crisis contacts a week", "rate") if by_group else crisis_title(found.frame)
    show_figure(
        store,
        choice,
        found,
        amount_rows(rows, theme(), members=range(len(rows))),
        title=title,
        alt=rows_alt(
            rows, kind="Bars of crisis contacts per 100 patient-weeks, with 95% intervals", title=title, n=found.n
        ),
        note=ASSOCIATION if by_group else "",
    )
