"""The document: every released figure, nothing hidden, heads that repeat, pictures with words, the same bytes twice."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from typing import Any

import docx
from docx.oxml.ns import qn

from analytics.reports.document import document
from analytics.reports.document_tables import ROOM, widths
from analytics.reports.pictures.raster import png_of
from analytics.reports.told import plain
from tests.unit.reports.a_report import HOSTILE, LONG_WORD, a_report, drawing
from tests.unit.reports.planted import TRACES, planted


@cache
def made() -> bytes:
    return document(a_report())


@cache
def opened() -> Any:
    return docx.Document(io.BytesIO(made()))


def table_of(first: str, columns: int) -> Any:
    """The table with that first head and so many columns."""
    return next(t for t in opened().tables if t.cell(0, 0).text == first and len(t.columns) == columns)


def test_ten_numbers_stand_in_their_rows() -> None:
    found = {row.cells[0].text: row.cells[1].text for row in table_of("Measure", 7).rows}
    for row in a_report().tables()["glance"].rows[:6]:
        assert found[row[0].text] == f"{row[1].text}\n{row[1].interval} · {row[1].of}"


def test_every_released_figure_is_in_its_table() -> None:
    cells = {cell.text for table in opened().tables for row in table.rows for cell in row.cells}
    figures = [cell for table in a_report().tables().values() for row in table.rows for cell in row]
    missing = [cell.text for cell in figures if not any(found.startswith(plain(cell.text)) for found in cells)]
    assert missing == []
    assert "hidden" in cells


def test_nothing_hidden_is_in_any_part_of_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(document(planted()))) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        text = "\n".join(
            re.sub(r"<[^>]*>", " ", archive.read(name).decode())
            for name in names
            if name.startswith(("word/document", "docProps", "word/header", "word/footer"))
        )
    assert [trace for trace in TRACES if trace in text] == []
    assert "hidden" in text


def test_heads_repeat_and_rows_stay_whole() -> None:
    assert len(opened().tables) == 11  # ten with rows, and about
    for table in opened().tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_tables_fit_between_the_margins() -> None:
    for table in a_report().tables().values():
        assert sum(widths(table)) <= ROOM + 1e-6


def test_every_picture_has_words() -> None:
    about = [element.get("descr") for element in opened().element.body.iter(qn("wp:docPr"))]
    assert len(about) == 4 + 6
    assert all(about)
    assert any("Survival curves of time to relapse" in words for words in about)


def test_headings_are_headings() -> None:
    titles = [one.text for one in opened().paragraphs if one.style.name == "Heading 1"]
    assert titles[:3] == ["At a glance", "Commentary", "Abstinence"]
    assert titles[-1] == "About this report"
    assert [one.text for one in opened().paragraphs if one.style.name == "Title"] == [a_report().finding]


def test_hostile_words_stay_words() -> None:
    cells = {cell.text for table in opened().tables for row in table.rows for cell in row.cells}
    assert [words for words in (*HOSTILE, LONG_WORD) if plain(words) not in cells] == []


def test_properties_name_the_report_and_no_moment() -> None:
    about = opened().core_properties
    assert about.title.startswith("Example IOP: Quarterly report 2026 Q3")
    assert about.author == "Example IOP"
    assert about.created.year == about.modified.year == 1980


def test_the_same_report_gives_the_same_bytes() -> None:
    assert document(a_report()) == made()


def test_a_picture_is_drawn_alike_every_time() -> None:
    made_once = png_of(drawing(100, 34))
    assert made_once.startswith(b"\x89PNG")
    assert made_once == png_of(drawing(100, 34))
