"""Dirt: about one row in a hundred, each kind where it is said to be, and the clean rows left alone."""

from __future__ import annotations

import pandas as pd
import pytest

from analytics.records.demo import Demo, make_demo

KINDS = {
    "local_code_status", "local_code_result", "local_code_analyte", "local_code_discharge_reason", "local_code_outcome",
    "id_case", "id_blank", "id_leading_zero", "id_point_zero", "decimal_comma", "impossible_minutes", "impossible_age",
    "duplicate_exact", "duplicate_conflicting", "orphan", "empty_id", "unknown_code", "future_date",
    "discharge_before_admission", "totals_row",
}  # fmt: skip


@pytest.fixture(scope="module")
def demo() -> Demo:
    return make_demo(patients=300, seed=7)


def test_every_kind_is_there(demo: Demo) -> None:
    assert {kind["kind"] for kind in demo.truth["dirt"]} == KINDS
    assert all(kind["rows"] >= 1 for kind in demo.truth["dirt"])


def test_about_one_row_in_a_hundred_is_dirty(demo: Demo) -> None:
    rows = sum(len(table) for table in demo.clean.values())
    assert 0.007 < demo.truth["dirty_rows"] / rows < 0.015


def test_added_rows_are_the_only_ones_more(demo: Demo) -> None:
    for name, clean in demo.clean.items():
        added = sum(kind["rows"] for kind in demo.truth["dirt"] if kind["table"] == name and kind["added"])
        assert len(demo.tables[name]) == len(clean) + added, name


def test_changed_rows_are_the_only_ones_missing(demo: Demo) -> None:
    for name, clean in demo.clean.items():
        changed = sum(kind["rows"] for kind in demo.truth["dirt"] if kind["table"] == name and not kind["added"])
        left = clean.merge(demo.tables[name].drop_duplicates(), how="left", indicator=True)
        assert (left["_merge"] == "left_only").sum() == changed, name


def test_dirt_is_where_the_truth_says(demo: Demo) -> None:
    attendance = demo.tables["attendance"]
    assert attendance.iloc[-1]["patient_id"] == "Total"
    assert (attendance["session_on"].str.startswith("2062")).sum() == count(demo, "future_date", "attendance")
    assert (attendance["patient_id"] == "").sum() == count(demo, "empty_id", "attendance")
    assert attendance["minutes_attended"].str.contains(",").sum() == count(demo, "decimal_comma", "attendance")


def test_a_person_entered_by_mistake_has_no_other_record(demo: Demo) -> None:
    episodes = demo.tables["episodes"]
    backwards = episodes[(episodes["discharged_on"] != "") & (episodes["discharged_on"] < episodes["admitted_on"])]
    assert len(backwards) == count(demo, "discharge_before_admission", "episodes")
    everywhere = pd.concat([table["patient_id"] for table in demo.tables.values()])
    assert everywhere.isin(backwards["patient_id"]).sum() == len(backwards)


def count(demo: Demo, kind: str, table: str) -> int:
    return next(d["rows"] for d in demo.truth["dirt"] if (d["kind"], d["table"]) == (kind, table))
