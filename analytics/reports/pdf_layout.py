"""What stands where on the printed pages: a Report as the plain data the typst template reads, and its pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from analytics.reports.frozen import Block, Cell, Chart, Column, Paragraph, Report, Section, Table
from analytics.reports.pdf_columns import LONG_ROW, SIZE, SMALL, Part, parts_of
from analytics.reports.pdf_words import breakable, printable, width
from analytics.reports.pictures.style import FULL, LEFT, RIGHT

GLANCE = "glance"
"""Key of the section of page 1, and of its table of all measures."""
UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "px": 25.4 / 96, "": 25.4 / 96}
HEAD_RIGHT, FOOT_RIGHT = 55.0, 30.0
"""Millimetres at the right of a page's head (the report's name) and foot (the page number)."""
ROW_INSET, DENSE_INSET = 1.15, 0.75
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


def laid_out(report: Report, *, paper: str, room: float) -> tuple[dict[str, Any], Pictures]:
    """The data of the whole document and its pictures. `room`: millimetres between the margins."""
    pictures = Pictures()
    first = next((section for section in report.sections if section.key == GLANCE), None)
    page1 = _page1(first.blocks if first else (), pictures, room)
    rest = page1.pop("rest")
    data = {
        "paper": paper,
        "width": room,
        "title": _line(", ".join(filter(None, (f"{report.program}: {_report_name(report)}", report.site)))),
        "description": _line(report.finding),
        "program": _line(report.program),
        "beside": _line(" · ".join(filter(None, (report.subtitle, report.site)))),
        "running-head": _shortened(" · ".join(filter(None, (report.program, report.site))), room - HEAD_RIGHT),
        "name": _line(_report_name(report)),
        "finding": _line(report.finding) or _line(_report_name(report)),
        "notice-line": _shortened(report.notice, room - FOOT_RIGHT),
        "source": _source(report),
        "commentary": _paragraphs(report.commentary),
        "page1": page1,
        "rest": [_block(block, pictures, room) for block in rest],
        "sections": [_section(section, pictures, room) for section in report.sections if section is not first],
        "appendix": [_block(block, pictures, room) for block in _appendix(report)],
    }
    return data, pictures


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


def _report_name(report: Report) -> str:
    return "Report on all records" if report.label == "all records" else f"Quarterly report {report.label}"


def _source(report: Report) -> str:
    """The line at the foot of page 1; body text, because a page's foot is not read aloud."""
    basis = f"Basis: {report.basis}." if report.basis else ""
    sources = report.sources or report.through
    return _line(
        f"{sources.rstrip('.')}. {basis} “hidden”: the figure is of a few people, or would give such a figure away; "
        f"0 is told as 0. Change and association, not effect. {report.notice}"
    )


def _page1(blocks: Sequence[Block], pictures: Pictures, room: float) -> dict[str, Any]:
    """Headline, table of all measures, two pictures, what to look at next; `rest` is what has no place there."""
    tables = {block.key: block for block in blocks if isinstance(block, Table)}
    charts = {block.key: block for block in blocks if isinstance(block, Chart)}
    following, items, others = _next(blocks)
    used = {id(block) for block in (tables.get("headline"), tables.get(GLANCE)) if block}
    used |= {id(charts[key]) for key in ("headline", "survival", "control") if key in charts}
    headline = charts.get("headline")
    return {
        "headline": _headline(tables["headline"]) if "headline" in tables and tables["headline"].rows else None,
        "headline-picture": pictures.add(headline.svg, headline.alt, room=room * 0.6) if headline else None,
        "table": _table(tables[GLANCE], pictures, room, fill=True) if GLANCE in tables else None,
        "left": _chart(charts["survival"], pictures, LEFT) if "survival" in charts else None,
        "right": _chart(charts["control"], pictures, RIGHT + 2) if "control" in charts else None,
        "next": {"title": following, "items": items} if items else None,
        "rest": [block for block in others if id(block) not in used],
    }


def _next(blocks: Sequence[Block]) -> tuple[str, list[str], list[Block]]:
    """The first heading's paragraphs are what to look at next; everything else keeps its place."""
    title, items, others = "", [], []
    inside = False
    for block in blocks:
        if isinstance(block, Paragraph) and block.look == "heading" and not title:
            title, inside = _line(block.text), True
        elif inside and isinstance(block, Paragraph) and block.look == "text":
            items.append(_line(block.text))
        else:
            inside = False
            others.append(block)
    return title, items, others


