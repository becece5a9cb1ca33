"""Laws of loading: every row read is used or set aside, whatever the cells hold; the order of rows changes nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

hypothesis = pytest.importorskip("hypothesis", reason="hypothesis is in requirements-dev.txt")

from hypothesis import given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from analytics.records.records import Records  # noqa: E402
from tests.unit.records.raw import load  # noqa: E402

IDS = st.sampled_from(["P1", "p1", " P2", "P9", "", "=1+1", "NULL"])
DAYS = st.sampled_from(
    ["2026-01-06", "2026-01-07", "2026-01-07 09:00", "2027-01-01", "1900-01-01", "", "soon", "46030"]
)
RESULTS = st.sampled_from(["neg", "Positive", "pending", "refused", "see note", "", "no_show"])
ANALYTES = st.sampled_from(["thc", "Cocaine", "spice", ""])
ROWS = st.lists(st.tuples(IDS, DAYS, ANALYTES, RESULTS).map(list), max_size=25)
SOUND = ["P1", "2026-02-01", "thc", "negative"]


def loaded(rows: list[list[str]]) -> Records:
    header = ["patient_id", "collected_on", "analyte", "result"]
    with tempfile.TemporaryDirectory() as folder:
        return load(Path(folder), {"drug_tests": [header, SOUND, *rows]}, program="max_quarantined = 1.0")


@settings(max_examples=60)
@given(ROWS)
def test_rows_read_are_used_or_set_aside(rows: list[list[str]]) -> None:
    records = loaded(rows)
    account = records.reconciliation.set_index("table").loc["drug_tests"].to_dict()
    assert account["read"] == account["used"] + account["quarantined"] == len(rows) + 1
    assert sum(account["quarantined_by"].values()) == account["quarantined"]
    assert len(records.drug_tests) == account["used"]
    assert sorted([*records.drug_tests["source_row"], *records.quarantine["drug_tests"]["source_row"]]) == list(
        range(2, len(rows) + 3)
    )
    assert sum(read for read, _ in account["by_status"].values()) == account["read"]
    assert sum(lost for _, lost in account["by_status"].values()) == account["quarantined"]


@settings(max_examples=40)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[list[str]], random: object) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    told = [
        sorted(
            map(
                tuple,
                loaded(order)
                .drug_tests[["patient_id", "tested_on", "analyte", "result"]]
                .astype(str)
                .to_numpy()
                .tolist(),
            )
        )
        for order in (rows, shuffled)
    ]
    assert told[0] == told[1]
