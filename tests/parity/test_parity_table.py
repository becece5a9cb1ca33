"""The parity table: enough quantities, every one within its tolerance, on the trial and on two textbook data sets."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.outcomes.derivation import Derivation
from analytics.records.ctn0094.convert import convert_ctn0094
from analytics.records.load import load_records
from tests.parity.parity_ctn0094 import ctn0094_rows
from tests.parity.parity_rows import ParityRow
from tests.parity.parity_table import TODAY, as_page, as_text, recorded_rows, rows

LEAST = 40
ROWS = rows()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.data}: {row.quantity}")
def test_within_tolerance(row: ParityRow) -> None:
    assert row.difference <= row.tolerance, f"{row.quantity} on {row.data}: ours {row.ours!r}, R {row.theirs!r}"


def test_enough_quantities_on_enough_data() -> None:
    assert len(ROWS) >= LEAST
    for data in ("rossi", "pbc", "CTN-00"):
        assert sum(row.data.startswith(data) for row in ROWS) >= 10 or data == "pbc"
    assert {row.script for row in ROWS} >= {"comparison.R", "gray.R", "cox.R", "weights.R", "exposure.R", "funnel.R"}


def test_a_difference_is_shown_and_would_be_noticed() -> None:
    assert ParityRow("x", "d", "f", "s", 1.0, 1.1).difference == pytest.approx(0.1)
    assert f"{len(ROWS)} quantities" in as_page() and "furthest apart" in as_text(ROWS)


def test_the_recorded_trial_values_are_what_the_records_give(ctn0094: Path, tmp_path: Path) -> None:
    convert_ctn0094(ctn0094 / "records").write(tmp_path / "converted")
    now = ctn0094_rows(Derivation(load_records(str(tmp_path / "converted"), today=TODAY)))
    written = recorded_rows()
    assert [(row.quantity, row.data, row.theirs) for row in now] == [(r.quantity, r.data, r.theirs) for r in written]
    for one, other in zip(now, written, strict=True):
        assert one.ours == pytest.approx(other.ours, abs=1e-9, rel=1e-12), one.quantity
        assert one.difference <= one.tolerance
