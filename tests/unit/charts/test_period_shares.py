"""A share by quarter or month: each dot on its interval, the last one written, empty periods left empty."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.charts.period_shares import period_name, period_shares
from analytics.charts.theme import DARK, LIGHT, Theme

QUARTERS = pd.DataFrame(
    {
        "month": pd.to_datetime(["2026-01-01", "2026-04-01", "2026-07-01"]),
        "value": [0.5, None, 0.61],
        "low": [0.4, None, 0.53],
        "high": [0.6, None, 0.69],
        "n": [80, 0, 138],
    }
)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_plotly_accepts_the_figure(theme: Theme) -> None:
    figure = period_shares(QUARTERS, theme, step="quarter")
    assert len(go.Figure(figure.to_dict()).data) == len(figure.data)
    assert figure.layout.showlegend is False
    assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == theme.page


def test_the_last_share_is_written_and_an_empty_quarter_has_no_mark() -> None:
    figure = period_shares(QUARTERS, LIGHT, step="quarter", members=True)
    dots = figure.data[-1]
    assert dots.y == (0.5, None, 0.61)
    assert dots.text[1] == "2026 Q2: nobody"
    assert len(figure.data) == 3  # two whiskers and the dots
    assert [row[0] for row in dots.customdata] == [0, 1, 2]
    texts = [note.text for note in figure.layout.annotations]
    assert texts == ["2026 Q1", "2026 Q3", "<b>61%</b>"]


def test_names_of_periods() -> None:
    assert period_name(date(2026, 7, 1), "quarter") == "2026 Q3"
    assert period_name(date(2026, 2, 1), "quarter") == "quarter from Feb 2026"
    assert period_name(date(2026, 2, 1), "month") == "Feb 2026"
