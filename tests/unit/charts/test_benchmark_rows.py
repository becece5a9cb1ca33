"""Rows of shares with bounds: the bounds under the interval, those reached as a diamond over it."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.charts.bars import MARK_DOWN, Band
from analytics.charts.benchmark_rows import bounded_rows
from analytics.charts.theme import DARK, LIGHT, Theme

FRAME = pd.DataFrame(
    {
        "label": ["Day", "Evening", "Weekend"],
        "value": [0.6, 0.5, None],
        "low": [0.5, 0.4, None],
        "high": [0.7, 0.6, None],
        "n": [90, 80, 4],
        "reason": ["", "", "fewer than 10 people"],
        "responders": [0.66, None, None],
        "worst": [0.6, 0.5, None],
        "best": [0.8, 0.75, None],
    }
)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_plotly_accepts_it(theme: Theme) -> None:
    drawn = bounded_rows(FRAME, theme, label="label", band=Band(0.5, 0.7, "Published"), primary=(0,))
    assert go.Figure(drawn.to_dict()).layout.paper_bgcolor == theme.page


def test_bounds_first_and_the_diamond_last() -> None:
    traces = bounded_rows(FRAME, LIGHT, label="label").data
    assert (traces[0].name, traces[1].name, traces[-1].name) == ("bounds", "ends of the bounds", "only those reached")
    assert list(traces[0].x) == [0.6, 0.8, None, 0.5, 0.75, None]
    assert list(traces[-1].x) == [0.66]
    assert list(traces[-1].y) == [-MARK_DOWN]


def test_without_responders_there_is_no_diamond_and_marks_can_be_clicked() -> None:
    traces = bounded_rows(FRAME.drop(columns="responders"), LIGHT, label="label").data
    assert "only those reached" not in [trace.name for trace in traces]
    dots = [trace for trace in traces if trace.customdata is not None]
    assert [list(row) for row in dots[0].customdata] == [[0], [1], [2]]


def test_a_row_without_a_share_gives_its_reason() -> None:
    texts = [note.text for note in bounded_rows(FRAME, LIGHT, label="label").layout.annotations]
    assert any("fewer than 10 people" in text for text in texts)
