"""The curve of readmissions: steps with a band, death dashed beside one group, numbers at risk under the axis."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.charts.incidence import at_risk_at, incidence_figure, value_on
from analytics.charts.theme import DARK, LIGHT, Theme


def curve(cause: str, values: list[float], events: list[int], other: list[int], **more: object) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "cause": cause,
            "n": 40,
            "time": [0.0, 60.0, 200.0, 365.0],
            "at_risk": [40, 40, 36, 33],
            "events": events,
            "other": other,
            "censored": [0, 0, 1, 32],
            "value": values,
            "low": [max(value - 0.05, 0) for value in values],
            "high": [value + 0.05 for value in values],
            **more,
        }
    )


def both(**more: object) -> pd.DataFrame:
    back = curve("back", [0, 0.1, 0.1, 0.125], [0, 4, 0, 1], [0, 0, 2, 0], **more)
    dead = curve("dead", [0, 0, 0.05, 0.05], [0, 0, 2, 0], [0, 4, 0, 1], **more)
    return pd.concat([back, dead], ignore_index=True)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_plotly_accepts_the_figure(theme: Theme) -> None:
    groups = pd.concat([both(group="Main"), both(group="River")])
    for frame in (both(), groups):
        figure = incidence_figure(frame, theme, cause="back", other="dead", guide=180)
        assert len(go.Figure(figure.to_dict()).data) == len(figure.data)
        assert figure.layout.showlegend is False
        assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == theme.page


def test_one_group_shows_death_dashed_and_several_do_not() -> None:
    alone = incidence_figure(both(), LIGHT, cause="back", other="dead", guide=180)
    assert [trace.line.dash for trace in alone.data] == [None, "solid", "5px,3px"]
    two = pd.concat([both(group="Main"), both(group="River")])
    grouped = incidence_figure(two, LIGHT, cause="back", other="dead", guide=180)
    assert [trace.name for trace in grouped.data] == ["Main", "Main", "River", "River"]
    assert [trace.line.dash for trace in grouped.data] == [None, "solid", None, "8px,3px"]  # apart in grey print
    assert [note.text for note in grouped.layout.annotations][:2] == ["<b>— Main 13%</b>", "<b>– – River 13%</b>"]


def test_the_curve_is_dotted_where_few_are_at_risk() -> None:
    frame = both(thin=[False, False, True, True])
    drawn = incidence_figure(frame, LIGHT, cause="back", other="dead", guide=180).data
    assert [trace.line.dash for trace in drawn] == [None, "solid", None, "1px,3px", "5px,3px"]
    assert list(drawn[1].x) == [0, 60, 200] and list(drawn[3].x) == [200, 365]


def test_labels_are_moved_apart_and_the_numbers_at_risk_stand_under_their_day() -> None:
    figure = incidence_figure(both(), LIGHT, cause="back", other="dead", guide=180)
    named = {note.text: note.y for note in figure.layout.annotations if note.yref != "paper"}
    assert set(named) == {"<b>back 13%</b>", "<b>dead 5%</b>"}
    assert named["<b>back 13%</b>"] - named["<b>dead 5%</b>"] >= 0.08 * figure.layout.yaxis.range[1]
    under = {note.x: note.text for note in figure.layout.annotations if note.yref == "paper" and note.text.isdigit()}
    # before day 90: 4 of 40 are back; before day 270: 2 more died, 1 was lost from sight
    assert under == {0: "40", 90: "36", 180: "36", 270: "33", 365: "33"}


def test_reading_the_curve_on_a_day() -> None:
    frame = both()
    rows = frame[frame["cause"] == "back"]
    assert at_risk_at(rows, 60) == 40  # at risk for the day's own events
    assert value_on(rows, 180).replace("\u00a0", " ") == "10% (5–15%), n = 40"
    assert value_on(rows, 400) == "–"
