"""Months before and after a change: points, two trends, the trend before carried on."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.charts.series_change import series_change_alt, series_change_figure, series_change_title
from analytics.charts.theme import DARK, LIGHT, Theme
from analytics.outcomes.intervals import Estimate

MONTHS = pd.DataFrame(
    {
        "month": [date(2025, month, 1) for month in range(1, 7)],
        "value": [0.70, 0.71, 0.72, 0.80, 0.81, 0.82],
        "n": [40] * 6,
        "used": [True] * 5 + [False],
        "fitted": [0.70, 0.71, 0.72, 0.80, 0.81, np.nan],
        "counterfactual": [np.nan, np.nan, np.nan, 0.73, 0.74, np.nan],
    }
)
ROSE = Estimate(0.07, 0.02, 0.12, 6, None, "m")
STEADY = Estimate(0.0, -0.01, 0.01, 6, None, "m")


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_change_stands_between_its_months(theme: Theme) -> None:
    checked = go.Figure(series_change_figure(MONTHS, theme, change_on=date(2025, 4, 1)).to_dict())
    assert checked.layout.shapes[0].x0 == 2.5
    assert checked.data[0].marker.color[5] == theme.page
    assert list(checked.data[2].x) == [0, 1, 2] and list(checked.data[3].x) == [3, 4, 5]
    assert checked.data[1].line.dash == "5px,3px"


def test_a_title_states_only_what_its_interval_shows() -> None:
    said = series_change_title(ROSE, STEADY, words="sessions attended")
    assert said == "Sessions attended: the level changed by +7 points"
    assert series_change_title(STEADY, STEADY, words="x") == "X: no change of level or trend can be shown"
    assert "Jan 2025 70%" in series_change_alt(MONTHS, title="T", level=ROSE)
