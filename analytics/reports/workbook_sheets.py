"""One sheet of the workbook: titles, paragraphs and tables one below the other, with widths, formats and names."""

from __future__ import annotations

import math
import re
from typing import Any, Literal

from analytics.charts.theme import LIGHT
from analytics.reports.frozen import Cell, Chart, Paragraph, Table
from analytics.reports.told import Field, fields_of, number_of, plain, reasons, starts_a_formula, told

Style = Literal["title", "second", "finding", "heading", "text", "note", "head", "words", "strong", "quiet", "number"]

NARROW, FIRST, MOST = 11.0, 30.0, 46.0
"""Widths of columns in letters: of figures, of the first at least, of words at most."""
PAGE_COLUMNS = 8
"""Titles and paragraphs run over at least so many columns."""
LINE = 15.0
"""Points of a line of words."""
PAGE, LETTER = (720.0, 515.0), 5.6
"""Points of a printed page between its margins, and of a letter's width."""
CHART_ROWS, CHART_SIZE = 18, {"width": 760, "height": 340}
SIDES: dict[str, dict[str, Any]] = {"": {}, "right": {"align": "right"}, "inside": {"indent": 1}}
"""Words after a column of figures stand a little inside."""
TEXTS: dict[Style, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 18},
    "second": {"font_color": LIGHT.second_text, "font_size": 10},
    "finding": {"bold": True, "font_size": 14},
    "heading": {"bold": True, "font_size": 13},
    "text": {},
    "note": {"font_color": LIGHT.second_text, "font_size": 10},
    "head": {"bold": True, "bottom": 1, "bottom_color": LIGHT.axis, "bg_color": LIGHT.panel},
    "words": {"bottom": 1, "bottom_color": LIGHT.table_line},
    "strong": {"bold": True, "bottom": 1, "bottom_color": LIGHT.table_line},
    "quiet": {
        "italic": True,
        "font_color": LIGHT.second_text,
        "align": "right",
        "bottom": 1,
        "bottom_color": LIGHT.table_line,
    },
    "number": {"align": "right", "bottom": 1, "bottom_color": LIGHT.table_line},
}


