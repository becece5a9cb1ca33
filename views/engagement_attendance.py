"""Are they here? Attendance, its months, and when and by whom sessions are missed."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.charts.bars import Band, share_rows
from analytics.charts.engagement_words import (
    cell_words,
    heat_alt,
    labelled,
    more_than_chance,
    rows_alt,
    share_title,
    time_alt,
    worst_row,
    worst_title,
)
from analytics.charts.heat_map import heat_map
from analytics.charts.over_time import over_time_figure
from analytics.charts.wording import count, percent
from analytics.outcomes.exhibit import Exhibit
from analytics.outcomes.sessions import MOST_UNRECORDED
from views.engagement_words import asked_for, name_cell, why_not
from views.exhibits import show_figure
from views.filters import Choice
from views.page_frame import small, theme
from views.store import Store
from views.tables import show_table

MISSED_WORDS = {"no_show": "No-shows", "any": "No-shows and cancellations by patients"}
OUTSIDE_HEAD = ("Group", "Excused", "Without a status", "Cancelled by the program", "All sessions")


def show(store: Store, choice: Choice) -> None:
    """Rate by group, by month; no-shows by quarter and by weekday and hour."""
    _rate(store, choice)
    _months(store, choice)
    missed = _missed(store, choice)
    _quarters(store, choice, missed)
    _hours(store, choice, missed)


def _missed(store: Store, choice: Choice) -> str:
    """The switch between no-shows and all missed sessions, where there is a figure to switch."""
    if why_not(store, choice, "engagement.no_shows_by_quarter"):
        return "no_show"
    missed = st.segmented_control(
        "Missed sessions",
        list(MISSED_WORDS),
        default="no_show",
        required=True,
        format_func=MISSED_WORDS.__getitem__,
        key="missed",
        bind="query-params",
    )
    return missed or "no_show"


def _rate(store: Store, choice: Choice) -> None:
    found = asked_for(store, choice, "engagement.attendance", by=choice.by)
    if found is None:
        return
    target = store.records().settings.targets.get("attendance")
    frame = labelled(found.frame)
    band = Band(target, target, f"target {percent(target)}") if target is not None else None
    show_figure(
        store,
        choice,
        found,
        share_rows(frame, theme(), label="label", band=band, primary=[0], members=True),
        title=share_title(frame, "of sessions were attended", target=target),
        alt=rows_alt(frame, "the share of sessions attended"),
    )
    _outside(found)


def _outside(found: Exhibit) -> None:
    rows = [
        (name_cell(row["group"]), *(count(row[c]) for c in ("excused", "unrecorded")),
         count(row["cancelled_by_program"]), count(row["sessions"]))
        for row in found.frame.to_dict("records")
    ]  # fmt: skip
    show_table(OUTSIDE_HEAD, rows, right=frozenset({1, 2, 3, 4}), caption="Outside the rate, same sessions")


def _months(store: Store, choice: Choice) -> None:
    found = asked_for(store, choice, "engagement.attendance_by_month")
    if found is None:
        return
    frame = found.frame
    names = [f"{month:%b %y}" for month in frame["month"]]
    target = store.records().settings.targets.get("attendance")
    hollow = [not trusted for trusted in frame["trusted"]]
    figure = over_time_figure(frame, theme(), names=names, hollow=hollow, target=target, members=True)
    trusted = frame[frame["trusted"]]
    title = f"Attendance by month lies between {percent(trusted['value'].min())} and {percent(trusted['value'].max())}"
    note = f"Hollow months: over {MOST_UNRECORDED:.0%} without a status, outside the title." if any(hollow) else ""
    show_figure(
        store,
        choice,
        found,
        figure,
        title=title if len(trusted) else "No month can be trusted: too many sessions have no status",
        alt=time_alt(frame, names, "the attendance rate by month"),
        note=f"{note} Points are months, bars their 95% interval. The axis does not begin at 0.".strip(),
    )


def _quarters(store: Store, choice: Choice, missed: str) -> None:
    found = asked_for(store, choice, "engagement.no_shows_by_quarter", missed=missed)
    if found is None:
        return
    frame = found.frame
    names = list(frame["quarter"])
    usable = frame["complete"] & frame["value"].notna()
    worst = worst_row(frame, usable=usable)
    where = f"in {names[worst]}" if worst is not None else ""
    news = more_than_chance(frame, worst, usable=usable)
    hollow = [not complete for complete in frame["complete"]]
    show_figure(
        store,
        choice,
        found,
        over_time_figure(frame, theme(), names=names, hollow=hollow, named=worst, news=news, members=True),
        title=worst_title(frame, worst, MISSED_WORDS[missed], where, usable=usable),
        alt=time_alt(frame, names, f"{MISSED_WORDS[missed].lower()} by quarter"),
        note=_quarter_note(frame),
        choices=(f"missed={missed}",),
    )


def _quarter_note(frame: pd.DataFrame) -> str:
    running = "" if frame["complete"].all() else " Hollow: the quarter is not over."
    return (
        "▲ the highest quarter; “more than chance” allows for having looked at all of them. Choose a point, or a "
        f"row of the table, to list the patients who did not come.{running}"
    )


def _hours(store: Store, choice: Choice, missed: str) -> None:
    found = asked_for(store, choice, "engagement.no_shows_by_hour", missed=missed)
    if found is None:
        return
    frame = found.frame
    usable = ~frame["thin"].astype(bool) & frame["value"].notna()
    worst = worst_row(frame, usable=usable)
    where = cell_words(frame.iloc[worst]) if worst is not None else ""
    show_figure(
        store,
        choice,
        found,
        heat_map(frame, theme(), members=True),
        title=worst_title(frame, worst, MISSED_WORDS[missed], where, usable=usable),
        alt=heat_alt(frame),
        note="The stronger the colour, the larger the share missed; under it the number of sessions. Outlined "
        "cells have fewer than 11 sessions. Choose a cell, or a row of the table, to list those who did not come.",
        choices=(f"missed={missed}",),
    )
    small("Hours at which different people come are not compared like with like: an association, not an effect.")
