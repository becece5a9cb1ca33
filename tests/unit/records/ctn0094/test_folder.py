"""The written folder: whole or not at all, and never in place of somebody's files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analytics.errors import Refused
from analytics.records.ctn0094 import folder as module
from analytics.records.ctn0094.folder import write_folder
from analytics.records.settings import read_settings

TABLE = pd.DataFrame(
    {
        "patient_id": ["1", "2"],
        "admitted_on": pd.to_datetime(["2006-01-02", "NaT"]),
        "age": [31.0, float("nan")],
        "site": ["7", None],
    }
)


def write(out: Path, reconciliation: str = "{}") -> None:
    write_folder(out, tables={"episodes": TABLE}, as_of=date(2006, 10, 9), reconciliation=reconciliation)


def test_columns_are_typed(tmp_path: Path) -> None:
    write(tmp_path / "new" / "out")
    table = pq.read_table(tmp_path / "new" / "out" / "episodes.parquet")
    assert table.schema.field("admitted_on").type == pa.date32()
    assert table.schema.field("site").type == pa.dictionary(pa.int32(), pa.string())
    assert table.to_pylist() == [
        {"patient_id": "1", "admitted_on": date(2006, 1, 2), "age": 31.0, "site": "7"},
        {"patient_id": "2", "admitted_on": None, "age": None, "site": None},
    ]


def test_the_settings_can_be_read_and_say_what_the_trial_did(tmp_path: Path) -> None:
    write(tmp_path / "out")
    settings = read_settings(tmp_path / "out")
    policy = settings.policy(medication="methadone")
    assert settings.calendar == "relative"
    assert settings.as_of == date(2006, 10, 9)
    assert settings.prescribed == {"methadone": ("methadone",), "buprenorphine": ("buprenorphine",), "naltrexone": ()}
    assert settings.excused_absence_excuses_tests is False
    assert policy.counted_analytes == ("opiates", "methadone", "buprenorphine")
    assert [policy.washout_days[analyte] for analyte in policy.counted_analytes] == [0, 0, 0]
    assert [(phase.every_days, phase.from_day, phase.to_day) for phase in policy.testing] == [(7, 0, None)]


def test_an_earlier_conversion_is_replaced_as_a_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out)
    (out / "left_over.parquet").write_text("old", encoding="utf-8")
    write(out, reconciliation='{"new": 1}')
    assert not (out / "left_over.parquet").exists()
    assert (out / "reconciliation.json").read_text(encoding="utf-8") == '{"new": 1}'
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_other_peoples_files_are_left_alone(tmp_path: Path, kind: str) -> None:
    out = tmp_path / "out"
    mine = out if kind == "file" else out / "episodes.csv"
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match="'out' exists and is not an earlier conversion, so it is left alone"):
        write(out)
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_failure_leaves_the_earlier_conversion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    write(out, reconciliation='{"first": 1}')

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.pq, "write_table", full)
    with pytest.raises(Refused, match=r"The folder 'out' cannot be written \(No space left on device\)"):
        write(out)
    assert (out / "reconciliation.json").read_text(encoding="utf-8") == '{"first": 1}'
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_place_under_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Refused, match="The folder 'out' cannot be written"):
        write(tmp_path / "file" / "out")
