"""The forms a report leaves in; its files are named by quarter and by the number of the site, never by a name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from analytics.records.written import replace_bytes
from analytics.reports.frozen import Report

FORMS: dict[str, tuple[str, str]] = {
    "pdf": ("pdf", "pdf"),
    "xlsx": ("workbook", "workbook"),
    "html": ("page", "page"),
    "docx": ("document", "document"),
    "csv": ("tables_csv", "tables_csv"),
}
"""Word of the command line → module and function."""

ENDINGS = {"pdf": ".pdf", "xlsx": ".xlsx", "html": ".html", "docx": ".docx", "csv": ".csv.zip"}
MIME = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "application/zip",
}


def rendered(report: Report, form: str) -> bytes:
    """The report in one form. The library behind it is imported here."""
    module, function = FORMS[form]
    render: Callable[[Report], bytes] = getattr(import_module(f"analytics.reports.{module}"), function)
    return render(report)


def file_name(report: Report, form: str, *, site_number: int = 0) -> str:
    """ "report_2026Q3.pdf", "report_2026Q3_site2.pdf": sites are numbered in the order of their names."""
    period = "".join(report.label.split())
    site = f"_site{site_number}" if site_number else ""
    return f"report_{period}{site}{ENDINGS[form]}"


def write_report(report: Report, folder: Path, forms: Sequence[str], *, site_number: int = 0) -> list[tuple[Path, int]]:
    """Each form as a file, whole or not at all; the paths with their sizes in bytes."""
    written = []
    for form in forms:
        path = folder / file_name(report, form, site_number=site_number)
        content = rendered(report, form)
        replace_bytes(path, content)
        written.append((path, len(content)))
    return written
