"""What is compared on the page Compare: the two sides, the event, the clock, the rule for missing tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

import numpy as np
import streamlit as st

from analytics.charts.wording import day, month
from analytics.evaluation.contrast import Contrast
from analytics.evaluation.subjects import LEAST_IN_A_GROUP
from analytics.outcomes.catalogue import endpoint_named
from analytics.outcomes.missing import MISSING_RULES, MissingRule
from analytics.outcomes.patterns import Clock
from analytics.outcomes.question import Question
from analytics.records.filters import Condition
from analytics.records.said import Refused
from views.abstinence_choices import time_endpoints
from views.filters import Choice, column_words, group_columns, levels
from views.page_frame import is_relative
from views.store import Store
from views.words import CLOCKS, endpoint_words, missing_words

RATE_DAYS = (30, 90, 180)
COLUMN, FILTERS, CHANGE = "column", "filters", "change"
WAYS = {COLUMN: "Values of a column", FILTERS: "Two filters", CHANGE: "Before and after a date"}
COMMAND = "python -m analytics compare --data SOURCE"
OWN_DATE = "another date"


def ask_question(store: Store, choice: Choice, *, key: str, clocks: tuple[Clock, ...] = ()) -> Question:
    """Draw event, clock and rule for missing tests. `clocks`: only these; `key` tells the parts of the page apart."""
    records = store.records()
    offered = list(clocks or ("admission", "discharge", "first_negative"))
    columns = st.columns(3 if len(offered) > 1 else 2)
    clock = offered[0]
    if len(offered) > 1:
        clock = columns[0].selectbox(
            "Days count from",
            offered,
            format_func=lambda code: CLOCKS[code],
            key="compare_clock",
            bind="query-params",
        )
    keys = [endpoint.key for endpoint in time_endpoints(clock)]
    if key == "dated":
        keys = [name for name in keys if endpoint_named(name).kind == "dated"]
    preferred = records.settings.primary_endpoint
    endpoint = columns[-2].selectbox(
        "Event",
        keys,
        index=keys.index(preferred) if preferred in keys else 0,
        format_func=lambda code: endpoint_words(endpoint_named(code)),
        key=f"compare_endpoint_{clock}_{key}",
        bind="query-params",
    )
    missing = columns[-1].selectbox(
        "Missing tests",
        list(MISSING_RULES),
        index=MISSING_RULES.index(cast(MissingRule, records.settings.missing_rule)),
        format_func=missing_words,
        key="compare_missing_rule",
        bind="query-params",
    )
    return Question(
        endpoint=endpoint,
        clock=clock,
        missing=missing,
        refused=cast(Refused, records.settings.refused),
        at=RATE_DAYS,
        period=choice.period,
        basis=None if choice.basis == "active" else choice.basis,
    )


@dataclass(frozen=True)
class Sides:
    """The contrast, or why there is none yet."""

    contrast: Contrast | None
    command: str = ""
    reason: str = ""


def ask_sides(store: Store, choice: Choice) -> Sides:
    """Draw the choice of what is compared; the reference is named first."""
    ways = [COLUMN, FILTERS, CHANGE] if group_columns(store.records()) else [CHANGE]
    way = st.segmented_control(
        "Compared are",
        ways,
        default=ways[0],
        required=True,
        format_func=WAYS.__getitem__,
        key="compare_way",
        bind="query-params",
    )
    return {COLUMN: _by_column, FILTERS: _by_filters, CHANGE: _by_change}[way or ways[0]](store, choice)


def _by_column(store: Store, choice: Choice) -> Sides:
    columns = group_columns(store.records())
    first, second = st.columns([1, 2])
    usual = columns.index(choice.by) if choice.by in columns else _usual_column(store, choice, columns)
    by = first.selectbox(
        "Column", columns, index=usual, format_func=column_words, key="compare_by", bind="query-params"
    )
    sizes = _sizes(store, choice, by)
    values = second.multiselect(
        "Groups, the reference first",
        list(sizes),
        key=f"compare_values_{by}",
        bind="query-params",
        placeholder=f"all of {LEAST_IN_A_GROUP} episodes or more",
    )
    if len(values) == 1:
        return Sides(None, reason="One group alone is not compared. Choose a second one, or none for all.")
    wanted = tuple(values) or tuple(name for name, size in sizes.items() if size >= LEAST_IN_A_GROUP)
    if len(wanted) < 2:
        few = f"Fewer than two groups of {column_words(by)} have {LEAST_IN_A_GROUP} episodes or more."
        return Sides(None, reason=f"{few} Choose another column, a longer period or other filters.")
    return Sides(Contrast(by=by, values=wanted), f"--by {by} --values {_shell(','.join(wanted))}")


def _usual_column(store: Store, choice: Choice, columns: list[str]) -> int:
    """The first column with two groups large enough."""
    for place, column in enumerate(columns):
        if sum(size >= LEAST_IN_A_GROUP for size in _sizes(store, choice, column).values()) >= 2:
            return place
    return 0


def _sizes(store: Store, choice: Choice, column: str) -> dict[str, int]:
    """Episodes of each value under the filters."""
    chosen = store.records().episodes[column][store.chosen(choice.conditions)]
    counts = chosen.astype(str).value_counts()
    return {name: int(counts.get(name, 0)) for name in levels(store.records().episodes[column])}


def _by_filters(store: Store, _choice: Choice) -> Sides:
    columns = group_columns(store.records())
    conditions = []
    for place, words in enumerate(("First group (the reference)", "Second group")):
        left, right = st.columns(2)
        column = left.selectbox(
            f"{words}: column",
            columns,
            index=min(place, len(columns) - 1),
            format_func=column_words,
            key=f"compare_filter_{place}",
            bind="query-params",
        )
        values = levels(store.records().episodes[column])
        value = right.selectbox(f"{words}: value", values, key=f"compare_is_{place}_{column}", bind="query-params")
        conditions.append(Condition(column, value))
    first, second = conditions
    if first == second:
        return Sides(None, reason="Both groups are the same. Choose another value for the second.")
    command = f"--first {_shell(f'{first.column}={first.value}')} --second {_shell(f'{second.column}={second.value}')}"
    return Sides(Contrast(first=(first,), second=(second,)), command)


def _by_change(store: Store, _choice: Choice) -> Sides:
    if is_relative(store.records()):
        return Sides(
            None, reason="These records count days, not dates, so there is no day of change. Compare by a column."
        )
    on = ask_change(store, key="groups")
    return Sides(Contrast(change_on=on), f"--change {on.isoformat()}")


def ask_change(store: Store, *, key: str) -> date:
    """The day of a change: one that program.toml declares, or another."""
    records = store.records()
    declared = {f"{name}, {day(on)}": on for on, name in records.settings.change}
    if declared:
        picked = st.selectbox("The change", [*declared, OWN_DATE], key=f"compare_declared_{key}")
        if picked != OWN_DATE:
            return declared[picked]
    admitted = np.sort(records.episodes["admitted_on"].dropna().to_numpy("datetime64[D]"))
    months = np.unique(admitted.astype("datetime64[M]")).astype("datetime64[D]").tolist()
    months = months[1:] or months  # from the first month on there is nothing before
    middle = admitted[len(admitted) // 2].astype("datetime64[M]").astype("datetime64[D]").item()
    found = st.selectbox(
        "From the first day of",
        months,
        index=months.index(middle) if middle in months else 0,
        format_func=month,
        key=f"compare_change_{key}",
        help="Another day can be declared as a change on the page Data, or asked for on the command line.",
    )
    return cast(date, found)


def command_of(store: Store, choice: Choice, options: str, question: Question | None = None) -> str:
    """The command that gives the same figures."""
    asked = question.words() if question is not None else ""
    parts = [COMMAND, options, asked, choice.command.strip()]
    return " ".join([*filter(None, parts), f"--today {store.records().today}", "--json"])


def _shell(text: str) -> str:
    safe = all(ch.isalnum() or ch in "=_-.,/" for ch in text)
    return text if safe else "'" + text.replace("'", "'\\''") + "'"
