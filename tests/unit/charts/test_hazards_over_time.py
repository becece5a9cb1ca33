"""The ratio near each event: the running mean counts every event, also those of one time."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.charts.hazards_over_time import (
    hazards_over_time_alt,
    hazards_over_time_figure,
    hazards_over_time_title,
    running_mean,
)
from analytics.charts.theme import DARK, LIGHT, Theme

FRAME = pd.DataFrame({"time": np.arange(1.0, 41), "value": np.linspace(0.7, 0.0, 40), "events": 1})


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_dots_mean_and_fitted_ratio(theme: Theme) -> None:
    checked = go.Figure(hazards_over_time_figure(FRAME, theme, ratio=math.log(1.4), unit="days").to_dict())
    assert [trace.name for trace in checked.data] == ["near each event", "running mean", "fitted"]
    assert any(note.text == "fitted 1.40" for note in checked.layout.annotations)


def test_a_time_with_many_events_counts_as_many() -> None:
    # 98 events at 0 and one each at 2 and 4: the window of 30 events at the first time holds only it
    assert running_mean(np.array([0.0, 2.0, 4.0]), np.array([98.0, 1.0, 1.0])).tolist() == [0.0, 3.0, 3.0]


def test_few_events_have_no_mean() -> None:
    assert np.isnan(running_mean(np.ones(9), np.ones(9))).all()


def test_words() -> None:
    assert "not the same" in hazards_over_time_title(False)
    assert "Running mean from" in hazards_over_time_alt(FRAME, title="T", group="evening")
