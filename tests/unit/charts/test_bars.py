"""Rows of shares and of counts: interval before dot, names and numbers inside, grey unless primary, nobody cut."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.bars import ROW, Band, count_bars, share_rows
from analytics.charts.theme import DARK, LIGHT

SHARES = pd.DataFrame(
    {
        "group": ["all", "River & Main", "North"],
        "value": [0.61, 0.5, None],
        "low": [0.55, 0.4, None],
        "high": [0.66, 0.6, None],
        "n": [1312, 96, 4],
        "reason": ["", "", "fewer than two patients"],
        "thin": [False, True, True],
    }
)
HOURS = pd.DataFrame({"group": ["group", "individual", "family"], "value": [120.4, 30.0, None]})


def words(figure: go.Figure) -> list[str]:
    return [note.text.replace("\u00a0", " ") for note in figure.layout.annotations]


def test_every_row_has_its_name_numbers_interval_and_dot() -> None:
    figure = share_rows(SHARES, LIGHT)
    assert words(figure)[0::2] == ["all", "River &amp; Main", "North"]
    assert words(figure)[1:4:2] == ["<b>61%</b> (55–66%) n = 1,312", "<b>50%</b> (40–60%) n = 96"]
    *intervals, dots = figure.data
    assert [list(line.x) for line in intervals] == [[0.55, 0.66], [0.4, 0.6]]  # drawn before the dots
    assert list(dots.x) == [0.61, 0.5, None]
    assert dots.y[0] > dots.y[1] > dots.y[2]  # the first row on top


def test_a_share_that_cannot_be_given_says_why() -> None:
    assert words(share_rows(SHARES, LIGHT))[5] == "fewer than two patients n = 4"


def test_grey_unless_primary_and_hollow_when_thin() -> None:
    dots = share_rows(SHARES, LIGHT, primary=[0]).data[-1]
    assert list(dots.marker.line.color) == [LIGHT.good, LIGHT.common, LIGHT.common]
    assert list(dots.marker.color) == [LIGHT.good, LIGHT.page, LIGHT.page]
    assert dots.marker.opacity == 1


def test_34_pixels_a_row_inside_an_opaque_figure_without_legend() -> None:
    short, tall = share_rows(SHARES.head(1), DARK), share_rows(SHARES, DARK)
    assert tall.layout.height - short.layout.height == 2 * ROW == 68
    assert tall.layout.showlegend is False
    assert tall.layout.paper_bgcolor == tall.layout.plot_bgcolor == DARK.page


def test_only_clickable_marks_carry_their_row() -> None:
    assert [list(row) for row in share_rows(SHARES, LIGHT, members=True).data[-1].customdata] == [[0], [1], [2]]
    assert share_rows(SHARES, LIGHT).data[-1].customdata is None


def test_a_band_is_behind_and_named_on_top() -> None:
    figure = share_rows(SHARES, LIGHT, band=Band(0.5, 0.7, "Published 50–70%"))
    rectangle = figure.layout.shapes[0]
    assert (rectangle.x0, rectangle.x1, rectangle.layer) == (0.5, 0.7, "below")
    assert words(figure)[-1] == "Published 50–70%"


def test_a_target_is_one_line() -> None:
    figure = share_rows(SHARES, LIGHT, band=Band(0.75, 0.75, "target 75%"))
    lines = [shape for shape in figure.layout.shapes if shape.line.color == LIGHT.benchmark]
    assert [(line.x0, line.x1) for line in lines] == [(0.75, 0.75)] * 3  # behind each row's mark, not behind its text
    texts = [note.y for note in figure.layout.annotations[:-1]]
    assert not any(line.y1 < y < line.y0 for line in lines for y in texts)


def test_a_name_too_long_for_a_phone_is_cut_and_whole_on_hover() -> None:
    long = SHARES.head(1).assign(group="Intensive outpatient program of the river side, evening")
    figure = share_rows(long, LIGHT)
    assert words(figure)[0] == "Intensive outp…side, evening"  # names of one figure begin alike and end apart
    assert figure.data[-1].text[0].startswith("Intensive outpatient program of the river side, evening: ")


def test_an_interval_never_leaves_a_shortened_axis() -> None:
    figure = share_rows(SHARES, LIGHT, end=0.6)
    assert list(figure.data[0].x) == [0.55, 0.6]
    assert list(figure.layout.xaxis.tickvals) == [0, 0.25, 0.5]


def test_bars_write_their_number_with_its_unit() -> None:
    figure = count_bars(HOURS, LIGHT, unit="hours", primary=[1])
    assert words(figure)[1::2] == ["<b>120</b> hours", "<b>30</b> hours", "not estimable"]
    bars = figure.data[0]
    assert list(bars.x) == [120.4, 30.0, None]
    assert list(bars.marker.color) == [LIGHT.common, LIGHT.good, LIGHT.common]
    assert figure.layout.xaxis.range[0] == 0  # bars begin at nothing


def test_rows_of_nothing_are_an_empty_figure() -> None:
    assert words(share_rows(SHARES.head(0), LIGHT)) == []
    assert words(count_bars(HOURS.head(0), LIGHT)) == []


def test_figures_pass_plotlys_own_check() -> None:
    for figure in (
        share_rows(SHARES, LIGHT, band=Band(0.5, 0.7, "range"), members=True),
        count_bars(HOURS, LIGHT, target=Band(100, 100, "100"), members=True),
    ):
        go.Figure(figure.to_dict())
