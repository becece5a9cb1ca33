"""Reading the package: what it accepts, and the sentence for everything else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from analytics.errors import Refused
from analytics.records.ctn0094.rda import NEEDED, read_package
from tests.unit.records.ctn0094.package import made_up_package, write_package


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write_package(tmp_path / "data", made_up_package())


def test_tables_come_back_as_they_were_written(package: Path) -> None:
    tables = read_package(package)
    written = made_up_package()
    assert set(tables) == set(NEEDED)
    for column in ("who", "treatment", "which", "when"):
        assert tables["randomization"][column].tolist() == written["randomization"][column].tolist()
    assert tables["visit"]["is_no_show"].isna().all()
    assert tables["visit"]["who"].dtype == np.int64


@pytest.mark.parametrize("name", ["data", "records"])
def test_the_folder_above_is_accepted(tmp_path: Path, name: str) -> None:
    write_package(tmp_path / name, made_up_package())
    assert len(read_package(tmp_path)["everybody"]) == 6


def test_progress_names_every_file(package: Path) -> None:
    said: list[str] = []
    read_package(package, progress=said.append)
    assert said == [f"reading {name}.rda" for name in NEEDED]


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"There is no folder 'nowhere' to convert\. Name the data folder"):
        read_package(tmp_path / "nowhere")


def test_missing_files_are_all_named(package: Path) -> None:
    (package / "uds.rda").unlink()
    (package / "qol.rda").unlink()
    with pytest.raises(Refused, match=r"The folder 'data' lacks uds\.rda, qol\.rda\."):
        read_package(package)


def test_damaged_files(package: Path) -> None:
    file = package / "visit.rda"
    whole = file.read_bytes()
    middle = len(whole) // 2
    for damage in (b"", b"not R data at all", whole[:middle], whole[:40], whole[:middle] + b"\0" * 99, bytes(2_000)):
        file.write_bytes(damage)
        with pytest.raises(Refused, match=r"^visit\.rda cannot be read as R data"):
            read_package(package)


def test_a_file_with_another_table(package: Path) -> None:
    (package / "uds.rda").write_bytes((package / "visit.rda").read_bytes())
    with pytest.raises(Refused, match=r"uds\.rda does not hold a table called uds\."):
        read_package(package)


def test_a_missing_column(tmp_path: Path) -> None:
    tables = made_up_package()
    tables["uds"] = tables["uds"].drop(columns="what")
    with pytest.raises(Refused, match=r"uds\.rda lacks the column what\."):
        read_package(write_package(tmp_path, tables))


def test_a_table_without_rows(tmp_path: Path) -> None:
    tables = made_up_package()
    tables["everybody"] = tables["everybody"].iloc[:0]
    with pytest.raises(Refused, match=r"everybody\.rda holds no row\."):
        read_package(write_package(tmp_path, tables))
