"""The way between two figures: bars that join, signs, n and the largest step."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.charts.theme import DARK, LIGHT, Theme
from analytics.charts.waterfall import waterfall_figure

FRAME = pd.DataFrame({"value": [0.57, 0.55, 0.69], "change": [None, -0.02, 0.14], "n": [569, 1197, 467]})
NAMES = ["First figure", "The period", "How missing tests count", "Second figure"]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_plotly_accepts_it(theme: Theme) -> None:
    assert go.Figure(waterfall_figure(FRAME, theme, names=NAMES).to_dict()).layout.paper_bgcolor == theme.page


def test_every_bar_begins_where_the_one_before_ended() -> None:
    bars = waterfall_figure(FRAME, LIGHT, names=NAMES).data[0]
    spans = [(base, base + width) for base, width in zip(bars.base, bars.x, strict=True)]
    assert spans == [
        (0, 0.57),
        (0.55, pytest.approx(0.57)),
        (0.55, pytest.approx(0.69)),
        (0, 0.69),
    ]


def test_the_figures_are_blue_the_largest_step_dark_the_others_grey() -> None:
    colours = list(waterfall_figure(FRAME, LIGHT, names=NAMES).data[0].marker.color)
    assert colours == [LIGHT.good, LIGHT.whisker, LIGHT.second_text, LIGHT.good]


def test_numbers_carry_their_sign_and_n() -> None:
    texts = [
        note.text.replace("\u00a0", " ") for note in waterfall_figure(FRAME, LIGHT, names=NAMES).layout.annotations
    ]
    assert texts[1::2] == ["<b>57%</b> n = 569", "<b>−2</b> n = 1,197", "<b>+14</b> n = 467", "<b>69%</b> n = 467"]
    assert texts[0::2] == NAMES
