"""Why do these differ? Two figures, their definitions side by side, and the difference one change at a time."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from analytics.charts.relapse_words import changed_words, difference_alt, difference_title
from analytics.charts.waterfall import waterfall_figure
from analytics.charts.wording import percent, percent_range, signed_points
from analytics.outcomes.differ import ORDER
from analytics.outcomes.differ_figures import NAMED, OF_CLOCK
from analytics.outcomes.exhibit import Exhibit
from analytics.outcomes.relapse.spread import AXES
from analytics.outcomes.relapse.why_differ import GROUPS, group_levels
from views.exhibits import fetched, show_figure
from views.filters import Choice, column_words
from views.page_frame import heading, is_relative, theme
from views.parts import address_with
from views.relapse_range import CHOICES, definition_words, endpoint_name
from views.relapse_rates import ask_clock
from views.store import Store
from views.style import house
from views.tables import show_table
from views.words import CLOCKS

ADDRESS, PART, TITLE = "relapse-and-benchmark", "relapse", "Why do these differ?"
"""The page, the key of its part in the address, and the part that leads here."""

LIST, ROWS = "Two figures", "Two rows of the range"
NAMES = {
    "headline": "Headline: abstinent at follow-up, everyone counts",
    "only_reached": "Abstinent at follow-up, only those reached",
    "not_reached_abstinent": "Abstinent at follow-up, not reached = abstinent",
    "headline_episodes": "Abstinent at follow-up, all episodes",
    "no_use_after_discharge": "No sign of use by day 90 after discharge",
    "no_event_from_admission": "Without the event on day 90 after admission",
    "missed_positive_from_admission": "Day 90 after admission, missed = positive",
    "responders_from_admission": "Day 90 after admission, only those tested well",
    "no_event_from_first_negative": "Day 90 after the first negative test",
}
FIELDS = {
    "endpoint": "Measure",
    "clock": "Days count from",
    "day": "Day",
    "missing": "Missing tests, not reached",
    "refused": "Refused tests",
    "analytes": "Analytes",
    "unit": "Counted",
    "basis": "In the period",
    "period": "Period",
    "group": "Group",
}
PERIODS = {"as_named": "Usual period", "year_before": "A year before", "all": "All days"}
EVERYBODY = GROUPS[0]


def show(store: Store, choice: Choice) -> None:
    """Choose two figures; their definitions, the steps between them as bars and as a table."""
    heading(
        TITLE,
        "Two figures of abstinence differ because their definitions do. Choose two to see what each change adds.",
    )
    mode = st.segmented_control("Compare", [LIST, ROWS], default=LIST, key="differ_mode")
    choices = _rows_chosen(store, choice) if mode == ROWS else _figures_chosen(store, choice)
    if not choices:
        return
    with st.spinner("Taking the difference apart …"):
        found = fetched(store, choice, "relapse.why_differ", by=choice.by if _grouped(choices) else None, **choices)
    if found is not None:
        _explain(store, choice, found, choices)


def link() -> None:
    """One line that leads here from other pages, with the filters kept."""
    address = address_with(ADDRESS, PART, TITLE)
    words = "Two figures of abstinence that do not agree?"
    house(f'<p class="second">{words} <a href="{escape(address)}" target="_self">See why they differ</a></p>')


def _figures_chosen(store: Store, choice: Choice) -> dict[str, str]:
    """Two figures of the list, each with its period and, when a column is compared by, its group."""
    after = bool(store.benchmark(choice.conditions).n)
    usual = ("headline", "only_reached") if after else ("no_event_from_admission", "missed_positive_from_admission")
    chosen: dict[str, str] = {}
    for side, words, default, column in zip(
        ("first", "second"), ("First figure", "Second figure"), usual, st.columns(2), strict=True
    ):
        with column:
            names = list(NAMED) if after else [name for name in NAMED if not _after_discharge(name)]
            chosen[side] = st.selectbox(
                words, names, index=names.index(default), format_func=lambda name: NAMES[name], key=f"differ_{side}"
            )
            if not is_relative(store.records()):
                chosen[f"{side}_period"] = st.selectbox(
                    f"{words}: period",
                    list(PERIODS),
                    format_func=lambda word: PERIODS[word],
                    key=f"differ_{side}_period",
                )
            if choice.by:
                chosen[f"{side}_group"] = _group_chosen(store, choice.by, words, side)
    return chosen


def _after_discharge(name: str) -> bool:
    return not name.endswith(("admission", "first_negative"))


def _group_chosen(store: Store, by: str, words: str, side: str) -> str:
    """A level of the column compared by, as the word of its place."""
    levels = {EVERYBODY: "Everybody"} | dict(zip(GROUPS[1:], group_levels(store.derivation, by), strict=False))
    return st.selectbox(
        f"{words}: {column_words(by)}",
        list(levels),
        format_func=lambda word: levels.get(word, word),
        key=f"differ_{side}_{by}",
    )


def _rows_chosen(store: Store, choice: Choice) -> dict[str, str]:
    """Two rows of the range over definitions of one clock, first the strictest and the most lenient."""
    clock = ask_clock(store)
    spread = fetched(store, choice, "relapse.range", clock=clock)
    if spread is None:
        return {}
    rows = [{str(name): value for name, value in row.items()} for row in spread.frame.to_dict("records")]
    chosen = {}
    for side, words, default in (("first", "First row", 0), ("second", "Second row", len(rows) - 1)):
        place = st.selectbox(
            words,
            range(len(rows)),
            index=default,
            format_func=lambda at: f"{percent(float(str(rows[at]['value'])))} · {definition_words(rows[at])}",
            key=f"differ_row_{side}_{clock}",
        )
        chosen[side] = OF_CLOCK[clock]
        chosen |= {f"{side}_{axis}": str(rows[place][axis]) for axis in AXES}
    return chosen


def _grouped(choices: dict[str, str]) -> bool:
    return any(choices.get(f"{side}_group", EVERYBODY) != EVERYBODY for side in ("first", "second"))


def _explain(store: Store, choice: Choice, found: Exhibit, choices: dict[str, str]) -> None:
    frame = found.frame
    steps = [_start(changed_words(changed)) for changed in frame["changed"].iloc[1:]]
    names = ["First figure", *steps, "Second figure"]
    title = difference_title(frame)
    show_figure(
        store,
        choice,
        found,
        waterfall_figure(frame, theme(), names=names),
        title=title,
        alt=difference_alt(frame, names, title=title),
        note="The steps add up to the whole difference; n is that of the figure after the step.",
        choices=[f"{name}={word}" for name, word in choices.items()],
    )
    _definitions(frame)
    _steps(frame, steps)


def _definitions(frame: pd.DataFrame) -> None:
    """Both definitions, what differs in bold."""
    first, last = frame.iloc[0], frame.iloc[-1]
    rows = [
        (
            "Share (95% interval)",
            *(f"{percent(row['value'])} ({percent_range(row['low'], row['high'])})" for row in (first, last)),
        ),
        ("n", f"{first['n']:,}", f"{last['n']:,}"),
    ]
    for name, label in FIELDS.items():
        words = [escape(field_words(name, row[name])) for row in (first, last)]
        rows.append((label, *([f"<b>{word}</b>" for word in words] if words[0] != words[1] else words)))
    show_table(("Definition", "First figure", "Second figure"), rows)


def _steps(frame: pd.DataFrame, names: list[str]) -> None:
    """Every step: what changes from what to what, how much it adds, the figure and n after it."""
    rows = [("First figure", "", "", percent(frame["value"].iloc[0]), f"{frame['n'].iloc[0]:,}")]
    for place, name in enumerate(names, start=1):
        row, before = frame.iloc[place], frame.iloc[place - 1]
        changed = "; ".join(
            f"{field_words(field, before[field])} → {field_words(field, row[field])}"
            for field in ORDER
            if field in row["changed"].split(", ")
        )
        rows.append(
            (escape(name), escape(changed), signed_points(row["change"]), percent(row["value"]), f"{row['n']:,}")
        )
    whole = float(frame["value"].iloc[-1] - frame["value"].iloc[0])
    rows.append(("<b>Whole difference</b>", "", f"<b>{signed_points(whole)}</b>", "", ""))
    show_table(("Step", "Change", "Points", "Figure", "n"), rows, right=frozenset({2, 3, 4}))


def field_words(name: str, value: object) -> str:
    """A choice of a definition in plain words."""
    if name == "endpoint":
        return endpoint_name(str(value))
    if name == "clock":
        return CLOCKS[str(value)]
    if name == "day":
        return f"day {value}" if value else "at the first follow-up"
    if name == "basis":
        return f"{value} in it"
    return CHOICES[name][str(value)] if name in CHOICES else str(value)


def _start(words: str) -> str:
    return words[:1].upper() + words[1:]
