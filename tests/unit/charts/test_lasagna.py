"""The lasagna plot: one number a symbol, symbols on up to 40 rows, labels inside, groups named."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.charts.lasagna import (
    MOST_WITH_SYMBOLS,
    ROW_CLOSE_UP,
    SYMBOLS,
    TALLEST_OVERVIEW,
    lasagna_figure,
    row_step,
    week_grid,
)
from analytics.charts.theme import DARK, LIGHT

FEW = pd.DataFrame({"patient_id": ["P1", "P2", "P3"], "pattern": ["-+*o_", "-", ""]})


def many(count: int, weeks: int = 24) -> pd.DataFrame:
    words = ["".join("-+*o_"[(row + week) % 5] for week in range(1 + row % weeks)) for row in range(count)]
    return pd.DataFrame({"patient_id": [f"P{row}" for row in range(count)], "pattern": words})


def test_one_number_a_symbol_and_nothing_beyond_the_word() -> None:
    grid = week_grid(FEW["pattern"].tolist())
    assert grid.dtype == np.int8
    assert grid.tolist() == [[2, 5, 3, 4, 1], [2, 0, 0, 0, 0], [0, 0, 0, 0, 0]]
    assert week_grid([]).shape == (0, 0)


def test_colours_follow_the_numbers() -> None:
    for theme in (LIGHT, DARK):
        cells = lasagna_figure(FEW, theme, axis_title="Week").data[0]
        assert (cells.zmin, cells.zmax) == (-0.5, 5.5)
        middle = {round(6 * (low + high) / 2 - 0.5): colour for (low, colour), (high, _) in _pairs(cells.colorscale)}
        assert middle == {0: theme.page} | {number: theme.week[symbol][0] for symbol, number in SYMBOLS.items()}


def _pairs(scale):  # type: ignore[no-untyped-def]
    return list(zip(scale[::2], scale[1::2], strict=True))


def test_a_close_up_carries_symbols_that_know_their_row_of_the_frame() -> None:
    figure = lasagna_figure(FEW, LIGHT, first_row=40, axis_title="Week since admission")
    symbols = figure.data[1]
    assert list(symbols.text) == ["–", "+", "*", "o", " ", "–"]
    assert [row[0] for row in symbols.customdata] == [40] * 5 + [41]
    assert symbols.hovertext[1] == "P1, week 2: positive"
    assert symbols.textfont.color[1] == LIGHT.week["+"][1]
    assert list(figure.layout.yaxis.ticktext) == ["P1", "P2", "P3"]
    assert figure.layout.height == 3 * ROW_CLOSE_UP + figure.layout.margin.t + figure.layout.margin.b


def test_an_overview_has_no_symbols_and_no_names() -> None:
    figure = lasagna_figure(many(MOST_WITH_SYMBOLS + 1), LIGHT, axis_title="Week")
    assert len(figure.data) == 1
    assert "P1" not in list(figure.layout.yaxis.ticktext)
    assert len(lasagna_figure(many(MOST_WITH_SYMBOLS), LIGHT, axis_title="Week").data) == 2


@pytest.mark.parametrize(
    ("count", "step"), [(41, 10), (90, 20), (180, 50), (1715, 500), (3560, 1000), (100_000, 20_000)]
)
def test_about_five_numbers_of_rows(count: int, step: int) -> None:
    assert row_step(count) == step


def test_thousands_of_rows_are_one_trace_of_limited_height() -> None:
    figure = lasagna_figure(many(3500), LIGHT, axis_title="Week")
    assert figure.data[0].z.shape == (3500, 24)
    assert figure.layout.height < TALLEST_OVERVIEW + 100


def test_groups_are_named_where_they_begin() -> None:
    rows = many(60).assign(group=["day"] * 20 + ["evening"] * 40)
    names = lasagna_figure(rows, LIGHT, axis_title="Week").layout.annotations
    assert [(name.text, name.y) for name in names] == [("day", -0.5), ("evening", 19.5)]
    mixed = rows.assign(group=["day", "evening"] * 30)  # not in the order of groups: no names
    assert lasagna_figure(mixed, LIGHT, axis_title="Week").layout.annotations == ()


def test_plotly_accepts_it_without_legend_on_an_opaque_page() -> None:
    figure = lasagna_figure(FEW, DARK, axis_title="Week")
    checked = go.Figure(figure.to_dict())
    assert checked.layout.showlegend is False
    assert checked.layout.plot_bgcolor == checked.layout.paper_bgcolor == DARK.page
