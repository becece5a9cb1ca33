"""Further rows join a table at their day; no other row moves, clean or dirty."""

from __future__ import annotations

import pandas as pd

from analytics.records.demo.among import among, days_of, joined


def sessions(*days: str) -> pd.DataFrame:
    return pd.DataFrame({"patient_id": [f"P{k}" for k in range(len(days))], "session_on": list(days)})


def test_rows_stand_after_those_of_their_day() -> None:
    """Place = rows up to and with that day: 2 for the 2nd, 3 for the 9th."""
    table, more = sessions("2026-01-01", "2026-01-02", "2026-01-05"), sessions("2026-01-02", "2026-01-09")
    clean, _ = joined({"attendance": table}, {"attendance": table}, {"attendance": more})
    assert clean["attendance"]["session_on"].tolist() == [
        "2026-01-01", "2026-01-02", "2026-01-02", "2026-01-05", "2026-01-09",
    ]  # fmt: skip
    assert clean["attendance"]["patient_id"].tolist() == ["P0", "P1", "P0", "P2", "P1"]


def test_the_last_row_of_a_dirty_table_stays_the_last() -> None:
    """Three clean rows are four dirty ones with the totals row: 3 × (4 − 1) ÷ 3 = 3, before the last."""
    clean, dirty = sessions("2026-01-01", "2026-01-02", "2026-01-05"), sessions("2026-01-01", "2026-01-02", "", "Total")
    _, mixed = joined({"attendance": clean}, {"attendance": dirty}, {"attendance": sessions("2026-01-09")})
    assert mixed["attendance"]["session_on"].tolist() == ["2026-01-01", "2026-01-02", "", "2026-01-09", "Total"]


def test_tables_without_further_rows_are_left_as_they_are() -> None:
    table = sessions("2026-01-01")
    clean, dirty = joined({"measures": table}, {"measures": table}, {})
    assert clean["measures"] is table
    assert dirty["measures"] is table


def test_a_test_not_given_stands_at_the_day_it_was_due() -> None:
    tests = pd.DataFrame({"collected_on": ["2026-01-03", ""], "scheduled_on": ["", "2026-01-04"]})
    assert days_of("drug_tests", tests).tolist() == ["2026-01-03", "2026-01-04"]


def test_the_order_among_the_further_rows_stays() -> None:
    table, more = sessions("a", "b"), sessions("x", "y")
    assert among(table, more, days_of("attendance", more) == "none")["session_on"].tolist() == ["x", "y", "a", "b"]
