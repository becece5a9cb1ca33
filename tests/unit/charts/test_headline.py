"""The headline bar: what is drawn, in which order, and where its labels go."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from analytics.charts.headline import Headline, headline_figure
from analytics.charts.theme import LIGHT

HEADLINE = Headline(0.57, 0.52, 0.63, 0.63, 0.58, 0.69, 0.38, 0.74, 0.5, 0.7)


def texts(headline: Headline) -> dict[str, Any]:
    """The labels of a bar by their words."""
    return {note.text: note for note in headline_figure(headline, LIGHT).layout.annotations}


def test_uncertainty_lies_under_the_estimate() -> None:
    figure = headline_figure(HEADLINE, LIGHT)
    widths = [trace.line.width for trace in figure.data if trace.mode == "lines"]
    assert widths == [2, 4, 12]  # range over definitions, those reached, primary interval
    assert list(figure.data[-1].x) == [0.57]  # the point is drawn last
    assert all(shape.layer == "below" for shape in figure.layout.shapes)


def test_every_value_is_written() -> None:
    assert set(texts(HEADLINE)) == {
        "Published range 50–70%",
        "<b>57%</b>",
        "strictest<br><b>38%</b>",
        "most lenient<br><b>74%</b>",
        "only those reached <b>63%</b>",
    }


def test_ends_near_the_edge_are_labelled_above_inside_the_figure() -> None:
    wide = texts(replace(HEADLINE, strictest=0.05, most_lenient=0.95))
    assert wide["strictest<br><b>5%</b>"].x == 0
    assert wide["most lenient<br><b>95%</b>"].x == 1
    assert wide["most lenient<br><b>95%</b>"].yanchor == "bottom"


def test_an_end_inside_the_interval_is_labelled_beside_the_interval() -> None:
    above = replace(
        HEADLINE, value=0.8, low=0.75, high=0.85, strictest=0.8, most_lenient=0.9, range_low=0.2, range_high=0.3
    )
    assert texts(above)["strictest<br><b>80%</b>"].x == 0.75


def test_no_edge_of_the_published_range_runs_through_a_label() -> None:
    assert texts(replace(HEADLINE, strictest=0.57))["strictest<br><b>57%</b>"].x == 0.5
    assert texts(HEADLINE)["only those reached <b>63%</b>"].x == 0.5


def test_only_blue_is_the_primary() -> None:
    figure = headline_figure(HEADLINE, LIGHT)
    blue = [trace for trace in figure.data if LIGHT.good in str(trace.to_plotly_json())]
    assert [list(trace.x) for trace in blue] == [[0.52, 0.63], [0.57]]


def test_without_range_and_value() -> None:
    bare = Headline(None, None, None, None, None, None, None, None, None, None)
    figure = headline_figure(bare, LIGHT)
    assert len(figure.data) == 0
    assert [note.text for note in figure.layout.annotations] == ["not estimable"]
