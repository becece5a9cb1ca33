"""A name planted in any column is seen in no finding of identifiers and free text, no message and no output."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.__main__ import main
from analytics.errors import Refused
from analytics.records.findings import shape_of, shown
from analytics.records.schema import TABLES, Table
from tests.unit.records.raw import load, write_source

PLANTED = "Wilhelmina Quackenbush"
PRIVATE_KINDS = ("identifier", "text", "date", "number", "time")

SOUND = {"identifier": "P1", "date": "2026-03-20", "number": "5", "boolean": "yes", "time": "09:00", "text": "note"}


def sound_cell(table: Table, name: str) -> str:
    column = table.by_name[name]
    return next(iter(column.values)) if column.values else SOUND[column.kind]


def planted_tables(table: Table, name: str) -> dict[str, list[list[str]]]:
    """The table with all columns: six sound rows, then one with the planted name in one column."""
    names = [column.name for column in table.columns]
    sound = [sound_cell(table, column) for column in names]
    rows = [list(sound) for _ in range(7)]
    for i, row in enumerate(rows):
        for column in ("admitted_on", "session_on", "collected_on", "due_on", "measured_on"):
            if column in names:
                row[names.index(column)] = f"2026-01-{6 + i:02d}"
    rows[-1][names.index(name)] = PLANTED
    return {table.name: [names, *rows]}


PLACES = [(table, column.name) for table in TABLES.values() for column in table.columns]


@pytest.mark.parametrize(("table", "name"), PLACES, ids=[f"{t.name}.{c}" for t, c in PLACES])
def test_a_planted_name_is_not_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], table: Table, name: str
) -> None:
    tables = planted_tables(table, name)
    records = load(tmp_path, tables)
    if table.by_name[name].kind in PRIVATE_KINDS:
        assert PLANTED.casefold() not in records.findings.to_csv().casefold()
    assert main(["check", "--data", str(tmp_path), "--today", "2026-04-01"]) == 0
    assert PLANTED.casefold() not in capsys.readouterr().err.casefold()


@pytest.mark.parametrize("name", [column.name for column in TABLES["attendance"].columns])
def test_a_refusal_holds_no_value(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    tables = planted_tables(TABLES["attendance"], name)
    (rows,) = tables.values()
    for row in rows[1:]:
        row[rows[0].index(name)] = PLANTED
        row[rows[0].index("status")] = PLANTED
    with pytest.raises(Refused) as stop:
        load(tmp_path, tables)
    assert PLANTED not in str(stop.value)
    assert main(["check", "--data", str(write_source(tmp_path, tables)), "--today", "2026-04-01"]) == 1
    seen = capsys.readouterr()
    assert PLANTED not in seen.err + seen.out


SHAPES = [
    ("", "empty"),
    ("a", "1 character, letters"),
    ("Mary-01", "7 characters, letters and digits and punctuation"),
    ("12 3", "4 characters, digits and blanks"),
]


@pytest.mark.parametrize(("text", "shape"), SHAPES)
def test_shapes(text: str, shape: str) -> None:
    assert shape_of(text) == shape


SHOWN = [
    ("2026-13-01", "date", True),
    ("Mary", "date", False),
    ("31-Feb-2026", "date", True),
    ("4x", "number", False),
    ("4,5,6", "number", True),
    ("walked by", "coded", True),
    ("P1", "identifier", False),
    ("hello", "text", False),
    ("he told us that his brother had", "coded", False),
]


@pytest.mark.parametrize(("text", "kind", "is_shown"), SHOWN)
def test_what_may_be_shown(text: str, kind: str, is_shown: bool) -> None:
    assert (shown(text, kind) == text) is is_shown
