"""The printed control chart: hidden months are gaps, short series are no chart."""

from analytics.charts.theme import LIGHT
from analytics.reports.pictures.control import DOWN, UP, control_alt, control_svg, months_of
from tests.unit.reports.pictures.told import months

VALUES = [0.7, 0.71, 0.69, 0.72, 0.7, 0.68, 0.7, 0.71, 0.7, 0.69, 0.7, 0.71, 0.55]


def test_the_chart_is_drawn_and_the_same_twice() -> None:
    table = months(VALUES, signal={12: DOWN})
    assert control_svg(table, target=0.75).startswith("<svg")
    assert control_svg(table, target=0.75) == control_svg(table, target=0.75)


def test_fewer_than_six_told_months_are_no_chart() -> None:
    assert control_svg(months([0.7] * 5)) == ""
    assert control_svg(months([0.7] * 5 + [None] * 8)) == ""
    assert control_svg(months([0.7] * 6)).startswith("<svg")


def test_signals_are_triangles_in_the_colour_of_their_side() -> None:
    plain, better, worse = (control_svg(months(VALUES, signal=signal)) for signal in ({}, {12: UP}, {12: DOWN}))
    assert LIGHT.good.lower() not in plain
    assert LIGHT.concern.lower() not in plain
    assert LIGHT.good.lower() in better
    assert LIGHT.concern.lower() in worse


def test_the_words_leave_hidden_months_out() -> None:
    said = control_alt(months([0.7, None, 0.72], signal={2: UP}), "Due tests given", "Steady")
    assert said == (
        "Control chart of Due tests given by month, Jan 2025 to Mar 2025. Steady. Newest month 72%. "
        "Months signalled: 1."
    )
    assert months_of(months([None]))[0].value != months_of(months([None]))[0].value  # NaN: a gap, not a zero
