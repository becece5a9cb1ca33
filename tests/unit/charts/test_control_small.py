"""Control charts side by side: one span for shares, inside 0–100%, signals coloured, a declared change as a line."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analytics.charts.control_small import small_control_figure, small_ranges
from analytics.charts.picture import figure_svg
from analytics.charts.theme import LIGHT
from analytics.evaluation.control_charts import Change, ControlChart, Counting, control_chart


def chart(values: list[float], *, changes: tuple[Change, ...] = (), counting: Counting = "clusters") -> ControlChart:
    months = pd.date_range("2025-03-01", periods=len(values), freq="MS")
    frame = pd.DataFrame({"month": months, "value": values, "n": 50})
    return control_chart(frame, counting=counting, changes=changes)


WIDE, NARROW, LOW = [0.3, 0.7] * 6, [0.80, 0.82] * 6, [0.02, 0.05] * 6


def test_shares_have_one_span_around_their_own_middle_and_stay_inside_0_to_100() -> None:
    charts = {
        "wide": chart(WIDE),
        "narrow": chart(NARROW),
        "low": chart(LOW),
        "people": chart([60.0, 70.0] * 6, counting="count"),
    }
    found = small_ranges(charts, shares=frozenset({"wide", "narrow", "low"}))
    spans = {name: high - low for name, (low, high) in found.items()}
    assert spans["wide"] == pytest.approx(spans["narrow"]) == pytest.approx(spans["low"])
    assert found["low"] == pytest.approx(found["wide"])  # all of 0–100%, whatever the middle
    two = small_ranges({"low": charts["low"], "narrow": charts["narrow"]}, shares=frozenset({"low", "narrow"}))
    assert two["low"][0] > -0.02 and two["low"][1] - two["low"][0] == pytest.approx(two["narrow"][1] - two["narrow"][0])
    assert found["people"][0] > 40  # a count keeps its own axis


def test_steady_shares_are_not_blown_up() -> None:
    low, high = small_ranges({"steady": chart([0.5, 0.502] * 6)}, shares=frozenset({"steady"}))["steady"]
    assert high - low >= 0.1


def test_months_limits_signals_and_changes_are_drawn() -> None:
    found = chart([*NARROW, 0.81, 0.4], changes=((date(2026, 4, 10), "calls"),))
    figure = small_control_figure(found, LIGHT, value_range=(0.3, 0.9))
    assert [trace.mode for trace in figure.data] == ["lines", "lines", "lines", "lines+markers"]
    assert len(figure.layout.shapes) == 1 and figure.layout.shapes[0].x0 == 12.5  # Apr 2026, 13 months after Mar 2025
    assert figure.layout.showlegend is False and figure.layout.paper_bgcolor == LIGHT.page
    alone = small_control_figure(chart([*NARROW, 0.81, 0.4]), LIGHT, value_range=(0.3, 0.9)).data[-1]
    assert (alone.marker.symbol[-1], alone.marker.color[-1]) == ("triangle-down", LIGHT.concern)
    assert set(alone.marker.color[:-1]) == {LIGHT.common}


def test_labels_are_the_first_month_and_clear_januaries() -> None:
    axis = small_control_figure(chart([0.5, 0.6] * 13), LIGHT, value_range=(0.4, 0.7)).layout.xaxis  # Mar 25 – Apr 27
    assert axis.ticktext == ("Mar 25", "Jan 26")


def test_no_month_and_the_picture() -> None:
    empty = small_control_figure(chart([]), LIGHT, value_range=(0, 1))
    assert empty.layout.xaxis.ticktext == ()
    assert figure_svg(small_control_figure(chart(WIDE), LIGHT, value_range=(0, 1)), title="T").startswith(b"<?xml")
