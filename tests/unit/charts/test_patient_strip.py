"""One patient's strip: lanes on one axis, hollow weeks, marks that differ in shape, the discharge through all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest

from analytics.charts.patient_strip import patient_strip
from analytics.charts.patient_strip_lanes import lanes_of
from analytics.charts.theme import DARK, LIGHT, Theme
from analytics.outcomes.patients.one_patient import PatientStay
from tests.unit.charts.strips import BARE, STAY


def traces(stay: PatientStay = STAY, theme: Theme = LIGHT) -> dict[str, Any]:
    return {trace.name: trace for trace in patient_strip(stay, theme).data}


def test_a_whole_week_under_the_requirement_is_hollow() -> None:
    hours = traces()["hours"]
    assert list(hours.marker.color) == [LIGHT.hours, LIGHT.page, LIGHT.hours]  # nothing in week 4, after discharge
    assert hours.marker.line.color == LIGHT.hours
    assert hours.hovertext[1] == "Week 2: 12.0 h"


def test_marks_of_sessions_and_tests_differ_in_shape() -> None:
    found = traces()
    symbols = {name: found[name].marker.symbol for name in ("attended", "missed", "positive", "negative", "not given")}
    assert (
        symbols["positive"] == "diamond" and symbols["negative"] == "circle" and symbols["not given"] == "circle-open"
    )
    assert symbols["attended"] == "line-ns-open" and symbols["missed"] == "circle-open"
    assert list(found["missed"].x) == [9]
    assert found["missed"].hovertext[0] == "14 Jan 2026: group, no show"
    assert found["missed"].marker.opacity == 1


def test_week_pattern_has_its_symbols_in_the_middle_of_the_weeks() -> None:
    found = traces()
    assert list(found["week symbols"].text) == ["–", "*", "o"]
    assert list(found["week symbols"].x) == [4, 11, 18]
    assert list(found["week pattern"].marker.color) == [LIGHT.week[symbol][0] for symbol in "-*o"]


def test_discharge_is_a_dotted_line_through_all_lanes() -> None:
    line = traces()["discharge"]
    assert list(line.x) == [21, 21] and line.line.dash == "dot"
    assert list(line.y) == [0, lanes_of(STAY).height]
    assert "discharged: dropped out" in [note.text for note in patient_strip(STAY, LIGHT).layout.annotations]
    assert "discharge" not in traces(replace(STAY, discharged=None, reason=None))


def test_levels_carry_their_names_strongest_first() -> None:
    found = traces()
    assert list(found["level names"].text) == ["2.5 day treatment", "1.0 outpatient"]
    assert list(found["level of care"].marker.color) == [LIGHT.levels[0], LIGHT.levels[2]]


def test_dates_and_week_numbers_under_one_axis() -> None:
    axis = patient_strip(STAY, LIGHT).layout.xaxis
    assert list(axis.tickvals) == [1, 8, 15, 22]
    assert list(axis.ticktext)[:2] == ["6 Jan<br>week 1", "13 Jan<br>week 2"]
    assert patient_strip(BARE, LIGHT).layout.xaxis.ticktext[1] == "day 8<br>week 2"


def test_a_long_stay_has_no_crowd_of_ticks() -> None:
    assert len(patient_strip(replace(STAY, until=280), LIGHT).layout.xaxis.tickvals) <= 6


def test_lanes_without_anything_are_not_drawn() -> None:
    lanes = lanes_of(BARE)
    assert lanes.hours is lanes.attended is lanes.medication is None
    assert "hours" not in traces(BARE) and "medication" not in traces(BARE)
    assert "other" not in lanes_of(STAY).tests
    dilute = STAY.tests.assign(lane=["negative", "other", "not given"])
    assert "other" in lanes_of(replace(STAY, tests=dilute)).tests


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("stay", [STAY, BARE])
def test_plotly_accepts_it_without_legend_on_an_opaque_page(stay: PatientStay, theme: Theme) -> None:
    checked = go.Figure(patient_strip(stay, theme).to_dict())
    assert checked.layout.showlegend is False
    assert checked.layout.plot_bgcolor == checked.layout.paper_bgcolor == theme.page
    assert all(shape.layer == "below" for shape in checked.layout.shapes)
