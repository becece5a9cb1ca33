"""A report as a Word document, for a board that writes into it: headings, tables with repeated heads, pictures."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from analytics.charts.theme import LIGHT
from analytics.reports.document_tables import add_table
from analytics.reports.frozen import Block, Cell, Chart, Column, Paragraph, Report, Section, Table
from analytics.reports.page_pictures import width_of
from analytics.reports.pictures.raster import png_of
from analytics.reports.told import full_title, plain, report_name

MADE_ON = datetime(1980, 1, 1)
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""No clock: the same report gives the same bytes."""
FONT = "Calibri"
BODY, SMALL, TITLE = 10.5, 9.0, 20.0
HEADINGS = {1: 16.0, 2: 12.5, 3: 11.5}
MARGIN, ROOM = 16.0, 183.9
"""Millimetres: the margin, and the width between the margins of US Letter."""
STYLES = {"note": "Note", "notice": "Note", "finding": "Finding", "text": "Normal"}


def document(report: Report) -> bytes:
    """The document on US Letter."""
    import docx

    made = docx.Document()
    _set_up(made, report)
    made.add_heading(plain(report.finding) or plain(report_name(report)), level=0)
    _say(made, " · ".join(filter(None, (report.program, report.subtitle, report.site, report_name(report)))), "Note")
    _say(made, report.notice, "Note")
    for number, section in enumerate(report.sections):
        _section(made, section)
        if number == 0:
            _commentary(made, report)
    _about(made, report)
    return _without_clock(made)


def _section(made: Any, section: Section) -> None:
    made.add_heading(plain(section.title), level=1)
    _say(made, section.question, "Note")
    for block in section.blocks:
        _block(made, block)


def _block(made: Any, block: Block) -> None:
    if isinstance(block, Table):
        add_table(made, block)
    elif isinstance(block, Chart):
        _picture(made, block)
    elif isinstance(block, Paragraph) and block.look == "heading":
        made.add_heading(plain(block.text), level=2)
    else:
        for words in block.text.split("\n\n"):
            _say(made, words, STYLES.get(block.look, "Normal"))


def _picture(made: Any, chart: Chart) -> None:
    from docx.shared import Mm

    made.add_heading(plain(chart.title), level=2)
    _say(made, chart.subtitle, "Note")
    made.paragraphs[-1].paragraph_format.keep_with_next = True
    if not chart.svg:
        return
    made.add_picture(io.BytesIO(png_of(chart.svg)), width=Mm(min(width_of(chart.svg), ROOM)))
    about = made.inline_shapes[-1]._inline.docPr
    about.set("descr", plain(chart.alt) or "Picture")
    about.set("name", f"Picture {len(made.inline_shapes)}")


def _commentary(made: Any, report: Report) -> None:
    if report.commentary.strip():
        made.add_heading("Commentary", level=1)
        for words in report.commentary.split("\n\n"):
            _say(made, words, "Normal")


def _about(made: Any, report: Report) -> None:
    """What the report is of and was made with."""
    facts = {
        "Sources": report.sources or report.through,
        "Basis": report.basis,
        "Hidden": "A few people, or a figure that would give them away; 0 is told as 0.",
        "Reading": "Change and association, not effect.",
        **{name.capitalize(): fact for name, fact in report.facts.items()},
    }
    rows = tuple((Cell("words", name), Cell("words", words)) for name, words in facts.items() if words)
    made.add_heading("About this report", level=1)
    add_table(made, Table("about", "", "", (Column("What"), Column("Which", wide=True)), rows))


def _say(made: Any, words: str, style: str) -> None:
    if words.strip():
        made.add_paragraph(plain(words).strip(), style=style)


def _set_up(made: Any, report: Report) -> None:
    """Paper, styles, head and foot, and what the file says of itself."""
    from docx.shared import Mm, Pt, RGBColor

    page = made.sections[0]
    page.page_width, page.page_height = Mm(215.9), Mm(279.4)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN)
    page.header_distance = page.footer_distance = Mm(MARGIN / 2)
    page.header.paragraphs[0].text = plain(f"{report.program} · {report_name(report)}")
    page.footer.paragraphs[0].text = plain(report.notice)
    for name in ("Note", "Finding"):
        made.styles.add_style(name, 1).base_style = made.styles["Normal"]
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(BODY)
    normal.font.color.rgb = RGBColor.from_string(LIGHT.text[1:])
    normal.paragraph_format.space_after = Pt(4)
    made.styles["Note"].font.size = made.styles["Header"].font.size = made.styles["Footer"].font.size = Pt(SMALL)
    made.styles["Note"].font.color.rgb = RGBColor.from_string(LIGHT.second_text[1:])
    made.styles["Finding"].font.bold = True
    for level, size in {0: TITLE, **HEADINGS}.items():
        _heading_style(made.styles["Title" if level == 0 else f"Heading {level}"], size)
    about = made.core_properties
    about.title, about.author, about.subject = full_title(report)[:255], plain(report.program)[:255], "Quarterly report"
    about.comments, about.keywords, about.language = plain(report.notice)[:255], "", "en-US"
    about.created = about.modified = MADE_ON
    about.last_modified_by, about.revision = plain(report.program)[:255], 1


def _heading_style(style: Any, size: float) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.size, style.font.bold, style.font.name = Pt(size), True, FONT
    style.font.color.rgb = RGBColor.from_string(LIGHT.text[1:])
    fonts = style.element.rPr.rFonts
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    for border in style.element.findall(".//" + qn("w:pBdr")):
        border.getparent().remove(border)


def _without_clock(made: Any) -> bytes:
    """The file with the same date on every part."""
    first, last = io.BytesIO(), io.BytesIO()
    made.save(first)
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(last, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return last.getvalue()
