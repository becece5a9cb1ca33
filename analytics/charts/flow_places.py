"""Where everything lies in a flow diagram: bars of the stages, bands between them, the stop of the small flows.

Upright lengths are pixels from the top, across is 0 to 1, so that one layout serves every width.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from analytics.charts.wording import count
from analytics.outcomes.pathways.flows import SMALL, STAGES
from analytics.outcomes.pathways.levels import in_order

BANDS_HEIGHT = 300.0
"""Pixels for everybody together in one stage."""

LINE = 16.0
GAP = 7.0
LAST_LABELS = 0.25
"""Share of the width for the labels of the last stage (89 px on a phone)."""

BAR = 0.012
LONGEST_LINE = 13
"""Characters of a label's line: what fits between two stages at 390 px."""

COLUMN_OF = {words: column for column, words in STAGES.items()}


@dataclass(frozen=True)
class Node:
    """One value of a stage as an upright bar from `y` to `foot`, with the lines of its label."""

    name: str
    n: int
    x: float
    y: float
    height: float
    lines: tuple[str, ...]
    small: bool = False

    @property
    def right(self) -> float:
        """The bar's right edge."""
        return self.x + BAR

    @property
    def foot(self) -> float:
        """The bar's lower end."""
        return self.y + self.height


@dataclass(frozen=True)
class Band:
    """One flow: its upper edge runs from y0 at x0 to y1 at x1; `row` of the frame."""

    source: str
    target: str
    n: int
    row: int
    x0: float
    x1: float
    y0: float
    y1: float
    thickness: float


@dataclass(frozen=True)
class Picture:
    """All bars and bands, the stages' headings with their place, and the height in pixels."""

    nodes: tuple[Node, ...]
    bands: tuple[Band, ...]
    headings: tuple[tuple[float, str], ...]
    height: float


def places(frame: pd.DataFrame) -> Picture:
    """The picture of a frame of flows: step, from_stage, source, to_stage, target, n."""
    steps = [rows for _, rows in frame.groupby("step", sort=True)]
    people = int(steps[0].loc[steps[0]["source"] != SMALL, "n"].sum())
    scale = BANDS_HEIGHT / people
    stages = [steps[0]["from_stage"].iloc[0], *(step["to_stage"].iloc[0] for step in steps)]
    across = [place * (1 - LAST_LABELS) / len(steps) for place in range(len(stages))]
    totals = [_totals(steps, place) for place in range(len(stages))]
    height = max(sum(_slot(name, n, scale) for name, n in stage.items()) + GAP * (len(stage) - 1) for stage in totals)
    columns = [_column(stage, x, scale, height) for stage, x in zip(totals, across, strict=True)]
    stops = [
        _stop(step, left, right, scale, height) for step, (left, right) in zip(steps, pairwise(across), strict=True)
    ]
    bands = [
        band
        for place, step in enumerate(steps)
        for band in _bands(step, columns[place], columns[place + 1], stops[place], scale)
    ]
    nodes = [*(node for column in columns for node in column), *(stop for stop in stops if stop)]
    foot = max(node.foot + (LINE * len(node.lines) + 2 if node.small else 0) for node in nodes)
    return Picture(tuple(nodes), tuple(bands), tuple(zip(across, stages, strict=True)), max(foot, height))


def _totals(steps: list[pd.DataFrame], place: int) -> dict[str, int]:
    """How many people each value of a stage holds, in the order of the stage."""
    step, side, stage = (
        (steps[place], "source", "from_stage") if place < len(steps) else (steps[-1], "target", "to_stage")
    )
    found = step[step[side] != SMALL].groupby(side)["n"].sum()
    ordered = in_order(COLUMN_OF[step[stage].iloc[0]], set(found.index))
    return {name: int(found[name]) for name in ordered}


def label_lines(name: str, n: int) -> tuple[str, ...]:
    """The label over lines of at most `LONGEST_LINE` characters, the number last."""
    lines = [""]
    for word in [*name.split(" "), count(n)]:
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LONGEST_LINE:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return tuple(lines)


def _slot(name: str, n: int, scale: float) -> float:
    return max(n * scale, LINE * len(label_lines(name, n)))


def _column(stage: dict[str, int], x: float, scale: float, height: float) -> list[Node]:
    """The stage's bars from top to bottom, what height is left over spread between them."""
    slots = [_slot(name, n, scale) for name, n in stage.items()]
    gap = (height - sum(slots)) / (len(slots) - 1) if len(slots) > 1 else 0.0
    found, at = [], 0.0
    for (name, n), slot in zip(stage.items(), slots, strict=True):
        found.append(Node(name, n, x, at + (slot - n * scale) / 2, n * scale, label_lines(name, n)))
        at += slot + gap
    return found


def _stop(step: pd.DataFrame, left: float, right: float, scale: float, height: float) -> Node | None:
    """The bar under everything through which the small flows of a step go."""
    n = int(step.loc[step["target"] == SMALL, "n"].sum())
    if not n:
        return None
    middle = (left + right + BAR) / 2 - BAR / 2
    return Node(SMALL, n, middle, height + 2 * GAP, n * scale, label_lines(SMALL, n), small=True)


def _bands(step: pd.DataFrame, before: list[Node], after: list[Node], stop: Node | None, scale: float) -> list[Band]:
    """The step's flows, stacked at both ends in the order of the bars they come from and go to."""
    nodes: dict[tuple[str, str], Node] = {("source", n.name): n for n in before}
    nodes |= {("target", n.name): n for n in after}
    if stop:
        nodes |= {("source", SMALL): stop, ("target", SMALL): stop}
    rows: list[dict[Any, Any]] = [
        {"row": row, **said} for row, said in zip(step.index, step.to_dict("records"), strict=True)
    ]
    starts = _stacked(rows, nodes, "source", "target", scale)
    ends = _stacked(rows, nodes, "target", "source", scale)
    return [
        Band(
            source=row["source"],
            target=row["target"],
            n=int(row["n"]),
            row=int(row["row"]),
            x0=nodes["source", row["source"]].right,
            x1=nodes["target", row["target"]].x,
            y0=starts[row["row"]],
            y1=ends[row["row"]],
            thickness=float(row["n"]) * scale,
        )
        for row in rows
    ]


def _stacked(
    rows: list[dict[Any, Any]], nodes: dict[tuple[str, str], Node], side: str, other: str, scale: float
) -> dict[int, float]:
    """Where each flow's upper edge meets the bar of its `side`: stacked in the order of the bars of the other side."""
    at = {name: node.y for (which, name), node in nodes.items() if which == side}
    found: dict[int, float] = {}
    for row in sorted(rows, key=lambda row: nodes[other, row[other]].y):
        found[int(row["row"])] = at[row[side]]
        at[row[side]] += float(row["n"]) * scale
    return found
