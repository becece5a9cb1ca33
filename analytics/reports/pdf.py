"""A report as a PDF, built to PDF/UA-1 by typst: tagged, with words for every picture, the same bytes every time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from analytics.reports.frozen import Report
from analytics.reports.pdf_layout import laid_out
from analytics.reports.pictures.style import FONTS

Paper = Literal["letter", "a4"]
TEMPLATE = Path(__file__).resolve().parent / "typst" / "report.typ"
PAPERS: dict[Paper, tuple[str, float]] = {"letter": ("us-letter", 183.9), "a4": ("a4", 178.0)}
"""Typst's name of the paper, and the millimetres between its margins of 16 mm."""


def pdf(report: Report, *, paper: Paper = "letter") -> bytes:
    """The report on US Letter or A4.

    Every word reaches the template as data, so none of it is ever run or styled. Only the report's own fonts are used:
    the file is the same on every computer. It is built to PDF/UA-1; nobody has certified that it conforms.
    """
    import typst

    name, room = PAPERS[paper]
    data, pictures = laid_out(report, paper=name, room=room)
    made = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True), **pictures.svg},
        format="pdf",
        pdf_standards=["ua-1"],
    )
    if not isinstance(made, bytes):
        raise TypeError(f"typst gave {type(made).__name__} instead of one file.")
    return made
