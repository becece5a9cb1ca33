"""Weekdays against an even spread, the curve to the next contact, rows with a second mark."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.charts.testing_days import action_figure, share_rows_with_marks, weekdays_figure
from analytics.charts.theme import LIGHT

NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEK = pd.DataFrame(
    {
        "weekday": NAMES,
        "treatment_day": [True] * 5 + [False] * 2,
        "value": [0.3, 0.2, 0.2, 0.2, 0.1, 0.0, 0.0],
        "low": [0.25, 0.15, 0.15, 0.15, 0.05, 0.0, 0.0],
        "high": [0.35, 0.25, 0.25, 0.25, 0.15, 0.02, 0.02],
        "events": [30, 20, 20, 20, 10, 0, 0],
        "n": 100,
        "even": [0.2] * 5 + [None] * 2,
    }
)
CURVE = pd.DataFrame(
    {
        "day": range(31),
        "value": [min(day * 0.1, 0.9) for day in range(31)],
        "low": [max(min(day * 0.1, 0.9) - 0.05, 0) for day in range(31)],
        "high": [min(day * 0.1, 0.9) + 0.05 for day in range(31)],
        "events": range(31),
        "n": 40,
    }
)


def test_days_without_sessions_are_hollow_and_have_no_even_spread() -> None:
    figure = weekdays_figure(WEEK, LIGHT)
    assert list(figure.data[0].marker.color) == [LIGHT.common] * 5 + [LIGHT.page] * 2
    assert len(figure.layout.shapes) == 5
    assert any(note.text == "even spread 20%" for note in figure.layout.annotations)
    assert max(figure.layout.yaxis.range) > 0.35
    go.Figure(figure.to_dict())


def test_the_curve_is_written_at_three_seven_and_fourteen_days() -> None:
    figure = action_figure(CURVE, LIGHT)
    assert [note.text for note in figure.layout.annotations] == ["<b>30%</b>", "<b>70%</b>", "<b>90%</b>"]
    assert figure.data[2].line.shape == "hv"
    assert not figure.layout.showlegend
    go.Figure(figure.to_dict())


def test_days_that_nobody_could_be_followed_are_not_drawn() -> None:
    short = CURVE.assign(value=CURVE["value"].where(CURVE["day"] <= 10))
    figure = action_figure(short, LIGHT)
    assert max(figure.data[2].x) == 10
    assert len(figure.layout.annotations) == 2


def test_a_second_mark_lies_on_its_row() -> None:
    frame = pd.DataFrame(
        {
            "name": ["a", "b"], "value": [0.3, None], "low": [0.2, None], "high": [0.4, None], "n": [10, 0],
            "reason": ["", "nobody"], "random": [0.5, None],
        }
    )  # fmt: skip
    figure = share_rows_with_marks(frame, LIGHT, mark="random", words="chance gives", label="name")
    mark = figure.data[-1]
    assert list(mark.x) == [0.5] and mark.text[0] == "chance gives 50%"
    dots = next(trace for trace in figure.data if trace.customdata is not None)
    assert mark.y[0] == pytest.approx(dots.y[0])


def test_a_part_of_a_frame_keeps_its_rows() -> None:
    frame = pd.DataFrame(
        {"name": ["a", "b", "c"], "value": 0.3, "low": 0.2, "high": 0.4, "n": 10, "reason": "", "random": 0.5}
    )
    figure = share_rows_with_marks(frame.iloc[[0, 2]], LIGHT, mark="random", words="chance gives", label="name")
    dots = next(trace for trace in figure.data if trace.customdata is not None)
    assert [row[0] for row in dots.customdata] == [0, 2]


def test_a_low_value_has_its_label_over_the_curve() -> None:
    notes = action_figure(CURVE.assign(value=0.04, low=0.02, high=0.06), LIGHT).layout.annotations
    assert {note.yanchor for note in notes} == {"bottom"}
