"""The ledger of the page: every due test and what became of it, by week, by month and by group."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.outcomes.periods import Period
from analytics.records.settings import Settings, TestingPhase
from tests.made_up import day, test_row
from tests.unit.outcomes.testing.asked import asked, rows, with_tables

# A and B, weekly tests, both discharged on day 21: weeks 1–3 are due.
#   week   A         B
#   1      given     given
#   2      refused   no row: missed
#   3      excused   unable
TWO = {
    "episodes": [
        {"patient_id": "A", "discharged_on": day(21), "site": "north"},
        {"patient_id": "B", "discharged_on": day(21), "site": "south"},
    ],
    "tests": [
        test_row(3, "negative"),
        test_row(10, "refused", analyte="panel"),
        test_row(17, "excused", analyte="panel"),
        test_row(7, "positive", patient="B"),  # day 7 is the last day of week 1
        test_row(21, "unable", patient="B", analyte="panel"),
    ],
}


def test_every_test_has_one_place_in_its_week() -> None:
    found = asked(with_tables(**TWO), "ledger")
    seen = {(week, part): n for week, part, n in rows(found, "week", "status", "events") if n}
    assert seen == {
        (1, "given"): 2,
        (2, "refused"): 1,
        (2, "missed"): 1,
        (3, "unable"): 1,
        (3, "excused"): 1,
    }
    assert set(rows(found, "week", "n", "due")) == {(1, 2, 2), (2, 2, 2), (3, 2, 1)}
    by_week = found.frame.groupby("week")["value"].sum()
    assert by_week.tolist() == pytest.approx([1, 1, 1])


def test_behind_a_bar_are_its_stays() -> None:
    found = asked(with_tables(**TWO), "ledger")
    assert found.members is not None
    behind = dict(zip(rows(found, "week", "status"), found.members, strict=True))
    assert behind[2, "refused"].tolist() == [0]
    assert behind[2, "missed"].tolist() == [1]


def test_compliance_leaves_the_excused_test_out() -> None:
    found = asked(with_tables(**TWO), "compliance", by="site")
    assert rows(found, "group", "events", "n", "excused") == [("north", 1, 2, 1), ("south", 1, 3, 0)]
    assert found.headline is not None and found.headline.value == pytest.approx(2 / 5)


def test_months_count_the_windows_that_end_in_them() -> None:
    # admitted on 5 January 2026: windows end on 12, 19 and 26 January (days 7, 14, 21)
    period = Period(date(2026, 1, 1), date(2026, 3, 31), "2026 Q1")
    found = asked(with_tables(**TWO), "ledger_by_month", basis="active", period=period)
    assert {(f"{month:%Y-%m}", n, due) for month, n, due in rows(found, "month", "n", "due")} == {("2026-01", 6, 5)}


def test_a_window_counts_in_the_period_in_which_it_ends() -> None:
    period = Period(day(8), day(14), "one week")  # only the windows of week 2 end in it
    found = asked(with_tables(**TWO), "compliance", basis="active", period=period)
    assert rows(found, "events", "n") == [(0, 2)]


def test_two_tests_due_in_a_window_and_one_given() -> None:
    twice = Settings(sections={"defaults": {"": {"testing": (TestingPhase(7, 0, None, per_window=2),)}}})
    records = with_tables(
        episodes=[{"patient_id": "A", "discharged_on": day(7)}, {"patient_id": "B", "discharged_on": day(7)}],
        tests=[test_row(2, "negative"), test_row(3, "negative", patient="B"), test_row(5, "negative", patient="B")],
        settings=twice,
    )
    found = asked(records, "ledger")
    assert {part: n for part, n in rows(found, "status", "events") if n} == {"given": 3, "missed": 1}


def test_months_need_a_calendar() -> None:
    assert "day numbers instead of dates" in asked(with_tables(**TWO), "ledger_by_month").unavailable
