"""The benchmark figure: its verdict, by quarter of discharge, and by group with bounds and those reached."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from analytics.charts.bars import Band
from analytics.charts.benchmark_quarters import MOST_QUARTERS, quarters_figure
from analytics.charts.benchmark_rows import bounded_rows
from analytics.charts.relapse_words import groups_alt, groups_title, quarters_alt, quarters_title
from analytics.charts.wording import people, percent, percent_range
from analytics.errors import CannotContinue
from analytics.outcomes.benchmark import BenchmarkFigure
from analytics.outcomes.exhibit import Exhibit
from views.exhibits import fetched, show_figure
from views.filters import Choice, column_words
from views.headline_block import badge_words, verdict_words
from views.page_frame import heading, say, small, theme
from views.store import Store
from views.style import house
from views.tables import show_table

MARKS = (
    "Blue: everyone counts, not reached = not abstinent. ◇ only those reached. Grey line: from all not reached using "
    "to all of them abstinent."
)


def show(store: Store, choice: Choice) -> None:
    """The verdict in words, the quarters, the groups; without anybody due, why the range cannot be applied."""
    try:
        figure = store.benchmark(choice.conditions)
    except CannotContinue as problem:
        say(problem)
        return
    if not figure.n:
        heading("The benchmark figure needs people seen after discharge", "Abstinent at the first follow-up.")
        st.info(
            f"{figure.reason} The parts “How many relapse?” and “Every definition” speak about the time in treatment."
        )
        return
    _verdict(figure)
    _quarters(store, choice, figure)
    _groups(store, choice, figure)


def _verdict(figure: BenchmarkFigure) -> None:
    """The verdict over four quarters, or why there is none, with the badge and its reasons."""
    heading(
        f"Against the published {figure.published.words}: {_short(figure)}",
        "Abstinent for 30 days at the first follow-up after discharge, everyone counted. "
        + (f"Discharged {figure.period.label}, {people(figure.n)}." if figure.period else f"{people(figure.n)}."),
    )
    words = f"<p><b>{escape(verdict_words(figure))}</b> {escape(figure.reason)}</p>"
    reasons = "; ".join(figure.badge_reasons)
    told = f"{badge_words(figure)}. {reasons[:1].upper()}{reasons[1:]}."
    words += f'<p class="second">{escape(told)}</p>'
    house(words)


def _short(figure: BenchmarkFigure) -> str:
    value, interval = percent(figure.primary.value), percent_range(figure.primary.low, figure.primary.high)
    return f"{value} (95% {interval}), of only those reached {percent(figure.responders.value)}"


def _quarters(store: Store, choice: Choice, figure: BenchmarkFigure) -> None:
    found = fetched(store, choice, "relapse.by_quarter")
    if found is None:
        return
    title = quarters_title(found.frame)
    older = len(found.frame) - MOST_QUARTERS
    note = f"{MARKS} {f'Drawn: the last {MOST_QUARTERS}; the table has {older} more.' if older > 0 else ''}"
    show_figure(
        store,
        choice,
        found,
        quarters_figure(found.frame, theme(), published=_band(figure)),
        title=title,
        alt=quarters_alt(found.frame, title=title),
        subtitle="By quarter of discharge, once its follow-up windows have closed.",
        note=f"{note.strip()} {_no_verdict(found.frame)}",
    )


def _no_verdict(frame: pd.DataFrame) -> str:
    """Why no quarter has a verdict: every reason once, with its quarters when it is not for all."""
    reasons = frame.groupby("no_verdict", sort=False)["quarter"].unique()
    if len(reasons) == 1:
        return f"No verdict for a single quarter: {reasons.index[0]}."
    said = "; ".join(f"{', '.join(quarters)}: {why}" for why, quarters in reasons.items())
    return f"No verdict for a single quarter. {said}."


def _groups(store: Store, choice: Choice, figure: BenchmarkFigure) -> None:
    found = fetched(store, choice, "relapse.by_group", by=choice.by)
    if found is None:
        return
    frame = found.frame.assign(label=[_name(group) for group in found.frame["group"]])
    title = groups_title(frame, by=column_words(choice.by or ""), published=_band(figure))
    hint = "" if choice.by else " Choose a column under Compare by in the sidebar to see groups."
    show_figure(
        store,
        choice,
        found,
        bounded_rows(frame, theme(), label="label", band=_band(figure), primary=tuple(range(len(frame)))),
        title=title,
        alt=groups_alt(frame, title=title),
        note=MARKS + hint,
    )
    _table(found)


def _table(found: Exhibit) -> None:
    """The numbers of each group, with its verdict or why it has none."""
    head = ("Group", "Everyone counts", "Only those reached", "Bounds", "Verdict")
    rows = [
        (
            escape(_name(row["group"])),
            _share(row["value"], row["low"], row["high"]),
            _share(row["responders"], row["responders_low"], row["responders_high"])
            + f'<br><span class="second">{row["reached"]:,} of {row["n"]:,}</span>',
            percent_range(row["worst"], row["best"]),
            escape(row["verdict"]) or "none",
        )
        for row in found.frame.to_dict("records")
    ]
    show_table(head, rows, right=frozenset({1, 2, 3}))
    without = found.frame[found.frame["no_verdict"] != ""].groupby("no_verdict", sort=False)["group"].unique()
    said = [f"{', '.join(_name(group) for group in groups)}: {why}" for why, groups in without.items()]
    small(f"No verdict. {' '.join(said)}" if said else "")


def _share(value: float | None, low: float | None, high: float | None) -> str:
    if value is None or pd.isna(value):
        return '<span class="second">not estimable</span>'
    return f'{percent(value)}<br><span class="second">{percent_range(low, high)}</span>'


def _name(group: object) -> str:
    return "Everybody" if group == "all" else str(group)


def _band(figure: BenchmarkFigure) -> Band:
    return Band(figure.published.low, figure.published.high, f"Published {figure.published.words}")
