"""The census: a line against capacity, admissions filled upwards, discharges outlined downwards."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.charts.census import census_figure
from analytics.charts.theme import DARK, LIGHT, Theme

MONTHS = pd.DataFrame(
    {
        "month": pd.to_datetime(["2026-07-01", "2026-08-01", "2026-09-01"]),
        "in_treatment": [67, 71, 63],
        "admissions": [42, 43, 43],
        "discharges": [48, 39, 51],
        "capacity": [80.0, 80.0, 80.0],
    }
)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_plotly_accepts_the_figure(theme: Theme) -> None:
    figure = census_figure(MONTHS, theme, step="month")
    assert len(go.Figure(figure.to_dict()).data) == len(figure.data)
    assert figure.layout.showlegend is False
    assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == theme.page


def test_line_bars_and_words() -> None:
    figure = census_figure(MONTHS, LIGHT, step="month", members=True)
    line, came, left = figure.data
    assert list(line.y) == [67, 71, 63] and list(came.y) == [42, 43, 43] and list(left.y) == [-48, -39, -51]
    assert left.marker.color == LIGHT.page and left.marker.line.width > 0  # told apart without colour
    assert [row[0] for row in line.customdata] == [0, 1, 2]
    texts = [note.text for note in figure.layout.annotations]
    assert "<b>Admissions</b> up (43), <b>discharges</b> down (51)" in texts
    assert "capacity 80" in texts and "<b>63</b>" in texts and texts[-2:] == ["Jul 2026", "Sep 2026"]


def test_capacity_lies_inside_the_drawing_and_is_absent_when_nobody_set_it() -> None:
    assert census_figure(MONTHS, LIGHT, step="month").layout.yaxis.range[1] > 80
    bare = census_figure(MONTHS.assign(capacity=None), LIGHT, step="month")
    assert len(bare.layout.shapes) == 0
    assert not [note for note in bare.layout.annotations if "capacity" in note.text]