def _headline(table: Table) -> dict[str, Any]:
    """The figure of the first row in large; the other rows, the title as verdict and the notes as lines."""
    first, *others = table.rows
    figure = _figure(first)
    name = _line(first[0].text)
    about = [words for words in (figure.interval and f"95% interval {figure.interval}", figure.of) if words]
    lines = [" · ".join(about)] if about else []
    for row in others:
        found = _figure(row)
        said = (f"{row[0].text} {found.text}", found.interval and f"95% {found.interval}", found.of)
        lines.append(", ".join(words for words in said if words))
    return {
        "figure": _line(figure.text),
        "name": name,
        "verdict": _line(table.title.rstrip(".") + "."),
        "tail": "".join(f" {_line(note)}" for note in table.notes),
        "lines": [_line(line) for line in (*lines, table.subtitle) if line],
    }


def _figure(row: tuple[Cell, ...]) -> Cell:
    return next((cell for cell in row if cell.kind != "words"), row[-1])


def _section(section: Section, pictures: Pictures, room: float) -> dict[str, Any]:
    return {
        "title": _line(section.title),
        "question": _line(section.question),
        "blocks": [_block(block, pictures, room) for block in section.blocks],
    }


def _block(block: Block, pictures: Pictures, room: float) -> dict[str, Any]:
    if isinstance(block, Table):
        return _table(block, pictures, room)
    if isinstance(block, Chart):
        return _chart(block, pictures, room)
    return {"kind": "paragraph", "look": block.look, "words": _paragraphs(block.text)}


def _chart(chart: Chart, pictures: Pictures, room: float) -> dict[str, Any]:
    found = pictures.add(chart.svg, chart.alt, room=room)
    return {"kind": "chart", "title": _line(chart.title), "subtitle": _line(chart.subtitle), **found}


def _table(table: Table, pictures: Pictures, room: float, *, fill: bool = False) -> dict[str, Any]:
    def picture(cell: Cell) -> dict[str, object] | None:
        return _trend(cell, pictures)

    drawn = any(column.kind == "trend" for column in table.columns)
    parts = parts_of(table, room=room, picture=picture, fill=fill) if table.rows else ()
    return {
        "kind": "table",
        "title": _line(table.title),
        "subtitle": _line(table.subtitle),
        "empty": "" if table.rows else "Nobody to tell of.",
        "parts": [_part(part, DENSE_INSET if drawn else ROW_INSET) for part in parts],
        "notes": _line(" ".join(_sentence(note) for note in (*table.notes, *_reasons(table)))),
    }


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
    from analytics.reports.pictures.trend import trend_alt, trend_svg

    svg = trend_svg(cell)
    return pictures.add(svg, trend_alt(cell), room=FULL) if svg else None


def _reasons(table: Table) -> list[str]:
    """Why figures are not estimable or hidden, each reason once."""
    cells = [cell for row in table.rows for cell in row if cell.kind != "words" and cell.value is None and cell.reason]
    hidden = dict.fromkeys(cell.reason for cell in cells if cell.hidden)
    unknown = dict.fromkeys(cell.reason for cell in cells if not cell.hidden and cell.kind != "trend")
    return [f"Hidden: {why}." for why in hidden] + [f"Not estimable: {'; '.join(unknown)}." for _ in (1,) if unknown]


def _appendix(report: Report) -> list[Block]:
    """Commands of the tables, and what the report was made with."""
    asked = [table for table in report.tables().values() if table.command]
    blocks: list[Block] = []
    if asked:
        rows = tuple((Cell("words", table.title), Cell("words", table.command)) for table in asked)
        columns = (Column("Table", wide=True), Column("Command", wide=True))
        blocks.append(Table("commands", "Commands", "", columns, rows))
    if report.facts:
        rows = tuple((Cell("words", name.capitalize()), Cell("words", fact)) for name, fact in report.facts.items())
        blocks.append(Table("facts", "What this report was made with", "", (Column("What"), Column("Which")), rows))
    return blocks


def _sentence(note: str) -> str:
    told = note.strip()
    return told if not told or told[-1] in ".!?" else f"{told}."


def _shortened(words: str, room: float) -> str:
    """One line of at most `room` millimetres, for head and foot of a page; the whole words stand on page 1."""
    told = " ".join(printable(words).split())
    if width(told, size=SMALL) <= room:
        return told
    while told and width(f"{told}…", size=SMALL) > room:
        told = told[:-1]
    return f"{told.rstrip()}…"


def _paragraphs(words: str) -> list[str]:
    return [_line(piece) for piece in re.split(r"\n\s*\n", words) if piece.strip()]


def _line(words: str) -> str:
    """Words of the font, with places to break inside very long ones."""
    return breakable(" ".join(piece for piece in re.split(r"[ \n\r\t]+", printable(words)) if piece))
