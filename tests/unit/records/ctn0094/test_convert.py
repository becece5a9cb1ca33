"""The conversion from one end to the other, on the made-up package."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.records.ctn0094.convert import convert_ctn0094
from analytics.records.ctn0094.rda import NEEDED
from tests.unit.records.ctn0094.package import NAN, frame, made_up_package, visits, write_package


def full_package() -> dict[str, pd.DataFrame]:
    """Three weeks of two patients: held, missed, told twice, found, not found."""
    tables = made_up_package()
    tables["visit"] = visits(
        [
            (1, "WK1", "visit", 10, ()),
            (1, "WK2", "no visit", NAN, ("is_in_jail",)),
            (1, "WK3", "visit", 24, ("is_no_show",)),
            (2, "WK1", "visit", 7, ()),
            (2, "WK2", "MISSING", NAN, ("is_no_note",)),
            (2, "WK2", "visit", 14, ()),
            (5, "M1F", "MISSING", NAN, ()),
        ]
    )
    tables["uds"] = frame(
        ["who", "what", "when"], [(1, "Methadone", 10), (1, "Opioid", 24), (2, "Buprenorphine", 7), (2, "Thc", 21)]
    )
    tables["uds_temp"] = frame(["who", "was_temp_ok", "when"], [(1, "1", 10), (1, "1", 24), (2, "0", 7), (2, "99", 21)])
    return tables


def test_tables_and_the_last_protocol_day(tmp_path: Path) -> None:
    conversion = convert_ctn0094(write_package(tmp_path, full_package()))
    assert {name: len(table) for name, table in conversion.tables.items()} == {
        "episodes": 6,
        "attendance": 6,
        "drug_tests": 16,  # five days (1: 10, 24; 2: 7, 14, 21) × three opioids, and one cannabis finding
        "follow_ups": 1,
    }
    assert conversion.as_of == date(2006, 9, 27)  # patient 3: consent + 268


def test_every_table_read_has_its_account(tmp_path: Path) -> None:
    conversion = convert_ctn0094(write_package(tmp_path, full_package()))
    assert [account.table for account in conversion.accounts] == list(NEEDED)


def test_the_order_of_the_source_rows_changes_nothing(tmp_path: Path) -> None:
    tables = full_package()
    order = np.random.default_rng(1)
    shuffled = {name: table.iloc[order.permutation(len(table))] for name, table in tables.items()}
    first = convert_ctn0094(write_package(tmp_path / "a", tables))
    second = convert_ctn0094(write_package(tmp_path / "b", shuffled))
    for name, table in first.tables.items():
        assert sorted_rows(table) == sorted_rows(second.tables[name]), name
    assert first.accounts == second.accounts


def sorted_rows(table: pd.DataFrame) -> list[tuple[str, ...]]:
    return sorted(tuple(map(str, row)) for row in table.itertuples(index=False))
