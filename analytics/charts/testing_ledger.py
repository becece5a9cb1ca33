"""The expected-test ledger as stacked columns, a week of treatment or a calendar month each."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.columns import Part, stacked_columns
from analytics.charts.testing_words import rows_in
from analytics.charts.theme import Theme
from analytics.charts.wording import percent, percent_range
from analytics.outcomes.intervals import Estimate

FEWEST = 10
"""Tests of a week or month below which its column is not drawn; the table has it."""

STATUS_WORDS = {
    "given": "given",
    "refused": "refused",
    "unable": "unable",
    "missed": "missed",
    "excused": "excused",
}


def ledger_figure(frame: pd.DataFrame, theme: Theme, *, at: str) -> go.Figure:
    """Shares of all tests of each `at` (week or month) by what became of them; excused on top, it is not due.

    States differ by lightness and hatching, not by colour alone. `customdata` of every bar is the frame's row.
    """
    shown = drawn(frame)
    occurring = {"given", *shown.loc[shown["events"] > 0, "status"]}
    figure = stacked_columns(
        shown,
        theme,
        parts=[part for part in _parts(theme) if part.code in occurring],
        at=at,
        value="value",
        share=True,
        title="week of treatment" if at == "week" else "",
    )
    for trace in figure.data:
        rows = shown.index[shown["status"] == trace.name]
        trace.customdata = [[int(row)] for row in rows]
    return figure


def drawn(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows with enough tests to be a column."""
    return frame[frame["n"] >= FEWEST]


def _parts(theme: Theme) -> list[Part]:
    return [
        Part("given", STATUS_WORDS["given"], theme.good),
        Part("refused", STATUS_WORDS["refused"], theme.concern, hatch=True),
        Part("unable", STATUS_WORDS["unable"], theme.text),
        Part("missed", STATUS_WORDS["missed"], theme.table_line, text=theme.second_text, hatch=True),
        Part("excused", STATUS_WORDS["excused"], theme.limits_fill, text=theme.second_text),
    ]


def ledger_title(frame: pd.DataFrame, headline: Estimate | None, *, at: str) -> str:
    """What share of the due tests was given, and where it was least."""
    if headline is None or headline.value is None:
        return "No test was due"
    said = f"{percent(headline.value)} of due tests were given"
    least = least_given(frame, at)
    return f"{said}, least in {least}" if least else said


def least_given(frame: pd.DataFrame, at: str) -> str:
    """The week or month with the smallest share of due tests given, in words; empty with fewer than two."""
    given = frame[(frame["status"] == "given") & (frame["due"] >= FEWEST)]
    if len(given) < 2:
        return ""
    row = min(rows_in(given), key=lambda one: float(one["events"] / one["due"]))
    where = f"week {int(row['week'])}" if at == "week" else f"{row['month']:%b %Y}"
    return f"{where} ({percent(row['events'] / row['due'])})"


def ledger_alt(frame: pd.DataFrame, headline: Estimate | None, *, at: str, period: str) -> str:
    """What the columns show, for those who do not see them."""
    sums = frame.groupby("status", observed=True)["events"].sum()
    parts = ", ".join(f"{STATUS_WORDS[name]} {int(sums.get(name, 0)):,}" for name in STATUS_WORDS)
    share = ""
    if headline is not None and headline.value is not None:
        share = f" {percent(headline.value)} of due tests given, 95% interval "
        share += f"{percent_range(headline.low, headline.high).replace('–', ' to ')}."
    axis = "week of treatment" if at == "week" else "calendar month"
    return f"Stacked columns of due drug tests by {axis}: {parts}.{share} {period[:1].upper()}{period[1:]}."
