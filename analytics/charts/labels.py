"""Where the names of curves go: beside their own curve, on no other curve, on no other name.

Where curves crowd, a name stands further off in the open and a thin leader ties it to its curve.

All lengths are shares of the drawing (x 0–1, y 0–1), for the narrowest figure we draw, so that the place found
holds on a phone as well as on a wide screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

NARROW_WIDTH = 262.0  # pixels of plot at a window of 390
PLOT_HEIGHT = 330.0
LETTER = 8.3  # pixels of a bold letter of 15
TEXT_HEIGHT = 20.0
GAP = 6.0
PLACES = np.linspace(0.06, 0.94, 45)
OVER_LINE = 12.0  # cost of lying on a line, per share of the label's width
OVER_LABEL = 100.0
OVER_BAND = 1.5
WRONG_SIDE = 0.35
LIFTS = (0.0, 0.08, 0.16, 0.26, 0.38)  # of the height: how much further off than beside the curve a name may stand
FAR = 2.5  # cost of standing off, per share of the height
CROSSED = 1.5  # cost of each curve that a leader crosses
NEEDS_LEADER = 0.07  # of the height: a name further off than this is tied to its curve


@dataclass(frozen=True)
class Box:
    """A rectangle in shares of the drawing."""

    left: float
    right: float
    low: float
    high: float

    def meets(self, other: Box) -> bool:
        """Whether two rectangles overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.low < other.high and other.low < self.high


@dataclass(frozen=True)
class Line:
    """One drawn curve on a common grid of x (shares): middle, lower and upper edge of its band, NaN where it ended."""

    name: str
    middle: np.ndarray
    low: np.ndarray
    high: np.ndarray


def label_boxes(
    lines: Sequence[Line], grid: np.ndarray, taken: Sequence[Box] = (), *, lifts: Sequence[float] = (0.0,)
) -> list[Box]:
    """A place for the name of each line, the lines given from the highest to the lowest. `lifts`: see LIFTS."""
    boxes: list[Box] = []
    for position, line in enumerate(lines):
        above_first = position < len(lines) / 2
        others = [other for other in lines if other is not line]
        candidates = _candidates(line, grid, above_first=above_first, lifts=lifts)
        blocked = [*taken, *boxes]
        costs = [
            cost + _cost(box, line, others, grid, blocked) + _stand_off(box, line, others, grid)
            for box, cost in candidates
        ]
        boxes.append(candidates[int(np.argmin(costs))][0])
    return boxes


def leader(box: Box, line: Line, grid: np.ndarray) -> tuple[float, float, float] | None:
    """For a name that stands off: the place along the axis, the name's edge and the curve's height. None when near."""
    tie = _tie(box, line, grid)
    return tie if tie is not None and abs(tie[1] - tie[2]) > NEEDS_LEADER else None


def _tie(box: Box, line: Line, grid: np.ndarray) -> tuple[float, float, float] | None:
    known = np.flatnonzero(~np.isnan(line.middle))
    if not len(known):
        return None
    at = known[int(np.argmin(np.abs(grid[known] - (box.left + box.right) / 2)))]
    height = float(line.middle[at])
    return float(grid[at]), box.low if box.low > height else box.high, height


def _stand_off(box: Box, own: Line, others: Sequence[Line], grid: np.ndarray) -> float:
    """What the distance costs, and every other curve that lies between the name and its own."""
    tie = _tie(box, own, grid)
    if tie is None:
        return 0.0
    x, edge, height = tie
    low, high = min(edge, height), max(edge, height)
    at = int(np.argmin(np.abs(grid - x)))
    crossed = sum(bool(low - 0.01 <= other.middle[at] <= high + 0.01) for other in others)
    outside = OVER_LABEL * (not box.left <= x <= box.right)
    return FAR * (high - low) + CROSSED * crossed + outside


def clearest(places: Sequence[Box], lines: Sequence[Line], grid: np.ndarray, taken: Sequence[Box] = ()) -> int:
    """Which of several places for one text meets the fewest lines and bands, the earlier one when equal."""
    return int(np.argmin([_cost_of_place(place, lines, grid, taken) for place in places]))


def _cost_of_place(box: Box, lines: Sequence[Line], grid: np.ndarray, taken: Sequence[Box]) -> float:
    inside = (grid >= box.left) & (grid <= box.right)
    cost = OVER_LABEL * sum(box.meets(other) for other in taken)
    for line in lines:
        cost += OVER_LINE * _share((line.middle[inside] > box.low) & (line.middle[inside] < box.high))
        cost += OVER_BAND * _share((line.high[inside] > box.low) & (line.low[inside] < box.high))
    return float(cost)


def text_box(words: str, *, x: float, y: float, anchor: str) -> Box:
    """The room a text needs when it hangs at (x, y) by its `left`, `right` or `center`, on its lower edge."""
    width = len(words) * LETTER / NARROW_WIDTH
    left = {"left": x, "right": x - width, "center": x - width / 2}[anchor]
    return Box(left, left + width, y, y + TEXT_HEIGHT / PLOT_HEIGHT)


def _candidates(line: Line, grid: np.ndarray, *, above_first: bool, lifts: Sequence[float]) -> list[tuple[Box, float]]:
    width = len(line.name) * LETTER / NARROW_WIDTH
    height, gap = TEXT_HEIGHT / PLOT_HEIGHT, GAP / PLOT_HEIGHT
    found = []
    for centre in PLACES:
        left = float(np.clip(centre - width / 2, 0, max(1 - width, 0)))
        under = (grid >= left) & (grid <= left + width) & ~np.isnan(line.middle)
        if not under.any():
            continue
        above = float(np.nanmax(line.middle[under])) + gap
        below = float(np.nanmin(line.low[under])) - gap - height
        early = 0.3 * abs(centre - 0.6)
        for lift in lifts:
            up, down = above + lift, below - lift
            found.append((Box(left, left + width, up, up + height), early + (0 if above_first else WRONG_SIDE)))
            found.append((Box(left, left + width, down, down + height), early + (WRONG_SIDE if above_first else 0)))
    return found or [(Box(0, width, 0.02, 0.02 + height), 0.0)]


def _cost(box: Box, own: Line, others: Sequence[Line], grid: np.ndarray, blocked: Sequence[Box]) -> float:
    inside = (grid >= box.left) & (grid <= box.right)
    cost = OVER_LABEL * sum(box.meets(other) for other in blocked)
    cost += OVER_LABEL * (box.low < 0.01) + OVER_LABEL * (box.high > 1.0)
    for line in (own, *others):
        middle = line.middle[inside]
        cost += OVER_LINE * _share((middle > box.low) & (middle < box.high))
    for line in others:
        cost += OVER_BAND * _share((line.high[inside] > box.low) & (line.low[inside] < box.high))
    covered = _share(~np.isnan(own.middle[inside]))
    return float(cost + 0.5 * (1 - covered))


def _share(hits: np.ndarray) -> float:
    return float(hits.mean()) if len(hits) else 0.0
