"""Control charts: all measures side by side, one of them large with limits, rules, table, downloads and the command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
import streamlit as st

from analytics.charts.control import control_figure
from analytics.charts.control_small import small_control_figure, small_ranges
from analytics.charts.control_words import control_alt, control_note, control_subtitle, control_title, how_decided
from analytics.charts.picture import figure_svg
from analytics.charts.theme import CONFIG
from analytics.evaluation.control_rules import RULE_WORDS
from views.filters import Choice
from views.page_frame import heading, small, source_line, theme
from views.readings import Read, is_share, reading_class, summary
from views.store import Store
from views.style import house
from views.tables import downloads

SECTION = "Control charts: each measure by month, with the limits of chance"
SIDE_BY_SIDE = (
    "Each measure by month against its own first 12 months; dashed: limits of chance; line: a declared change. A "
    "percentage point is equally tall in all of them; the chart below is zoomed."
)
A_ROW = 3


def show_all(store: Store, choice: Choice, reads: Sequence[Read]) -> None:
    """An expander with every measure small, and below the first one with a signal, or the one chosen, large."""
    with st.expander(SECTION, key="control_charts", on_change="rerun") as box:
        if not box.open:
            return
        by_key = {read.measure.key: read for read in reads if len(read.measure.trend)}
        if not by_key:
            st.info("No months to show.")
            return
        _side_by_side(by_key)
        key = st.selectbox(
            "Shown large",
            list(by_key),
            index=list(by_key).index(first_signal(reads, by_key)),
            format_func=lambda name: by_key[name].measure.name,
            key="control_measure",
            bind="query-params",
        )
        _show(store, choice, by_key[key])
        small(how_decided())


def first_signal(reads: Sequence[Read], by_key: Mapping[str, Read]) -> str:
    """The key of the first measure with months whose chart has a signal; without any, the first one."""
    signalled = [read.measure.key for read in reads if read.measure.key in by_key and read.chart.signal()]
    return next(iter([*signalled, *by_key]))


def _side_by_side(by_key: Mapping[str, Read]) -> None:
    """Every measure, three a row, its reading as title; the row is told in one sentence."""
    reads = list(by_key.values())
    heading(summary(reads)[0], SIDE_BY_SIDE)
    ranges = small_ranges(
        {key: read.chart for key, read in by_key.items()},
        shares=frozenset(key for key, read in by_key.items() if is_share(read.measure)),
    )
    for start in range(0, len(reads), A_ROW):
        for column, read in zip(st.columns(A_ROW), reads[start : start + A_ROW], strict=False):
            with column:
                _small(read, ranges[read.measure.key])


def _small(read: Read, value_range: tuple[float, float]) -> None:
    measure, share = read.measure, is_share(read.measure)
    reading = f'<span class="reading {reading_class(read.words)}">{escape(read.words)}</span>'
    house(f'<div class="head"><span class="name">{escape(measure.name)}</span>{reading}</div>', kind="tile")
    st.plotly_chart(
        small_control_figure(read.chart, theme(), value_range=value_range, share=share, good=measure.good_direction),
        theme=None,
        config=CONFIG,
        key=f"control_small_{measure.key}",
        alt=control_alt(read.chart, measure.name, title=read.words, share=share),
    )


def _show(store: Store, choice: Choice, read: Read) -> None:
    measure, chart = read.measure, read.chart
    share = is_share(measure)
    title = control_title(chart, measure.name, good=measure.good_direction, share=share)
    subtitle = control_subtitle(chart, measure.definition.rpartition(f" {measure.period.label} against")[0])
    figure = control_figure(chart, theme(), share=share, good=measure.good_direction, target=measure.target)
    heading(title, subtitle)
    st.plotly_chart(
        figure,
        theme=None,
        config=CONFIG,
        key=f"control_{measure.key}",
        alt=control_alt(chart, measure.name, title=title, share=share),
    )
    small(control_note())
    frame = chart_frame(read)
    downloads(
        frame,
        name=f"control_{measure.key}",
        picture=lambda: figure_svg(
            figure, title=title, subtitle=subtitle, note=control_note(), source=source_line(store)
        ),
    )
    st.dataframe(frame, hide_index=True, alt=f"{title}. {subtitle}")
    command = f"{measure.command}{choice.command} --today {store.records().today} --json"
    st.code(command, language=None, wrap_lines=True)


def chart_frame(read: Read) -> pd.DataFrame:
    """The months as drawn: month, value, n, mean, low, high, phase, signal and the rule in words."""
    chart = read.chart
    names = [phase.name or "first phase" for phase in chart.phases]
    return chart.frame.assign(
        month=pd.to_datetime(chart.frame["month"]).dt.strftime("%Y-%m"),
        phase=[names[int(number)] for number in chart.frame["phase"]],
        rule=[RULE_WORDS.get(rule, "") for rule in chart.frame["rule"]],
    )
