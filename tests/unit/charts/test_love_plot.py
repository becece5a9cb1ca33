"""The love plot: a dot a covariate, before and after weighting, with the line at 0.1."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.charts.love_plot import love_alt, love_plot, love_title
from analytics.charts.theme import DARK, LIGHT, Theme

FRAME = pd.DataFrame({"covariate": ["age", "sex"], "before": [0.32, 0.05], "after": [0.04, 0.06]})


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_plotly_accepts_it(theme: Theme) -> None:
    checked = go.Figure(love_plot(FRAME, theme).to_dict())
    assert list(checked.data[-1].x) == [0.04, 0.06] and list(checked.data[-2].x) == [0.32, 0.05]
    assert checked.layout.shapes[0].x0 == 0.10


def test_groups_with_nothing_in_common_have_words_and_no_dot() -> None:
    drawn = love_plot(pd.DataFrame({"covariate": ["arm", "age"], "before": [float("inf"), 0.2]}), LIGHT).to_dict()
    assert drawn["data"][0]["x"] == [None, 0.2]
    assert any(note["text"] == "nothing in common" for note in drawn["layout"]["annotations"])


def test_titles_count_what_differs_clearly() -> None:
    assert love_title(FRAME) == "1 of 2 covariates differ clearly before weighting, 0 after"
    assert love_title(FRAME[["covariate", "before"]]) == "The groups differ clearly in 1 of 2 things known at admission"
    assert "Largest: age, 0.32" in love_alt(FRAME, title="T")
