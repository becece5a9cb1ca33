"""A small sound source, ways to spoil it, and what the command line says about it.

A case lays files over the sound source (None takes a file away) and says what people are told. `mended` lays over
that what the told fix asks for: afterwards the same command must be content.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from analytics.__main__ import main

TODAY = "2026-04-01"
NAME = "Zebulon Quixote"  # a made-up patient, planted in cells and never to be seen outside them

Files = Mapping[str, str | bytes | None]


def table_of(header: str, rows: list[str]) -> str:
    return "\n".join([header, *rows]) + "\n"


def _day(first: date, days: int) -> str:
    return (first + timedelta(days=days)).isoformat()


PATIENTS = ("A7", *(f"{number:04d}" for number in range(101, 120)))
ADMITTED = date(2026, 1, 5)
EPISODES = table_of(
    "patient_id,admitted_on,discharged_on,discharge_reason,site,age",
    [f"{p},{ADMITTED},{_day(ADMITTED, 60)},completed,north,{30 + i}" for i, p in enumerate(PATIENTS)],
)
ATTENDANCE = table_of(
    "patient_id,session_on,status,minutes_attended",
    [f"{p},{_day(ADMITTED, 1 + 2 * k)},attended,90" for p in PATIENTS for k in range(4)],
)
TESTS = table_of(
    "patient_id,collected_on,analyte,result",
    [f"{p},{_day(ADMITTED, 7 * k)},thc,negative" for p in PATIENTS for k in range(1, 4)],
)
GOOD: Files = {"episodes.csv": EPISODES, "attendance.csv": ATTENDANCE, "drug_tests.csv": TESTS}
"""Twenty people, four sessions and three tests each; nothing to remark."""

LAST = PATIENTS[-1]


def with_row(table: str, *rows: str) -> str:
    """A table with more rows at its end."""
    return table + "".join(f"{row}\n" for row in rows)


def parquet(text: str) -> bytes:
    """A table of text as a Parquet file of texts."""
    names = text.partition("\n")[0].split(",")
    as_text = pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()))
    written = io.BytesIO()
    pq.write_table(pyarrow.csv.read_csv(io.BytesIO(text.encode()), convert_options=as_text), written)
    return written.getvalue()


def workbook(sheets: Mapping[str, str]) -> bytes:
    """Tables of text as the sheets of a workbook, every cell a text."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, text in sheets.items():
        sheet = book.create_sheet(name)
        for line in text.splitlines():
            sheet.append(line.split(","))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@dataclass(frozen=True)
class Refusal:
    """A source that cannot be used. `source` and `mended_source`: what --data names under the folder ("" = itself)."""

    what: str
    made: Files
    problem: str
    fix: str
    mended: Files
    source: str = ""
    mended_source: str = ""


@dataclass(frozen=True)
class Repair:
    """A source that is used all the same: the finding, how many rows of the table are set aside for it, and what is
    laid over the files to be rid of it (the sound table when the cell itself has to be corrected)."""

    what: str
    made: Files
    table: str
    code: str
    severity: str
    message: str
    set_aside: int = 0
    mended: Files = field(default_factory=dict)
    source: str = ""


def write(folder: Path, *layers: Files) -> Path:
    """The sound source in a folder with these files laid over it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {name: content for files in (GOOD, *layers) for name, content in files.items()}.items():
        if content is None:
            (folder / name).unlink(missing_ok=True)
        else:
            (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it printed."""

    status: int
    out: str
    err: str


def run(*words: str | os.PathLike[str]) -> Said:
    """One command line, run to its end."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = main([str(word) for word in words])
        except SystemExit as stop:  # argparse ends so
            status = int(stop.code or 0)
    return Said(status, out.getvalue(), err.getvalue())


def check(source: Path | str, *words: str) -> Said:
    """`check` on the day of these cases."""
    return run("check", "--data", str(source), "--today", TODAY, *words)


Prepared = Callable[[Path], str]
