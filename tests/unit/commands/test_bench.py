"""The bench: its records are the same every time, its reference gives our words, and it prints what it measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.__main__ import main
from analytics.commands.speed.deriving import derived
from analytics.commands.speed.polars_patterns import polars_frames, polars_words
from analytics.commands.speed.reading import checked
from analytics.commands.speed.workload import write_program

TESTS = 6_000


def test_the_records_are_the_same_every_time_and_clean(tmp_path: Path) -> None:
    written = [write_program(tmp_path / name, tests=TESTS, every_table=True) for name in ("one", "two")]
    assert written[0] == written[1]
    for file in sorted(path.name for path in (tmp_path / "one").iterdir()):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes(), file
    records = checked(tmp_path / "one")
    assert records.reconciliation["quarantined"].sum() == 0
    assert records.present == {"episodes", "drug_tests", "attendance", "follow_ups"}


def test_polars_and_the_product_derive_the_same_words(tmp_path: Path) -> None:
    pytest.importorskip("polars")
    write_program(tmp_path, tests=TESTS)
    records = checked(tmp_path)
    ours = derived(records).text()
    assert polars_words(*polars_frames(records), records.as_of)["word"].to_list() == ours
    assert set("".join(ours)) == set("+-*o_")  # every symbol occurs, or the comparison says little


def test_the_rows_are_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--only", "endpoints", "--tests", "2000", "--episodes", "300", "--rounds", "1", "--json"]
    assert main(["bench", *asked]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["name"] == "54 endpoints × 300 episodes × 24 weeks"
    assert row["ratio"] > 0
    assert row["goal"] == 10


def test_without_the_real_records_the_row_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CTN0094_DIR", raising=False)
    assert main(["bench", "--only", "trial"]) == 0
    assert "not measured: CTN0094_DIR does not name" in capsys.readouterr().out
