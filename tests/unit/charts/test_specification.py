"""The specification curve: uncertainty first, one blue primary, matrix rows from strict to lenient, values written."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.charts.bars import Band
from analytics.charts.specification import SMALL_OVER, matrix_rows, specification_figure
from analytics.charts.theme import DARK, LIGHT, Theme

AXES = ("endpoint", "missing")
WORDS = {
    "endpoint": {"": "Definition", "contact": "At the contact", "first": "First positive"},
    "missing": {"": "Missing tests", "positive": "Missed = positive", "negative": "Missed = negative"},
}
FRAME = pd.DataFrame(
    {
        "endpoint": ["first", "contact", "first", "contact"],
        "missing": ["positive", "positive", "negative", "negative"],
        "value": [0.38, 0.57, 0.70, 0.74],
        "low": [0.32, 0.52, 0.65, 0.69],
        "high": [0.44, 0.63, 0.75, 0.80],
        "n": [100, 100, 100, 100],
        "primary": [False, True, False, False],
    }
)
BAND = Band(0.5, 0.7, "Published 50–70%")


def drawn(frame: pd.DataFrame = FRAME, theme: Theme = LIGHT, band: Band | None = BAND) -> go.Figure:
    return specification_figure(frame, theme, axes=AXES, words=WORDS, published=band)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_plotly_accepts_it_and_the_background_is_opaque(theme: Theme) -> None:
    figure = go.Figure(drawn(theme=theme).to_dict())
    assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == theme.page
    assert figure.layout.showlegend is False


def test_intervals_lie_under_the_points_and_only_the_primary_is_blue() -> None:
    others, primary, dots, empty, filled = drawn().data
    assert (others.mode, primary.mode, dots.mode) == ("lines", "lines", "markers")
    assert list(primary.y) == [0.52, 0.63, None]
    assert list(dots.marker.color).count(LIGHT.good) == 1
    assert dots.marker.color[1] == LIGHT.good
    assert list(filled.marker.color).count(LIGHT.good) == 2  # its choice on each axis
    assert len(empty.x) + len(filled.x) == len(FRAME) * 4


def test_the_matrix_goes_from_strict_to_lenient_under_its_headings() -> None:
    labels = [row.label for row in matrix_rows(FRAME, AXES, WORDS)]
    assert labels == [
        "Definition", "First positive", "At the contact",  # mean 54% before 65.5%
        "Missing tests", "Missed = positive", "Missed = negative",
    ]  # fmt: skip


def test_a_choice_that_does_not_vary_has_no_rows() -> None:
    rows = matrix_rows(FRAME[FRAME["missing"] == "positive"], AXES, WORDS)
    assert {row.axis for row in rows} == {"endpoint"}


def test_primary_first_last_and_range_are_written() -> None:
    texts = [note.text for note in drawn().layout.annotations]
    assert {"<b>Primary 57%</b>", "38%", "74%", "Published 50–70%"} <= set(texts)
    assert "Published 50–70%" not in [note.text for note in drawn(band=None).layout.annotations]


def test_the_tint_and_the_range_lie_behind() -> None:
    assert all(shape.layer == "below" for shape in drawn().layout.shapes)
    without = FRAME.assign(primary=False)
    assert len(drawn(without, band=None).layout.shapes) == 0


def test_many_definitions_have_small_dots_and_no_empty_places() -> None:
    many = pd.concat([FRAME] * 11, ignore_index=True).sort_values("value", ignore_index=True)
    assert len(many) > SMALL_OVER
    _, _, dots, empty, _ = drawn(many.assign(primary=[place == 7 for place in range(len(many))])).data
    assert len(empty.x) == 0
    assert set(dots.marker.size) == {4, 13}


def test_the_name_of_the_range_stands_where_no_interval_runs() -> None:
    free = drawn(FRAME.assign(low=[0.60, 0.52, 0.65, 0.69], high=[0.80, 0.63, 0.75, 0.80]))  # crosses 70% on the left
    name = next(note for note in free.layout.annotations if note.text == BAND.label)
    assert (name.xanchor, name.yanchor) == ("left", "top")  # under 50% is room, over 70% on the right is none either
    usual = next(note for note in drawn().layout.annotations if note.text == BAND.label)
    assert (usual.xanchor, usual.yanchor) == ("left", "bottom")
