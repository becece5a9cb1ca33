"""Relapse rates by day of the chosen clock, with the published share using behind those after discharge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.charts.bars import Band
from analytics.charts.relapse_rates import MOST_GROUPS, rates_figure
from analytics.charts.relapse_words import rates_alt, rates_title
from analytics.charts.survival_axis import GUIDE_DAY
from analytics.charts.wording import NO_BREAK, percent, percent_range
from analytics.outcomes.benchmarks import PublishedRange
from analytics.outcomes.catalogue import endpoint_named
from analytics.outcomes.cautions import immortal_time
from analytics.outcomes.exhibit import Exhibit
from analytics.outcomes.missing import MISSING_RULES
from analytics.outcomes.patterns import Clock
from analytics.outcomes.question import Question
from analytics.outcomes.relapse.rates import NOT_THE_SAME, PARTLY_COMPARABLE, USE_RANGE
from views.abstinence_choices import time_endpoints
from views.exhibits import fetched, show_figure
from views.filters import Choice
from views.page_frame import small, theme
from views.store import Store
from views.tables import show_table
from views.words import CLOCKS, endpoint_words, event_words, missing_words

HAD = {
    "first_positive": "had a positive test",
    "two_positives_in_28_days": "had two positive tests within 28 days",
    "first_use_after_discharge": "had a sign of use",
}
MARKS = "n under a day: people still at risk then; each estimate with its 95% interval."
ALONE = 350  # pixels

Row = Mapping[Any, Any]


@dataclass(frozen=True)
class Asked:
    """What the switches of the page say."""

    clock: Clock
    endpoint: str
    missing: str

    @property
    def words(self) -> list[str]:
        """The choices for the command line."""
        return [f"clock={self.clock}", f"endpoint={self.endpoint}", f"missing={self.missing}"]


def ask(store: Store) -> Asked:
    """Draw clock, event and rule for missing tests: the same switches, with the same answers, as on Abstinence."""
    settings = store.records().settings
    first, second, third = st.columns(3)
    clock = ask_clock(store, first)
    keys = [entry.key for entry in time_endpoints(clock) if entry.group != "dropout"]
    preferred = settings.primary_endpoint
    endpoint = second.selectbox(
        "Event",
        keys,
        index=keys.index(preferred) if preferred in keys else 0,
        format_func=lambda key: endpoint_words(endpoint_named(key)),
        key=f"event_{clock}",
        bind="query-params",
    )
    rules = [str(rule) for rule in MISSING_RULES]
    missing = third.selectbox(
        "Missing tests",
        rules,
        index=rules.index(settings.missing_rule),
        format_func=missing_words,
        key="missing",
        bind="query-params",
    )
    return Asked(clock, endpoint, missing)


def ask_clock(store: Store, place: DeltaGenerator | None = None) -> Clock:
    """Draw the clock, the same switch in every part that asks for it; alone it takes a third of a wide page."""
    return (place or st).selectbox(
        "Days count from",
        clocks(store),
        format_func=lambda key: CLOCKS[key],
        key="clock",
        bind="query-params",
        width="stretch" if place else ALONE,
    )


def clocks(store: Store) -> list[Clock]:
    """The clocks, first discharge where most people were seen after it, else admission."""
    found = store.answer(Question(clock="discharge"))
    if 2 * (found.n - found.never_observed) >= found.n > 0:
        return ["discharge", "admission", "first_negative"]
    return ["admission", "discharge", "first_negative"]


def show(store: Store, choice: Choice, asked: Asked) -> None:
    """The figure, its table and, for every rate without a verdict, why."""
    published = _published(store)
    wanted = st.toggle(
        f"Show the published {published.words} using at follow-up ({badge(asked.clock)})",
        value=asked.clock == "discharge",
        key=f"rates_range_{asked.clock}",
    )
    found = fetched(
        store,
        choice,
        "relapse.rates",
        by=choice.by,
        clock=asked.clock,
        endpoint=asked.endpoint,
        missing=asked.missing,
    )
    if found is None:
        return
    band = Band(published.low, published.high, f"Published {published.words}") if wanted else None
    title = rates_title(
        found.frame,
        had=HAD.get(asked.endpoint, f"met {event_words(endpoint_named(asked.endpoint))}"),
        clock=CLOCKS[asked.clock],
        biased=bool(immortal_time(choice.by, asked.clock)),
    )
    show_figure(
        store,
        choice,
        found,
        rates_figure(
            found.frame, theme(), published=band, published_from=GUIDE_DAY if asked.clock == "discharge" else 0
        ),
        title=title,
        alt=rates_alt(found.frame, title=title, basis=found.window.words if found.window else ""),
        note=_note(found, published, asked.clock, wanted=wanted),
        choices=asked.words,
    )
    _table(found, published, asked.clock)


def badge(clock: str) -> str:
    """How far these rates are the published measure."""
    return PARTLY_COMPARABLE if clock == "discharge" else NOT_THE_SAME


def _published(store: Store) -> PublishedRange:
    return next(entry for entry in store.benchmarks() if entry.key == USE_RANGE)


def _note(found: Exhibit, published: PublishedRange, clock: str, *, wanted: bool) -> str:
    parts = [MARKS] if "group" not in found.frame else []
    if "group" in found.frame and found.frame["group"].nunique() > MOST_GROUPS:
        parts.append(f"Drawn: the {MOST_GROUPS} largest groups; the table has all.")
    if "group" in found.frame:
        parts.append("A difference between groups is an association, not an effect.")
    if wanted:
        since = (
            f", drawn from day {GUIDE_DAY} because it was taken {published.follow_up}" if clock == "discharge" else ""
        )
        parts.append(f"Published {published.words}: {badge(clock)}{since}. {published.cited}.")
    return " ".join(parts)


def _table(found: Exhibit, published: PublishedRange, clock: str) -> None:
    """The rates by day, at risk, and where they lie; under it why none of them gets a verdict."""
    if "group" in found.frame:
        _table_by_group(found.frame)
    else:
        rows = [
            (
                f"{row['day']}{NO_BREAK}days",
                _rate(row),
                f"{row['at_risk']:,}",
                _against(row, clock),
            )
            for row in found.frame.to_dict("records")
        ]
        head = ("Day", "Rate (95% interval)", "At risk", f"Against the published {published.words}")
        show_table(head, rows, right=frozenset({1, 2}))
    small(_no_verdict(found.frame))


def _table_by_group(frame: pd.DataFrame) -> None:
    days = list(dict.fromkeys(frame["day"].tolist()))
    rows = []
    for name, own in frame.groupby("group", sort=False):
        cells = []
        for row in own.to_dict("records"):
            at_risk = f'<span class="second">{row["at_risk"]:,} at risk</span>'
            cells.append(_rate(row, apart="<br>") + ("" if pd.isna(row["value"]) else f"<br>{at_risk}"))
        rows.append((escape(str(name)), f"{int(own['n'].iloc[0]):,}", *cells))
    head = ("Group", "n", *(f"{day}{NO_BREAK}days" for day in days))
    show_table(head, rows, right=frozenset(range(1, len(head))))


def _rate(row: Row, apart: str = " ") -> str:
    if row["value"] is None or pd.isna(row["value"]):
        return '<span class="second wrap">not estimable</span>'
    interval = percent_range(row["low"], row["high"])
    return f'{percent(row["value"])}{apart}<span class="second">({interval})</span>'


def _against(row: Row, clock: str) -> str:
    """Its position after discharge, never a verdict; on the other clocks that it has none."""
    if pd.isna(row["value"]):
        return f'<span class="second">no verdict: {escape(str(row["reason"]))}</span>'
    if clock != "discharge":
        return f'<span class="second">no verdict: {NOT_THE_SAME}</span>'
    return f'{escape(str(row["position"]))} the range <span class="second">· no verdict: partly comparable</span>'


def _no_verdict(frame: pd.DataFrame) -> str:
    """Why no rate gets a verdict: every reason once, with the days it holds for."""
    reasons = frame.groupby("no_verdict", sort=False)["day"].unique()
    said = [f"{why} (day {', '.join(map(str, sorted(days)))})" for why, days in reasons.items()]
    return f"No verdict on these rates: {'; '.join(said)}."
