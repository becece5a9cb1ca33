"""Rows of numbers: amounts from 0 and changes around 0, every word inside the figure."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from analytics.charts.number_rows import ROW, Direction, NumberRow, amount_rows, change_rows
from analytics.charts.theme import DARK, LIGHT, Theme

ROWS = [
    NumberRow("Group", "6.5 h (6.4–6.6)", 6.5, 6.4, 6.6, "95% had any", "25,303 hours"),
    NumberRow("Crisis <b>", "not estimable", None),
]
CHANGES = [
    NumberRow("Stable housing", "+9 points", 9, 1, 16, tone="good"),
    NumberRow("Homelessness", "+1 points", -1, -5, 3),
    NumberRow("Arrests", "+8 points", -8, -12, -4, tone="concern"),
]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("draw", [lambda t: amount_rows(ROWS, t), lambda t: change_rows(CHANGES, t)])
def test_plotly_accepts_it_and_it_is_opaque_without_a_legend(draw: object, theme: Theme) -> None:
    assert callable(draw)
    figure = go.Figure(draw(theme).to_dict())  # checked by Plotly
    assert (figure.layout.paper_bgcolor, figure.layout.plot_bgcolor) == (theme.page, theme.page)
    assert figure.layout.showlegend is False
    assert all(shape.layer == "below" for shape in figure.layout.shapes)
    assert all(trace.marker.opacity in (1, None) for trace in figure.data)


def test_a_bar_from_0_its_interval_over_it_and_all_words() -> None:
    figure = amount_rows(ROWS, LIGHT)
    bars, interval = figure.data
    assert list(bars.x) == [6.5, None]
    assert list(interval.x) == [6.4, 6.6]
    assert interval.y[0] == bars.y[0]
    assert figure.layout.xaxis.range[0] == 0 and figure.layout.xaxis.range[1] > 6.6
    texts = [text.text for text in figure.layout.annotations]
    assert texts == [
        "Group",
        "<b>6.5 h (6.4–6.6)</b>",
        "95% had any",
        "25,303 hours",
        "Crisis &lt;b&gt;",
        "not estimable",
    ]
    assert figure.layout.height > 2 * ROW


def test_changes_have_0_in_the_middle_and_words_at_both_ends() -> None:
    figure = change_rows(CHANGES, LIGHT, direction=Direction(unit=" points"))
    low, high = figure.layout.xaxis.range
    assert low == -high and high > 16
    assert sorted(figure.layout.xaxis.tickvals) == [-10, 0, 10]
    assert set(figure.layout.xaxis.ticktext) == {"10 points", "0"}
    assert {"← worse", "better →"} <= {text.text for text in figure.layout.annotations}


def test_filled_where_the_interval_is_on_one_side_hollow_where_not() -> None:
    dots = change_rows(CHANGES, LIGHT).data[-1]
    assert list(dots.marker.color) == [LIGHT.good, LIGHT.page, LIGHT.concern]
    assert list(dots.marker.line.color) == [LIGHT.good, LIGHT.common, LIGHT.concern]


def test_marks_know_the_row_of_the_frame_they_were_drawn_from() -> None:
    assert change_rows(CHANGES, LIGHT, members=[0, 2, 5]).data[-1].customdata == ([0], [2], [5])
    assert amount_rows(ROWS, LIGHT).data[0].customdata is None


def test_nothing_estimable_still_draws_its_words() -> None:
    figure = amount_rows(ROWS[1:], LIGHT)
    assert figure.layout.xaxis.range[1] > 0
    assert change_rows([NumberRow("Score", "no pairs", None)], LIGHT).layout.xaxis.range[1] > 0
