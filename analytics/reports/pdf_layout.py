"""What stands where on the printed pages: a Report as the plain data the typst template reads, and its pictures."""

from __future__ import annotations

from typing import Any

from analytics.reports.frozen import Block, Cell, Column, Paragraph, Report, Section, Table
from analytics.reports.pdf_blocks import Pictures, blocks_of
from analytics.reports.pdf_columns import SMALL
from analytics.reports.pdf_page1 import GLANCE, page1_of
from analytics.reports.pdf_words import line, paragraphs, shortened

HEAD_RIGHT, FOOT_RIGHT = 55.0, 30.0
"""Millimetres at the right of a page's head (the report's name) and foot (the page number)."""
FOOT_LINES = 2


def laid_out(report: Report, *, paper: str, room: float) -> tuple[dict[str, Any], Pictures]:
    """The data of the whole document and its pictures. `room`: millimetres between the margins."""
    pictures = Pictures()
    first = next((section for section in report.sections if section.key == GLANCE), None)
    page1 = page1_of(first.blocks if first else (), pictures, room)
    rest = page1.pop("rest")
    data = {
        "paper": paper,
        "width": room,
        "title": line(", ".join(filter(None, (f"{report.program}: {_report_name(report)}", report.site)))),
        "description": line(report.finding),
        "program": line(report.program),
        "beside": line(" · ".join(filter(None, (report.subtitle, report.site)))),
        "running-head": shortened(
            " · ".join(filter(None, (report.program, report.site))), room - HEAD_RIGHT, size=SMALL
        ),
        "name": line(_report_name(report)),
        "finding": line(report.finding) or line(_report_name(report)),
        "notice-line": shortened(report.notice, FOOT_LINES * (room - FOOT_RIGHT), size=SMALL),
        "source": _source(report),
        "commentary": paragraphs(report.commentary),
        "page1": page1,
        "rest": blocks_of(rest, pictures, room),
        "sections": [_section(section, pictures, room) for section in report.sections if section is not first],
        "appendix": blocks_of(_appendix(report), pictures, room),
    }
    return data, pictures


def _report_name(report: Report) -> str:
    return "Report on all records" if report.label == "all records" else f"Quarterly report {report.label}"


def _source(report: Report) -> str:
    """The line at the foot of page 1; body text, because a page's foot is not read aloud."""
    basis = f"Basis: {report.basis}." if report.basis else ""
    sources = report.sources or report.through
    return line(
        f"{sources.rstrip('.')}. {basis} Hidden: a few people, or a figure that would give them away; 0 is told as 0. "
        f"Change and association, not effect. {report.notice}"
    )


def _section(section: Section, pictures: Pictures, room: float) -> dict[str, Any]:
    return {
        "title": line(section.title),
        "question": line(section.question),
        "blocks": blocks_of(section.blocks, pictures, room),
    }


def _appendix(report: Report) -> list[Block]:
    """Commands of the tables, and what the report was made with."""
    asked = [table for table in report.tables().values() if table.command]
    blocks: list[Block] = []
    if asked:
        rows = tuple((Cell("words", table.title), Cell("words", table.command)) for table in asked)
        columns = (Column("Table", wide=True), Column("Command", wide=True))
        blocks.append(Table("commands", "Commands", "", columns, rows))
    if report.facts:
        facts = "; ".join(f"{name} {fact}" for name, fact in report.facts.items())
        blocks.append(Paragraph(f"This report was made with: {facts}.", "note"))
    return blocks
