"""Control charts: each measure's months large, with limits, rules, table, downloads and the command."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analytics.charts.control import control_figure
from analytics.charts.control_words import control_alt, control_note, control_subtitle, control_title, how_decided
from analytics.charts.picture import figure_svg
from analytics.charts.theme import CONFIG
from analytics.evaluation.control_rules import RULE_WORDS
from analytics.outcomes.measures import Measure
from views.filters import Choice
from views.page_frame import heading, small, source_line, theme
from views.readings import Read, is_share, read_measures
from views.store import Store
from views.tables import download, download_picture

SECTION = "Control charts: each measure by month, with the limits of chance"


def show_all(store: Store, choice: Choice, reads: Sequence[Read]) -> None:
    """An expander with the chart of one measure, the first signalled one unless another is chosen."""
    with st.expander(SECTION, key="control_charts", on_change="rerun") as box:
        if not box.open:
            return
        by_key = {read.measure.key: read for read in reads if len(read.measure.trend)}
        if not by_key:
            st.info("No months to show.")
            return
        key = st.selectbox(
            "Measure",
            list(by_key),
            format_func=lambda name: by_key[name].measure.name,
            key="control_measure",
            bind="query-params",
        )
        _show(store, choice, by_key[key])
        small(how_decided())


def show(store: Store, choice: Choice, measure: Measure) -> None:
    """The control chart of one measure."""
    _show(store, choice, read_measures([measure], store.records().settings)[0])


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
    st.dataframe(frame, hide_index=True, alt=f"{title}. {subtitle}")
    download(frame, name=f"control_{measure.key}")
    download_picture(
        lambda: figure_svg(figure, title=title, subtitle=subtitle, note=control_note(), source=source_line(store)),
        name=f"control_{measure.key}",
    )
    command = f"{measure.command}{choice.command} --today {store.records().today} --json"
    st.code(command, language="bash", wrap_lines=True)


def chart_frame(read: Read) -> pd.DataFrame:
    """The months as drawn: month, value, n, mean, low, high, phase, signal and the rule in words."""
    chart = read.chart
    names = [phase.name or "first phase" for phase in chart.phases]
    return chart.frame.assign(
        month=pd.to_datetime(chart.frame["month"]).dt.strftime("%Y-%m"),
        phase=[names[int(number)] for number in chart.frame["phase"]],
        rule=[RULE_WORDS.get(rule, "") for rule in chart.frame["rule"]],
    )
