"""Writes small made-up sources for tests: text tables, workbooks, and what read_source makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import dedent
from typing import Any

import pyarrow as pa

from analytics.records.sources import RawSource, read_source
from analytics.records.tables import RawTable

EPISODES = "patient_id,admitted_on\nA,2026-01-05\nB,2026-01-06\n"


def buffer(text: str | bytes) -> pa.Buffer:
    """A text as the bytes of a file."""
    return pa.py_buffer(text.encode() if isinstance(text, str) else text)


def folder_of(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A folder with these files; episodes.csv with two people is added when no file is called episodes."""
    if not any(name.lower().startswith(("episodes", "admissions")) for name in files):
        files = {"episodes.csv": EPISODES, **files}
    for name, content in files.items():
        text = dedent(content).lstrip("\n") if isinstance(content, str) else content
        (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def source_of(folder: Path, files: Mapping[str, str | bytes]) -> RawSource:
    """The raw source of a folder with these files."""
    return read_source(folder_of(folder, files))


def records_of(table: RawTable) -> list[tuple[Any, ...]]:
    """The records of a table, each with its row number in front."""
    return [(int(row), *record.values()) for row, record in zip(table.rows, table.data.to_pylist(), strict=True)]


def codes_of(table: RawTable) -> list[tuple[int | None, str]]:
    """The findings of a table as (row, code)."""
    return [(finding.row, finding.code) for finding in table.findings]


def set_aside_of(table: RawTable) -> list[tuple[int, str]]:
    """The rows set aside as (row, reason)."""
    if table.set_aside is None:
        return []
    columns = table.set_aside.select(["row", "reason"]).to_pylist()
    return sorted((record["row"], record["reason"]) for record in columns)


def workbook_of(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook with these sheets; dates are written as Excel dates, texts as texts."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    book.save(path)
    return path
