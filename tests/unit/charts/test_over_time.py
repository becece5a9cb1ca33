"""Shares over time: interval before point, hollow where not trusted, orange only for news, few names, target aside."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.over_time import MOST_TICKS, over_time_figure
from analytics.charts.theme import DARK, LIGHT

NAMES = [f"2025 Q{k}" for k in range(1, 5)]
FRAME = pd.DataFrame(
    {
        "value": [0.15, 0.25, None, 0.18],
        "low": [0.10, 0.20, None, 0.15],
        "high": [0.20, 0.30, None, 0.21],
        "n": [100, 120, 3, 110],
    }
)


def words(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_intervals_then_the_line_then_the_points() -> None:
    figure = over_time_figure(FRAME, LIGHT, names=NAMES)
    *intervals, line, points = figure.data
    assert [list(bar.y) for bar in intervals] == [[0.10, 0.20], [0.20, 0.30], [0.15, 0.21]]
    assert list(line.y) == list(points.y) == [0.15, 0.25, None, 0.18]
    assert line.connectgaps is False
    assert points.text[1].replace("\u00a0", " ") == "2025 Q2: 25%, 95% 20–30%, n = 120"
    go.Figure(figure.to_dict())


def test_a_point_not_to_be_trusted_is_hollow_and_leaves_the_line() -> None:
    *_, line, points = over_time_figure(FRAME, LIGHT, names=NAMES, hollow=[False, True, False, False]).data
    assert list(points.marker.color)[:2] == [LIGHT.common, LIGHT.page]
    assert list(line.y) == [0.15, None, None, 0.18]
    assert points.marker.opacity == 1


def test_the_named_point_is_a_triangle_and_orange_only_when_it_is_news() -> None:
    grey, news = (over_time_figure(FRAME, LIGHT, names=NAMES, named=1, news=n) for n in (False, True))
    for figure, colour in ((grey, LIGHT.common), (news, LIGHT.concern)):
        assert list(figure.data[-1].marker.symbol) == ["circle", "triangle-up", "circle", "circle"]
        assert figure.data[-1].marker.color[1] == colour
        assert words(figure)[0] == "<b>25%</b> 2025 Q2"
    assert words(grey)[1] == "<b>18%</b>"  # the last one is written too


def test_the_target_is_named_where_the_points_are_far() -> None:
    figure = over_time_figure(FRAME, LIGHT, names=NAMES, target=0.14)
    label = figure.layout.annotations[-1]
    assert (label.text, label.x, label.yanchor) == ("target 14%", 1, "top")  # 18% lies farther from it than 15%
    assert figure.layout.shapes[0].line.color == LIGHT.benchmark
    assert figure.layout.yaxis.range[0] < 0.10


def test_few_names_under_the_axis_and_an_opaque_ground() -> None:
    many = pd.concat([FRAME] * 6, ignore_index=True)
    figure = over_time_figure(many, DARK, names=[str(k) for k in range(24)], members=True)
    assert len(figure.layout.xaxis.tickvals) <= MOST_TICKS
    assert figure.layout.plot_bgcolor == DARK.page and figure.layout.showlegend is False
    assert list(figure.data[-1].customdata[23]) == [23]


def test_nothing_is_an_empty_figure() -> None:
    assert words(over_time_figure(FRAME.head(0), LIGHT, names=[])) == []
