"""Tables, pictures and paragraphs of a report as the plain data the typst template sets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from analytics.reports.frozen import Block, Cell, Chart, Paragraph, Table
from analytics.reports.pdf_columns import LONG_ROW, SIZE, Part, parts_of
from analytics.reports.pdf_words import line, paragraphs, printable, sentence
from analytics.reports.pictures.style import FULL
from analytics.reports.pictures.trend import trend_alt, trend_svg

UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "px": 25.4 / 96, "": 25.4 / 96}
ROW_INSET, DENSE_INSET = 1.15, 0.5
"""Millimetres above and below the words of a row; in a table with pictures."""


@dataclass
class Pictures:
    """SVG texts by the names under which the template asks for them."""

    svg: dict[str, str] = field(default_factory=dict)

    def add(self, svg: str, alt: str, *, room: float) -> dict[str, object]:
        """The picture's name, size in millimetres (never wider than `room`) and words."""
        key = next((name for name, known in self.svg.items() if known == svg), f"picture-{len(self.svg)}")
        self.svg[key] = svg
        return {"key": key, "width": min(size_of(svg)[0], room), "alt": printable(alt).strip() or "Picture"}


def blocks_of(blocks: Sequence[Block], pictures: Pictures, room: float) -> list[dict[str, Any]]:
    """The blocks in print: a picture with the title of the table before it takes its place and its title.

    A sentence that stands twice in a row, such as why two tables are missing, is printed once.
    """
    found: list[dict[str, Any]] = []
    for place, block in enumerate(blocks):
        if isinstance(block, Paragraph) and place and blocks[place - 1] == block:
            continue
        made = block_of(block, pictures, room)
        before = blocks[place - 1] if place else None
        if isinstance(block, Chart) and isinstance(before, Table) and before.title == block.title:
            found[-1] = {**found[-1], "title": ""}
            found.insert(len(found) - 1, made)
        else:
            found.append(made)
    return found


def block_of(block: Block, pictures: Pictures, room: float) -> dict[str, Any]:
    if isinstance(block, Table):
        return table_of(block, pictures, room)
    if isinstance(block, Chart):
        return chart_of(block, pictures, room)
    return {"kind": "paragraph", "look": block.look, "words": paragraphs(block.text)}


def chart_of(chart: Chart, pictures: Pictures, room: float) -> dict[str, Any]:
    found = pictures.add(chart.svg, chart.alt, room=room)
    return {"kind": "chart", "title": line(chart.title), "subtitle": line(chart.subtitle), **found}


def table_of(table: Table, pictures: Pictures, room: float, *, fill: bool = False) -> dict[str, Any]:
    """A table in its printed parts, with its notes and the reasons of what is not told."""

    def picture(cell: Cell) -> dict[str, object] | None:
        return _trend(cell, pictures)

    drawn = any(column.kind == "trend" for column in table.columns)
    parts = parts_of(table, room=room, picture=picture, fill=fill) if table.rows else ()
    return {
        "kind": "table",
        "title": line(table.title),
        "subtitle": line(table.subtitle),
        "empty": "" if table.rows else "Nobody to tell of.",
        "parts": [_part(part, DENSE_INSET if drawn else ROW_INSET) for part in parts],
        "notes": line(" ".join(sentence(note) for note in (*table.notes, *_reasons(table)))),
    }


def size_of(svg: str) -> tuple[float, float]:
    """Width and height of an SVG in millimetres: as its root says, else from its viewBox at 96 pixels an inch."""
    root = re.search(r"<svg\b[^>]*>", svg)
    words = root.group() if root else ""
    sides = []
    for name, place in (("width", 2), ("height", 3)):
        told = re.search(rf'\s{name}="([\d.]+)(mm|cm|in|pt|px|)"', words)
        box = re.search(r'viewBox="([^"]+)"', words)
        if told:
            sides.append(float(told.group(1)) * UNITS[told.group(2)])
        elif box:
            sides.append(float(box.group(1).replace(",", " ").split()[place]) * UNITS["px"])
        else:
            sides.append(FULL)
    return sides[0], sides[1]


def _part(part: Part, row_inset: float) -> dict[str, Any]:
    long = any(len(cell.text) > LONG_ROW for row in part.rows for cell in row)
    return {
        "size": SIZE,
        "inset": part.inset,
        "row-inset": row_inset,
        "drawn": any(cell.picture for row in part.rows for cell in row),
        "breakable": long,
        "columns": [{"name": c.name, "number": c.number, "width": c.width} for c in part.columns],
        "rows": [[asdict(cell) for cell in row] for row in part.rows],
    }


def _trend(cell: Cell, pictures: Pictures) -> dict[str, object] | None:
    """The small picture of a trend; None when nothing of it may be shown."""
    svg = trend_svg(cell)
    return pictures.add(svg, trend_alt(cell), room=FULL) if svg else None


def _reasons(table: Table) -> list[str]:
    """Why figures are not estimable or hidden, each reason once."""
    cells = [cell for row in table.rows for cell in row if cell.kind != "words" and cell.value is None and cell.reason]
    hidden = dict.fromkeys(cell.reason for cell in cells if cell.hidden)
    unknown = dict.fromkeys(cell.reason for cell in cells if not cell.hidden and cell.kind != "trend")
    return [f"Hidden: {why}." for why in hidden] + [f"Not estimable: {'; '.join(unknown)}." for _ in (1,) if unknown]
