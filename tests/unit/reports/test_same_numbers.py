"""Ten numbers of the demonstration program's report, read back from every form and from `outcomes --json`: equal."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator

import pytest

from analytics.__main__ import main
from analytics.outcomes.periods import period_named
from analytics.records.demo.plan import DEMO_TODAY
from analytics.records.load import load_records
from analytics.reports.build import asked_for, pack_of
from analytics.reports.forms import FORMS, rendered

pytestmark = pytest.mark.slow

Numbers = tuple[str, str, str]
"""A share as the forms write it, its counts and its interval: ("57%", "324 of 569", "53–61%")."""

SOURCES = {
    "Only those reached": ("benchmark", "responders"),
    "Abstinent at follow-up": ("benchmark", "primary"),
    "Reached at follow-up": ("benchmark", "reached"),
    "Retained 90 days": ("measures", "retention"),
    "Sessions attended": ("measures", "attendance"),
    "Due tests given": ("measures", "due_tests"),
}
"""Rows of page 1 and where `outcomes --json` has them: six shares with their counts, more than ten numbers."""


@pytest.fixture(scope="module")
def forms(demo_source: str) -> dict[str, bytes]:
    """The report of the last quarter in all forms."""
    records = load_records(demo_source, today=DEMO_TODAY)
    [report] = pack_of(records, asked_for(records, [period_named("2026Q3")])).reports
    return {form: rendered(report, form) for form in FORMS}


@pytest.fixture
def expected(demo_source: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Numbers]:
    """The rows of page 1 as `outcomes --json` gives them, written as the report writes."""
    assert main(["outcomes", "--data", demo_source, "--today", DEMO_TODAY.isoformat(), "--no-range", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    measures = {measure["key"]: measure["now"] for measure in told["measures"]}
    return {
        name: _written(told["benchmark"][key] if where == "benchmark" else measures[key])
        for name, (where, key) in SOURCES.items()
    }


def _written(found: dict[str, float]) -> Numbers:
    value, low, high = (f"{round(100 * found[name])}" for name in ("estimate", "low", "high"))
    return f"{value}%", f"{found['events']:,} of {found['n']:,}", f"{low}–{high}%"


def _pdf(content: bytes) -> str:
    pypdf = pytest.importorskip("pypdf", reason="pypdf is in requirements-dev.txt")
    return str(pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text())


def _html(content: bytes) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", content.decode()))


def _docx(content: bytes) -> str:
    import docx

    tables = docx.Document(io.BytesIO(content)).tables
    return "\n".join(" ".join(cell.text for cell in row.cells) for table in tables for row in table.rows)


@pytest.mark.parametrize(("form", "read"), [("pdf", _pdf), ("html", _html), ("docx", _docx)])
def test_forms_to_be_read(
    forms: dict[str, bytes], expected: dict[str, Numbers], form: str, read: Callable[[bytes], str]
) -> None:
    text = re.sub(r"\s+", " ", read(forms[form]).replace("\u00a0", " "))
    missing = [(name, number) for name, numbers in expected.items() for number in numbers if number not in text]
    assert missing == []


def _workbook_rows(content: bytes) -> Iterator[list[str]]:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is in requirements-dev.txt")
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets[:1]:
        for row in sheet.iter_rows(values_only=True):
            yield ["" if value is None else str(value) for value in row]


def _csv_rows(content: bytes) -> Iterator[list[str]]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    for name in archive.namelist():
        yield from csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig")))


@pytest.mark.parametrize(("form", "rows"), [("xlsx", _workbook_rows), ("csv", _csv_rows)])
def test_forms_to_be_computed_with(
    forms: dict[str, bytes],
    expected: dict[str, Numbers],
    form: str,
    rows: Callable[[bytes], Iterator[list[str]]],
) -> None:
    read = [(row[0], _row_numbers(row)) for row in rows(forms[form]) if row and row[0] in expected]
    found = {name: numbers for name, numbers in reversed(read) if numbers}  # the first of a name prevails: page 1
    assert {name: found.get(name) for name in expected} == expected


def _row_numbers(row: list[str]) -> Numbers | None:
    """The first five numbers of a row: value, low, high, events, n."""
    numbers = [float(text) for text in row if re.fullmatch(r"\d+(\.\d+)?", text)]
    if len(numbers) < 5:
        return None
    value, low, high, events, n = numbers[:5]
    return f"{round(100 * value)}%", f"{events:,.0f} of {n:,.0f}", f"{round(100 * low)}–{round(100 * high)}%"
