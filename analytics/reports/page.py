"""A report as one HTML file: nothing is fetched, nothing runs, light and dark, on a phone and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analytics.charts.theme import DARK, LIGHT, Theme
from analytics.reports.frozen import Block, Cell, Chart, Column, Paragraph, Report, Section, Table
from analytics.reports.page_pictures import Drawings, inks
from analytics.reports.pictures.trend import trend_alt, trend_svg
from analytics.reports.told import beside, full_title, plain, reasons, report_name

TEMPLATES = Path(__file__).resolve().parent / "templates"
GLANCE, HEADLINE = "glance", "headline"
LONG_WORDS = 60
"""A column whose words are longer is set wide."""
SHORT_WORDS = 12
"""Words that stay on one line."""
MANY = 3
"""With so many columns of figures the interval stands below the figure."""


def page(report: Report) -> bytes:
    """The whole page. A word the template asks for and does not get is an error, never a blank."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    house = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return house.get_template("page.html").render(laid_out(report)).encode("utf-8")


def laid_out(report: Report) -> dict[str, Any]:
    """Everything the template reads."""
    drawings = Drawings()
    return {
        "title": full_title(report),
        "program": plain(report.program),
        "beside": plain(" · ".join(filter(None, (report.subtitle, report.site)))),
        "name": plain(report_name(report)),
        "finding": plain(report.finding) or plain(report_name(report)),
        "notice": plain(report.notice),
        "sources": plain(report.sources or report.through),
        "basis": plain(report.basis),
        "commentary": [plain(words) for words in report.commentary.split("\n\n") if words.strip()],
        "sections": [_section(section, drawings) for section in report.sections],
        "facts": [(plain(name).capitalize(), plain(fact)) for name, fact in report.facts.items()],
        "light": _colours(LIGHT),
        "dark": _colours(DARK),
    }


def _section(section: Section, drawings: Drawings) -> dict[str, Any]:
    blocks = list(section.blocks)
    return {
        "key": _id(section.key),
        "title": plain(section.title),
        "question": plain(section.question),
        "headline": _headline(blocks, drawings) if section.key == GLANCE else None,
        "blocks": _blocks(blocks, drawings),
    }


def _blocks(blocks: Sequence[Block], drawings: Drawings) -> list[dict[str, Any]]:
    """Curves and months are read in the picture: the table opens below it."""
    behind = {block.key: block for block in blocks if isinstance(block, Table) and _is_behind(block, blocks)}
    found = [_block(block, drawings) for block in blocks if not (isinstance(block, Table) and block.key in behind)]
    charts = [block for block in blocks if isinstance(block, Chart)]
    opening = {block.table: _table(behind[block.table], drawings) for block in charts if block.table in behind}
    for block in filter(None, found):
        if block["kind"] == "chart":
            block["table"] = opening.pop(block["of"], None)
    return [block for block in found if block]


def _is_behind(table: Table, blocks: Sequence[Block]) -> bool:
    drawn = any(isinstance(b, Chart) and b.table == table.key and b.native in ("line", "steps") for b in blocks)
    return drawn and all(column.kind != "trend" for column in table.columns)


def _headline(blocks: list[Block], drawings: Drawings) -> dict[str, Any] | None:
    """The first figure in large with its picture; both leave the list of blocks."""
    table = next((block for block in blocks if isinstance(block, Table) and block.key == HEADLINE), None)
    if table is None or not table.rows:
        return None
    chart = next((block for block in blocks if isinstance(block, Chart) and block.key == HEADLINE), None)
    blocks[:] = [block for block in blocks if block is not table and block is not chart]
    first = table.rows[0]
    return {
        "figure": _figure(next((cell for cell in first if cell.kind != "words"), first[-1]), Column("", "share")),
        "name": plain(first[0].text),
        "verdict": plain(table.title),
        "table": _table(table, drawings),
        "chart": _chart(chart, drawings) if chart else None,
    }


def _block(block: Block, drawings: Drawings) -> dict[str, Any] | None:
    if isinstance(block, Table):
        return _table(block, drawings)
    if isinstance(block, Chart):
        return _chart(block, drawings)
    return _paragraph(block)


def _paragraph(paragraph: Paragraph) -> dict[str, Any] | None:
    words = [plain(piece) for piece in paragraph.text.split("\n\n") if piece.strip()]
    return {"kind": "paragraph", "look": paragraph.look, "words": words} if words else None


def _chart(chart: Chart, drawings: Drawings) -> dict[str, Any]:
    return {
        "kind": "chart",
        "of": chart.table,
        "table": None,
        "title": plain(chart.title),
        "subtitle": plain(chart.subtitle),
        "drawing": drawings.drawn(chart.svg, plain(chart.alt)),
    }


def _table(table: Table, drawings: Drawings) -> dict[str, Any]:
    columns = [
        {
            "name": plain(column.name),
            "figure": column.kind not in ("words", "trend"),
            "wide": column.wide or _long(table, place),
        }
        for place, column in enumerate(table.columns)
    ]
    return {
        "kind": "table",
        "key": _id(table.key),
        "title": plain(table.title),
        "subtitle": plain(table.subtitle),
        "columns": columns,
        "rows": [
            [_shown(cell, column, drawings) for cell, column in zip(row, table.columns, strict=True)]
            for row in table.rows
        ],
        "stacked": len(columns) > 2,
        "wordy": sum(bool(column["wide"]) for column in columns) >= MANY,
        "many": sum(any(row[at].interval for row in table.rows) for at in range(len(columns))) >= MANY,
        "notes": [plain(note) for note in (*table.notes, *reasons(table)) if note.strip()],
        "command": plain(table.command),
    }


def _shown(cell: Cell, column: Column, drawings: Drawings) -> dict[str, Any]:
    if cell.kind != "trend":
        return _figure(cell, column)
    svg = trend_svg(cell)
    alt = plain(trend_alt(cell)) if svg else ""
    return {**_figure(Cell("trend", "not told" if not svg else ""), column), "drawing": drawings.drawn(svg, alt)}


def _figure(cell: Cell, column: Column) -> dict[str, Any]:
    """What is read of a cell; of a hidden one the word alone."""
    interval, of = beside(cell, column)
    return {
        "text": plain(cell.text),
        "interval": interval,
        "of": of,
        "short": len(cell.text) <= SHORT_WORDS,
        "quiet": cell.hidden or (cell.kind != "words" and cell.value is None),
        "strong": cell.strong,
        "figure": cell.kind != "words",
        "drawing": None,
    }


def _long(table: Table, place: int) -> bool:
    return any(row[place].kind == "words" and len(row[place].text) > LONG_WORDS for row in table.rows)


def _id(key: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in key)


def _colours(theme: Theme) -> Sequence[tuple[str, str]]:
    """The names of the style sheet's colours, and what they are in this scheme."""
    names = ("page", "panel", "text", "second_text", "good", "concern", "axis", "grid", "table_line", "benchmark_text")
    own = [(name.replace("_", "-"), getattr(theme, name)) for name in names]
    return [*own, *((f"ink-{place}", colour) for place, colour in enumerate(inks(theme)))]
