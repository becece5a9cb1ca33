"""Reasons for discharge add up to everyone who left; completed or transferred by group, quarter and month."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from analytics.outcomes.exhibit import exhibit
from analytics.outcomes.intervals import wilson
from analytics.records.settings import Settings
from tests.unit.outcomes.pathways.made import derived, only, shown, stay

LEFT = [
    stay("A", 0, 30, "completed", site="Main"),
    stay("B", 0, 40, "transferred", site="Main"),
    stay("C", 0, 50, "dropped_out", site="River"),
    stay("D", 0, 60, "completed", site="River"),
    stay("E", 0, None, None, site="River"),  # still in treatment: no exit
    stay("A", 90, 120, "terminated", site="Main"),  # A's second discharge: A counts once, with the first
]


def test_every_exit_has_one_reason() -> None:
    found = shown(derived(LEFT), "reasons")
    # A completed, B transferred, C dropped out, D completed: 4 people
    assert dict(zip(found.frame["discharge_reason"], found.frame["events"], strict=True)) == {
        "completed": 2,
        "transferred": 1,
        "dropped out": 1,
    }
    assert found.frame["events"].sum() == found.n == 4
    assert found.members is not None
    assert [len(who) for who in found.members] == found.frame["events"].tolist()


def test_the_exits_of_a_group_add_up_to_its_n() -> None:
    frame = shown(derived(LEFT), "reasons", by="site").frame
    for _, rows in frame.groupby("group"):
        assert rows["events"].sum() == rows["n"].iloc[0]


def test_completed_or_transferred_with_its_interval() -> None:
    found = shown(derived(LEFT), "completed")
    row, expected = only(found.frame, outcome="completed or transferred"), wilson(3, 4)
    assert (row["value"], row["low"], row["high"], row["events"], row["n"]) == (
        expected.value,
        expected.low,
        expected.high,
        3,
        4,
    )
    assert found.headline == expected
    by_site = shown(derived(LEFT), "completed", by="site").frame
    assert by_site["outcome"].tolist()[:2] == ["completed or transferred"] * 2  # the rows drawn come first
    assert by_site["events"].tolist()[:2] == [2, 1]


def test_only_discharges_of_the_period_count() -> None:
    found = shown(derived(LEFT), "completed", 40, 120)
    # B day 40, C, D, and now A's second discharge, terminated
    assert only(found.frame, outcome="completed or transferred")["events"] == 2
    assert found.n == 4


def test_quarters_hold_each_person_once_and_only_complete_ones() -> None:
    # day 0 is 5 January 2026: day 85 is 31 March, day 86 the 1st of April; as-of day 200 is 24 July
    rows = [
        stay("A", 0, 85, "completed"),
        stay("B", 0, 86, "dropped_out"),
        stay("B", 100, 110, "completed"),  # B's second discharge of the quarter
        stay("C", 0, 180, "completed"),  # the third quarter is not over
    ]
    frame = exhibit(derived(rows, as_of=200), "pathways.completed_by_quarter").frame
    assert frame["month"].tolist() == [pd.Timestamp("2026-01-01"), pd.Timestamp("2026-04-01")]
    assert list(zip(frame["events"], frame["n"], strict=True)) == [(1, 1), (0, 1)]
    months = exhibit(derived(rows, as_of=200), "pathways.completed_by_quarter", choices={"step": "month"}).frame
    # B's second discharge lies in April as the first does; nobody left in May and June
    assert list(zip(months["month"].dt.month, months["n"], strict=True)) == [(3, 1), (4, 1), (5, 0), (6, 0)]
    assert months["events"].tolist()[:2] == [1, 0]
    assert months["reason"].iloc[2] == "no one to count"


def test_quarters_follow_the_fiscal_year() -> None:
    of = derived([stay("A", 0, 85, "completed")], as_of=300, settings=Settings(fiscal_year_start=2))
    frame = exhibit(of, "pathways.completed_by_quarter").frame
    assert frame["month"].iloc[0] == pd.Timestamp("2026-02-01")


def test_without_reasons_or_a_calendar_the_missing_thing_is_named() -> None:
    plain = derived([{"patient_id": "A"}])
    assert "discharged_on" in exhibit(plain, "pathways.reasons").unavailable
    relative = derived(LEFT)
    relative = type(relative)(replace(relative.records, settings=Settings(calendar="relative")))
    assert "day numbers" in exhibit(relative, "pathways.completed_by_quarter").unavailable
    assert exhibit(relative, "pathways.completed").n == 4


@pytest.mark.parametrize("name", ["reasons", "completed"])
def test_nobody_gives_an_empty_frame(name: str) -> None:
    assert shown(derived(LEFT), name, 300, 310).frame.empty
