"""Bad input that is used all the same: exit 0, a finding, and every row accounted for.

The cases are the rows of bad_input_repairs.py. `python -m tests.spec.bad_input_table` prints what each of them says.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.spec.bad_input import GOOD, NAME, TODAY, Repair, check, run, with_row, write
from tests.spec.bad_input_repairs import REPAIRS

TABLE_FIELDS = {"table", "read", "used", "quarantined", "quarantined_by"}
FINDING_FIELDS = ["table", "file", "row", "column", "code", "severity", "came", "message", "fix"]


def strictly(text: str) -> dict[str, Any]:
    """JSON as every program reads it: no NaN, no Infinity, no name twice."""

    def refuse(word: object) -> NoReturn:
        raise AssertionError(f"{word} is no JSON")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    read: dict[str, Any] = json.loads(text, parse_constant=refuse, object_pairs_hook=once)
    return read


def findings_of(told: dict[str, Any], case: Repair) -> list[dict[str, Any]]:
    return [found for found in told["findings"] if (found["table"], found["code"]) == (case.table, case.code)]


def test_the_sound_source_has_nothing_to_remark(tmp_path: Path) -> None:
    told = strictly(check(write(tmp_path), "--json").out)
    assert told["findings"] == []
    assert [(table["table"], table["used"]) for table in told["tables"]] == [
        ("episodes", 20),
        ("attendance", 80),
        ("drug_tests", 60),
    ]


@pytest.mark.parametrize("case", REPAIRS, ids=lambda case: case.what)
def test_used_with_a_finding_and_every_row_accounted_for(tmp_path: Path, case: Repair) -> None:
    source = write(tmp_path, case.made) / case.source

    said, read = check(source, "--json"), check(source)
    told = strictly(said.out)

    assert (said.status, read.status) == (0, 0)
    assert NAME not in said.out + said.err + read.out + read.err
    found = findings_of(told, case)
    assert [*{one["severity"] for one in found}] == ([case.severity] if case.code else [])
    assert all(case.message in f"{one['message']} {one['fix']}" and one["fix"] for one in found)
    assert not case.code or case.message in " ".join(read.out.split())
    for table in told["tables"]:
        assert table["read"] == table["used"] + table["quarantined"]
        assert sum(table["quarantined_by"].values()) == table["quarantined"]
        assert table["quarantined"] == (case.set_aside if table["table"] == case.table else 0)


@pytest.mark.parametrize("case", REPAIRS, ids=lambda case: case.what)
def test_the_next_step_ends_the_finding(tmp_path: Path, case: Repair) -> None:
    source = write(tmp_path, case.made, case.mended) / case.source
    assert strictly(check(source, "--json").out)["findings"] == []


@pytest.mark.parametrize("case", REPAIRS, ids=lambda case: case.what)
def test_the_other_commands_go_on(tmp_path: Path, case: Repair) -> None:
    source, out = write(tmp_path, case.made) / case.source, tmp_path / "words.out"
    asked = ("--data", source, "--today", TODAY)

    answer, words = run("outcomes", *asked, "--no-range", "--json"), run("patterns", *asked, "--out", out)

    assert (answer.status, words.status) == (0, 0), answer.err + words.err
    assert strictly(answer.out)["groups"]
    assert NAME not in answer.out + answer.err + words.out + words.err


def test_strict_takes_no_row_lost(tmp_path: Path) -> None:
    lossless = [case for case in REPAIRS if case.severity != "error"]
    for place, case in enumerate(REPAIRS):
        source = write(tmp_path / str(place), case.made) / case.source
        assert check(source, "--strict").status == (0 if case in lossless else 1), case.what


def test_a_site_called_na_can_be_asked_for(tmp_path: Path) -> None:
    (called_na,) = [case for case in REPAIRS if case.what == "a site called NA"]
    source = write(tmp_path, called_na.made)
    said = run("outcomes", "--data", source, "--today", TODAY, "--where", "site=NA", "--no-range", "--json")
    assert strictly(said.out)["groups"][0]["n"] == 20


def test_the_json_has_the_promised_fields(tmp_path: Path) -> None:
    source = write(tmp_path, {"attendance.csv": with_row(str(GOOD["attendance.csv"]), "A7,2026-01-20,turned up,90")})
    told = strictly(check(source, "--json").out)

    assert list(told) == ["tables", "findings", "data_through", "as_of"]
    assert all(set(table) == TABLE_FIELDS | {"by_status"} for table in told["tables"])  # by_status was added
    assert [list(found) for found in told["findings"]] == [FINDING_FIELDS]
    assert told["findings"][0] | {"message": "", "fix": ""} == {
        "table": "attendance", "file": "attendance.csv", "row": 82, "column": "status", "code": "unknown_code",
        "severity": "error", "came": "turned up", "message": "", "fix": "",
    }  # fmt: skip
    assert (told["data_through"], told["as_of"]) == ("2026-01-12", "2026-01-11")
    assert told["tables"][1] == {
        "table": "attendance", "read": 81, "used": 80, "quarantined": 1, "quarantined_by": {"unknown_code": 1},
        "by_status": {"attended": {"read": 80, "quarantined": 0}, "(none or unknown)": {"read": 1, "quarantined": 1}},
    }  # fmt: skip
