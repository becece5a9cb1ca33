"""The PDF: every released figure and none that is hidden, tagged, the same bytes twice, hostile words as words."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from analytics.reports.frozen import Report, Section, Table
from analytics.reports.pdf import PAPERS, TEMPLATE, Paper, pdf
from analytics.reports.pdf_words import printable
from analytics.reports.pictures.style import FONTS
from tests.unit.reports.a_report import HOSTILE, LONG_SITE, LONG_WORD, a_report, attack, words

pypdf = pytest.importorskip("pypdf", reason="pypdf is in requirements-dev.txt")
POINTS = {"letter": (612, 792), "a4": (595, 842)}


@cache
def printed(paper: Paper = "letter") -> bytes:
    return pdf(a_report(), paper=paper)


def text_of(made: bytes) -> str:
    """All words of the file, without blanks and line breaks."""
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]
    return squeezed(" ".join(pages))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


def told(report: Report) -> list[str]:
    """Every word and figure of the tables."""
    found = []
    for table in report.tables().values():
        found += [table.title, table.subtitle, *table.notes]
        found += [column.name for column in table.columns if table.key != "headline"]  # page 1 tells it in words
        for row in table.rows:
            for column, cell in zip(table.columns, row, strict=True):
                found += [cell.text] if column.brief else [cell.text, cell.interval, cell.of]
    return [squeezed(printable(text)) for text in found if text.strip()]


def test_every_released_word_and_figure_is_in_the_text() -> None:
    text = text_of(printed()).lower()
    assert [words for words in told(a_report()) if words.lower() not in text] == []


def test_hidden_is_said_as_often_as_it_is_hidden_and_never_with_a_star() -> None:
    report = a_report(hostile=False)
    cells = [cell.text for table in report.tables().values() for row in table.rows for cell in row]
    text = text_of(pdf(report))
    assert text.count("hidden") - len(re.findall("hiddenthere", text)) == Counter(cells)["hidden"]
    assert "*" not in text


def test_a_figure_that_was_hidden_is_nowhere_in_the_file() -> None:
    """A cell says it is hidden, whatever a mistaken section might have left in its other fields."""
    report = a_report()
    table = report.tables()["abstinent_by_track"]
    leaking = tuple(
        tuple(
            replace(cell, events=7_331, n=9_113, interval="7331%", of="9,113") if cell.hidden else cell for cell in row
        )
        for row in table.rows
    )
    section = Section("leak", "Leak", "", (replace(table, key="leak", rows=leaking),))
    made = pdf(replace(report, sections=(*report.sections, section)))
    assert not {"7331", "7,331", "9113", "9,113"} & set(re.findall(r"\d+,?\d+", text_of(made)))


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_the_same_report_gives_the_same_bytes_on_the_paper_asked_for(paper: Paper) -> None:
    assert pdf(a_report(), paper=paper) == printed(paper)
    page = pypdf.PdfReader(io.BytesIO(printed(paper))).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == POINTS[paper]


def test_hostile_words_stay_words() -> None:
    text = text_of(printed())
    for hostile in (*HOSTILE, LONG_WORD):
        assert squeezed(printable(hostile)) in text
    assert "root:" not in text
    assert "49" not in text_of(pdf(replace(a_report(), sections=(attack(),))))  # {{ 7*7 }} was not worked out


def test_metadata_name_the_report_and_no_moment() -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed()))
    about = dict(reader.metadata or {})
    assert about["/Title"] == f"Example IOP: Quarterly report 2026 Q3, {LONG_SITE}"
    assert about["/Author"] == "Example IOP"
    assert not {"/CreationDate", "/ModDate"} & set(about)
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en-US"
    assert root["/MarkInfo"]["/Marked"]
    assert "Date>" not in root["/Metadata"].get_object().get_data().decode()


def test_only_the_reports_own_fonts_are_in_the_file() -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in pypdf.PdfReader(io.BytesIO(printed())).pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert fonts
    assert all(name.startswith("SourceSans3") for name in fonts)
    assert (FONTS / "OFL.txt").read_text(encoding="utf-8").find("SIL OPEN FONT LICENSE") > 0


def test_headings_header_cells_and_pictures_are_tagged() -> None:
    tags = Counter(node["/S"] for node in nodes(printed()))
    report = a_report()
    assert tags["/H1"] >= 1 + len(report.sections) - 1
    assert (
        tags["/Table"] >= len([table for table in report.tables().values() if table.rows]) - 1
    )  # the headline is words
    assert tags["/Figure"] >= 4
    headers = [node for node in nodes(printed()) if node["/S"] == "/TH"]
    assert headers
    assert all("/Column" in str(node.get("/A")) for node in headers)
    assert all(str(node.get("/Alt")) for node in nodes(printed()) if node["/S"] == "/Figure")


def nodes(made: bytes) -> list[Any]:
    """Every element of the structure tree."""
    found: list[Any] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                walk(node["/K"])

    root: Any = pypdf.PdfReader(io.BytesIO(made)).trailer["/Root"]
    walk(root["/StructTreeRoot"]["/K"])
    return found


def test_the_checker_finds_nothing(tmp_path: Path) -> None:
    """pdfua knows 16 of the 106 machine-checkable rules of PDF/UA-1; the reference names them."""
    pytest.importorskip("pdfua", reason="pdfua is in requirements-dev.txt")
    (tmp_path / "report.pdf").write_bytes(printed())
    command = [sys.executable, "-m", "pdfua", "check", str(tmp_path / "report.pdf")]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
    assert "PASS" in found.stdout


def test_a_table_of_contents_appears_only_in_a_long_report() -> None:
    short = pypdf.PdfReader(io.BytesIO(printed()))
    assert len(short.pages) <= 6
    assert "Contents" not in text_of(printed())
    report = a_report()
    copies = tuple(replace(section, title=f"{section.title} again") for section in report.sections[1:])
    long = pdf(replace(report, sections=(*report.sections, *copies)))
    assert len(pypdf.PdfReader(io.BytesIO(long)).pages) > 6
    assert "Contents" in text_of(long)


def test_a_report_without_anything_still_prints() -> None:
    empty = Report("P", "", "2026 Q3", "", "", "", "", "", "", "", ())
    reader = pypdf.PdfReader(io.BytesIO(pdf(empty)))
    assert "Quarterly report 2026 Q3" in reader.pages[0].extract_text()
    assert len(reader.pages) == 1


def test_a_table_longer_than_a_page_repeats_its_header() -> None:
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(printed())).pages]
    with_groups = [text for text in pages if re.search(r"Group \d\d", text)]
    assert len(with_groups) == 2
    assert all("Sessions" in text and "Attended" in text for text in with_groups)


def test_a_sections_heading_stands_on_the_page_of_its_first_table() -> None:
    report = a_report()
    for paper in PAPERS:
        pages = [squeezed(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(printed(paper))).pages]
        for section in report.sections[1:]:
            first = next(block for block in section.blocks if isinstance(block, Table))
            both = [page for page in pages if squeezed(section.question) in page]
            assert len(both) == 1
            assert squeezed(first.rows[0][0].text) in both[0], (paper, section.key)


def test_page_1_holds_finding_table_pictures_next_steps_and_source() -> None:
    report = a_report()
    for paper in PAPERS:
        page = squeezed(pypdf.PdfReader(io.BytesIO(printed(paper))).pages[0].extract_text())
        asked = (
            report.finding,
            "Too few to show",
            "Testing rose once",
            "6 in 10 fall in week",
            "612 rows used",
            report.notice,
        )
        assert [words for words in asked if squeezed(words) not in page] == []


def test_the_template_reads_nothing_but_its_inputs() -> None:
    source = TEMPLATE.read_text(encoding="utf-8")
    assert not re.search(r"\b(read|csv|yaml|toml|xml|cbor|plugin|import|include|eval|datetime)\s*\(", source)
    assert "@preview" not in source
    assert {name for name, _ in PAPERS.values()} == {"us-letter", "a4"}


def test_a_row_taller_than_a_page_is_not_cut_off() -> None:
    long = " ".join(f"word{place}" for place in range(3_000))
    table = Table(
        "long", "Long", "", a_report().tables()["definitions"].columns, ((words("a"), words(long), words("b")),)
    )
    text = text_of(pdf(replace(a_report(), sections=(Section("s", "S", "", (table,)),))))
    assert "word0" in text
    assert "word2999" in text
