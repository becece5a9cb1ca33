"""Attendance by hand: who counts above and below the line, undated sessions, exports that list only held ones."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.outcomes.sessions import Sessions, attendance_rate, placed_sessions, share_unrecorded
from analytics.records.days import day_number
from analytics.records.stays import joined_stays
from tests.made_up import Row, day, made_up_records

STATUSES = [
    "attended",
    "partial",
    "late",
    "no_show",
    "cancelled_by_patient",
    "cancelled_by_program",
    "excused",
    "unrecorded",
]


def session(number: int | None, status: str, patient: str = "A") -> Row:
    return {"patient_id": patient, "session_on": None if number is None else day(number), "status": status}


def placed(rows: list[Row], as_of: int = 400, patients: str = "AB") -> Sessions:
    made = made_up_records(
        episodes=[{"patient_id": p, "discharged_on": day(30)} for p in patients], attendance=rows, as_of=day(as_of)
    )
    return placed_sessions(made, joined_stays(made), day_number(day(as_of)))


BOTH = np.array([True, True])


def rate(sessions: Sessions, chosen: np.ndarray = BOTH, **period: int) -> tuple[int | None, int]:
    found = attendance_rate(sessions, chosen, **{k: day_number(day(v)) for k, v in period.items()})
    return found.events, found.n


def test_above_and_below_the_line() -> None:
    # came: attended, partial, late = 3; could have come: those, no-show, cancelled by the patient = 5 (of each patient)
    rows = [session(5, status, patient) for status in STATUSES for patient in "AB"]
    assert rate(placed(rows)) == (6, 10)
    assert share_unrecorded(placed(rows), BOTH) == pytest.approx(2 / 16)


def test_the_rate_is_that_of_the_chosen_stays_and_days() -> None:
    rows = [session(5, "attended"), session(6, "no_show"), session(5, "attended", "B"), session(9, "no_show", "B")]
    sessions = placed(rows)
    assert attendance_rate(sessions, np.array([False, True])).n == 2
    assert attendance_rate(sessions, np.array([False, True])).reason == "fewer than two patients"
    assert rate(sessions, first=5, last=6) == (2, 3)  # both ends belong to the period
    assert rate(sessions, first=6) == (0, 2)


def test_undated_sessions_count_in_the_whole_and_in_no_period() -> None:
    rows = [session(None, "attended"), session(5, "no_show"), session(5, "attended", "B")]
    assert rate(placed(rows)) == (2, 3)
    assert rate(placed(rows), first=0, last=100) == (1, 2)


def test_sessions_after_as_of_and_before_admission_are_none() -> None:
    rows = [session(5, "attended"), session(11, "no_show"), session(-3, "no_show"), session(5, "no_show", "B")]
    assert rate(placed(rows, as_of=10)) == (1, 2)


ONLY_HELD = [
    # held on days 0 and …, anything missed             not estimable
    (89, [], False),
    (90, [], True),
    (90, [session(20, "no_show")], False),
    (90, [session(20, "excused")], True),  # no session that counts below the line alone was ever missed
]


@pytest.mark.parametrize(("last", "more", "refused"), ONLY_HELD)
def test_an_export_that_lists_only_held_sessions(last: int, more: list[Row], refused: bool) -> None:
    rows = [session(0, "attended"), session(last, "attended", "B"), *more]
    found = attendance_rate(placed(rows), BOTH)
    assert (found.reason == "this export lists only held sessions") == refused
    assert (found.value is None) == refused


def test_without_sessions_nothing_is_said() -> None:
    assert attendance_rate(placed([]), BOTH).reason == "no session was held or missed"
    assert share_unrecorded(placed([]), BOTH) == 0.0
