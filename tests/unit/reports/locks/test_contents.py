"""What the parts of a lock hold: nothing that says who anybody is or what their records say."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.records.records import Records
from analytics.records.schema import TABLES
from analytics.reports.locks.contents import EPISODES, PEOPLE, rows_file
from analytics.reports.locks.counted import ABSTINENT, IN_TREATMENT, NOT_REACHED, USING
from analytics.reports.locks.store import LockFolder
from tests.made_up import Row, day
from tests.unit.reports.locks import made_up_program as made_up
from tests.unit.reports.locks.made_up_program import lock_of, locked, program

PLANTED = "ZEBRA-77-PLANTED"
SECRETS = {
    "episode_id": "EPISODE-OF-ZEBRA", "clinician": "Counselor Xanthippe", "payer": "Planted Payer Ltd", "age": 93.0,
    "cost": 987654.25, "race_ethnicity": "planted ethnicity",
}  # fmt: skip
ADMITTED, CONTACT = day(17), day(161)


def with_planted() -> Records:
    """The ten, and one patient whose every value is found nowhere else."""
    person: Row = {"patient_id": PLANTED, "admitted_on": ADMITTED, "discharged_on": day(63), **SECRETS}
    contact = {
        "patient_id": PLANTED, "due_on": CONTACT, "contacted_on": CONTACT, "outcome": "completed",
        "days_used_past_30": 23, "source": "told by Aunt Quasimoda",
    }  # fmt: skip
    test = {"patient_id": PLANTED, "collected_on": day(64), "analyte": "planted-analyte", "result": "positive",
            "specimen_id": "SPECIMEN-OF-ZEBRA"}  # fmt: skip
    return program(
        episodes=[*made_up.episodes(), person],
        tests=[*made_up.tests(), test],
        follow_ups=[*made_up.follow_ups(), contact],
    )


def every_text(found: LockFolder) -> Iterator[bytes]:
    for path in found.folder.iterdir():
        held = path.read_bytes()
        yield held
        if path.suffix == ".gz":
            yield gzip.decompress(held)


def traces(records: Records) -> list[bytes]:
    """Every value of the planted patient as text, dates as they are written anywhere, and days as numbers."""
    found: list[bytes] = []
    for name in TABLES:
        rows = records.table(name)
        for column in rows.columns if len(rows) else ():
            for value in rows.loc[rows["patient_id"] == PLANTED, column].dropna():
                if isinstance(value, pd.Timestamp):
                    found += [f"{value:%Y-%m-%d}".encode(), f"{value:%d %b %Y}".encode(), f"{value:%m/%d/%Y}".encode()]
                    found.append(int(value.timestamp()).to_bytes(8, "little"))
                elif column not in ("outcome", "result", "source_row", "days_used_past_30"):
                    found.append(str(value).encode())
    return found


def test_a_planted_patient_is_in_no_byte_of_a_lock(tmp_path: Path) -> None:
    found = locked(with_planted(), tmp_path)
    parts = list(every_text(found))

    assert len(traces(with_planted())) > 20
    for trace in traces(with_planted()):
        assert not any(trace in held for held in parts), trace


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    """The control: a lock into which a record was written is caught."""
    found = locked(with_planted(), tmp_path)
    (found.folder / "note.csv").write_bytes(with_planted().episodes.to_csv().encode())

    parts = list(every_text(found))

    assert any(PLANTED.encode() in held for held in parts)
    assert sum(any(trace in held for held in parts) for trace in traces(with_planted())) > 8


def test_without_the_key_classes_and_patients_are_noise(tmp_path: Path) -> None:
    """The same classes in two locks of the same records do not look alike, nor do the rows of one patient."""
    one, other = locked(program(), tmp_path), locked(program(), tmp_path)

    for part in (EPISODES, PEOPLE, rows_file("drug_tests"), rows_file("follow_ups")):
        numbers = [np.frombuffer(lock.folder.joinpath(part).read_bytes(), "<u2") for lock in (one, other)]
        assert len(numbers[0]) == len(numbers[1])
        assert (numbers[0] == numbers[1]).mean() < 0.02
    owners = np.frombuffer((one.folder / rows_file("drug_tests")).read_bytes(), "<u8").reshape(-1, 3)[:, 2]
    assert len(np.unique(owners)) == len(owners)


def test_with_the_key_every_class_comes_back(tmp_path: Path) -> None:
    lock = lock_of(program(episodes=made_up.episodes(still_in_care="J")), tmp_path, sites=(None, "North"))

    names, owners, classes = lock.episodes()
    people, counts = lock.people()

    assert len(np.unique(names)) == 10 and set(owners) == set(people)
    tests = lock.rows("drug_tests")
    assert set(tests.owners(np.arange(10))) == set(people) and not set(tests.owner) & set(people)
    assert {name: int((classes == name).sum()) for name in (ABSTINENT, USING, NOT_REACHED, IN_TREATMENT)} == {
        ABSTINENT: 6, USING: 2, NOT_REACHED: 1, IN_TREATMENT: 1,
    }  # fmt: skip
    assert counts[:, :, 0].sum(axis=0).tolist() == [10, 2], "ten of the program, A and B of North"
    assert counts[:, :, 1].sum(axis=0).tolist() == [6, 2] and counts[:, :, 2].sum(axis=0).tolist() == [9, 2]


def test_rows_do_not_stand_in_the_order_of_the_source(tmp_path: Path) -> None:
    names = np.frombuffer((locked(program(), tmp_path).folder / rows_file("drug_tests")).read_bytes(), "<u8")[::3]

    assert (np.diff(names.astype(object)) > 0).all()


@pytest.mark.parametrize("table", list(TABLES))
def test_every_row_is_there(tmp_path: Path, table: str) -> None:
    records = replace(with_planted(), as_of=made_up.TODAY)
    lock = lock_of(records, tmp_path)

    assert len(lock.rows(table).identity) == lock.about["rows"][table] == len(records.table(table))
