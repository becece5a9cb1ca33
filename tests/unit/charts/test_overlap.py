"""Overlap: the first group up, the second down."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.charts.overlap import overlap_alt, overlap_figure, overlap_title
from analytics.charts.theme import DARK, LIGHT, Theme

FRAME = pd.DataFrame(
    {"chance": np.arange(10) / 10, "first": [0.5, 0.5] + [0.0] * 8, "second": [0.0, 0.5, 0.5] + [0.0] * 7}
)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_second_group_hangs_below(theme: Theme) -> None:
    checked = go.Figure(overlap_figure(FRAME, theme, names=("day", "evening")).to_dict())
    assert list(checked.data[0].y)[:2] == [0.5, 0.5]
    assert list(checked.data[1].y)[:3] == [0.0, -0.5, -0.5]


def test_who_has_no_like_is_counted() -> None:
    assert overlap_title(FRAME, outside=3, n=40) == "3 of 40 people resemble nobody in the other group"
    assert overlap_title(FRAME, outside=0, n=40) == "Everybody resembles somebody in the other group"
    assert "1 of 10 tenths" in overlap_alt(FRAME, title="T", names=("day", "evening"))
