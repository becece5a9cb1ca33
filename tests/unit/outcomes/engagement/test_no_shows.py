"""No-shows: over the attendance rate's denominator, by quarter, weekday and hour, with the patients behind them."""

from __future__ import annotations

import pytest

from analytics.outcomes.engagement.rows import FEWEST
from tests.made_up import Row
from tests.unit.outcomes.engagement.asked import asked, cells, program, session, who

THREE: list[Row] = [{"patient_id": name} for name in "ABC"]
SESSIONS: list[Row] = [
    session("A", 1), session("A", 2, "no_show"), session("B", 3, "cancelled_by_patient"), session("B", 4, "excused"),
    session("C", 90), session("C", 91, "no_show"), session("A", 92, "no_show"), session("B", 93),
]  # fmt: skip


def test_no_shows_of_the_sessions_that_could_be_attended() -> None:
    records = program(THREE, SESSIONS, until=100)
    found = asked(records, "no_shows_by_quarter")
    # Q1: 1 of A attended, A no-show, B cancelled = 1 of 3 (excused is outside); Q2 from 1 April (day 86): 2 of 4
    assert cells(found, "quarter", "events", "n", "complete") == [("2026 Q1", 1, 3, True), ("2026 Q2", 2, 4, False)]
    assert [who(records, found, row) for row in (0, 1)] == [["A"], ["A", "C"]]


def test_cancellations_by_the_patient_on_demand() -> None:
    records = program(THREE, SESSIONS, until=100)
    found = asked(records, "no_shows_by_quarter", missed="any")
    assert cells(found, "quarter", "events", "n") == [("2026 Q1", 2, 3), ("2026 Q2", 2, 4)]
    assert who(records, found, 0) == ["A", "B"]


def test_cells_of_weekday_and_hour() -> None:
    # day 0 is Monday 5 January 2026: days 0 and 7 are Mondays, day 6 is a Sunday
    sessions = [
        session("A", 0, starts_at="09:00"), session("B", 7, "no_show", starts_at="09:59"),
        session("C", 6, "no_show", starts_at="17:30"), session("A", 6, starts_at=None),
    ]  # fmt: skip
    records = program(THREE, sessions)
    found = asked(records, "no_shows_by_hour")
    assert cells(found, "weekday", "hour", "events", "n") == [("Monday", 9, 1, 2), ("Sunday", 17, 1, 1)]
    assert who(records, found, 0) == ["B"]
    assert found.n == 3  # a session without a time is in no cell


def test_cells_of_fewer_than_eleven_sessions_are_thin() -> None:
    def thin(sessions: int) -> bool:
        rows = [
            session("ABC"[k % 3], 7 * k, "attended" if k % 2 else "no_show", starts_at="09:00") for k in range(sessions)
        ]
        return bool(asked(program(THREE, rows), "no_shows_by_hour").frame["thin"].iloc[0])

    assert thin(FEWEST - 1) and not thin(FEWEST)


def test_a_fiscal_year_names_its_own_quarters() -> None:
    from analytics.records.settings import Settings

    records = program(THREE, SESSIONS, settings=Settings(fiscal_year_start=7), until=100)
    assert asked(records, "no_shows_by_quarter").frame["quarter"].tolist() == ["FY2026 Q3", "FY2026 Q4"]


def test_the_interval_takes_patients_as_clusters() -> None:
    one_patient_misses = [session(p, d, "no_show" if p == "A" else "attended") for p in "ABC" for d in range(1, 41)]
    found = asked(program(THREE, one_patient_misses), "no_shows_by_quarter")
    row = found.frame.iloc[0]
    assert row["value"] == pytest.approx(1 / 3)
    assert row["high"] - row["low"] > 0.5  # 40 sessions of one person say no more than one person
