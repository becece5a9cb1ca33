"""The survival figure: steps, bands, thin tail, guide, published range, at most four groups."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from analytics.charts.survival import MOST_GROUPS, survival_figure
from analytics.charts.survival_axis import PublishedRange, axis_for
from analytics.charts.theme import LIGHT
from analytics.outcomes.survival import SurvivalCurve
from tests.unit.charts.curves import curve, program

# five people: events on day 2 and 3, censored on day 3, 4 and 100; S = 4/5, then 4/5 · 3/4 = 3/5
FIVE = curve(times=[2, 3, 3, 4, 100], events=[1, 1, 0, 0, 0])


def figure_of(*curves: SurvivalCurve, published: PublishedRange | None = None) -> go.Figure:
    axis = axis_for(curves, unit="days", clock_words="discharge")
    return survival_figure(curves, LIGHT, axis=axis, published=published)


def trace(figure: go.Figure, name: str) -> go.Scatter:
    return next(trace for trace in figure.data if trace.name == name)


def words(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_the_line_steps_down_at_the_events() -> None:
    line = trace(figure_of(FIVE), "all")
    assert line.line.shape == "hv"
    drawn = dict(zip(line.x, [round(y, 9) for y in line.y], strict=True))
    assert (drawn[0], drawn[2], drawn[3], drawn[100]) == (1, 0.8, 0.6, 0.6)


def test_the_band_is_closed_and_never_crosses_the_line() -> None:
    figure = figure_of(FIVE)
    band = trace(figure, "all interval")
    assert band.fill == "toself" and band.line.width == 0
    assert min(band.y) >= 0 and max(band.y) <= 1


def test_the_tail_with_few_at_risk_is_dotted_and_paler() -> None:
    figure = figure_of(program("all", 40, every=5, event=2))  # 40 people, 10 at risk after the 30th left on day 150
    lines = [trace for trace in figure.data if trace.name == "all"]
    assert [line.line.dash for line in lines] == [None, "1px,3px"]
    assert lines[0].x[-1] == lines[1].x[0] == 155  # the 31st leaves on day 155, still one of ten at risk
    bands = [trace.fillcolor for trace in figure.data if trace.name == "all interval"]
    assert bands == ["rgba(11,96,176,0.15)", "rgba(11,96,176,0.07)"]


def test_censored_people_are_ticks_on_the_curve() -> None:
    ticks = trace(figure_of(FIVE), "all follow-up ends")
    assert list(ticks.x) == [3, 4, 100]
    assert ticks.marker.opacity == 1


def test_the_guide_carries_the_value_of_day_90() -> None:
    figure = figure_of(FIVE)
    assert list(trace(figure, "all at the guide").y) == [pytest.approx(0.6)]
    assert "<b>60%</b>" in words(figure)
    assert "day 90" in words(figure)


def test_the_published_range_begins_where_its_follow_ups_began() -> None:
    figure = figure_of(FIVE, published=PublishedRange(0.5, 0.7, 90))
    rectangle = next(shape for shape in figure.layout.shapes if shape.type == "rect")
    assert (rectangle.x0, rectangle.y0, rectangle.y1, rectangle.layer) == (90, 0.5, 0.7, "below")
    assert "Published 50–70%" in words(figure)
    assert "Published 50–70%" not in words(figure_of(FIVE))


def test_groups_are_named_at_their_curves_without_a_legend() -> None:
    figure = figure_of(program("day", 60, every=5, event=6), program("evening", 60, every=5, event=2))
    assert {"<b>day</b>", "<b>evening</b>"} <= set(words(figure))
    assert figure.layout.showlegend is False


def test_not_more_groups_than_can_be_told_apart() -> None:
    many = [program(f"site {k}", 40, every=5, event=k + 2) for k in range(6)]
    lines = [trace for trace in figure_of(*many).data if trace.name.endswith("interval")]
    assert len(lines) == 2 * MOST_GROUPS  # band and pale band of each


@pytest.mark.parametrize(
    ("longest", "unit", "end", "columns", "guide"),
    [
        (400, "days", 365, (0, 90, 180, 270, 365), 90),
        (276, "days", 300, (0, 90, 180, 270), 90),
        (40, "days", 90, (0, 30, 60, 90), 90),
        (100, "days", 120, (0, 30, 60, 90, 120), 90),
        (24, "weeks", 24, (0, 4, 8, 12, 16, 20, 24), 12),
        (8, "weeks", 8, (0, 4, 8), None),
    ],
)
def test_axis(longest: int, unit: str, end: float, columns: tuple[int, ...], guide: float | None) -> None:
    axis = axis_for([curve(times=[1, longest], events=[1, 0])], unit=unit, clock_words="admission")
    assert (axis.end, axis.columns, axis.guide) == (end, columns, guide)
    assert axis.title == f"{unit.capitalize()} since admission"


def test_nobody_to_follow_draws_an_empty_axis() -> None:
    figure = figure_of(curve(times=[], events=[]))
    assert figure.layout.xaxis.range == (0, 90)


def test_equal_values_at_the_guide_stand_over_one_another() -> None:
    same = [curve(name, times=[30, 100], events=[1, 0]) for name in ("Main", "North", "River")]
    notes = survival_figure(
        same, LIGHT, axis=axis_for(same, unit="days", clock_words="admission"), published=None
    ).to_dict()["layout"]["annotations"]
    values = [note for note in notes if note["text"] == "<b>50%</b>"]
    assert len(values) == 3
    assert len({(note["xanchor"], note["yanchor"], note["yshift"]) for note in values}) == 3
