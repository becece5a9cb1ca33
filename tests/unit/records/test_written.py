"""Tables written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow.csv
import pytest

from analytics.errors import Refused
from analytics.records.written import write_csv

FRAME = pd.DataFrame(
    {
        "patient_id": ["a,b", "c"],
        "yes": pd.array([True, None], "boolean"),
        "weeks": pd.array([None, 3], "Int32"),
        "share": [float("nan"), 0.1],
    }
)


def test_missing_values_are_empty_and_numbers_exact(tmp_path: Path) -> None:
    write_csv(FRAME, tmp_path / "values.csv")
    assert (tmp_path / "values.csv").read_text().splitlines()[1:] == ['"a,b",true,,', '"c",,3,0.1']


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be written: No such file or directory"):
        write_csv(FRAME, tmp_path / "absent" / "values.csv")


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "values.csv"
    path.write_text("before")

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pyarrow.csv, "write_csv", full_disk)
    with pytest.raises(Refused, match="No space left on device"):
        write_csv(FRAME, path)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]
