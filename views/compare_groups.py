"""Compare, two groups: the sentence, the curves, how far they lie apart, who is in each group."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import pandas as pd
import streamlit as st

from analytics.charts.alt import survival_alt
from analytics.charts.love_plot import love_alt, love_plot, love_title
from analytics.charts.survival import survival_figure
from analytics.charts.survival_axis import Axis, axis_for
from analytics.charts.survival_picture import Caption, survival_svg
from analytics.charts.titles import Reading, survival_reading
from analytics.charts.wording import people, percent, points_range, signed_points
from analytics.evaluation.comparison import Comparison
from analytics.evaluation.sentences import caution_sentences, curve_sentences
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.survival import SurvivalCurve
from views.compare_shown import ask_comparison, drawn_groups, not_drawn, p_cell, sentences, show
from views.filters import Choice
from views.page_frame import source_line, theme
from views.store import Store
from views.tables import show_table
from views.words import CLOCKS, event_words, missing_words, state_words

MOST_PAIRS = 6  # more pairs than these are folded


def show_groups(store: Store, choice: Choice) -> None:
    """Sentence first; curves with risk table; table of differences; case mix; cautions."""
    asked = ask_comparison(store, choice, refusable=True)
    if asked is None:
        return
    found, command = asked.found, asked.command(store, choice)
    sentences(curve_sentences(found), lead=2 if len(found.pairs) <= MOST_PAIRS else 1)
    _curves(store, found, command)
    _differences(found)
    _case_mix(store, found, command)
    sentences(caution_sentences(found), lead=0)


def measure_of(found: Comparison) -> str:
    """The measure under a title: event, clock, missing rule, whom, n."""
    question = found.question
    event = event_words(question.definition)
    rule = missing_words(question.missing)
    who = f"{question.basis_used.capitalize()} {question.period.label}, " if question.period else ""
    return (
        f"Time to “{event}” since {CLOCKS[question.clock]}, {found.subjects.contrast.words}. "
        f"Missing tests: {rule[:1].lower()}{rule[1:]}. {who}{people(len(found.subjects))}."
    )


def _curves(store: Store, found: Comparison, command: str) -> None:
    seen = [curve for curve in found.curves if curve.n and curve.last_time]
    if not seen:
        st.info("Nobody was seen after day zero, so there is no curve.")
        return
    kept = drawn_groups(seen, size=lambda curve: curve.n)
    axis = axis_for(kept, unit=found.subjects.unit, clock_words=CLOCKS[found.question.clock])
    reading = _reading(found, seen, axis)
    measure = f"{reading.difference} {measure_of(found)} Kaplan–Meier with 95% interval.".strip()
    note = f"Dotted: few at risk. | marks people whose follow-up ends. {not_drawn(len(kept), len(seen))}".strip()
    caption = Caption(reading.title, measure, note, source_line(store))
    show(
        store,
        survival_figure(kept, theme(), axis=axis, published=None),
        name="curves",
        title=reading.title,
        measure=measure,
        alt=survival_alt(
            reading.shares, measure="time without the event", title=reading.title, basis="compared groups"
        ),
        frame=_curve_frame(found),
        note=note,
        command=command,
        picture=lambda: survival_svg(kept, axis=axis, published=None, caption=caption),
    )


def _reading(found: Comparison, curves: list[SurvivalCurve], axis: Axis) -> Reading:
    time = axis.guide if axis.guide is not None else axis.columns[-1]
    words = f"{time:.0f} {axis.unit} after {CLOCKS[found.question.clock]}"
    reading = survival_reading(
        curves,
        state=state_words(found.question.definition),
        time=time,
        time_words=words,
        p_value=found.logrank.p,
        biased=found.biased,
    )
    return (
        Reading(f"Biased, not for comparison: {found.subjects.contrast.words}", "", reading.shares)
        if found.biased
        else reading
    )


def _curve_frame(found: Comparison) -> pd.DataFrame:
    return pd.concat([curve.table.assign(group=curve.name) for curve in found.curves], ignore_index=True)


def _differences(found: Comparison) -> None:
    """Average time, shares by day, tests: every group against the reference."""
    unit = found.subjects.unit
    if found.differences:
        reference = found.differences[0].reference
        show_table(
            ("Against " + reference, "Measure", "Difference", "95% interval", "Ratio", "p"),
            list(_rows(found, unit)),
            right=frozenset({2, 3, 4, 5}),
            caption=f"Group − reference; share with the event by each day. Averages up to {_tau(found)}. p by Holm.",
        )
    rows = [("All groups", "log-rank test", p_cell(found.logrank.p))]
    pairs = [
        (f"{escape(p.first)} and {escape(p.second)}", "log-rank, by Holm", p_cell(p.p_adjusted)) for p in found.pairs
    ]
    head = ("Groups", "Test", "p")
    if len(pairs) <= MOST_PAIRS:
        show_table(head, [*rows, *pairs], right=frozenset({2}))
        return
    show_table(head, rows, right=frozenset({2}))
    with st.expander(f"Every pair of groups ({len(pairs)})"):
        show_table(head, pairs, right=frozenset({2}))


def _rows(found: Comparison, unit: str) -> Iterator[tuple[str, ...]]:
    for difference in found.differences:
        mean = difference.restricted_mean
        told = _number(mean), _interval(mean), "", p_cell(difference.p_adjusted)
        yield (escape(difference.group), f"average {unit} without the event", *told)
        for risk in difference.risks:
            shares = f"by day {risk.day}: {percent(risk.group.value)} against {percent(risk.reference.value)}"
            points = risk.difference
            if points.value is None:
                yield "", shares, "not estimable", escape(points.reason), "", ""
                continue
            ratio = risk.ratio
            said = (
                f"{ratio.value:.2f} ({ratio.low:.2f}–{ratio.high:.2f})"
                if ratio.value and ratio.low and ratio.high
                else "–"
            )
            yield "", shares, f"{signed_points(points.value)} points", points_range(points.low, points.high), said, ""


def _tau(found: Comparison) -> str:
    return "a common day" if found.tau is None else f"{found.tau:g} {found.subjects.unit}"


def _number(estimate: Estimate) -> str:
    return "not estimable" if estimate.value is None else _signed(estimate.value)


def _interval(estimate: Estimate) -> str:
    if estimate.low is None or estimate.high is None:
        return escape(estimate.reason) or "–"
    return f"{_signed(estimate.low)} to {_signed(estimate.high)}"


def _signed(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−")


def _case_mix(store: Store, found: Comparison, command: str) -> None:
    frame = found.case_mix
    if frame.empty:
        st.info("Nothing else is recorded at admission that could differ between the groups.")
        return
    first = frame.dropna(subset=["difference"])
    drawn = pd.DataFrame({"covariate": first["covariate"], "before": first["difference"].abs()})
    drawn = drawn.sort_values("before", ascending=False)
    title = love_title(drawn)
    several = " The largest over pairs of groups." if len(found.names) > 2 else ""
    names = {
        f"{part}_{code}": f"{part} {name}" for code, name in enumerate(found.names) for part in ("n", "value", "sd")
    }
    show(
        store,
        love_plot(drawn, theme()),
        name="case_mix",
        title=title,
        measure=f"Standardised differences of what was known at admission.{several} {people(len(found.subjects))}.",
        alt=love_alt(drawn, title=title),
        frame=frame.rename(columns=names),
        note="Beyond 0.1 is usually called imbalance (Austin 2009). Adjusted figures are in the part Adjusted.",
        command=command,
    )
