"""The report as it leaves: released figures only, settled once and then only rendered.

Every renderer (PDF, workbook, page, document) reads the same cells, so that the same number stands in all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["words", "count", "share", "points", "days", "weeks", "hours", "money", "score", "number", "trend"]

Look = Literal["text", "note", "finding", "notice", "heading"]

HIDDEN = "hidden"
"""What stands in place of a hidden figure, whether it is small itself or would give a small one away."""

NOT_ESTIMABLE = "not estimable"


@dataclass(frozen=True)
class Column:
    """A column of a table. `brief`: of a share only the value is printed, without interval and counts."""

    name: str
    kind: Kind = "words"
    brief: bool = False
    wide: bool = False


@dataclass(frozen=True)
class Cell:
    """One released figure as it is read (`text`, `interval`, `of`) and as a number (for workbooks and charts).

    `hidden`: it was there and is not told; `reason`: why it is not estimable or not told. A hidden cell holds no
    number. A trend has `series` (None = hidden or not there) with its `labels` in place of words.
    """

    kind: Kind = "words"
    text: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    events: int | None = None
    n: int | None = None
    interval: str = ""
    of: str = ""
    hidden: bool = False
    reason: str = ""
    strong: bool = False
    series: tuple[float | None, ...] = ()
    labels: tuple[str, ...] = ()
    target: float | None = None


@dataclass(frozen=True)
class Table:
    """A table with the finding as its title, the measure, period and n below, and the command that gives it again."""

    key: str
    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    command: str = ""

    def row(self, name: str) -> tuple[Cell, ...] | None:
        """The row whose first cell reads `name`."""
        return next((row for row in self.rows if row and row[0].text == name), None)


@dataclass(frozen=True)
class Chart:
    """A picture made from a released table (`table` is its key); `native` is how a workbook draws the same table."""

    key: str
    title: str
    subtitle: str
    svg: str
    alt: str
    table: str
    native: Literal["", "bars", "line", "steps"] = ""


@dataclass(frozen=True)
class Paragraph:
    """Running text; `look` says how it is set."""

    text: str
    look: Look = "text"


Block = Table | Chart | Paragraph


@dataclass(frozen=True)
class Section:
    """A section: the question it answers and what it shows."""

    key: str
    title: str
    question: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Report:
    """Everything that leaves, and nothing else. `facts`: version, fingerprints and settings of the methods appendix."""

    program: str
    subtitle: str
    label: str
    basis: str
    site: str
    through: str
    sources: str
    notice: str
    commentary: str
    finding: str
    sections: tuple[Section, ...]
    facts: dict[str, str] = field(default_factory=dict)

    def tables(self) -> dict[str, Table]:
        """Every table by its key."""
        blocks = [block for section in self.sections for block in section.blocks]
        return {block.key: block for block in blocks if isinstance(block, Table)}