class Styles:
    """The formats of the workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[Any, ...], Any] = {}

    def style(self, style: Style, *, formatted: str = "", quoted: bool = False, side: str = "") -> Any:
        """The format of a kind of words, or of numbers written as `formatted`; `quoted`: words even when edited."""
        key = (style, formatted, quoted, side)
        if key not in self._made:
            look: dict[str, Any] = {"font_color": LIGHT.text, "valign": "top", "text_wrap": not formatted}
            look |= TEXTS[style] | ({"num_format": formatted} if formatted else {})
            look |= ({"quote_prefix": True} if quoted else {}) | SIDES[side]
            self._made[key] = self._book.add_format(look)
        return self._made[key]


class Sheet:
    """A sheet that is written from top to bottom."""

    def __init__(self, book: Any, page: Any, styles: Styles) -> None:
        self.page, self._book, self._styles = page, book, styles
        self._row, self._widths = 0, [FIRST, *[NARROW] * (PAGE_COLUMNS - 1)]
        self._below_head = self._below_title = 0
        self._height, self._breaks = 0.0, list[int]()

    def prepare(self, tables: list[Table]) -> None:
        """Columns wide enough for all tables of the sheet."""
        for table in tables:
            for place, field in enumerate(fields_of(table)):
                if place >= len(self._widths):
                    self._widths.append(NARROW)
                self._widths[place] = max(self._widths[place], _width(table, field))
        for place, width in enumerate(self._widths):
            self.page.set_column(place, place, width)

    def say(self, words: str, style: Style) -> None:
        """A line over the whole width, as high as its words need."""
        if not words.strip():
            return
        last = max(PAGE_COLUMNS, len(self._widths)) - 1
        last = next((at for at in range(len(self._widths)) if sum(self._widths[: at + 1]) > 110), last)
        size = float(TEXTS[style].get("font_size", 11))
        letters = sum(self._widths[: last + 1]) * 11 / size
        self.page.merge_range(self._row, 0, self._row, last, "", self._styles.style(style))
        self._write(0, words, style)
        self._set_height(math.ceil(len(words) / letters) * LINE * max(size, 11) / 11 + 2)
        self._row += 1
        self._below_title = self._below_title or self._row

    def paragraph(self, paragraph: Paragraph) -> None:
        """Running text."""
        if paragraph.look == "heading":
            self._row += 1
        looks: dict[str, Style] = {"heading": "heading", "finding": "finding", "note": "note", "notice": "note"}
        self.say(paragraph.text, looks.get(paragraph.look, "text"))

    def table(self, table: Table) -> None:
        """Title, definition and period, the figures, the notes; the figures get a name in the workbook."""
        self._row += 1
        self.say(table.title, "heading")
        self.say(table.subtitle, "second")
        fields = fields_of(table)
        for place, field in enumerate(fields):
            figure = table.columns[field.place].kind != "words"
            self._write(place, field.name, "head", side="right" if figure else "")
        lines = max((math.ceil(len(f.name) / self._widths[at]) for at, f in enumerate(fields)), default=1)
        self._set_height(lines * LINE)
        self._row += 1
        self._below_head = self._below_head or self._row
        top = self._row
        for row in table.rows:
            self._figures(row, fields)
        if table.rows:
            self._name(table, fields, top)
        else:
            self.say("Nobody to tell of.", "note")
        for note in (*table.notes, *reasons(table), *([f"Again: {table.command}"] if table.command else [])):
            self.say(note, "note")

    def chart(self, drawn: Any, chart: Chart) -> None:
        """A native chart with its title, definition and words for those who do not see it."""
        self._row += 1
        self._stay_together(CHART_ROWS * LINE + 4 * LINE)
        self.say(chart.title, "heading")
        self.say(chart.subtitle, "second")
        drawn.set_size(CHART_SIZE)
        self.page.insert_chart(
            self._row, 0, drawn, {"description": plain(chart.alt), "object_position": 1, "x_offset": 4, "y_offset": 4}
        )
        self._row += CHART_ROWS
        self._height += CHART_ROWS * LINE

    def freeze(self, *, only_table: bool) -> None:
        """The head of an only table stays in sight, else the sheet's title; the first column always."""
        self.page.freeze_panes(self._below_head if only_table else self._below_title, 1)
        if only_table:
            self.page.repeat_rows(self._below_head - 1)

    def _set_height(self, points: float) -> None:
        self.page.set_row(self._row, points)
        self._height += points

    def _stay_together(self, points: float) -> None:
        """A new printed page when so much does not fit on this one."""
        scale = min(1.0, PAGE[0] / (sum(self._widths) * LETTER))
        room = PAGE[1] / scale
        if self._height % room + points > room:
            self._breaks.append(self._row)
            self.page.set_h_pagebreaks(self._breaks)
            self._height = 0.0

    def _figures(self, row: tuple[Cell, ...], fields: tuple[Field, ...]) -> None:
        lines = 1
        for place, field in enumerate(fields):
            cell = row[field.place]
            found = told(cell, field)
            if found is None:
                self.page.write_blank(self._row, place, None, self._styles.style("number"))
            elif isinstance(found, str):
                quiet = cell.kind != "words"
                self._write(place, found, "quiet" if quiet else "strong" if cell.strong else "words")
                lines = max(lines, *(_lines(words, self._widths[place]) for words in (found,)))
            else:
                formatted = number_format(cell, field)
                self.page.write_number(self._row, place, found, self._styles.style("number", formatted=formatted))
        self._set_height(lines * LINE)
        self._row += 1

    def _write(self, place: int, words: str, style: Style, *, side: str = "") -> None:
        """Words are always written as words, whatever they begin with."""
        shown = plain(words)
        inside = "inside" if place and style in ("head", "words", "strong") else ""
        look = self._styles.style(style, quoted=starts_a_formula(shown), side=side or inside)
        self.page.write_string(self._row, place, shown, look)

    def _name(self, table: Table, fields: tuple[Field, ...], top: int) -> None:
        """ "table_attendance" is the figures; "headline_value", "headline_low" … the figure of the first page."""
        from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

        sheet = "'" + self.page.get_name().replace("'", "''") + "'"
        key = re.sub(r"\W", "_", table.key, flags=re.ASCII)
        found = xl_range_abs(top, 0, self._row - 1, len(fields) - 1)
        self._book.define_name(f"table_{key}", f"={sheet}!{found}")
        if table.key != "headline":
            return
        for place, field in enumerate(fields):
            if number_of(table.rows[0][field.place], field.part) is not None:
                cell = xl_rowcol_to_cell(top, place, row_abs=True, col_abs=True)
                self._book.define_name(f"headline_{field.part}", f"={sheet}!{cell}")


def number_format(cell: Cell, field: Field) -> str:
    """How a number is shown: 57%, +5%, 1,204, 9.4, $4,830."""
    if field.part in ("events", "n"):
        return "#,##0"
    formats = {"share": "0%", "trend": "0%", "points": "+0%;−0%;0%", "count": "#,##0", "money": '"$"#,##0'}
    return formats.get(cell.kind, "#,##0.0" if "." in cell.text else "#,##0")


def _width(table: Table, field: Field) -> float:
    column = table.columns[field.place]
    words = [plain(row[field.place].text) for row in table.rows if row[field.place].kind == "words"]
    longest = max((len(one) for one in words), default=0) + 2
    return NARROW if column.kind != "words" else min(MOST, max(NARROW, float(longest)))


def _lines(words: str, width: float) -> int:
    return sum(max(1, math.ceil(len(line) * 1.08 / width)) for line in words.split("\n"))
