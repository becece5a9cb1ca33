"""Rows of lengths of stay: the numbers at the right, the median on its interval and the middle half."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.charts.stay_lengths import stay_lengths
from analytics.charts.theme import DARK, LIGHT, Theme

STAYS = pd.DataFrame(
    {
        "discharge_reason": ["everyone discharged", "completed", "everyone admitted"],
        "median": [45.0, 64.0, None],
        "median_low": [36.0, 59.0, 30.0],
        "median_high": [53.0, None, None],
        "quartile_1": [17.25, 57.0, None],
        "quartile_3": [62.0, 92.0, None],
        "n": [558, 211, 544],
        "reason": ["", "", "median not reached"],
    }
)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_plotly_accepts_the_figure(theme: Theme) -> None:
    figure = stay_lengths(STAYS, theme)
    assert len(go.Figure(figure.to_dict()).data) == len(figure.data)
    assert figure.layout.showlegend is False
    assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == theme.page


def test_names_and_numbers_stand_in_each_row() -> None:
    texts = [note.text.replace("\u00a0", " ") for note in stay_lengths(STAYS, LIGHT).layout.annotations]
    assert texts[:2] == ["Everyone discharged", "<b>45 days</b> (17–62) n = 558"]
    assert texts[5] == "median not reached n = 544"


def test_a_median_without_an_upper_limit_has_no_line_but_says_so() -> None:
    figure = stay_lengths(STAYS, LIGHT, members=True)
    widths = [trace.line.width for trace in figure.data[:-1]]
    assert widths == [11, 2.5, 11]  # bar and line of the first row, only the bar of the second
    medians = figure.data[-1]
    assert medians.text[1].endswith("95% interval of the median from 59 days, no upper limit")
    assert medians.x == (45, 64, None)
    assert [row[0] for row in medians.customdata] == [0, 1, 2]
