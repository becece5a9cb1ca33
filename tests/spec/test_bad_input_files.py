"""Bad input, as files: what is refused, what is set aside, and what people are told to do about it.

Every row is one kind of bad file. A refusal names the file, says what is wrong, and ends with the next step; a
repair or a row set aside is a finding. What the cells mean is another test's matter.
"""

from __future__ import annotations

import codecs
import io
import logging
import traceback
from dataclasses import astuple
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analytics.errors import Refused
from analytics.records.sources import read_source
from tests.unit.records.files import set_aside_of

NAME = "Zebulon Quixote"  # a made-up patient: planted in cells, and never to be seen outside them
GOOD = f"patient_id,admitted_on\n{NAME},2026-01-05\nB,2026-01-06\n"
TESTS = f"patient_id,collected_on,analyte,result\n{NAME},2026-01-05,thc,neg\n"
Files = dict[str, str | bytes]


def parquet(columns: dict[str, list[str]]) -> bytes:
    written = io.BytesIO()
    pq.write_table(pa.table(columns), written)
    return written.getvalue()


GOOD_PARQUET = parquet({"patient_id": [NAME], "admitted_on": ["2026-01-05"]})
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
ENCRYPTED = OLD_EXCEL + "EncryptedPackage".encode("utf-16-le")
SAVE_AS_UTF8 = "Save it again as CSV UTF-8 (in Excel: Save as, CSV UTF-8)."
REMOVE = "Export it again, or remove it when the program has no such records."

