"""The workbook: real numbers, native charts, no formula, nothing hidden in any part of the file."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import cache
from typing import Any

import openpyxl
import pytest

from analytics.reports.frozen import Column, Section, Table
from analytics.reports.workbook import sheet_names, workbook
from tests.unit.reports.a_report import HOSTILE, LONG_WORD, a_report, number_of, words
from tests.unit.reports.planted import TRACES, planted

FORMULAS = (
    "=1+1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A1",
    "{=1}",
    "http://x.example",
)


@cache
def made() -> bytes:
    return workbook(a_report())


@cache
def book() -> Any:
    return openpyxl.load_workbook(io.BytesIO(made()))


def rows(sheet: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in book()[sheet].iter_rows()]


def parts(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_a_sheet_for_each_section_the_glance_first_the_charts_numbers_last() -> None:
    titles = ["At a glance", "Abstinence", "Services and goals", "Equity", "Methods", "Indicator register"]
    assert book().sheetnames == [*titles, "Words & <more> words", "Chart data"]


def test_ten_numbers_are_those_of_the_report() -> None:
    found = {row[0]: row for row in rows("At a glance")}
    for row in a_report().tables()["glance"].rows[:6]:
        told = [row[1].value, row[1].low, row[1].high, row[1].events, row[1].n]
        assert found[row[0].text][1:6] == pytest.approx(told, abs=1e-15)  # a workbook keeps 16 digits


def test_numbers_are_numbers_with_the_format_of_their_kind() -> None:
    formats = {
        row[0].value: row[1].number_format
        for row in book()["Services and goals"].iter_rows()
        if row[1].data_type == "n" and row[1].value is not None
    }
    assert formats["A count"] == formats["Days"] == formats["None at all"] == "#,##0"
    assert formats["A share"] == "0%"
    assert formats["Weeks"] == formats["Hours"] == formats["A score"] == "#,##0.0"
    assert formats["Money"] == '"$"#,##0'
    assert formats["A difference"].startswith("+0%")


def test_zero_is_a_number_and_hidden_is_a_word_in_grey_italics() -> None:
    cells = {row[0].value: row[1] for row in book()["Services and goals"].iter_rows()}
    assert cells["None at all"].value == 0
    assert cells["Hidden"].value == "hidden"
    assert cells["Hidden"].font.italic
    assert cells["Hidden"].font.color.rgb == "FF52606D"


def test_nothing_hidden_is_in_any_part_of_the_file() -> None:
    text = parts(workbook(planted()))
    assert [trace for trace in TRACES if trace in text] == []
    assert "hidden" in text


def test_charts_keep_no_number_of_what_is_hidden_and_draw_no_zero_for_it() -> None:
    found = [row for row in rows("Chart data") if "Weekend: hidden" in row]
    place = found[0].index("Weekend: hidden")
    assert found[0][place + 1 : place + 4] == [None, None, None]
    assert "gap" in parts(made())


def test_charts_are_native_and_have_words() -> None:
    with zipfile.ZipFile(io.BytesIO(made())) as archive:
        charts = sorted(name for name in archive.namelist() if name.startswith("xl/charts/chart"))
        drawn = "".join(archive.read(name).decode() for name in charts)
        words_of = "".join(
            archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/drawings/drawing")
        )
    assert len(charts) == 3
    assert all(f"<c:{kind}>" in drawn for kind in ("barChart", "lineChart", "scatterChart"))
    assert "Survival curves of time to relapse" in words_of
    assert "Bars: day track 62 percent" in words_of


def test_no_cell_is_a_formula_or_a_link() -> None:
    report = a_report()
    rows_of = tuple((words(text), number_of(100)) for text in (*FORMULAS, *HOSTILE, LONG_WORD))
    table = Table("x", "=1+1", "@now", (Column("=cmd|x"), Column("+n", "count")), rows_of, ("-1",), "=2")
    section = Section("x", "=1+1", "+1", (table,))
    hostile = replace(report, program="=1+1", finding="@x", notice="&Z&F=1", sections=(*report.sections, section))
    content = workbook(hostile)
    loaded = openpyxl.load_workbook(io.BytesIO(content))
    kinds = {cell.data_type for sheet in loaded for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "inlineStr"}
    assert all(cell.hyperlink is None for sheet in loaded for row in sheet.iter_rows() for cell in row)
    assert "<f>" not in "".join(line for line in parts(content).split("\n") if "<sheetData>" in line)
    dangerous = next(c for s in loaded for r in s.iter_rows() for c in r if c.value == "=1+1")
    assert dangerous.quotePrefix


def test_heads_stay_in_sight_and_tables_have_names() -> None:
    assert book()["Methods"].freeze_panes is not None
    assert book()["Equity"].print_title_rows is not None
    names = set(book().defined_names)
    assert {"table_glance", "headline_value", "headline_low", "headline_high", "headline_events", "headline_n"} <= names
    sheet, cell = book().defined_names["headline_value"].attr_text.replace("'", "").replace("$", "").split("!")
    assert book()[sheet][cell].value == pytest.approx(178 / 312, abs=1e-15)


def test_properties_name_the_report_and_no_moment() -> None:
    about = book().properties
    assert about.title.startswith("Example IOP: Quarterly report 2026 Q3")
    assert about.creator == "Example IOP"
    assert about.created.year == 1980


@pytest.mark.parametrize("title", ["[a]:b*c?d/e\\f", "x" * 40, "'quoted'", "", "History"])
def test_sheet_names_are_names_excel_takes(title: str) -> None:
    first, second = sheet_names([title, title])
    assert first.lower() != second.lower()
    for name in (first, second):
        assert 1 <= len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name
        assert name.lower() != "history"


def test_the_same_report_gives_the_same_bytes() -> None:
    assert workbook(a_report()) == made()
