"""CSV: every figure with its interval and counts, nothing hidden, nothing that runs, the same bytes twice."""

from __future__ import annotations

import csv
import io
import zipfile

import pandas as pd
import pytest

from analytics.reports.tables_csv import safe, tables_csv
from analytics.reports.told import starts_a_formula
from tests.unit.reports.a_report import HOSTILE, a_report
from tests.unit.reports.planted import TRACES, planted


def files(made: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def frame(name: str) -> pd.DataFrame:
    """A file as pandas reads it, without being told of the byte-order mark."""
    with zipfile.ZipFile(io.BytesIO(tables_csv(a_report()))) as archive:
        return pd.read_csv(archive.open(name))


def test_ten_numbers_are_those_of_the_report() -> None:
    measures = frame("02_glance_glance.csv").set_index("Measure")
    for row in a_report().tables()["glance"].rows[:6]:
        read = measures.loc[row[0].text].to_dict()
        told = [float(str(read[name])) for name in ("Now", "Now, 95% low", "Now, 95% high", "Now, events", "Now, n")]
        assert told == [row[1].value, row[1].low, row[1].high, row[1].events, row[1].n]


def test_each_table_is_a_file_with_definition_and_period_in_the_list() -> None:
    found = files(tables_csv(a_report()))
    listed = frame("README.csv").set_index("file")
    assert set(listed.index) == set(found) - {"README.csv", "about.csv"}
    assert len(listed) == len(a_report().tables())
    definitions = listed["definition_and_period"].to_dict()
    assert str(definitions["04_abstinence_abstinent_by_track.csv"]).startswith("Abstinent in the 30 days")
    assert "Notice" in set(frame("about.csv")["what"])


def test_every_file_begins_as_excel_needs_it() -> None:
    assert all(text.startswith("\ufeff") for text in files(tables_csv(a_report())).values())


def test_no_cell_runs() -> None:
    cells = [
        cell for text in files(tables_csv(a_report())).values() for row in csv.reader(io.StringIO(text)) for cell in row
    ]
    numbers = [cell for cell in cells if cell.lstrip("\ufeff-").replace(".", "", 1).isdigit()]
    assert numbers
    assert [cell for cell in cells if starts_a_formula(cell) and cell not in numbers] == []
    assert [words for words in HOSTILE if words.startswith("=") and f"'{words}" not in cells] == []


@pytest.mark.parametrize("words", ["=1+1", "\t=1", " @SUM(A1)", "＝1", "\r\n=1"])
def test_such_words_are_quoted(words: str) -> None:
    assert safe(words).startswith("'")


def test_nothing_hidden_is_in_any_file() -> None:
    text = "\n".join(files(tables_csv(planted())).values())
    assert [trace for trace in TRACES if trace in text] == []
    assert text.count("hidden") > 10


def test_the_planted_numbers_would_be_found() -> None:
    """The control of that test, here and in the other forms: the same report with nothing hidden tells them."""
    text = "\n".join(files(tables_csv(planted(hide=False))).values())
    assert [number for number in ("7331", "9113") if number not in text] == []


def test_the_same_report_gives_the_same_bytes() -> None:
    assert tables_csv(a_report()) == tables_csv(a_report())
