"""The band between the earliest and the latest possible curve."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from analytics.charts.interval_band import interval_band_alt, interval_band_figure, interval_band_title
from analytics.charts.survival_axis import axis_for
from analytics.charts.theme import DARK, LIGHT, Theme
from analytics.evaluation.interval_band import IntervalBand
from tests.unit.charts.curves import curve

BANDS = tuple(
    IntervalBand(
        name,
        curve(name, times=[10, 20, 30, 40], events=[1, 1, 1, 1]),
        curve(name, times=[17, 27, 37, 120], events=[1, 1, 1, 1]),
        gap,
    )
    for name, gap in (("day", 7.0), ("evening", 9.0))
)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_band_lies_between_its_lines_as_long_as_the_later_one_is_followed(theme: Theme) -> None:
    axis = axis_for([band.latest for band in BANDS], unit="days", clock_words="admission")
    checked = go.Figure(interval_band_figure(BANDS, theme, axis=axis).to_dict())
    assert len(checked.data) == 6
    low, high = checked.data[1], checked.data[2]
    assert all(a <= b for a, b in zip(low.y, high.y, strict=True)) and max(high.x) > 100


def test_title_and_alt_tell_the_width() -> None:
    assert "7–9 days" in interval_band_title(BANDS)
    assert "day 75% to 100%" in interval_band_alt(BANDS, title="T", day=12)
