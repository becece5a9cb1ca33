"""The program's own benchmarks.toml: where it stands, that it reads back, and that the records use it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from analytics.outcomes.benchmarks import ABSTINENCE, published_ranges
from analytics.outcomes.benchmarks_edited import entry_of, with_entry
from analytics.records.benchmarks_file import benchmarks_file, benchmarks_text, save_benchmarks, saved_benchmarks
from analytics.records.demo import DEMO_TODAY
from analytics.records.imports import home_folder
from analytics.records.load import load_records
from analytics.records.program_file import source_stamp
from analytics.records.settings import Settings, read_settings

OWN = entry_of(published_ranges(Settings())[ABSTINENCE]) | {"low": 0.41, "name": 'Own “range”, with "quotes"'}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("IOP_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_it_stands_beside_the_records_and_reads_back(tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "records"
    folder.mkdir()
    file = save_benchmarks(str(folder), with_entry(Settings(), OWN))
    assert file == folder / "benchmarks.toml"
    assert saved_benchmarks(str(folder)) is None  # found beside the records anyway
    found = published_ranges(read_settings(folder))[ABSTINENCE]
    assert (found.low, found.name) == (OWN["low"], OWN["name"])
    assert [path.name for path in folder.iterdir()] == ["benchmarks.toml"]  # nothing half written is left


def test_the_demonstration_program_keeps_its_in_the_data_home(demo_source: str, home: Path) -> None:
    before = source_stamp(demo_source)
    file = save_benchmarks(demo_source, with_entry(Settings(), OWN))
    assert home_folder() in file.parents
    assert os.stat(file).st_mode & 0o077 == 0
    assert saved_benchmarks(demo_source) == file == benchmarks_file(demo_source)
    assert source_stamp(demo_source) != before  # so that the dashboard reads again
    assert not (Path(demo_source) / "benchmarks.toml").exists()


def test_records_are_loaded_with_what_was_saved(demo_source: str, home: Path) -> None:
    save_benchmarks(demo_source, with_entry(Settings(), OWN))
    records = load_records(demo_source, today=DEMO_TODAY)
    assert published_ranges(records.settings)[ABSTINENCE].low == 0.41
    shutil.rmtree(home)
    assert published_ranges(load_records(demo_source, today=DEMO_TODAY).settings)[ABSTINENCE].low == 0.50


def test_without_entries_the_file_says_only_whose_it_is() -> None:
    assert benchmarks_text([]).startswith("# Written by the page Relapse and benchmark")
    assert "[[benchmark]]" not in benchmarks_text([])
    assert benchmarks_text([OWN]).count("[[benchmark]]") == 1
