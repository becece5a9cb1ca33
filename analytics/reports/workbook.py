"""A report as an Excel workbook: a sheet for each section, real numbers, native charts, and no cell that can run.

A hidden figure is the word "hidden" wherever its numbers would stand; charts read a sheet of their own that leaves such
places empty, so that no chart draws or keeps a number that is not told.
"""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

from analytics.reports.frozen import Block, Cell, Chart, Column, Paragraph, Report, Section, Table
from analytics.reports.told import full_title, plain, report_name
from analytics.reports.workbook_charts import ChartData
from analytics.reports.workbook_sheets import Sheet, Styles

OPTIONS = {
    "in_memory": True,
    "constant_memory": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
MADE_ON = datetime(1980, 1, 1)
"""No clock: the same report gives the same bytes. What it is of stands on the first sheet."""
LONGEST_NAME, LONGEST_FOOT = 31, 180
LETTER_PAPER = 1
MARGINS = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.7}
GLANCE = "glance"


def workbook(report: Report) -> bytes:
    """The workbook: At a glance first, then the sections in their order, at last the numbers behind the charts."""
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    book.set_properties(_properties(report))
    styles = Styles(book)
    names = sheet_names([section.title for section in _ordered(report)])
    sheets = [book.add_worksheet(name) for name in names]
    charts = ChartData(book, styles, sheet_names([*names, "Chart data"])[-1])
    for page, section in zip(sheets, _ordered(report), strict=True):
        _fill(Sheet(book, page, styles), section, report, charts)
        _print_set_up(page, report)
    if charts.page is not None:
        _print_set_up(charts.page, report)
    book.close()
    return target.getvalue()


def sheet_names(titles: list[str]) -> list[str]:
    """Names Excel takes: at most 31 letters, none of []:*?/\\, no two alike."""
    found: list[str] = []
    for title in titles:
        name = re.sub(r"[\[\]:*?/\\\n\t]", " ", plain(title)).strip(" '")[:LONGEST_NAME].strip(" '") or "Section"
        name = f"{name} report" if name.lower() == "history" else name
        number = 2
        first = name
        while name.lower() in (known.lower() for known in found):
            ending = f" ({number})"
            name, number = first[: LONGEST_NAME - len(ending)] + ending, number + 1
        found.append(name)
    return found


def _ordered(report: Report) -> list[Section]:
    """The section of page 1 first."""
    return sorted(report.sections, key=lambda section: section.key != GLANCE)


def _fill(sheet: Sheet, section: Section, report: Report, charts: ChartData) -> None:
    first = section.key == GLANCE
    about = [about_table(report)] if first else []
    sheet.prepare([*(block for block in section.blocks if isinstance(block, Table)), *about])
    sheet.say(section.title, "title")
    sheet.say(" · ".join(filter(None, (report.program, report.site, report_name(report)))), "second")
    sheet.say(section.question, "second")
    if first:
        sheet.say(report.finding, "finding")
        sheet.say(report.notice, "second")
    tables = {block.key: block for block in section.blocks if isinstance(block, Table)}
    for block in section.blocks:
        _block(sheet, block, tables, charts)
    if first:
        _about(sheet, report)
    sheet.freeze(only_table=len(tables) == 1 and not first)


def _block(sheet: Sheet, block: Block, tables: dict[str, Table], charts: ChartData) -> None:
    if isinstance(block, Table):
        sheet.table(block)
    elif isinstance(block, Paragraph):
        sheet.paragraph(block)
    elif isinstance(block, Chart) and block.native and block.table in tables:
        drawn = charts.chart(block, tables[block.table])
        if drawn is not None:
            sheet.chart(drawn, block)


def _about(sheet: Sheet, report: Report) -> None:
    """The commentary, what the report is of and was made with."""
    if report.commentary:
        sheet.paragraph(Paragraph("Commentary", "heading"))
        for words in filter(str.strip, report.commentary.split("\n\n")):
            sheet.paragraph(Paragraph(words))
    sheet.table(about_table(report))


def about_table(report: Report) -> Table:
    """What the report is of and was made with."""
    facts = {
        "Sources": report.sources or report.through,
        "Basis": report.basis,
        "Hidden": "A few people, or a figure that would give them away. 0 is told as 0.",
        **{name.capitalize(): fact for name, fact in report.facts.items()},
    }
    rows = tuple((Cell("words", name), Cell("words", words)) for name, words in facts.items() if words)
    return Table("about", "About this report", "", (Column("What"), Column("Which", wide=True)), rows)


def _properties(report: Report) -> dict[str, Any]:
    return {
        "title": full_title(report),
        "subject": plain(report.finding),
        "author": plain(report.program),
        "company": plain(report.program),
        "category": plain(report_name(report)),
        "comments": plain(report.notice),
        "created": MADE_ON,
    }


def _print_set_up(page: Any, report: Report) -> None:
    def shown(words: str) -> str:
        return plain(words)[:LONGEST_FOOT].replace("&", "&&").replace("\n", " ")

    page.set_landscape()
    page.set_paper(LETTER_PAPER)
    page.set_margins(**MARGINS)
    page.fit_to_pages(1, 0)
    page.hide_gridlines(2)
    page.set_footer(f"&L&8{shown(report.notice)}&R&8&P / &N")
    page.set_header(f"&L&8{shown(report.program)}&R&8{shown(report_name(report))}")
