"""Uploads: tables found without knowing what they are, cells shown as shapes, too much refused before it is read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from analytics.errors import Refused
from analytics.records import workbooks
from analytics.records.uploads import LARGEST_UPLOAD, MOST_SHEETS, refuse_too_large, samples_of, uploaded_sheets
from tests.unit.records.files import workbook_of


def test_up_to_200_mb_together_is_taken() -> None:
    refuse_too_large([LARGEST_UPLOAD - 1, 1])  # exactly 200 MB
    with pytest.raises(Refused, match="up to 200 MB") as refused:
        refuse_too_large([LARGEST_UPLOAD, 1])
    assert "--data FOLDER" in refused.value.fix


def test_names_nobody_knows_are_found_behind_a_title_and_a_semicolon() -> None:
    text = "My export of March;;\n\nCl Key;Dt Adm;Where\nA;05/01/2026;north\nB;06/01/2026;north\n"

    (sheet,) = uploaded_sheets("x.csv", text.encode())

    assert [column.name for column in sheet.columns] == ["Cl Key", "Dt Adm", "Where"]
    assert (sheet.rows, sheet.delimiter, sheet.name) == (2, ";", "x.csv")
    assert (sheet.columns[2].words, sheet.columns[2].counts) == (("north",), (2,))


def test_known_names_beat_the_first_line_that_could_be_names() -> None:
    text = "Report of,all,admissions\nPatient ID,Admission Date,Note\nA,2026-01-05,x\n"

    (sheet,) = uploaded_sheets("x.csv", text.encode())

    assert [column.name for column in sheet.columns] == ["Patient ID", "Admission Date", "Note"]


def test_the_common_texts_come_first_and_empty_cells_do_not_count() -> None:
    (sheet,) = uploaded_sheets("x.csv", b"Key,Code\nA,late\nB,\nC,here\nD,here\n")

    assert (sheet.columns[1].words, sheet.columns[1].counts, sheet.columns[1].rows) == (("here", "late"), (2, 1), 3)


def test_identifiers_and_unknown_columns_are_shown_as_a_shape() -> None:
    (sheet,) = uploaded_sheets("x.csv", b"Key,When\nZebulon Q,2026-01-05\n")

    key, when = sheet.columns
    assert samples_of(key, "") == samples_of(key, "identifier") == "9 characters, letters and blanks"
    assert samples_of(when, "date") == "2026-01-05"
    assert samples_of(when, "") == "10 characters, digits and punctuation"


def test_a_note_in_a_column_of_codes_stays_a_shape() -> None:
    (sheet,) = uploaded_sheets("x.csv", b"Key,Code\nA,he told me about his sister\n")

    assert samples_of(sheet.columns[1], "coded") == "27 characters, letters and blanks"


def test_every_sheet_of_a_workbook_with_a_table_is_found(tmp_path: Path) -> None:
    path = workbook_of(tmp_path / "all.xlsx", {"Adm": [["Key", "When"], ["A", "x"]], "Cover": [["Hello"]], "Empty": []})

    sheets = uploaded_sheets("all.xlsx", path.read_bytes())

    assert [sheet.name for sheet in sheets] == ["all.xlsx[Adm]"]


def test_too_many_sheets_are_refused(tmp_path: Path) -> None:
    sheets = {f"S{place}": [["Key", "When"], ["A", "x"]] for place in range(MOST_SHEETS + 1)}
    path = workbook_of(tmp_path / "many.xlsx", sheets)

    with pytest.raises(Refused, match=f"has {MOST_SHEETS + 1} sheets"):
        uploaded_sheets("many.xlsx", path.read_bytes())


def test_a_workbook_that_would_unpack_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 5_000)
    monkeypatch.setattr(workbooks, "LARGEST_UNPACKED", 4_999)

    with pytest.raises(Refused, match="would unpack"):
        uploaded_sheets("small.xlsx", packed.getvalue())


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("photo.png", b"\x89PNG", "no file of records"),
        ("empty.csv", b"", "is empty"),
        ("notes.xlsx", b"hello", "has an Excel name but is not a workbook"),
        ("book.csv", b"PK\x03\x04rest", "an Excel workbook or a zip archive"),
        ("rows.csv", b"1,2026-01-05\n2,2026-01-06\n", "looks like column names"),
        ("cut.parquet", b"PAR1", "not a Parquet file"),
    ],
)
def test_what_is_no_table_is_refused_with_its_name(name: str, content: bytes, problem: str) -> None:
    with pytest.raises(Refused, match=problem) as refused:
        uploaded_sheets(name, content)
    assert refused.value.problem.startswith(name)
