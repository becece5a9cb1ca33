"""The figure of relapse rates: dots over intervals, gaps in words, groups by mark and name, rows to click."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.charts.bars import Band
from analytics.charts.relapse_rates import MOST_GROUPS, groups_drawn, rates_figure
from analytics.charts.theme import DARK, LIGHT, Theme

FRAME = pd.DataFrame(
    {
        "day": [30, 90, 365],
        "value": [0.2, 0.4, None],
        "low": [0.15, 0.33, None],
        "high": [0.26, 0.48, None],
        "at_risk": [120, 60, 0],
        "n": [200, 200, 200],
    }
)
BAND = Band(0.3, 0.5, "Published 30–50%")


def by_group(count: int) -> pd.DataFrame:
    parts = [FRAME.assign(group=f"G{k}", n=100 + k) for k in range(count)]
    return pd.concat(parts, ignore_index=True)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("frame", [FRAME, by_group(3)])
def test_plotly_accepts_it(theme: Theme, frame: pd.DataFrame) -> None:
    figure = go.Figure(rates_figure(frame, theme, published=BAND, published_from=90).to_dict())
    assert figure.layout.paper_bgcolor == theme.page
    assert figure.layout.showlegend is False


def test_one_group_is_orange_with_its_values_over_the_intervals() -> None:
    figure = rates_figure(FRAME, LIGHT)
    whiskers, dots = figure.data
    assert list(whiskers.y) == [0.15, 0.26, None, 0.33, 0.48, None]
    assert (list(dots.y), dots.marker.color) == ([0.2, 0.4], LIGHT.concern)
    texts = [note.text for note in figure.layout.annotations]
    assert texts == ["<b>20%</b>", "<b>40%</b>", "not<br>estimable"]
    assert figure.layout.xaxis.ticktext[0] == "30\u00a0days<br>n\u00a0120"


def test_a_mark_knows_its_row() -> None:
    frame = by_group(2)
    marks = {row[0]: y for trace in rates_figure(frame, LIGHT).data if trace.mode == "markers"
             for row, y in zip(trace.customdata, trace.y, strict=True)}  # fmt: skip
    assert marks == {0: 0.2, 1: 0.4, 3: 0.2, 4: 0.4}
    assert all(frame["value"].iloc[row] == y for row, y in marks.items())


def test_the_largest_groups_are_drawn_with_a_mark_of_their_own() -> None:
    frame = by_group(6)
    assert groups_drawn(frame) == ["G5", "G4", "G3", "G2"]
    dots = [trace for trace in rates_figure(frame, LIGHT).data if trace.mode == "markers"]
    assert len(dots) == MOST_GROUPS == len({trace.marker.symbol for trace in dots})
    texts = [note.text for note in rates_figure(frame, LIGHT).layout.annotations]
    assert "<b>● G5</b>" in texts


def test_the_range_begins_at_the_day_it_speaks_about() -> None:
    fill = rates_figure(FRAME, LIGHT, published=BAND, published_from=90).layout.shapes[0]
    assert (fill.x0, fill.x1, fill.layer) == (0.5, 2.5, "below")
    assert rates_figure(FRAME, LIGHT, published=BAND).layout.shapes[0].x0 == -0.5
    assert not rates_figure(FRAME, LIGHT).layout.shapes


def test_names_go_to_the_bottom_when_the_first_rates_are_high() -> None:
    frame = by_group(2)
    names = {note.text: note for note in rates_figure(frame, LIGHT).layout.annotations}
    assert names["<b>● G1</b>"].y == 1
    high = frame.assign(value=frame["value"] + 0.55, low=frame["low"] + 0.55, high=frame["high"] + 0.52)
    names = {note.text: note for note in rates_figure(high, LIGHT).layout.annotations}
    assert names["<b>● G1</b>"].y == 0
    assert names["<b>● G1</b>"].yshift > names["<b>■ G0</b>"].yshift  # the same order, from top to bottom
