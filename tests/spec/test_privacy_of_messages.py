"""A name planted in every column of every table is in no log, message, exception, finding of private columns or URL."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.errors import Refused
from analytics.records import load
from analytics.records.findings import shape_of
from analytics.records.schema import TABLES
from tests.spec.bad_input import NAME, Said, run
from tests.spec.dirty_source import TODAY, write_dirty
from tests.views.pages import SECONDS

PARTS = [part.casefold() for part in NAME.split()]
SHOWN_KINDS = ("coded", "boolean")  # a short word in a column of codes is shown: it has to be translated


def told(text: str) -> bool:
    """Whether any part of the name is in a text, in any case."""
    return any(part in text.casefold() for part in PARTS)


@pytest.fixture(scope="module")
def dirty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_dirty(tmp_path_factory.mktemp("dirty"))


def asked(dirty: Path, command: str, *words: str) -> Said:
    return run(command, "--data", dirty, "--today", TODAY, *words)


def test_the_name_is_planted_everywhere_and_most_rows_are_used(dirty: Path) -> None:
    said = json.loads(asked(dirty, "check", "--json").out)
    for table in said["tables"]:
        columns = TABLES[table["table"]].columns
        assert (dirty / f"{table['table']}.csv").read_text().count(NAME) == len(columns)
        assert 100 <= table["used"] < table["read"]
    assert {found["column"] for found in said["findings"]} >= {"status", "result", "age", "admitted_on", "patient_id"}


@pytest.mark.parametrize(
    ("command", "words", "status"),
    [
        ("check", (), 0),
        ("check", ("--json", "--strict"), 1),
        ("outcomes", ("--no-range",), 0),
        ("outcomes", ("--clock", "discharge", "--by", "site", "--json", "--no-range"), 0),
        ("outcomes", ("--where", f"site={NAME}", "--no-range"), 0),  # one person's; who typed the name knows it
        ("outcomes", ("--where", "clinician=Zebulo"), 2),  # the nearest value would be the name
        ("outcomes", ("--where", "site=Quixot"), 2),
        ("outcomes", ("--where", "specimen=Quixot"), 2),
        ("outcomes", ("--by", "patient_id"), 2),
        ("patterns", ("--out", "words.csv"), 0),
    ],
)
def test_no_command_says_it_beside_its_answer(
    dirty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
    command: str, words: tuple[str, ...], status: int,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    monkeypatch.chdir(tmp_path)
    said = asked(dirty, command, *words)
    assert said.status == status
    assert not told(said.err + caplog.text), said.err


def test_endpoints_say_nothing_of_the_patients(dirty: Path, tmp_path: Path) -> None:
    words, values = tmp_path / "words.csv", tmp_path / "values.csv"
    assert asked(dirty, "patterns", "--out", str(words)).status == 0
    said = run("endpoints", "--patterns", words, "--out", values)
    assert said.status == 0
    assert not told(said.out + said.err)
    assert told(words.read_text()) and told(values.read_text())  # the name is a patient's identifier there


def test_findings_show_shapes_of_identifiers_and_free_text(dirty: Path) -> None:
    shape = shape_of(NAME)
    findings = json.loads(asked(dirty, "check", "--json").out)["findings"]
    for found in findings:
        column = TABLES[found["table"]].by_name.get(found["column"])
        if column is None or column.kind not in SHOWN_KINDS:
            assert not told(json.dumps(found)), found
        assert not told(found["message"] + found["fix"] + found["file"] + found["column"])
    assert any(found["came"] == shape for found in findings)


def test_a_refusal_and_its_traceback_hold_no_value(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    source = write_dirty(tmp_path, only=True)

    said = asked(source, "check")
    with pytest.raises(Refused) as refused:
        load.load_records(str(source), today=date.fromisoformat(TODAY))

    assert said.status == 1
    assert not told(said.out + said.err + caplog.text)
    assert not told("".join(traceback.TracebackException.from_exception(refused.value).format()))


def test_a_fault_of_ours_shows_its_place_and_not_the_cell(dirty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError(NAME)

    monkeypatch.setattr(load, "validate", broken)
    for command in (("check",), ("outcomes",), ("patterns", "--out", "words.csv")):
        said = asked(dirty, *command)
        assert said.status == 70
        assert "KeyError" in said.err and "Traceback" not in said.err
        assert not told(said.out + said.err)


def test_opening_the_dashboard_writes_it_into_no_log_and_no_address(
    project: Path, dirty: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(sys, "argv", ["dashboard.py", "--data", str(dirty), "--today", TODAY])
    app = AppTest.from_file(str(project / "dashboard.py"), default_timeout=SECONDS).run()
    assert not app.exception
    assert app.title[0].value == "Overview"
    assert not told(str(dict(app.query_params)) + caplog.text)
