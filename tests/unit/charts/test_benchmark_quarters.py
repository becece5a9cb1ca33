"""The benchmark figure by quarter: the latest eight, bounds and responders grey, the primary blue with its number."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.charts.bars import Band
from analytics.charts.benchmark_quarters import MOST_QUARTERS, quarters_figure
from analytics.charts.theme import DARK, LIGHT, Theme

BAND = Band(0.5, 0.7, "Published 50–70%")


def quarters(count: int, *, empty: int = -1) -> pd.DataFrame:
    rows = []
    for place in range(count):
        share = None if place == empty else 0.5 + place / 100
        rows.append(
            {
                "quarter": f"{2024 + place // 4} Q{place % 4 + 1}",
                "value": share,
                "low": None if share is None else share - 0.05,
                "high": None if share is None else share + 0.05,
                "responders": None if share is None else share + 0.08,
                "worst": share,
                "best": None if share is None else share + 0.2,
                "n": 100 + place,
                "reached": 80,
            }
        )
    return pd.DataFrame(rows)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_plotly_accepts_it(theme: Theme) -> None:
    figure = go.Figure(quarters_figure(quarters(10), theme, published=BAND).to_dict())
    assert figure.layout.paper_bgcolor == theme.page


def test_the_latest_eight_with_n_and_the_year_where_it_begins() -> None:
    figure = quarters_figure(quarters(10), LIGHT)
    ticks = list(figure.layout.xaxis.ticktext)
    assert len(ticks) == MOST_QUARTERS
    assert ticks[0] == "Q3<br>n\u00a0102<br>2024"
    assert ticks[1] == "Q4<br>n\u00a0103"
    assert ticks[2] == "Q1<br>n\u00a0104<br>2025"


def test_only_the_primary_is_blue_and_a_mark_knows_its_row() -> None:
    frame = quarters(10)
    named = {trace.name: trace for trace in quarters_figure(frame, LIGHT).data}
    assert [name for name, trace in named.items() if LIGHT.good in str(trace.to_plotly_json())] == [
        "95% interval",
        "everyone counts",
    ]
    dots = named["everyone counts"]
    assert [frame["value"].iloc[row[0]] for row in dots.customdata] == list(dots.y)
    assert named["only those reached"].marker.symbol == "diamond"
    assert list(named["bounds"].y)[:2] == [0.52, pytest.approx(0.72)]


def test_a_quarter_with_too_few_says_so_in_its_place() -> None:
    figure = quarters_figure(quarters(3, empty=1), LIGHT)
    said = {note.text: note.x for note in figure.layout.annotations}
    assert said["not<br>est."] == 1
    assert list({trace.name: trace for trace in figure.data}["everyone counts"].x) == [0, 2]
