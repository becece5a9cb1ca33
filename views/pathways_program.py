"""Pathways, third part: the program itself: census and capacity, who fares how, deaths."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analytics.charts import pathways_words as say
from analytics.charts.census import census_figure
from analytics.charts.wording import EN_DASH, count, people, percent, percent_range
from analytics.outcomes.pathways.deaths import FOR_THE_DIRECTOR
from views.exhibits import show_behind, show_figure, subtitle_of
from views.filters import Choice
from views.page_frame import heading, is_relative, small, theme
from views.pathways_parts import Gaps, obtained, switch
from views.store import Store
from views.style import house
from views.tables import show_table

STEPS = {"month": "Months", "week": "Weeks"}


def show(store: Store, choice: Choice, gaps: Gaps) -> None:
    """Census, breakdown, deaths."""
    _census(store, choice, gaps)
    _breakdown(store, choice, gaps)
    _deaths(store, choice, gaps)


def _census(store: Store, choice: Choice, gaps: Gaps) -> None:
    step = switch("Census by", STEPS, "census_step") if not is_relative(store.records()) else "month"
    found = obtained(store, choice, gaps, "census", "Census and capacity", step=step)
    if found is None:
        return
    title = say.census_title(found.frame, step)
    show_figure(
        store,
        choice,
        found,
        census_figure(found.frame, theme(), step=step, members=True),
        title=title,
        alt=f"Line of people in treatment with bars of admissions and discharges. {title}.",
        choices=(f"step={step}",),
    )


def _breakdown(store: Store, choice: Choice, gaps: Gaps) -> None:
    found = obtained(store, choice, gaps, "breakdown", "Breakdown by starting point")
    if found is None:
        return
    title = "How people with different starting points left, stayed and fared"
    heading(title, subtitle_of(found))
    for characteristic, rows in found.frame.groupby("characteristic", sort=False):
        name = str(characteristic)
        show_table(
            [
                f"{name[:1].upper()}{name[1:]}",
                "n",
                "Completed or transferred",
                "Median stay, days",
                "Abstinent at follow-up",
            ],
            [_cells(row) for row in rows.to_dict("records")],
            right=frozenset({1, 2, 3, 4}),
        )
    small(" ".join(found.notes))
    show_behind(store, choice, found, title=title)


def _cells(row: dict[Any, Any]) -> tuple[str, ...]:
    half = f'<span class="keep">({count(row["stay_quartile_1"])}{EN_DASH}{count(row["stay_quartile_3"])})</span>'
    return (
        escape(str(row["level"])),
        count(row["n"]),
        _share(row, "completed"),
        f"{count(row['median_stay'])} {_second(half)}",
        _share(row, "abstinent"),
    )


def _share(row: dict[Any, Any], name: str) -> str:
    if pd.isna(row[name]):
        return _second(escape(str(row[f"{name}_reason"])))
    n = "" if row[f"{name}_n"] == row["n"] else f", {people(int(row[f'{name}_n']))}"
    interval = f'<span class="keep">({percent_range(row[f"{name}_low"], row[f"{name}_high"])}{"" if n else ")"}</span>'
    return f"{percent(row[name])} {_second(f'{interval}{n})' if n else interval)}"


def _second(words: str) -> str:
    return f'<span class="second wrap">{words}</span>'


def _deaths(store: Store, choice: Choice, gaps: Gaps) -> None:
    found = obtained(store, choice, gaps, "deaths", "Deaths in treatment and after", by=choice.by)
    if found is None or not st.toggle("Show deaths (for the director only)", key="deaths_shown"):
        return
    title = say.deaths_title(found.frame)
    heading(title, subtitle_of(found))
    house(f'<p class="flag">{escape(FOR_THE_DIRECTOR)}</p>')
    show_table(
        ["Deaths", *(["Group"] if choice.by else []), "Number", "Of", "Share, exact 95% interval"],
        [_death_cells(row) for row in found.frame.to_dict("records")],
        right=frozenset({2, 3, 4} if choice.by else {1, 2, 3}),
    )
    small(" ".join(note for note in found.notes if note != FOR_THE_DIRECTOR))
    show_behind(store, choice, found, title=title)


def _death_cells(row: dict[Any, Any]) -> tuple[str, ...]:
    """When, group, number, of how many, share with interval (one decimal: these shares are small)."""
    group = [escape(str(row["group"]))] if "group" in row else []
    share = escape(str(row["reason"]))
    if not pd.isna(row["value"]):
        interval = f"({100 * row['low']:.1f}{EN_DASH}{100 * row['high']:.1f}%)"
        share = f"{100 * row['value']:.1f}% {_second(interval)}"
    return (escape(str(row["when"])), *group, count(row["events"]), count(row["n"]), share)
