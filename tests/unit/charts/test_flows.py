"""The flow diagram: a band a flow, labels inside, blue only what is marked, every mark names its row."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.charts.flow_places import BANDS_HEIGHT, label_lines, places
from analytics.charts.flows import flows_figure
from analytics.charts.theme import DARK, LIGHT, Theme, rgba
from analytics.outcomes.pathways.flows import SMALL

FLOWS = pd.DataFrame(
    [
        (1, "referred by", "court", "left as", "completed", 30),
        (1, "referred by", "court", "left as", SMALL, 5),
        (1, "referred by", "self", "left as", "completed", 20),
        (1, "referred by", "self", "left as", "dropped out", 40),
        (1, "referred by", SMALL, "left as", "dropped out", 5),
        (2, "left as", "completed", "next level", "outpatient 1", 50),
        (2, "left as", "dropped out", "next level", "none", 45),
    ],
    columns=["step", "from_stage", "source", "to_stage", "target", "n"],
)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_plotly_accepts_the_figure(theme: Theme) -> None:
    figure = flows_figure(FLOWS, theme, accent=("completed",))
    assert len(go.Figure(figure.to_dict()).data) == len(figure.data)
    assert figure.layout.showlegend is False
    assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == theme.page


def test_bands_are_as_thick_as_their_people_and_meet_the_bars() -> None:
    picture = places(FLOWS)
    scale = BANDS_HEIGHT / 95
    assert [band.thickness for band in picture.bands] == pytest.approx([n * scale for n in FLOWS["n"]])
    nodes = {node.name: node for node in picture.nodes}
    assert nodes["completed"].height == pytest.approx(50 * scale)
    entering = [band for band in picture.bands if band.target == "completed"]
    # stacked without a gap from the top of the bar to its foot, the court's above the self-referred
    assert entering[0].y1 == pytest.approx(nodes["completed"].y)
    assert entering[1].y1 == pytest.approx(entering[0].y1 + entering[0].thickness)
    assert entering[1].y1 + entering[1].thickness == pytest.approx(nodes["completed"].foot)


def test_the_small_flows_pass_under_everything_else() -> None:
    picture = places(FLOWS)
    stop = next(node for node in picture.nodes if node.small)
    assert stop.n == 5
    assert stop.y > max(node.foot for node in picture.nodes if not node.small)
    assert picture.height > stop.foot


def test_labels_do_not_touch_and_are_short_enough_for_a_phone() -> None:
    picture = places(FLOWS)
    for x in {node.x for node in picture.nodes if not node.small}:
        column = [node for node in picture.nodes if node.x == x]
        for above, below in pairwise(column):
            room = (below.y + below.foot - above.y - above.foot) / 2
            assert room >= 8 * (len(above.lines) + len(below.lines))
    assert label_lines("criminal justice", 1234) == ("criminal", "justice 1,234")
    assert label_lines("transferred", 99) == ("transferred", "99")


def test_only_marked_values_are_blue_and_every_mark_names_its_row() -> None:
    figure = flows_figure(FLOWS, LIGHT, accent=("completed",))
    blue = [trace.name for trace in figure.data if str(trace.fillcolor).startswith(rgba(LIGHT.good, 0.42)[:15])]
    assert blue == ["court to completed", "self to completed", "completed to outpatient 1"]
    marks = figure.data[-1]
    assert [row[0] for row in marks.customdata] == FLOWS.index.tolist()
    assert marks.text[3] == "self → dropped out: 40 people"
    texts = [note.text for note in figure.layout.annotations]
    assert "<b>Referred by</b>" in texts and "completed <b>50</b>" in texts
