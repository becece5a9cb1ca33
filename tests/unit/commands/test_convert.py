"""`python -m analytics convert`: what it writes, says and refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.__main__ import main
from tests.unit.records.ctn0094.package import made_up_package, write_package


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write_package(tmp_path / "rda", made_up_package())


def test_it_writes_a_source_and_prints_where_every_row_went(
    package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["convert", "ctn0094", str(package), "--out", str(out)]) == 0
    tables = {"episodes.parquet", "attendance.parquet", "drug_tests.parquet", "follow_ups.parquet"}
    assert {path.name for path in out.iterdir()} == tables | {"program.toml", "reconciliation.json"}
    said = capsys.readouterr()
    assert "visit: 1 rows, each accounted for\n         1  attendance, dated as recorded" in said.out
    assert f"Now: python -m analytics check --data {out}" in said.out
    assert "reading visit.rda …" in said.err


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("absent", "The folder 'rda' lacks visit.rda."),
        ("empty", "visit.rda cannot be read as R data"),
    ],
)
def test_it_refuses_with_a_sentence_and_writes_nothing(
    package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: str, sentence: str
) -> None:
    if damage == "absent":
        (package / "visit.rda").unlink()
    else:
        (package / "visit.rda").write_bytes(b"")
    assert main(["convert", "ctn0094", str(package), "--out", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert sentence in said
    assert "Name the data folder of the R package public.ctn0094data" in said
    assert "Traceback" not in said
    assert not (tmp_path / "out").exists()


def test_an_unknown_study_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["convert", "ctn9999", str(tmp_path), "--out", str(tmp_path / "out")])
    assert stop.value.code == 2
