"""Writing the demonstration program: the same bytes each time, and never over somebody's records."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from analytics.errors import Refused
from analytics.records.demo import DEMO_TODAY, make_demo
from analytics.records.demo.files import write_demo

LARGEST_FOLDER = 6_000_000


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first = write_demo(make_demo(patients=60, seed=3), tmp_path / "a")
    again = write_demo(make_demo(patients=60, seed=3), tmp_path / "b")
    assert [file.name for file in first] == [file.name for file in again]
    assert all(one.read_bytes() == other.read_bytes() for one, other in zip(first, again, strict=True))


def test_a_demonstration_may_be_written_over(tmp_path: Path) -> None:
    write_demo(make_demo(patients=60, seed=3), tmp_path)
    write_demo(make_demo(patients=60, seed=4), tmp_path)
    assert json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))["seed"] == 4


@pytest.mark.parametrize("there", [["episodes.csv"], ["truth.json", "notes.txt"], ["episodes.xlsx"]])
def test_a_folder_with_anything_else_is_left_alone(tmp_path: Path, there: list[str]) -> None:
    for name in there:
        (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match=r"nothing was written. Name an empty or new folder with --out\."):
        write_demo(make_demo(patients=60, seed=3), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(there)
    assert all((tmp_path / name).read_text(encoding="utf-8") == "mine" for name in there)


def test_a_file_in_the_place_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match="demo is a file"):
        write_demo(make_demo(patients=60, seed=3), tmp_path / "demo")


def test_the_bundled_program_is_what_the_generator_makes(project: Path, tmp_path: Path) -> None:
    bundled = project / "data" / "demo"
    written = write_demo(make_demo(), tmp_path / "demo")
    assert {path.name for path in bundled.iterdir()} == {path.name for path in written}
    for file in written:
        if file.suffix == ".parquet":  # its bytes hold the version of the library that wrote it
            pd.testing.assert_frame_equal(pd.read_parquet(file), pd.read_parquet(bundled / file.name))
        else:
            assert file.read_bytes() == (bundled / file.name).read_bytes(), file.name


def test_the_bundled_program_is_small_and_says_its_today(project: Path) -> None:
    files = list((project / "data" / "demo").iterdir())
    assert sum(file.stat().st_size for file in files) < LARGEST_FOLDER
    truth = json.loads((project / "data" / "demo" / "truth.json").read_text(encoding="utf-8"))
    assert truth["today"] == DEMO_TODAY.isoformat() == "2026-10-01"