# what is wrong: files → problem, next step
REFUSED: dict[str, tuple[Files, str, str]] = {
    "missing file": (
        {"attendance.csv": TESTS},
        "has no table episodes.",
        'Name a file, sheet or view episodes, or say in mapping.toml which one it is: [tables] episodes = "…".',
    ),
    "empty file": ({"episodes.csv": ""}, "episodes.csv is empty.", REMOVE),
    "only blank lines": ({"episodes.csv": "\r\n\r\n"}, "episodes.csv is empty.", REMOVE),
    "empty optional file": ({"episodes.csv": GOOD, "drug_tests.csv": ""}, "drug_tests.csv is empty.", REMOVE),
    "header without records": (
        {"episodes.csv": "patient_id,admitted_on\n"},
        "episodes.csv has column names but no record.",
        "Export it again with its rows.",
    ),
    "only totals": (
        {"episodes.csv": "patient_id,admitted_on\nTotal,0\n"},
        "episodes.csv has column names but no record.",
        "Export it again with its rows.",
    ),
    "NUL bytes": (
        {"episodes.csv": GOOD.encode() + b"\0\0"},
        "episodes.csv holds NUL bytes: it is not a text file, or UTF-16 without a mark.",
        SAVE_AS_UTF8,
    ),
    "bytes of no encoding": (
        {"episodes.csv": b"patient_id,admitted_on\n\x81\x8d,2026-01-05\n"},
        "episodes.csv is neither UTF-8 nor Windows-1252 text.",
        'Save it again as CSV UTF-8, or name its encoding in mapping.toml: [files."episodes.csv"] encoding = '
        '"latin-1".',
    ),
    "a broken UTF-8 file that says it is one": (
        {"episodes.csv": codecs.BOM_UTF8 + b"patient_id\n\xe9\n"},
        "episodes.csv cannot be read as UTF-8.",
        SAVE_AS_UTF8,
    ),
    "two delimiters fit": (
        {"episodes.csv": "patient_id,note;admitted_on\nA,b;2026-01-05\n"},
        "episodes.csv: the cells may be separated by comma and semicolon; both fit the header.",
        'Say which in mapping.toml: [files."episodes.csv"] delimiter = ";" (or another), and load again.',
    ),
    "two columns of one name": (
        {"episodes.csv": f"patient_id,site,site,admitted_on\nA,{NAME},x,2026-01-05\n"},
        "episodes.csv: two columns are called 'site'.",
        "Rename or remove one of them and load again.",
    ),
    "two columns for one of ours": (
        {"episodes.csv": f"Client ID,MRN,admitted_on\n{NAME},1,2026-01-05\n"},
        "episodes.csv: the columns 'Client ID' and 'MRN' would both become patient_id.",
        "Say in mapping.toml, under [columns.episodes], which one is patient_id, and rename or remove the other.",
    ),
    "a mapping of two columns to one": (
        {"episodes.csv": GOOD, "mapping.toml": '[columns.episodes]\nKey = "patient_id"\nID = "patient_id"\n'},
        "mapping.toml, [columns.episodes]: the columns 'Key' and 'ID' would both become patient_id.",
        "Keep the one that holds it and remove the other line.",
    ),
    "a mapping of an absent column": (
        {"episodes.csv": GOOD, "mapping.toml": '[columns.episodes]\n"Patient-Nr" = "patient_id"\n'},
        "mapping.toml names the column 'Patient-Nr', which episodes.csv does not have. The nearest is 'patient_id'.",
        "Correct the name in mapping.toml, or remove the line.",
    ),
    "an unknown key in the mapping": (
        {"episodes.csv": GOOD, "mapping.toml": "[colunms.episodes]\n"},
        "mapping.toml has the unknown key 'colunms'. The nearest is 'columns'.",
        "Allowed are date_order, tables, columns, codes, panel, files. Correct the line in mapping.toml and load "
        "again.",
    ),
    "a header narrower than the rows": (
        {"episodes.csv": f"patient_id,admitted_on\n{NAME},2026-01-05,\nB,2026-01-06,\n"},
        "episodes.csv: the header has 2 columns, but row 2 has 3 cells and no row fits.",
        "Export it again with one column name for each cell.",
    ),
    "a quotation mark never closed": (
        {"episodes.csv": f'patient_id,admitted_on\nA,2026-01-05\n"{NAME},2026-01-06\nC,2026-01-07\n'},
        "episodes.csv: a quotation mark opened near row 3 takes in the rows after it.",
        "Close or remove the quotation mark in that row and load again.",
    ),
    "a workbook named .csv": (
        {"episodes.csv": b"PK\x03\x04" + b"\0" * 30},
        "episodes.csv is an Excel workbook or a zip archive, not a text file as its name says.",
        "Give it the name ending it should have, or export it again as CSV.",
    ),
    "a web page named .csv": (
        {"episodes.csv": f"<html><table><tr><td>{NAME}</td></tr></table></html>"},
        "episodes.csv is a web page, not a table of text.",
        "Export it again as CSV, not as HTML or XML.",
    ),
    "0-byte Parquet": (
        {"episodes.parquet": b""},
        "episodes.parquet is empty (0 bytes).",
        "Export it again, or remove it when there are no such records.",
    ),
    "a text named .parquet": (
        {"episodes.parquet": GOOD},
        "episodes.parquet is not a Parquet file, or a damaged one.",
        "Export it again.",
    ),
    "a cut Parquet file": (
        {"episodes.parquet": GOOD_PARQUET[:-9]},
        "episodes.parquet is not a Parquet file, or a damaged one.",
        "Export it again.",
    ),
    "both CSV and Parquet of one table": (
        {"episodes.csv": GOOD, "episodes.parquet": GOOD_PARQUET},
        "episodes.csv and episodes.parquet both hold the table episodes.",
        'Keep one of them in the folder, or say which in mapping.toml: [tables] episodes = "episodes.csv".',
    ),
    "both CSV and Excel of one table": (
        {"episodes.csv": GOOD, "Episodes.xlsx": b"PK"},
        "Episodes.xlsx and episodes.csv both hold the table episodes.",
        'Keep one of them in the folder, or say which in mapping.toml: [tables] episodes = "Episodes.xlsx".',
    ),
    "a workbook with a password": (
        {"episodes.xlsx": ENCRYPTED},
        "episodes.xlsx is protected by a password.",
        "Open it in Excel, remove the password (File, Info, Protect Workbook) and save it again.",
    ),
    "a damaged old workbook": (
        {"episodes.xls": OLD_EXCEL},
        "episodes.xls is not an Excel workbook, or a damaged one.",
        "Open it in Excel and save it again, or export the records as CSV.",
    ),
    "a text named .xlsx": (
        {"episodes.xlsx": GOOD},
        "episodes.xlsx has an Excel name but is not a workbook inside.",
        "Open it in Excel and save it as an Excel workbook, or rename it to .csv if it is text.",
    ),
    "a web page named .xls": (
        {"episodes.xls": f"<html><table><tr><td>{NAME}</td></tr></table></html>"},
        "episodes.xls has an Excel name but is a web page inside.",
        "Open it in Excel and save it as an Excel workbook, or rename it to .csv if it is text.",
    ),
    "a zip named .xlsx": (
        {"episodes.xlsx": b"PK\x03\x04" + b"\0" * 60},
        "episodes.xlsx is not an Excel workbook, or a damaged one.",
        "Open it in Excel and save it again, or export the records as CSV.",
    ),
    "0-byte workbook": (
        {"episodes.xlsx": b""},
        "episodes.xlsx is empty (0 bytes).",
        "Export it again, or remove it when there are no such records.",
    ),
    "two panel columns for one analyte": (
        {"episodes.csv": GOOD, "drug_tests.csv": f"patient_id,collected_on,THC,Marijuana\n{NAME},2026-01-05,neg,neg\n"},
        "drug_tests.csv: the columns 'THC' and 'Marijuana' would both become the analyte thc.",
        "Say in mapping.toml, under [panel.drug_tests] analytes, which column holds which analyte; a column left out "
        "there is not read as a test.",
    ),
    "no header": (  # the first record must not be shown as if it were column names
        {"episodes.csv": f"{NAME},2026-01-05,cocaine\nB,2026-01-06,alcohol\n"},
        "episodes.csv: none of the first 20 rows holds a column name that this product knows.",
        "Give the file a first row with its column names; if it has one, say in mapping.toml, under "
        "[columns.episodes], what its columns are called here.",
    ),
    "no header over drug tests": (
        {"episodes.csv": GOOD, "drug_tests.csv": f"{NAME},2026-01-05,cocaine,positive\n"},
        "drug_tests.csv: none of the first 20 rows holds a column name that this product knows.",
        "Give the file a first row with its column names; if it has one, say in mapping.toml, under "
        "[columns.drug_tests], what its columns are called here.",
    ),
}


