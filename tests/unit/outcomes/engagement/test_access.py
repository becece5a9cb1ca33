"""Access: from the referral or first contact to the first service and the two after it; waiting days."""

from __future__ import annotations

from tests.made_up import Row, day
from tests.unit.outcomes.engagement.asked import asked, cells, program, session, who

PEOPLE: list[Row] = [
    {"patient_id": "A", "referred_on": day(-10), "first_contact_on": day(-8)},  # start: the referral
    {"patient_id": "B", "referred_on": None, "first_contact_on": day(-10)},
    {"patient_id": "C", "referred_on": day(-10), "first_contact_on": None},
    {"patient_id": "D", "referred_on": None, "first_contact_on": None},  # no start: left out
]
SESSIONS: list[Row] = [
    session("A", 4), session("A", 5), session("A", 38),  # first on day 14 after the referral; 38 = 34 days later
    session("B", 4), session("B", 5), session("B", 39),  # the second of the two comes a day too late
    session("C", 5),  # 15 days after the referral
    session("D", 0),
]  # fmt: skip


def test_fourteen_and_thirty_four_days() -> None:
    records = program(PEOPLE, SESSIONS)
    found = asked(records, "access")
    assert cells(found, "measure", "events", "n") == [("initiation", 2, 3), ("engagement", 1, 3)]
    assert [who(records, found, row) for row in (0, 1)] == [["C"], ["B", "C"]]
    assert "1 people without a recorded referral or first contact are left out." in found.notes


def test_a_start_less_than_48_days_ago_is_too_young() -> None:
    assert asked(program(PEOPLE, SESSIONS, until=38), "access").n == 3  # 48 days after day −10
    assert asked(program(PEOPLE, SESSIONS, until=37), "access").n == 0


def test_without_dates_it_says_so() -> None:
    found = asked(program([{"patient_id": "A"}], [session("A", 1)]), "access")
    assert "referred_on or first_contact_on" in found.unavailable


def test_a_referral_after_admission_is_no_start() -> None:
    late: list[Row] = [{"patient_id": "A", "referred_on": day(3), "first_contact_on": day(-2)}]
    found = asked(program(late, [session("A", 0)]), "waiting")
    rows = {step: (median, n) for step, median, n in cells(found, "step", "median", "n")}
    assert rows["First contact to admission"] == (2.0, 1)
    assert rows["Referral to admission"][1] == 0


def test_median_days_between_recorded_dates() -> None:
    found = asked(program(PEOPLE, SESSIONS), "waiting")
    rows = {step: (median, n) for step, median, n in cells(found, "step", "median", "n")}
    assert rows["Referral to first contact"] == (2.0, 1)
    assert rows["First contact to admission"] == (9.0, 2)  # 8 and 10
    assert rows["Referral to admission"] == (10.0, 2)
    assert rows["Admission to first treatment day"] == (4.0, 4)  # 4, 4, 5, 0
