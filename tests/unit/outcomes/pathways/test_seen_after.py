"""Seen within 7 and 14 days of discharge: which contact counts, on which day, and for whom."""

from __future__ import annotations

import pytest

from tests.made_up import Row, day
from tests.unit.outcomes.pathways.made import derived, only, shown, stay


def session(on: int, *, status: str = "attended", service: str = "individual", patient: str = "A") -> Row:
    return {"patient_id": patient, "session_on": day(on), "status": status, "service": service}


def contact(on: int, *, outcome: str = "completed", mode: str = "phone") -> Row:
    return {"patient_id": "A", "due_on": day(on), "contacted_on": day(on), "outcome": outcome, "mode": mode}


BY_SESSION = [
    # the session after a discharge on day 30             seen within 7, within 14
    (session(30), False, False),  # the day of discharge is not after it
    (session(31), True, True),
    (session(37), True, True),  # day 7
    (session(38), False, True),
    (session(44), False, True),  # day 14
    (session(45), False, False),
    (session(31, status="late"), True, True),
    (session(31, status="no_show"), False, False),
    (session(31, service="testing"), False, False),  # a specimen only
    (session(31, service="support_group"), False, False),
]
BY_CONTACT = [
    (contact(36), True, True),
    (contact(36, outcome="unreachable"), False, False),
    (contact(36, mode="records"), False, False),  # read in a chart
]
LEFT = stay("A", 0, 30, "completed")


@pytest.mark.parametrize(("row", "week", "fortnight"), BY_SESSION)
def test_which_session_counts(row: Row, week: bool, fortnight: bool) -> None:
    found = shown(derived([LEFT], attendance=[row]), "seen_after_discharge").frame
    assert only(found, who="not transferred", measure="seen within 7 days")["events"] == week
    assert only(found, who="not transferred", measure="seen within 14 days")["events"] == fortnight
    assert only(found, who="not transferred", measure="not seen within 14 days")["events"] == 1 - fortnight


@pytest.mark.parametrize(("row", "week", "fortnight"), BY_CONTACT)
def test_which_follow_up_contact_counts(row: Row, week: bool, fortnight: bool) -> None:
    found = shown(derived([LEFT], follow_ups=[row]), "seen_after_discharge").frame
    assert only(found, who="not transferred", measure="seen within 7 days")["events"] == week
    assert only(found, who="not transferred", measure="seen within 14 days")["events"] == fortnight


def test_a_readmission_counts_once_a_service_is_held() -> None:
    back = [LEFT, stay("A", 33, 80, "completed")]
    without = shown(derived(back, attendance=[session(5)]), "seen_after_discharge", last=40).frame
    held = shown(derived(back, attendance=[session(34)]), "seen_after_discharge", last=40).frame
    assert only(without, who="not transferred", measure="seen within 7 days")["events"] == 0
    assert only(held, who="not transferred", measure="seen within 7 days")["events"] == 1


def test_who_is_counted() -> None:
    people = [
        LEFT,
        stay("B", 0, 30, "transferred"),  # apart
        stay("C", 0, 30, "death"),  # in neither
        stay("D", 0, 30, "completed", died_on=day(35)),  # died within 7 days: in neither
        stay("E", 0, 392, "completed"),  # as of day 400: old enough for 7 days, not for 14
        stay("F", 0, 394, "completed"),  # for neither
    ]
    found = shown(derived(people, attendance=[session(31)]), "seen_after_discharge")
    week = only(found.frame, who="not transferred", measure="seen within 7 days")
    assert (week["events"], week["n"]) == (1, 2)  # A and E
    assert only(found.frame, who="not transferred", measure="seen within 14 days")["n"] == 1
    assert only(found.frame, who="transferred to another program", measure="seen within 7 days")["n"] == 1
    assert found.notes[0] == "2 who died by day 14 are left out; 2 were discharged too recently."


def test_records_without_anything_after_a_discharge_say_so() -> None:
    nothing = shown(derived([LEFT], attendance=[session(5)]), "seen_after_discharge")
    assert "No contact within 14 days of any discharge is recorded" in " ".join(nothing.notes)
    calls = shown(derived([LEFT], attendance=[session(5)], follow_ups=[contact(36)]), "seen_after_discharge")
    assert "No session after a discharge is recorded at all" in " ".join(calls.notes)
    both = shown(derived([LEFT], attendance=[session(32)]), "seen_after_discharge")
    assert "is recorded" not in " ".join(both.notes)
    assert "neither" in shown(derived([LEFT]), "seen_after_discharge").unavailable
