"""The control chart: limits dashed, only signals coloured, a change as a line, phases headed, words by rule."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analytics.charts.control import control_figure
from analytics.charts.control_words import (
    control_alt,
    control_subtitle,
    control_title,
    how_decided,
    reading,
)
from analytics.charts.picture import figure_svg
from analytics.charts.theme import LIGHT
from analytics.charts.trend import trend_figure
from analytics.evaluation.control_charts import Change, ControlChart, control_chart

CALM = [0.50, 0.52] * 6


def frame(values: list[float]) -> pd.DataFrame:
    months = pd.date_range("2025-01-01", periods=len(values), freq="MS")
    return pd.DataFrame({"month": months, "value": values, "n": 50})


def chart(values: list[float], *, changes: tuple[Change, ...] = ()) -> ControlChart:
    return control_chart(frame(values), counting="clusters", changes=changes)


def test_only_signals_are_coloured() -> None:
    figure = control_figure(chart([*CALM, 0.51, 0.40]), LIGHT)
    low, high, mean, points = figure.data
    assert (low.line.dash, high.line.dash, mean.line.dash) == ("5px,3px", "5px,3px", "solid")
    assert set(points.marker.color[:-1]) == {LIGHT.common}
    assert (points.marker.color[-1], points.marker.symbol[-1]) == (LIGHT.concern, "triangle-down")
    assert figure.layout.showlegend is False and figure.layout.paper_bgcolor == LIGHT.page


def test_a_low_measure_that_is_good_points_up() -> None:
    points = control_figure(chart([*CALM, 0.51, 0.40]), LIGHT, good="down").data[-1]
    assert (points.marker.color[-1], points.marker.symbol[-1]) == (LIGHT.good, "triangle-up")


def test_a_month_outside_is_named_with_its_value_and_a_change_is_a_line() -> None:
    figure = control_figure(chart([*CALM, 0.51, 0.40], changes=((date(2026, 2, 1), "calls <b>"),)), LIGHT)
    texts = [note.text for note in figure.layout.annotations]
    assert any("calls &lt;b&gt;" in text for text in texts)
    assert any("1 month, no limits" in text for text in texts)
    assert len(figure.layout.shapes) == 1
    named = control_figure(chart([*CALM, 0.51, 0.40]), LIGHT).layout.annotations
    assert "Feb 2026: 40%" in [note.text for note in named]


def test_heads_of_phases_stand_one_under_the_other_and_late_ones_at_the_right_edge() -> None:
    changes = ((date(2025, 3, 1), "early"), (date(2025, 11, 1), "late"))
    figure = control_figure(chart(CALM, changes=changes), LIGHT)
    heads = [note for note in figure.layout.annotations if note.yref == "paper"]
    assert len({note.yshift for note in heads}) == len(heads) == 6
    assert [note.xanchor for note in heads[::2]] == ["left", "left", "right"]
    assert figure.layout.margin.t >= max(note.yshift for note in heads) + 20


@pytest.mark.parametrize(
    ("values", "told", "title"),
    [
        (CALM, "Steady", "Sessions: steady around 51%, no rule tells a change"),
        ([*CALM, 0.40], "▼ Worse in Jan", "Sessions: worse than the usual 51% in Jan 2026"),
        ([*CALM, 0.70, 0.70], "▲ Better since Jan", "Sessions: better than the usual 51% since Jan 2026"),
        (CALM[:11], "No limits yet", "Sessions: 11 months, too few to tell signal from chance"),
    ],
)
def test_reading_and_title_follow_the_rules(values: list[float], told: str, title: str) -> None:
    found = chart(values)
    assert reading(found, good="up") == told
    assert control_title(found, "Sessions", good="up") == title
    assert title in control_alt(found, "Sessions", title=title)


def test_a_month_needs_its_year_only_when_it_lies_over_a_year_back() -> None:
    # twelve calm months of 2025 (December below the mean), then so many raised: the newest is Dec 2026, then Jan 2027
    calm = CALM[::-1]
    assert reading(chart([*calm, *[0.7] * 12]), good="up") == "▲ Better since Jan"
    assert reading(chart([*calm, *[0.7] * 13]), good="up") == "▲ Better since Jan 2026"
    assert reading(chart([*CALM, 0.4, 0.51]), good="up") == "▼ Worse in Jan"  # over, and still told
    assert reading(chart([*CALM, 0.4, 0.4, 0.51]), good="up") == "▼ Worse Jan–Feb"


def test_off_target_is_said_only_when_steady() -> None:
    assert reading(chart(CALM), good="up", off_target=True) == "Steady, off target"
    assert reading(chart([*CALM, 0.4]), good="up", off_target=True).startswith("▼")


def test_the_words_name_method_baseline_and_false_alarms() -> None:
    assert "XmR chart (moving ranges), 3-sigma limits from the first 12 months" in control_subtitle(chart(CALM), "A.")
    assert "run chart without limits, which need 12 months" in control_subtitle(chart(CALM[:5]), "A.")
    assert "17% (shares of people), 30% (shares of sessions or tests) of simulated years" in how_decided()


def test_the_tile_draws_band_mean_and_triangles() -> None:
    values = [*CALM, 0.40]
    figure = trend_figure(frame(values), LIGHT, target=None, chart=chart(values))
    band, mean, line = figure.data
    assert band.fillcolor == LIGHT.limits_fill and list(mean.y) == pytest.approx([0.51, 0.51])
    assert line.marker.symbol[-1] == "triangle-down" and line.marker.color[0] == LIGHT.common
    low, high = figure.layout.yaxis.range
    assert low < min(band.y) and high > max(band.y)


def test_the_picture_can_draw_it() -> None:
    assert figure_svg(control_figure(chart([*CALM, 0.4]), LIGHT), title="T").startswith(b"<?xml")
