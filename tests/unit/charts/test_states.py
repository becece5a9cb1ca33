"""States stacked to 100%: areas that join, shares on the last day, hatching for drop-out."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.charts.states import ORDER, states_alt, states_figure, states_title
from analytics.charts.theme import DARK, LIGHT, Theme

SHARES = pd.DataFrame(
    {
        "time": [0.0, 30.0, 90.0],
        "abstinent in treatment": [1.0, 0.6, 0.1],
        "returned to use": [0.0, 0.2, 0.4],
        "dropped out": [0.0, 0.2, 0.3],
        "completed": [0.0, 0.0, 0.2],
        "left in another way": [0.0, 0.0, 0.0],
    }
)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_plotly_accepts_it(theme: Theme) -> None:
    checked = go.Figure(states_figure(SHARES, theme, end=90).to_dict())
    assert [area.name for area in checked.data][-1] == "Returned to use"
    assert checked.data[3].fillpattern.shape == "/"
    assert checked.layout.paper_bgcolor == theme.page


def test_areas_join_and_reach_100_percent() -> None:
    areas = states_figure(SHARES, LIGHT, end=90).to_dict()["data"]
    half = len(areas[0]["y"]) // 2
    for below, above in pairwise(areas):
        assert above["y"][half:][::-1] == pytest.approx(below["y"][:half])
    assert areas[-1]["y"][:half] == pytest.approx([1.0] * half)
    assert len(areas) == len(ORDER)


def test_every_area_with_room_is_named_also_one_that_opens_late() -> None:
    late = SHARES.assign(completed=[0.0, 0.1, 0.2])
    notes = {note["text"]: note for note in states_figure(late, LIGHT, end=90).to_dict()["layout"]["annotations"]}
    assert notes["<b>Completed</b>"]["y"] == pytest.approx(0.05) and "<b>Left in another way</b>" not in notes
    assert notes["<b>Completed</b>"]["x"] > 30


def test_title_and_alt_tell_the_last_day() -> None:
    assert states_title(SHARES, end=90) == "By day 90, 40% had returned to use and 30% had dropped out"
    assert "completed 20%" in states_alt(SHARES, title="T", end=90, n=50)
