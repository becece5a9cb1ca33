"""A report as CSV: one zip of a file for each table, a list of the files with definition and period, and what it is of.

The files begin with a byte-order mark: without it Excel reads them in the computer's own code page and spoils every
dash, while pandas, R and DuckDB skip it. Words that a spreadsheet would run have ' before them; numbers never have.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence

from analytics.reports.frozen import Report, Section, Table
from analytics.reports.told import (
    fields_of,
    figures_of,
    full_title,
    plain,
    reasons,
    report_name,
    starts_a_formula,
    told,
)

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the zip: the earliest it can hold, so that no clock is in it."""
LIST = ("file", "section", "title", "definition_and_period", "report", "site", "basis", "rows", "notes", "command")
HOW_TO_READ = (
    ("Shares", "0 to 1; beside each its 95% interval (low, high), the events above the line and n below it."),
    ("hidden", "A few people, or a figure that would give them away. 0 is told as 0."),
    ("not estimable", "The notes of the table in README.csv say why."),
    ("Words with ' before them", "A spreadsheet would run them otherwise."),
)


def tables_csv(report: Report) -> bytes:
    """The zip: README.csv (a line for each table), about.csv, and the tables in the order of the report."""
    named = list(_named(report))
    files = [
        ("README.csv", _csv([LIST, *(_line(report, section, name, table) for section, name, table in named)])),
        ("about.csv", _csv([("what", "which"), *_about(report)])),
        *((name, table_csv(table)) for _, name, table in named),
    ]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return target.getvalue()


def table_csv(table: Table) -> bytes:
    """One table: each figure with its interval and counts in columns of their own."""
    fields = fields_of(table, brief=False)
    rows = [[told(row[field.place], field) for field in fields] for row in table.rows]
    return _csv([[field.name for field in fields], *rows])


def safe(words: str) -> str:
    """Words that no spreadsheet runs."""
    told_words = plain(words)
    return f"'{told_words}" if starts_a_formula(told_words) or starts_a_formula(words) else told_words


def _named(report: Report) -> Iterable[tuple[Section, str, Table]]:
    found = [(section, table) for section in report.sections for table in figures_of(section)]
    for number, (section, table) in enumerate(found, start=1):
        words = re.sub(r"[^a-z0-9]+", "_", f"{section.key} {table.key}".lower()).strip("_")
        yield section, f"{number:02d}_{words}.csv", table


def _line(report: Report, section: Section, name: str, table: Table) -> tuple[str | float, ...]:
    notes = " ".join((*table.notes, *reasons(table)))
    title = (name, section.title, table.title, table.subtitle)
    return (*title, report_name(report), report.site, report.basis, len(table.rows), notes, table.command)


def _about(report: Report) -> list[tuple[str, str]]:
    told_words = (
        ("Report", full_title(report)),
        ("Finding", report.finding),
        ("Basis", report.basis),
        ("Sources", report.sources or report.through),
        ("Commentary", report.commentary),
        ("Notice", report.notice),
    )
    facts = [(name.capitalize(), fact) for name, fact in report.facts.items()]
    return [*((name, words) for name, words in told_words if words), *facts, *HOW_TO_READ]


def _csv(rows: Iterable[Sequence[str | float | None]]) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_written(value) for value in row])
    return target.getvalue().encode("utf-8-sig")


def _written(value: str | float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return safe(value)
    return str(int(value)) if float(value).is_integer() else repr(float(value))
