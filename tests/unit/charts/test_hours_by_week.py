"""Hours by week of treatment: band, median, the hours required; weeks of too few people are not drawn."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.hours_by_week import hours_by_week_figure
from analytics.charts.theme import LIGHT

FRAME = pd.DataFrame(
    {
        "week": [1, 2, 3],
        "median": [8.0, 7.5, 2.0],
        "lower_quartile": [6.0, 6.0, 1.0],
        "upper_quartile": [9.0, 10.5, 3.0],
        "n": [40, 30, 5],
        "thin": [False, False, True],
    }
)


def test_band_before_the_median_without_thin_weeks() -> None:
    figure = hours_by_week_figure(FRAME, LIGHT, required=9.0, members=True)
    band, median = figure.data
    assert band.fill == "toself" and list(band.y) == [9.0, 10.5, 6.0, 6.0]
    assert list(median.y) == [8.0, 7.5]
    assert [list(row) for row in median.customdata] == [[0], [1]]
    assert median.text[0].replace("\u00a0", " ") == "week 1: median 8.0 h, middle half 6.0 to 9.0 h, n = 40"
    go.Figure(figure.to_dict())


def test_the_requirement_is_named_on_the_side_where_the_median_is_not() -> None:
    over = hours_by_week_figure(FRAME, LIGHT, required=9.0).layout.annotations[0]
    under = hours_by_week_figure(FRAME, LIGHT, required=6.0).layout.annotations[0]
    assert (over.text, over.yanchor) == ("9 h required", "bottom")
    assert (under.text, under.yanchor) == ("6 h required", "top")


def test_without_one_requirement_no_line() -> None:
    figure = hours_by_week_figure(FRAME, LIGHT, required=None)
    assert len(figure.layout.shapes) == 0
    assert [note.text for note in figure.layout.annotations] == ["middle half of people", "<b>median</b>"]
    assert figure.layout.yaxis.range[0] == 0


def test_only_thin_weeks_is_an_empty_figure() -> None:
    assert list(hours_by_week_figure(FRAME.tail(1), LIGHT, required=None).data[1].x) == []
