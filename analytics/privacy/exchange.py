"""How a small count is kept out of reach: other counts that could be larger or smaller instead, with every sum intact.

An exchange moves the small count up and others up or down so that all sums still hold: whoever does not know the counts
that move cannot tell the true numbers from the moved ones. The cheapest exchange says what has to be hidden with it.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from typing import Any

import numpy as np

from analytics.privacy.ledger import Ledger

Exchange = dict[int, int]
"""Place of an entry → by how much it moves."""

Cost = Callable[[int], float]
"""What hiding an entry costs the reader: 0 for what is hidden already."""

TRIES = 30
"""Steps of the search before linear programming takes over."""

ENOUGH = 1_000.0
"""No entry need move further."""

NEAR_ENOUGH = 0.1
"""A search in whole numbers stops where it can get at most so much cheaper."""

NEAR = (200, 600, 5_000)
"""Entries around a small count that linear programming looks at, nearest first; more only where that does not do."""


class Neighbours:
    """Which sums an entry stands in. `movable`: not told by an earlier report, and not a told nobody."""

    def __init__(self, ledger: Ledger, *, with_nobody: bool = False) -> None:
        self.ledger = ledger
        self.with_nobody = with_nobody
        self.sums_of: list[list[tuple[int, int]]] = [[] for _ in ledger.numbers]
        for row, terms in enumerate(ledger.sums):
            for place, sign in terms:
                self.sums_of[place].append((row, sign))

    def room(self, place: int, step: int) -> bool:
        """Whether an entry may move by a step."""
        number = self.ledger.numbers[place]
        if place in self.ledger.fixed or (number == 0 and not self.with_nobody):
            return False
        return step > 0 or number + step >= self.ledger.least[place]

    def around(self, start: int, limit: int = 10**9, among: set[int] | None = None) -> list[int]:
        """Entries that share sums with the start, then those that share sums with them, breadth first."""
        found, known = [start], {start}
        for place in found:
            if len(found) >= limit:
                break
            for row, _ in self.sums_of[place]:
                for other, _ in self.ledger.sums[row]:
                    if other not in known and self.room(other, 1) and (among is None or other in among):
                        known.add(other)
                        found.append(other)
        return found


def quick_exchange(near: Neighbours, start: int, step: int, among: set[int]) -> Exchange | None:
    """An exchange of a few of these entries that all move by the same step, by a short search; None if not found."""
    open_sums = {row: sign * step for row, sign in near.sums_of[start]}
    queue: list[tuple[int, int, Exchange, dict[int, int]]] = [(0, 0, {start: step}, open_sums)]
    made, seen = 1, set()
    for _ in range(TRIES):
        if not queue:
            return None
        _, _, moved, open_sums = heapq.heappop(queue)
        if not open_sums:
            return moved
        row = min(open_sums, key=lambda row: (len(near.ledger.sums[row]), row))
        for place, sign in near.ledger.sums[row]:
            way = -open_sums[row] * sign
            if place in moved or place not in among or abs(way) != step or not near.room(place, way):
                continue
            more = {**moved, place: way}
            key = frozenset(more.items())
            if key not in seen:
                seen.add(key)
                left = _after(near, open_sums, place, way)
                heapq.heappush(queue, (len(more) + len(left), made, more, left))
                made += 1
    return None


def _after(near: Neighbours, open_sums: dict[int, int], place: int, way: int) -> dict[int, int]:
    """The sums that do not hold after one more move, with what they are off by."""
    left = dict(open_sums)
    for row, sign in near.sums_of[place]:
        left[row] = left.get(row, 0) + sign * way
        if not left[row]:
            del left[row]
    return left


def thorough_exchange(
    near: Neighbours, start: int, step: int, cost: Cost, among: set[int] | None = None
) -> Exchange | None:
    """The cheapest exchange by linear programming (HiGHS), in growing neighbourhoods; None when there is none."""
    reached = 0
    for limit in NEAR:
        places = near.around(start, limit, among)
        if len(places) == reached:
            return None
        reached = len(places)
        found = exchange_among(near, places, start, step, cost)
        if found is not None:
            return found
    return None


def _sums_of(near: Neighbours, places: list[int]) -> tuple[Any, dict[int, int]]:
    """The sums these entries stand in, a row each, and the column of each entry."""
    from scipy.sparse import coo_array

    column = {place: index for index, place in enumerate(places)}
    rows = sorted({row for place in places for row, _ in near.sums_of[place]})
    line = {row: index for index, row in enumerate(rows)}
    cells = [(line[row], at, sign) for place, at in column.items() for row, sign in near.sums_of[place]]
    lines, ats, signs = (np.array(part) for part in zip(*cells, strict=True)) if cells else (np.array([], int),) * 3
    matrix = coo_array((signs.astype(float), (lines, ats)), shape=(max(len(rows), 1), len(places))).tocsr()
    return matrix, column


def _beside(*matrices: Any) -> Any:
    from scipy.sparse import hstack

    return hstack(matrices, format="csr")


def room_among(near: Neighbours, places: list[int], start: int) -> tuple[int, int]:
    """How far an entry can move down and up when only these entries move, in whole numbers (HiGHS)."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    matrix, column = _sums_of(near, places)
    down = np.array([near.ledger.numbers[place] - near.ledger.least[place] for place in places], float)
    aim = np.zeros(len(places))
    aim[column[start]] = 1.0
    found = []
    for sign in (1.0, -1.0):
        answer = milp(
            sign * aim,
            integrality=np.ones(len(places)),
            bounds=Bounds(-down, np.full(len(places), ENOUGH)),
            constraints=LinearConstraint(matrix, 0, 0),
        )
        found.append(0 if answer.x is None else round(abs(float(answer.x[column[start]]))))
    return found[0], found[1]


def exchange_among(near: Neighbours, places: list[int], start: int, step: int, cost: Cost) -> Exchange | None:
    """The cheapest exchange in which only these entries move: an unknown each for moving up and down (HiGHS)."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    size = len(places)
    matrix, column = _sums_of(near, places)
    down = [near.ledger.numbers[place] - near.ledger.least[place] for place in places]
    price = np.array([cost(place) + 1e-6 * index for index, place in enumerate(places)])
    lower, upper = np.zeros(2 * size), np.concatenate([np.full(size, np.inf), np.array(down, float)])
    lower[column[start]], upper[column[start]], upper[size + column[start]] = step, step, 0.0
    for whole in (0, 1):  # whole numbers often come by themselves, and quicker
        answer = milp(
            np.concatenate([price, price]),
            integrality=np.full(2 * size, whole),
            bounds=Bounds(lower, upper),
            constraints=LinearConstraint(_beside(matrix, -matrix), 0, 0),
            options={"mip_rel_gap": NEAR_ENOUGH},
        )
        if answer.x is None:
            return None
        moves = answer.x[:size] - answer.x[size:]
        if np.abs(moves - np.rint(moves)).max() < 1e-6:
            return {place: round(float(move)) for place, move in zip(places, moves, strict=True) if abs(move) > 0.5}
    return None
