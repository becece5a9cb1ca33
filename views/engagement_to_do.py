"""To do now: sessions without a status, authorised hours that run out, places used."""

from __future__ import annotations

from html import escape

from analytics.charts.bars import Band, count_bars
from analytics.charts.engagement_words import authorised_title, places_title
from analytics.charts.wording import MINUS, count, percent, plural
from analytics.outcomes.exhibit import Exhibit
from views.engagement_words import asked_for, day_cell, name_cell
from views.exhibits import show_behind, show_figure
from views.filters import Choice
from views.page_frame import heading, small, theme
from views.store import Store
from views.tables import show_table

SHOWN = 15


def show(store: Store, choice: Choice) -> None:
    """Tables a Monday meeting works through."""
    _unrecorded(store, choice)
    _authorised(store, choice)
    _capacity(store, choice)


def _unrecorded(store: Store, choice: Choice) -> None:
    found = asked_for(store, choice, "engagement.unrecorded")
    if found is None:
        return
    frame = found.frame
    title = f"{plural(int(frame['events'].iloc[0]), 'session')} without a status"
    heading(title, f"{found.definition} n\u00a0=\u00a0{found.n:,} sessions.")
    rows = [
        (name_cell(row["clinician"]), count(row["events"]), count(row["n"]), percent(row["value"]),
         day_cell(row["oldest"]))
        for row in frame.to_dict("records")
    ]  # fmt: skip
    head = ("Clinician", "Without a status", "Sessions", "Share", "Oldest")
    show_table(head, rows, right=frozenset({1, 2, 3, 4}))
    show_behind(store, choice, found, title=title)


def _authorised(store: Store, choice: Choice) -> None:
    found = asked_for(store, choice, "engagement.authorised_hours")
    if found is None:
        return
    frame = found.frame
    title = authorised_title(frame)
    heading(title, f"{found.definition} {' '.join(found.notes)}")
    shown = frame.head(SHOWN)
    rows = [
        (escape(str(row["patient_id"])), escape(str(row["clinician"])), count(row["authorised"]),
         count(row["attended"], decimals=1), f"<b>{count(row['left'], decimals=1).replace('-', MINUS)}</b>",
         count(row["hours_a_week"], decimals=1), count(row["days_left"]),
         day_cell(row["planned_end_on"]))
        for row in shown.to_dict("records")
    ]  # fmt: skip
    head = ("Patient", "Clinician", "Authorised h", "Attended h", "Left h", "A week lately", "Days left", "Planned end")
    show_table(head, rows, right=frozenset(range(2, 8)), caption=f"The {len(shown)} with the fewest hours left")
    if len(frame) > len(shown):
        small(f"All {len(frame)} are in the table below.")
    show_behind(store, choice, found, title=title)


def _capacity(store: Store, choice: Choice) -> None:
    found = asked_for(store, choice, "engagement.capacity")
    if found is not None:
        _places(store, choice, found)


def _places(store: Store, choice: Choice, found: Exhibit) -> None:
    frame = found.frame
    places = float(frame["places"].iloc[-1])
    latest = frame.tail(SHOWN).iloc[::-1].reset_index(drop=True)
    months = latest.assign(label=[f"{month:%b %Y}" for month in latest["month"]])
    target = Band(places, places, f"{count(places)} places")
    title = places_title(frame)
    show_figure(
        store,
        choice,
        found,
        count_bars(months, theme(), label="label", value="in_treatment", target=target, primary=[0]),
        title=title,
        alt=f"Bars of people in treatment at the end of each month. {title}.",
    )
