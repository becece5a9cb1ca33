"""Days from a positive to the next clinical contact, a later day than the result, or to a higher level of care."""

from __future__ import annotations

from typing import Any

import pytest

from analytics.records.settings import Settings
from tests.made_up import ADMITTED, Row, day, test_row
from tests.unit.outcomes.testing.asked import asked, rows, with_tables

FEW = Settings(min_at_risk=1)


def session(number: int, patient: str = "A", status: str = "attended", service: str = "group") -> dict[str, Any]:
    return {"patient_id": patient, "session_on": day(number), "status": status, "service": service}


# A: positive on day 10. That day's session does not count, day 12 was missed, day 13 was a test, day 14 counts: 4 days
# B: positive on day 10, known on day 13, contact on day 12 was before that; next on day 20: 7 days
# C: positive on day 10, discharged to level 3.5 on day 11: 1 day
# D: positive on day 10, left on day 12 without anything: never
PEOPLE: list[Row] = [
    {"patient_id": "A", "next_level_of_care": "1"},
    {"patient_id": "B", "next_level_of_care": "1"},
    {"patient_id": "C", "discharged_on": day(11), "next_level_of_care": "3.5"},
    {"patient_id": "D", "discharged_on": day(12), "next_level_of_care": "none"},
]
TESTS = [
    test_row(10, "positive", resulted_on=day(10)),
    test_row(10, "positive", patient="B", resulted_on=day(13)),
    test_row(10, "positive", patient="C", resulted_on=day(10)),
    test_row(10, "positive", patient="D", resulted_on=day(10)),
    test_row(17, "negative", patient="A", resulted_on=day(17)),
]
SESSIONS = [
    session(10), session(12, status="no_show"), session(13, service="testing"), session(14),
    session(12, "B"), session(20, "B", service="individual"),
]  # fmt: skip


def within(**choices: Any) -> dict[int, tuple[int, float]]:
    records = with_tables("attendance", episodes=PEOPLE, tests=TESTS, attendance=SESSIONS, settings=FEW)
    found = asked(records, "action_within", **choices)
    assert found.n == 4
    return {at: (events, value) for at, events, value in rows(found, "within", "events", "value")}


def test_shares_within_three_seven_and_fourteen_days() -> None:
    found = within()
    assert {at: events for at, (events, _) in found.items()} == {3: 1, 7: 3, 14: 3}
    assert [found[at][1] for at in (3, 7, 14)] == pytest.approx([0.25, 0.75, 0.75])


def test_a_positive_known_only_after_discharge_is_left_out_and_counted() -> None:
    late = [test_row(11, "positive", patient="C", resulted_on=day(14)), *TESTS]
    records = with_tables("attendance", episodes=PEOPLE, tests=late, attendance=SESSIONS, settings=FEW)
    found = asked(records, "action_within")
    assert found.n == 4
    assert "Left out: 1 positive whose result came after discharge, too late to act on in care." in found.notes
    assert not any(
        "Left out" in note
        for note in asked(
            with_tables("attendance", episodes=PEOPLE, tests=TESTS, attendance=SESSIONS, settings=FEW), "action_within"
        ).notes
    )


def test_one_to_one_contacts_only() -> None:
    assert {at: events for at, (events, _) in within(contact="one_to_one").items()} == {3: 1, 7: 2, 14: 2}


def test_the_curve_never_falls_and_ends_at_thirty_days() -> None:
    records = with_tables("attendance", episodes=PEOPLE, tests=TESTS, attendance=SESSIONS, settings=FEW)
    frame = asked(records, "days_to_action").frame
    assert frame["day"].tolist() == list(range(31))
    assert frame["value"].is_monotonic_increasing
    assert ((frame["low"] <= frame["value"]) & (frame["value"] <= frame["high"])).all()


def test_a_positive_near_the_as_of_day_is_followed_up_to_it() -> None:
    records = with_tables(
        "attendance",
        episodes=[{"patient_id": "A"}, {"patient_id": "B"}],
        tests=[test_row(10, "positive"), test_row(10, "positive", patient="B")],
        attendance=[session(12), session(1, "B")],
        settings=FEW,
        as_of=day(15),
    )
    frame = asked(records, "days_to_action").frame.set_index("day")
    assert frame.loc[5, "value"] == pytest.approx(0.5)
    assert frame.loc[6, "reason"] == "fewer than 1 followed that long"


def test_too_few_are_not_estimable() -> None:
    records = with_tables("attendance", episodes=PEOPLE, tests=TESTS, attendance=SESSIONS)
    frame = asked(records, "action_within").frame
    assert frame["value"].isna().all() and set(frame["reason"]) == {"fewer than 10 followed that long"}


def test_without_sessions_it_says_so() -> None:
    assert "table attendance" in asked(with_tables(episodes=PEOPLE, tests=TESTS), "days_to_action").unavailable
    booked = [session(k, status="unrecorded") for k in range(3)]
    records = with_tables("attendance", episodes=PEOPLE, tests=TESTS, attendance=booked)
    assert "sessions that were held" in asked(records, "days_to_action").unavailable
    bare = [{"patient_id": "A", "session_on": ADMITTED, "status": "attended"}]
    records = with_tables("attendance", episodes=PEOPLE, tests=TESTS, attendance=bare)
    assert "column service" in asked(records, "days_to_action", contact="one_to_one").unavailable


def test_days_count_from_the_screen_not_from_its_confirmation() -> None:
    """Screened and known on day 10, confirmed on day 15: the contact on day 14 came after 4 days, not never."""
    tests = [
        {**test_row(10, "positive", resulted_on=day(known)), "specimen_id": "S1", "method": method}
        for method, known in (("presumptive", 10), ("definitive", 15))
    ]
    records = with_tables("attendance", episodes=PEOPLE[:1], tests=tests, attendance=[session(14)], settings=FEW)
    found = asked(records, "action_within")
    assert found.n == 1
    assert rows(found, "within", "events") == [(3, 0), (7, 1), (14, 1)]


def test_groups_with_and_without_a_share_stand_in_one_frame_of_numbers() -> None:
    # with two wanted at risk, north has A and B, south only C: no share of it, and no warning about empty columns
    sites = [person | {"site": site} for person, site in zip(PEOPLE[:3], ("north", "north", "south"), strict=True)]
    records = with_tables(
        "attendance", episodes=sites, tests=TESTS[:3], attendance=SESSIONS, settings=Settings(min_at_risk=2)
    )
    found = asked(records, "days_to_action", by="site").frame
    assert found.groupby("group")["value"].count().to_dict() == {"north": 31, "south": 0}
    assert [str(found[column].dtype) for column in ("value", "low", "high", "median")] == ["float64"] * 4
