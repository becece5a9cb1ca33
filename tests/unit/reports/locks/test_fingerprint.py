"""Keyed hashes of rows: what they depend on, and what not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analytics.reports.locks.fingerprint import RowHashes, has_own_numbers, over_owners, patient_tags, row_hashes
from tests.made_up import day, made_up_records, test_row

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
ROWS = [
    test_row(3, "negative"),
    test_row(3, "positive", analyte="thc"),
    test_row(10, "negative", patient="B"),
]


def frame_of(rows: list[dict[str, object]]) -> pd.DataFrame:
    return made_up_records(episodes=[{"patient_id": name} for name in ("A", "B")], tests=rows).drug_tests


def hashes_of(frame: pd.DataFrame, table: str, key: bytes) -> RowHashes:
    return row_hashes(frame, table, key, patient_tags(frame, key))


def test_neither_order_nor_source_row_nor_an_empty_column_changes_a_hash() -> None:
    frame = frame_of(ROWS)
    turned = frame.iloc[::-1, ::-1].assign(source_row=[90, 91, 92], method=pd.Categorical([None] * 3))

    one, other = hashes_of(frame, "drug_tests", KEY), hashes_of(turned, "drug_tests", KEY)

    for name in ("identity", "content", "owner"):
        assert (getattr(one, name) == getattr(other, name)[::-1]).all()


@pytest.mark.parametrize(
    ("change", "same_name"),
    [({"result": "positive"}, True), ({"method": "definitive"}, True), ({"analyte": "etg"}, False),
     ({"collected_on": day(4)}, False), ({"patient_id": "B"}, False)],
)  # fmt: skip
def test_content_holds_every_cell_and_identity_the_patient_day_and_analyte(
    change: dict[str, object], same_name: bool
) -> None:
    changed = [{**ROWS[0], **change}, *ROWS[1:]]

    one, other = (hashes_of(frame_of(rows), "drug_tests", KEY) for rows in (ROWS, changed))

    assert one.content[0] != other.content[0] and (one.content[1:] == other.content[1:]).all()
    assert (one.identity[0] == other.identity[0]) == same_name


def test_a_number_of_its_own_names_a_specimen_whatever_its_day() -> None:
    rows = [{**ROWS[0], "specimen_id": "S1"}, {**ROWS[1], "specimen_id": None}, {**ROWS[2], "specimen_id": "S2"}]
    moved = [{**row, "collected_on": day(20)} for row in rows]

    one, other = (hashes_of(frame_of(r), "drug_tests", KEY) for r in (rows, moved))

    assert (one.identity == other.identity).tolist() == [True, False, True]


def test_another_key_gives_other_hashes() -> None:
    one, other = (hashes_of(frame_of(ROWS), "drug_tests", key) for key in (KEY, OTHER_KEY))

    for name in ("identity", "content", "owner"):
        assert not np.isin(getattr(one, name), getattr(other, name)).any()


def test_patients_are_the_same_in_every_table() -> None:
    records = made_up_records(
        episodes=[{"patient_id": "A"}, {"patient_id": "B"}],
        tests=ROWS,
        follow_ups=[{"patient_id": "B", "due_on": day(90), "outcome": "refused"}],
    )

    tags = [
        hashes_of(records.table(name), name, KEY).owner.tolist() for name in ("episodes", "drug_tests", "follow_ups")
    ]

    a, b = tags[0]
    assert tags[1:] == [[a, a, b], [b]] and a != b


def test_episode_numbers_made_of_patient_and_place_are_not_the_sources_own() -> None:
    """An earlier admission that comes later to the export moves the places; the other episodes stay the same."""
    made = made_up_records(episodes=[{"patient_id": "A", "episode_id": "A-1"}]).episodes
    own = made_up_records(episodes=[{"patient_id": "A", "episode_id": "E77"}]).episodes
    both = made_up_records(
        episodes=[
            {"patient_id": "A", "episode_id": "A-1", "admitted_on": day(-100)},
            {"patient_id": "A", "episode_id": "A-2"},
        ]
    ).episodes

    assert not has_own_numbers(made) and has_own_numbers(own) and not has_own_numbers(both)
    first, second = hashes_of(made, "episodes", KEY), hashes_of(both, "episodes", KEY)
    assert first.content[0] == second.content[1] and first.identity[0] == second.identity[1]


def test_an_empty_table_has_no_hashes() -> None:
    records = made_up_records()

    assert len(hashes_of(records.attendance, "attendance", KEY).identity) == 0


def test_owners_are_covered_and_come_back() -> None:
    plain = hashes_of(frame_of(ROWS), "drug_tests", KEY)

    hidden = RowHashes(plain.identity, plain.content, over_owners(KEY, plain.identity, plain.owner), KEY)

    assert len(np.unique(hidden.owner)) == 3 and len(np.unique(plain.owner)) == 2
    assert hidden.owners(np.array([2, 0])).tolist() == plain.owners(np.array([2, 0])).tolist()
