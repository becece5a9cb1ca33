"""Names of curves: beside their own, on no line, on no other name, also on a phone."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.charts.labels import LIFTS, NEEDS_LEADER, Box, Line, label_boxes, leader, text_box

GRID = np.linspace(0, 1, 400)


def line(name: str, start: float, end: float, *, spread: float = 0.04, until: float = 1.0) -> Line:
    middle = np.where(until >= GRID, start + (end - start) * GRID, np.nan)
    return Line(name, middle, middle - spread, middle + spread)


def on_a_line(box: Box, drawn: Line) -> float:
    inside = (box.left <= GRID) & (box.right >= GRID)
    hit = (drawn.middle[inside] > box.low) & (drawn.middle[inside] < box.high)
    return float(hit.mean())


@pytest.mark.parametrize(
    "lines",
    [
        [line("Day track", 1, 0.6), line("Evening track", 1, 0.2)],
        [line("North", 1, 0.7), line("South", 1, 0.45), line("East", 1, 0.1, until=0.6)],
        [line("first", 1, 0.52), line("second", 1, 0.48)],
    ],
    ids=["apart", "three", "close"],
)
def test_names_lie_on_no_line_and_on_no_name(lines: list[Line]) -> None:
    boxes = label_boxes(lines, GRID)
    for box in boxes:
        assert 0 <= box.left < box.right <= 1 and box.low >= 0.01 and box.high <= 1
        assert sum(on_a_line(box, drawn) for drawn in lines) < 0.05
    for place, box in enumerate(boxes):
        assert not any(box.meets(other) for other in boxes[place + 1 :])


def test_taken_room_is_left_free() -> None:
    taken = text_box("Published 50–70%", x=1.0, y=0.7, anchor="right")
    boxes = label_boxes([line("Day track", 1, 0.68), line("Evening track", 1, 0.3)], GRID, [taken])
    assert not any(box.meets(taken) for box in boxes)


def test_a_name_near_its_curve_has_no_leader() -> None:
    low = line("Main", 0.4, 0.4)
    assert leader(Box(0.5, 0.7, 0.4 + NEEDS_LEADER, 0.55), low, GRID) is None


def test_a_leader_runs_from_the_name_to_its_own_curve() -> None:
    ends = line("Main", 0.4, 0.4, until=0.3)
    over = leader(Box(0.2, 0.4, 0.6, 0.66), ends, GRID)
    assert over is not None and over == pytest.approx((0.3, 0.6, 0.4), abs=0.01)
    under = leader(Box(0.1, 0.3, 0.1, 0.16), ends, GRID)
    assert under is not None and under[1] == 0.16


def test_where_curves_crowd_names_stand_off_and_no_leader_crosses_a_curve_needlessly() -> None:
    crowd = [line(name, 0.3 - 0.02 * k, 0.1, spread=0.05) for k, name in enumerate(("Inpatient", "Outpatient", "Day"))]
    boxes = label_boxes(crowd, GRID, lifts=LIFTS)
    assert all(on_a_line(box, drawn) < 0.05 for box in boxes for drawn in crowd)
    assert not any(box.meets(other) for place, box in enumerate(boxes) for other in boxes[place + 1 :])
    far = [abs(tie[1] - tie[2]) for box, own in zip(boxes, crowd, strict=True) if (tie := leader(box, own, GRID))]
    assert max(far, default=0.0) < 0.45


def test_text_box_hangs_by_its_anchor() -> None:
    left, right = (text_box("abcd", x=0.5, y=0.1, anchor=anchor) for anchor in ("left", "right"))
    assert left.left == right.right == 0.5
    assert text_box("abcd", x=0.5, y=0.1, anchor="center").left == pytest.approx(0.5 - (left.right - 0.5) / 2)
