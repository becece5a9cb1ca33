"""The heat map: weekdays across, hours down, darker for more, readable text, thin cells outlined."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.charts.heat_map import ROW, cell_colour, heat_map
from analytics.charts.theme import DARK, LIGHT, Theme

FRAME = pd.DataFrame(
    {
        "weekday": ["Wednesday", "Monday", "Monday"],
        "hour": [17, 9, 17],
        "value": [0.10, 0.40, 0.5],
        "low": [0.05, 0.3, None],
        "high": [0.2, 0.5, None],
        "n": [200, 1200, 6],
        "thin": [False, False, True],
    }
)


def lightness(colour: str) -> float:
    """Relative luminance (WCAG 2)."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((lightness(one), lightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_only_the_weekdays_and_hours_that_occur_in_order() -> None:
    figure = heat_map(FRAME, LIGHT)
    assert list(figure.layout.xaxis.ticktext) == ["Mon", "Wed"]
    assert list(figure.layout.yaxis.ticktext) == ["09:00", "17:00"]
    assert figure.layout.height == 2 * ROW + 34
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]  # the morning on top


def test_cells_say_share_and_n_and_can_be_picked() -> None:
    figure = heat_map(FRAME, LIGHT, members=True)
    assert [note.text for note in figure.layout.annotations] == [
        "<b>10%</b><br>200", "<b>40%</b><br>1,200", "<b>50%</b><br>6",
    ]  # fmt: skip
    cells = figure.data[0]
    assert cells.text[1].replace("\u00a0", " ") == "Monday 09:00: 40%, 95% 30–50%, n = 1,200"
    assert [list(row) for row in cells.customdata] == [[0], [1], [2]]
    go.Figure(figure.to_dict())


def test_darker_for_more_and_thin_cells_outlined() -> None:
    cells = heat_map(FRAME, LIGHT).data[0]
    few, many, thin = cells.marker.color
    assert lightness(few) > lightness(many)
    assert thin == LIGHT.page
    assert list(cells.marker.line.width) == [0, 0, 1.5]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_text_keeps_its_contrast_and_the_scale_reads_in_grey(theme: Theme) -> None:
    steps = [cell_colour(k / 10, theme) for k in range(11)]
    assert min(contrast(step, theme.text) for step in steps) >= 4.5
    shades = [lightness(step) for step in steps]
    assert shades == sorted(shades, reverse=theme is LIGHT)


def test_a_quiet_week_looks_quiet() -> None:
    quiet = FRAME.head(1).assign(value=0.02)
    assert heat_map(quiet, LIGHT).data[0].marker.color[0] == cell_colour(0.1, LIGHT)  # 2% of a scale to 20%
