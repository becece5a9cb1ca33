"""Where the bars of a flow diagram lie: inside the width, spread over the height, in the order of the field."""

from __future__ import annotations

import pytest

from analytics.charts.flow_places import BAR, LAST_LABELS, places
from tests.unit.charts.test_flows import FLOWS


def test_bars_lie_inside_and_leave_room_for_the_last_labels() -> None:
    picture = places(FLOWS)
    assert min(node.x for node in picture.nodes) == 0
    assert max(node.x for node in picture.nodes) == pytest.approx(1 - LAST_LABELS)
    assert [words for _, words in picture.headings] == ["referred by", "left as", "next level"]


def test_a_stage_spreads_over_the_whole_height() -> None:
    first = [node for node in places(FLOWS).nodes if node.x == 0]
    assert [node.name for node in first] == ["court", "self"]
    assert first[0].y == pytest.approx(0)


def test_bands_run_from_the_right_edge_of_a_bar_to_the_next() -> None:
    picture = places(FLOWS)
    direct = next(band for band in picture.bands if band.source == "self" and band.target == "completed")
    assert direct.x0 == pytest.approx(BAR)
    assert direct.x1 == pytest.approx((1 - LAST_LABELS) / 2)
