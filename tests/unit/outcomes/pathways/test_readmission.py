"""Readmission by hand: the boundary days, joined transfers, deaths, and the curve equal to the share."""

from __future__ import annotations

import pytest

from analytics.outcomes.pathways.readmission import DIED, READMITTED
from tests.made_up import Row, day
from tests.unit.outcomes.pathways.made import derived, only, shown, stay

BACK = [
    # the second admission after a discharge on day 30      readmitted within 180 days
    (stay("A", 31), 1),
    (stay("A", 210), 1),  # day 180
    (stay("A", 211), 0),
    (stay("A", 30), 0),  # on the day of discharge: a change of papers
]


@pytest.mark.parametrize(("again", "expected"), BACK)
def test_the_boundary_days(again: Row, expected: int) -> None:
    found = shown(derived([stay("A", 0, 30, "completed"), again]), "readmission", last=30)
    assert (found.frame["events"].iloc[0], found.n) == (expected, 1)


def test_a_joined_transfer_is_no_readmission() -> None:
    rows = [stay("A", 0, 30, "transferred"), stay("A", 37, 60, "completed")]  # 7 days: joined
    assert shown(derived(rows), "readmission").frame["events"].iloc[0] == 0
    rows = [stay("A", 0, 30, "transferred"), stay("A", 38, 60, "completed")]  # 8 days: another admission
    assert shown(derived(rows), "readmission").frame["events"].iloc[0] == 1


def test_only_discharges_that_old_and_alive_count() -> None:
    rows = [
        stay("A", 0, 220, "completed"),  # as of day 400: exactly 180 days
        stay("B", 0, 221, "completed"),  # too recent
        stay("C", 0, 30, "death"),  # died in treatment
        stay("D", 0, 30, "completed", died_on=day(90)),  # died later: stays below the line
    ]
    found = shown(derived(rows), "readmission")
    assert (found.frame["events"].iloc[0], found.n) == (0, 2)
    assert found.notes[0].startswith("1 died within 180 days without a readmission and count as not readmitted; 1 who")
    assert "1 were discharged too recently" in found.notes[0]


MANY = [
    *(stay(f"back{k}", 0, 30, "completed") for k in range(3)),
    *(stay(f"back{k}", 60 + 50 * k) for k in range(3)),  # after 30, 80 and 130 days
    stay("dead", 0, 30, "completed", died_on=day(100)),
    *(stay(f"away{k}", 0, 30, "completed") for k in range(12)),
]


def test_the_curve_at_six_months_is_the_share_when_everybody_was_followed_that_long() -> None:
    # 16 people, 3 back within 180 days: 3/16 both ways
    share, curve = shown(derived(MANY), "readmission"), shown(derived(MANY), "readmission_curve")
    assert share.headline is not None and curve.headline is not None
    assert share.headline.value == pytest.approx(3 / 16)
    assert curve.headline.value == pytest.approx(3 / 16)
    died = curve.frame[curve.frame["cause"] == DIED]
    assert died["value"].iloc[-1] == pytest.approx(1 / 16)


def test_death_before_a_readmission_and_readmission_before_a_death() -> None:
    rows = [
        stay("A", 0, 30, "completed", died_on=day(90)),
        stay("B", 0, 30, "completed", died_on=day(90)),
        stay("B", 60, 89, "dropped_out"),
    ]
    frame = shown(derived(rows), "readmission_curve", last=30).frame
    back = frame[(frame["cause"] == READMITTED) & (frame["events"] > 0)]
    dead = frame[(frame["cause"] == DIED) & (frame["events"] > 0)]
    assert (back["time"].tolist(), dead["time"].tolist()) == ([30], [60])  # B after 30 days, A's death after 60


def test_the_curve_by_group_is_long_and_ends_at_a_year() -> None:
    rows = [row | {"site": "Main" if row["patient_id"].startswith("back") else "River"} for row in MANY]
    frame = shown(derived(rows, as_of=600), "readmission_curve", by="site").frame
    assert set(frame["group"]) == {"Main", "River"}
    assert frame["time"].max() == 365
    assert only(frame[frame["time"] == 0], group="Main", cause=READMITTED)["at_risk"] == 3
