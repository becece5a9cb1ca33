"""Tables of the Word document: the head repeated on every page, rows that stay whole, figures to the right."""

from __future__ import annotations

import io
from typing import Any

from analytics.charts.theme import LIGHT
from analytics.reports.frozen import Cell, Column, Table
from analytics.reports.pictures.raster import png_of
from analytics.reports.pictures.trend import trend_alt, trend_svg
from analytics.reports.told import NOT_TOLD, beside, plain, reasons

SIZE, HEAD_SIZE = 9.0, 8.5
ROOM = 183.9
"""Millimetres between the margins."""
LETTER, INSET, DRAWN = 2.05, 4.6, 31.0
"""Millimetres of a letter, beside the words of a cell, of a column of small trends."""
NARROWEST, WIDEST = 12.0, 42.0
"""Of a column of figures."""
TREND = 27.0


def add_table(made: Any, table: Table) -> None:
    """Title, definition and period, the figures, the notes."""
    from docx.shared import Pt

    if table.title:
        made.add_heading(plain(table.title), level=2)
    if table.subtitle:
        made.add_paragraph(plain(table.subtitle), style="Note").paragraph_format.keep_with_next = True
    if table.rows:
        _grid(made, table)
    else:
        made.add_paragraph("Nobody to tell of.", style="Note")
    again = [f"Again: {table.command}"] if table.command else []
    notes = [note for note in (*table.notes, *reasons(table), *again) if note.strip()]
    for number, note in enumerate(notes):
        written = made.add_paragraph(plain(note), style="Note").paragraph_format
        if number == 0:
            written.space_before = Pt(4)


def _grid(made: Any, table: Table) -> None:
    from docx.shared import Mm

    grid = made.add_table(rows=1 + len(table.rows), cols=len(table.columns))
    grid.autofit = False
    _about(grid, table)
    rows = list(grid.rows)
    for place, width in enumerate(widths(table)):
        grid.columns[place].width = Mm(width)
    cells = [list(row.cells) for row in rows]
    for place, column in enumerate(table.columns):
        cells[0][place].width = grid.columns[place].width
        _write(cells[0][place], [(column.name, "head")], right=column.kind not in ("words", "trend"))
    _repeat(rows[0])
    for number, row in enumerate(table.rows, start=1):
        _keep_whole(rows[number])
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            cells[number][place].width = grid.columns[place].width
            _cell(cells[number][place], cell, column)


def _cell(target: Any, cell: Cell, column: Column) -> None:
    if cell.kind == "trend":
        _trend(target, cell)
        return
    right = cell.kind != "words"
    quiet = cell.hidden or (right and cell.value is None)
    more = " · ".join(filter(None, beside(cell, column)))
    words = [(cell.text, "quiet" if quiet else "strong" if cell.strong or (right and more) else "plain")]
    words += [(more, "second")] if more else []
    _write(target, words, right=right)


def _trend(target: Any, cell: Cell) -> None:
    from docx.shared import Mm

    svg = trend_svg(cell)
    if not svg:
        _write(target, [(NOT_TOLD, "quiet")], right=False)
        return
    _write(target, [], right=False)
    drawn = target.paragraphs[0].add_run().add_picture(io.BytesIO(png_of(svg)), width=Mm(TREND))
    drawn._inline.docPr.set("descr", plain(trend_alt(cell)) or "Trend")


def widths(table: Table) -> list[float]:
    """Millimetres of each column: as its longest word needs; what is left goes to the words by their length."""
    least = [_least(table, place) for place in range(len(table.columns))]
    words = [place for place, column in enumerate(table.columns) if column.kind == "words"]
    left = ROOM - sum(least)
    if left < 0:
        return [width * ROOM / sum(least) for width in least]
    wanted = {place: max(0.0, _wanted(table, place) - least[place]) for place in words}
    share = min(1.0, left / sum(wanted.values())) if any(wanted.values()) else 0.0
    found = [width + share * wanted.get(place, 0.0) for place, width in enumerate(least)]
    return [width + (ROOM - sum(found)) / len(found) for width in found]


def _least(table: Table, place: int) -> float:
    column = table.columns[place]
    if column.kind == "trend":
        return DRAWN
    pieces = column.name.split()
    if column.kind == "words":
        pieces += [word for row in table.rows for word in row[place].text.split()]
        return min(WIDEST, max(map(len, pieces), default=0) * LETTER + INSET)
    for row in table.rows:
        pieces += [row[place].text, " · ".join(filter(None, beside(row[place], column)))]
    return min(WIDEST, max(NARROWEST, max(map(len, pieces), default=0) * LETTER * 0.9 + INSET))


def _wanted(table: Table, place: int) -> float:
    """Room for the whole of the longest cell on one line."""
    longest = max((len(row[place].text) for row in table.rows), default=0)
    return max(longest, len(table.columns[place].name)) * LETTER + INSET


def _write(target: Any, words: list[tuple[str, str]], *, right: bool) -> None:
    """The first words on the first line, the rest on lines below."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    paragraph = target.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for number, (text, look) in enumerate(words):
        run = paragraph.add_run(plain(text))
        run.font.size = Pt(HEAD_SIZE if look in ("head", "second") else SIZE)
        run.bold, run.italic = look in ("head", "strong"), look == "quiet"
        if look in ("second", "quiet", "head"):
            run.font.color.rgb = RGBColor.from_string(LIGHT.second_text[1:])
        if number + 1 < len(words):
            run.add_break()


def _about(grid: Any, table: Table) -> None:
    """A line under every row, and words for those who do not see the table."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    look = grid._tbl.tblPr
    lines = OxmlElement("w:tblBorders")
    for name in ("bottom", "insideH"):
        line = OxmlElement(f"w:{name}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LIGHT.table_line[1:])):
            line.set(qn(f"w:{key}"), value)
        lines.append(line)
    look.append(lines)
    for name, words in (("tblCaption", table.title), ("tblDescription", table.subtitle)):
        element = OxmlElement(f"w:{name}")
        element.set(qn("w:val"), plain(words))
        look.append(element)


def _repeat(row: Any) -> None:
    from docx.oxml import OxmlElement

    look = row._tr.get_or_add_trPr()
    look.append(OxmlElement("w:cantSplit"))
    look.append(OxmlElement("w:tblHeader"))


def _keep_whole(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
