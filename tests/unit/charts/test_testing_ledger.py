"""The ledger's columns: given at the bottom, told apart without colour, thin weeks left out, rows behind the bars."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.testing_ledger import ledger_alt, ledger_figure, ledger_title
from analytics.charts.theme import DARK, LIGHT
from analytics.outcomes.intervals import Estimate

HEADLINE = Estimate(0.7, 0.6, 0.8, 60, 42, "")
PARTS = ("given", "refused", "unable", "missed", "excused")


def ledger(*weeks: tuple[int, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "week": k,
                "status": part,
                "events": n,
                "n": sum(week),
                "due": sum(week) - week[-1],
                "value": n / sum(week),
            }
            for k, week in enumerate(weeks, start=1)
            for part, n in zip(PARTS, week, strict=True)
        ]
    )


FRAME = ledger((15, 2, 1, 2, 0), (10, 0, 0, 8, 2), (1, 0, 0, 1, 0))


def test_columns_stack_to_the_whole_and_thin_weeks_are_not_drawn() -> None:
    figure = ledger_figure(FRAME, LIGHT, at="week")
    assert [trace.name for trace in figure.data] == list(PARTS)
    assert [sum(trace.y[k] for trace in figure.data) for k in range(2)] == [1.0, 1.0]
    assert all(len(trace.y) == 2 for trace in figure.data)
    assert not figure.layout.showlegend and figure.layout.paper_bgcolor == LIGHT.page


def test_parts_differ_without_colour() -> None:
    figure = ledger_figure(FRAME, DARK, at="week")
    looks = {(trace.marker.color, trace.marker.pattern.shape) for trace in figure.data}
    assert len(looks) == len(PARTS)
    assert {trace.name for trace in figure.data if trace.marker.pattern.shape} == {"refused", "missed"}


def test_a_bar_knows_its_row() -> None:
    figure = ledger_figure(FRAME, LIGHT, at="week")
    missed = next(trace for trace in figure.data if trace.name == "missed")
    assert [FRAME.loc[row[0], "events"] for row in missed.customdata] == [2, 8]


def test_what_never_happened_has_no_name() -> None:
    figure = ledger_figure(ledger((15, 0, 0, 5, 0)), LIGHT, at="week")
    assert [trace.name for trace in figure.data] == ["given", "missed"]


def test_plotly_accepts_the_figure() -> None:
    go.Figure(ledger_figure(FRAME, LIGHT, at="week").to_dict())


def test_the_title_names_the_week_with_the_least() -> None:
    assert ledger_title(FRAME, HEADLINE, at="week") == "70% of due tests were given, least in week 2 (56%)"
    assert ledger_title(FRAME.head(5), HEADLINE, at="week") == "70% of due tests were given"
    assert ledger_title(FRAME, None, at="week") == "No test was due"


def test_the_alternative_text_counts_every_part() -> None:
    text = ledger_alt(FRAME, HEADLINE, at="week", period="patients in treatment 2026 Q3")
    assert "given 26, refused 2, unable 1, missed 11, excused 2" in text
    assert "70% of due tests given, 95% interval 60 to 80%" in text
    assert text.endswith("Patients in treatment 2026 Q3.")