def write(folder: Path, files: Files) -> Path:
    for name, content in files.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


@pytest.mark.parametrize(("files", "problem", "fix"), REFUSED.values(), ids=REFUSED)
def test_refused_with_the_reason_and_the_next_step(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, files: Files, problem: str, fix: str
) -> None:
    caplog.set_level(logging.DEBUG)

    with pytest.raises(Refused) as refused:
        read_source(write(tmp_path, files))

    assert refused.value.problem.endswith(problem)
    assert refused.value.fix == fix
    assert refused.value.exit_status == 1
    told = traceback.TracebackException.from_exception(refused.value)
    assert NAME not in "".join(told.format()) + caplog.text


# what is wrong: episodes.csv → findings (row, code), patient_ids that are left, rows set aside
KEPT: dict[str, tuple[bytes, list[tuple[int | None, str]], list[str], list[tuple[int, str]]]] = {
    "Windows-1252": (
        "patient_id,admitted_on,site\nA,2026-01-05,Zürich\n".encode("cp1252"),
        [(None, "encoding_guessed")],
        ["A"],
        [],
    ),
    "header on row 3": (
        b"Admissions\n\npatient_id,admitted_on\nA,2026-01-05\n",
        [(3, "header_not_first_row")],
        ["A"],
        [],
    ),
    "totals row": (
        b"patient_id,admitted_on\nA,2026-01-05\nGrand total,1\n",
        [(3, "totals_row")],
        ["A"],
        [(3, "totals_row")],
    ),
    "ragged rows": (
        b"patient_id,admitted_on\nA,2026-01-05\nB\nC,2026-01-06,x\n",
        [(3, "wrong_number_of_cells"), (4, "wrong_number_of_cells")],
        ["A"],
        [(3, "wrong_number_of_cells"), (4, "wrong_number_of_cells")],
    ),
    "blank lines": (b"patient_id,admitted_on\n\nA,2026-01-05\n,\n\n", [(None, "blank_rows")], ["A"], []),
    "texts wrapped as formulas": (
        b'patient_id,admitted_on\n="007",2026-01-05\n',
        [(None, "wrapped_text")],
        ["007"],
        [],
    ),
    "a patient called NA": (b"patient_id,admitted_on\nNA,2026-01-05\n", [], ["NA"], []),
    "UTF-16": ("patient_id\tadmitted_on\nÄ\t2026-01-05\n".encode("utf-16"), [], ["Ä"], []),
    "UTF-8 with a mark": (codecs.BOM_UTF8 + "patient_id;admitted_on\nÄ;1\n".encode(), [], ["Ä"], []),
    "other names, case and blanks": (b" CLIENT id |Admit_Date\r\nA|2026-01-05\r\n", [], ["A"], []),
}


@pytest.mark.parametrize(("content", "codes", "people", "aside"), KEPT.values(), ids=KEPT)
def test_repaired_or_set_aside_with_a_finding(
    tmp_path: Path, content: bytes, codes: list[tuple[int | None, str]], people: list[str], aside: list[tuple[int, str]]
) -> None:
    table = read_source(write(tmp_path, {"episodes.csv": content})).tables["episodes"]

    assert [(finding.row, finding.code) for finding in table.findings] == codes
    assert table.data.column("patient_id").to_pylist() == people
    assert set_aside_of(table) == aside
    assert table.source_rows == table.data.num_rows + len(aside)
    assert all(finding.message and finding.fix for finding in table.findings)


def test_a_name_planted_in_every_cell_is_in_no_finding(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    line = f"{NAME},{NAME},{NAME}"
    source = read_source(
        write(
            tmp_path,
            {
                "episodes.csv": f"{NAME},,\n\npatient_id,admitted_on,site\n{line}\n{NAME},{NAME}\n{line},{NAME}\n"
                f'"=""{NAME}""",{NAME},{NAME}\nTotal,{NAME},{NAME}\n',
                "drug_tests.csv": f"patient_id,THC,Cocaine\n{line}\n{NAME},,\n",
            },
        )
    )

    findings = [*source.findings, *(f for table in source.tables.values() for f in table.findings)]

    assert {finding.code for finding in findings} >= {
        "header_not_first_row",
        "wrong_number_of_cells",
        "totals_row",
        "wrapped_text",
        "wide_panel",
        "empty_panel",
    }
    told = " ".join(str(part) for finding in findings for part in astuple(finding)) + caplog.text
    assert NAME not in told
