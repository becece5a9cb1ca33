"""The trend of a tile: one grey line, months in their places, the last one larger, the target dotted."""

from __future__ import annotations

import pandas as pd

from analytics.charts.theme import LIGHT
from analytics.charts.trend import has_trend, trend_figure

TREND = pd.DataFrame(
    {
        "month": pd.to_datetime(["2025-11-01", "2025-12-01", "2026-02-01"]),
        "value": [0.5, 0.6, 0.55],
        "n": [20, 30, 25],
    }
)


def test_months_keep_their_places() -> None:
    line = trend_figure(TREND, LIGHT, target=None).data[-1]
    assert list(line.x) == [0, 1, 3]  # January is left out and leaves its gap
    assert list(line.marker.size) == [4, 4, 8]
    assert line.line.color == LIGHT.common
    assert line.text[2] == "Feb 2026: 55%, n = 25"


def test_first_and_last_month_are_written() -> None:
    notes = trend_figure(TREND, LIGHT, target=None).layout.annotations
    assert [(note.text, note.xanchor) for note in notes] == [("Nov 2025", "left"), ("Feb 2026", "right")]


def test_the_target_is_inside_the_drawing() -> None:
    figure = trend_figure(TREND, LIGHT, target=0.8)
    assert figure.layout.shapes[0].line.color == LIGHT.benchmark
    low, high = figure.layout.yaxis.range
    assert low < 0.5 and high > 0.8
    assert len(trend_figure(TREND, LIGHT, target=None).layout.shapes) == 0


def test_one_month_is_no_trend() -> None:
    assert has_trend(TREND)
    assert not has_trend(TREND.head(1))
    assert not has_trend(TREND.head(0))
    assert trend_figure(TREND.head(0), LIGHT, target=None).layout.annotations == ()


def test_a_missing_month_is_a_gap() -> None:
    gap = TREND.assign(value=pd.Series([0.5, float("nan"), 0.55]))
    assert list(trend_figure(gap, LIGHT, target=None).data[0].y) == [0.5, None, 0.55]
