"""The tipping chart: intervals, squares at the plain rules, lines at the tipping points, nothing by colour alone."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import pytest

from analytics.charts.theme import DARK, LIGHT, Theme
from analytics.charts.tipping import tipping_figure
from analytics.evaluation.tipping import TippingPoint
from tests.unit.charts.tipped import against_target, tipped

MORE = TippingPoint(0.71, 1.0, "chance")


def named(figure: Any, name: str) -> Any:
    return next(trace for trace in figure.data if trace.name == name)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_house_style(theme: Theme) -> None:
    figure = tipping_figure(tipped(more=MORE), theme)
    assert len(go.Figure(figure.to_dict()).data) == len(figure.data)  # Plotly accepts every name and value
    layout = figure.layout
    assert (layout.paper_bgcolor, layout.plot_bgcolor, layout.showlegend) == (theme.page, theme.page, False)
    assert all(shape.layer == "below" for shape in layout.shapes)
    assert all(note.font.size >= 12 for note in layout.annotations)


def test_a_line_a_group_with_its_interval_and_squares_at_the_rules() -> None:
    figure = tipping_figure(tipped(), LIGHT)
    assert [named(figure, f"{name} interval").fill for name in ("day", "evening")] == ["toself", "toself"]
    assert named(figure, "day").line.dash != named(figure, "evening").line.dash
    assert list(named(figure, "day plain rules").x) == [0.0, 1.0]
    assert list(named(figure, "evening plain rules").x) == [0.0]  # no figure where everybody missing is positive
    assert named(figure, "evening").y[-1] is None
    assert named(figure, "day").text[2] == "34% of missed tests positive: 56%, 95% 50–62%"


def test_the_difference_lies_below_with_no_difference_drawn() -> None:
    figure = tipping_figure(tipped(), LIGHT)
    assert named(figure, "difference").yaxis == "y2" and list(named(figure, "no difference").y) == [0, 0]
    assert named(figure, "difference").text[0].startswith("0% of missed tests positive: +10 points, 95% +4 to +16")
    assert any(note.text == "evening − day, points" for note in figure.layout.annotations)


def test_tipping_points_and_tests_given_are_marked_with_words() -> None:
    figure = tipping_figure(tipped(fewer=TippingPoint(0.05, -3.0, "chance"), more=MORE), LIGHT)
    verticals = [shape for shape in figure.layout.shapes if shape.x0 == shape.x1]
    assert sorted(shape.x0 for shape in verticals) == [0.05, 0.34, 0.71]
    words = [note.text for note in figure.layout.annotations]
    assert {"<b>tips at 5%</b>", "<b>tips at 71%</b>", "as tests given 34%"} <= set(words)


def test_one_group_has_a_target_line_and_no_difference() -> None:
    figure = tipping_figure(against_target(more=MORE), LIGHT)
    assert [trace.name for trace in figure.data] == ["all interval", "all", "all plain rules"]
    assert any(shape.y0 == shape.y1 == 0.5 and shape.line.color == LIGHT.benchmark for shape in figure.layout.shapes)
