"""The funnel: only units beyond the outer limits are coloured and named."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
import pytest

from analytics.charts.funnel import funnel_alt, funnel_figure, funnel_title
from analytics.charts.theme import DARK, LIGHT, Theme
from analytics.evaluation.funnel import funnel

APART = funnel(["A", "B", "C", "Low"], np.array([60, 80, 120, 160]), np.array([36, 50, 70, 60]))
ALIKE = funnel(["A", "B", "C"], np.array([60, 80, 120]), np.array([36, 50, 74]))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_plotly_accepts_it(theme: Theme) -> None:
    drawn = funnel_figure(
        APART.units, APART.limits, theme, target=APART.target, higher_is_better=True, x_words="People (n)"
    )
    checked = go.Figure(drawn.to_dict())
    dots = checked.data[-1]
    assert list(dots.marker.symbol) == ["circle"] * 3 + ["triangle-down"]
    assert dots.marker.color[3] == theme.concern and set(dots.marker.color[:3]) == {theme.common}
    named = [note.text for note in checked.layout.annotations if "Low" in note.text]
    assert len(named) == 1 and not [note for note in checked.layout.annotations if "<b>A</b>" in note.text]


def test_a_unit_above_is_concerning_where_more_is_worse() -> None:
    flipped = funnel(["A", "B", "C", "High"], np.array([60, 80, 120, 160]), np.array([24, 30, 50, 110]))
    drawn = funnel_figure(
        flipped.units, flipped.limits, LIGHT, target=flipped.target, higher_is_better=False, x_words="n"
    ).to_dict()
    assert drawn["data"][-1]["marker"]["color"][3] == LIGHT.concern


def test_titles_name_only_what_is_beyond_chance() -> None:
    assert funnel_title(APART.units, column="site").startswith("Site Low is below what chance allows")
    assert funnel_title(ALIKE.units, column="site").startswith("No site can be shown to differ")
    assert "fewer than 11" in funnel_alt(ALIKE.units, title="T", target=ALIKE.target, words="the share")
