"""The risk table: just before the day's events, adding up to n, aligned with the ticks."""

from __future__ import annotations

from analytics.charts.risk_table import ROW_HEIGHT, table_height
from analytics.charts.steps import risk_cells, steps
from analytics.charts.survival import survival_figure
from analytics.charts.survival_axis import axis_for
from analytics.charts.theme import LIGHT
from tests.unit.charts.curves import curve

# six people: event on day 90 (1 person), censored on day 10 and 95, events on day 20, 20 and 200
SIX = curve(times=[90, 10, 95, 20, 20, 200], events=[1, 0, 0, 1, 1, 1], min_at_risk=2)


def test_counts_just_before_the_day() -> None:
    cells = risk_cells(steps(SIX), [0, 90, 180, 365])
    assert [(c.at_risk, c.censored, c.events) for c in cells] == [(6, 0, 0), (3, 1, 2), (1, 2, 3), (0, 2, 4)]
    assert all(c.at_risk + c.censored + c.events == 6 for c in cells)
    assert [c.thin for c in cells] == [False, False, True, True]


def test_numbers_stand_under_their_ticks() -> None:
    axis = axis_for([SIX], unit="days", clock_words="discharge")
    figure = survival_figure([SIX], LIGHT, axis=axis, published=None)
    below = [note for note in figure.layout.annotations if note.yref == "paper" and note.xref != "paper"]
    assert [note.x for note in below] == [0, 90, 180] * 3
    assert [note.text for note in below[:3]] == ["6", "3", "1"]
    assert below[2].font.color == LIGHT.second_text  # few at risk: the second text colour


def test_one_group_needs_no_heading() -> None:
    assert table_height(1, single=True) == 3 * ROW_HEIGHT
    assert table_height(2, single=False) == 8 * ROW_HEIGHT
