"""The figures under the survival curves: rates at days, medians, averages, who was seen."""

from __future__ import annotations

from html import escape

import pandas as pd

from analytics.charts.wording import NO_BREAK, count, percent, percent_range
from analytics.outcomes.answer import Answer, GroupAnswer
from analytics.outcomes.survival import SurvivalCurve, TimeEstimate
from views.page_frame import heading, small
from views.style import house
from views.tables import show_table
from views.words import CLOCKS, state_words


def show_estimates(found: Answer) -> None:
    """Share without the event at each day, with interval and people at risk, a row a group."""
    days = [estimate["day"] for estimate in found.groups[0].estimates]
    state = state_words(found.question.definition)
    heading(
        f"Share {state}, by days since {CLOCKS[found.question.clock]}",
        "Estimate (95% interval) and the people still at risk on that day.",
    )
    if len(found.groups) == 1:
        by_day = [(f"{e['day']:g}{NO_BREAK}days", *_rate_cells(e)) for e in found.groups[0].estimates]
        show_table(("Day", "Share (95% interval)", "At risk"), by_day, right=frozenset({1, 2}))
        return
    head = ["Group", "n", *(f"{day:g}{NO_BREAK}days" for day in days)]
    rows = [
        (_name(group.name), f"{group.n:,}", *(_rate(estimate) for estimate in group.estimates))
        for group in found.groups
    ]
    show_table(head, rows, right=frozenset(range(1, len(head))))
    small(_reasons(found))


def _reasons(found: Answer) -> str:
    """Why figures are not estimable, each reason once."""
    reasons = [estimate["reason"] for group in found.groups for estimate in group.estimates if estimate["reason"]]
    return f"Not estimable: {'; '.join(dict.fromkeys(reasons))}." if reasons else ""


def _name(name: str) -> str:
    return "Everybody" if name == "all" else escape(name)


def _rate(estimate: TimeEstimate) -> str:
    """Estimate, interval and people at risk in three short lines, so that four days fit on a phone."""
    if estimate["estimate"] is None:
        return '<span class="second wrap">not estimable</span>'
    interval = percent_range(estimate["low"], estimate["high"])
    under = f'<span class="second">{interval}<br>{estimate["at_risk"]:,} at risk</span>'
    return f"{percent(estimate['estimate'])}<br>{under}"


def _rate_cells(estimate: TimeEstimate) -> tuple[str, str]:
    if estimate["estimate"] is None:
        return f'<span class="second">not estimable: {escape(estimate["reason"])}</span>', f"{estimate['at_risk']:,}"
    shown = f"{percent(estimate['estimate'])} ({percent_range(estimate['low'], estimate['high'])})"
    return shown, f"{estimate['at_risk']:,}"


def show_facts(found: Answer) -> None:
    """Median and average time without the event, and how completely people were observed."""
    unit = "days" if found.question.definition.kind == "dated" else "weeks"
    heading(_facts_title(found, unit), _observed(found))
    head = ("Group", "Events", f"Median {unit} (95%)", f"Average {unit} (restricted mean)")
    rows = [
        (_name(group.name), f"{group.curve.events:,}", _median(group.curve), _average(group.curve))
        for group in found.groups
        if group.curve is not None
    ]
    show_table(head, rows, right=frozenset({1, 2, 3}))


def _facts_title(found: Answer, unit: str) -> str:
    """Median and average of the only group; with several groups what the table holds."""
    curves = found.curves
    if len(curves) != 1:
        means = [curve.restricted_mean for curve in curves if curve.restricted_mean is not None]
        if not means or curves[0].tau is None:
            return f"The average {unit} without the event are not estimable"
        spread = " to ".join(dict.fromkeys(count(mean) for mean in (min(means), max(means))))
        return f"On average {spread} of the first {count(curves[0].tau)} {unit} without the event, by group"
    median = curves[0].median
    half = "Fewer than half had the event" if median is None else f"Half had the event within {count(median)} {unit}"
    if curves[0].restricted_mean is None or curves[0].tau is None:
        return half
    return (
        f"{half}; on average {count(curves[0].restricted_mean)} of the first {count(curves[0].tau)} {unit} without it"
    )


def _observed(found: Answer) -> str:
    given = found.due_tests_given
    parts = [f"{found.never_observed:,} of {found.n:,} never observed after zero."]
    if given.value is not None:
        interval = percent_range(given.low, given.high)
        parts.append(f"Due tests given in treatment: {percent(given.value)} (95% {interval}).")
    return " ".join(parts)


def _median(curve: SurvivalCurve) -> str:
    if curve.median is None:
        return "median not reached"
    low = count(curve.median_low) if curve.median_low is not None else "not estimable"
    high = count(curve.median_high) if curve.median_high is not None else "not reached"
    return f'{count(curve.median)}<br><span class="second">{low} to {high}</span>'


def _average(curve: SurvivalCurve) -> str:
    if curve.restricted_mean is None or curve.tau is None:
        return "not estimable"
    error = (
        "" if curve.restricted_mean_se is None else f"standard error {count(curve.restricted_mean_se, decimals=1)}, "
    )
    mean = count(curve.restricted_mean, decimals=1)
    return f'{mean}<br><span class="second">{error}of {count(curve.tau)}</span>'


def curve_frame(found: Answer) -> pd.DataFrame:
    """One row a step of every group's curve, as drawn."""
    return pd.concat([_steps(group) for group in found.groups if group.curve is not None], ignore_index=True)


def _steps(group: GroupAnswer) -> pd.DataFrame:
    assert group.curve is not None
    frame = group.curve.table.copy()
    frame.insert(0, "group", group.name)
    frame.insert(1, "n", group.n)
    return frame


def facts_list(facts: list[tuple[str, str, str]]) -> None:
    """Name, value and small note, as a row of facts."""
    items = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}<small>{escape(note)}</small></dd></div>"
        for name, value, note in facts
    )
    house(f'<dl class="facts">{items}</dl>')
