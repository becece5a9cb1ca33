"""Figures are built without Plotly's check of every value, so every kind of figure is handed to it here."""

from __future__ import annotations

import copy
import json
from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.charts.figure import figure_of
from analytics.charts.headline import Headline, headline_figure
from analytics.charts.survival import survival_figure
from analytics.charts.survival_axis import axis_for
from analytics.charts.theme import DARK, LIGHT, Theme
from analytics.charts.trend import trend_figure
from tests.unit.charts.curves import program

TREND = pd.DataFrame({"month": [date(2026, 1, 1), date(2026, 2, 1)], "value": [0.5, 0.6], "n": [40, 50]})
BAR = Headline(0.57, 0.52, 0.63, 0.63, 0.58, 0.69, 0.38, 0.74, 0.5, 0.7)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_plotly_accepts_every_value_of_every_figure(theme: Theme) -> None:
    curves = (program("day", 40, every=5, event=2), program("evening", 30, every=4, event=3))
    for figure in (
        headline_figure(BAR, theme),
        trend_figure(TREND, theme, target=0.7),
        survival_figure(curves, theme, axis=axis_for(curves, unit="days", clock_words="admission"), published=None),
    ):
        checked = go.Figure(figure.to_dict())  # raises on an unknown name or an impossible value
        assert len(checked.data) == len(figure.data) > 0


def test_the_check_finds_what_is_wrong() -> None:
    with pytest.raises(ValueError, match="colour"):
        go.Figure(figure_of([{"type": "scatter", "line": {"colour": "red"}}], {}).to_dict())


def test_a_page_gets_the_dicts_and_anything_else_the_whole_figure() -> None:
    traces, layout = [{"type": "scatter", "x": [1], "y": [2]}], {"height": 90, "template": "none"}
    figure = figure_of(traces, layout)
    assert figure.to_dict()["data"] is traces  # no copy
    assert copy.deepcopy(figure).data[0].y == (2,)
    assert figure.layout.height == 90 and len(figure.data) == 1
    figure.update_layout(height=100)
    assert figure.to_dict()["layout"]["height"] == 100
    whole = go.Figure(data=traces, layout=layout, _validate=False)
    assert json.loads(figure_of(traces, layout).to_json()) == json.loads(whole.to_json())
