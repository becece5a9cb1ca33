"""Visits: dispositions, reasons, days by protocol, follow-ups."""

from __future__ import annotations

import pytest

from analytics.records.ctn0094.patients import patients_of
from analytics.records.ctn0094.visits import Visits, visits_of
from tests.unit.records.ctn0094.package import NAN, made_up_package, visits

Row = tuple[int, str, str, float, tuple[str, ...]]


def of(*rows: Row) -> Visits:
    patients, _ = patients_of(made_up_package())
    return visits_of(visits(rows), patients)


@pytest.mark.parametrize(
    ("what", "reasons", "status", "reason"),
    [
        ("visit", (), "attended", None),
        ("final", (), "attended", None),
        ("visit", ("is_no_show",), "attended", None),  # `what` wins; the contradiction is told
        ("no visit", (), "no_show", None),
        ("MISSING", ("is_no_note",), "no_show", "no note"),
        ("no visit", ("is_no_note", "is_moved"), "no_show", "moved"),  # the more telling one
        ("no visit", ("is_in_jail",), "excused", "jail"),
        ("no visit", ("is_no_show", "is_in_hospital"), "excused", "hospital"),
        ("MISSING", ("is_in_jail", "is_dead"), "excused", "death"),
        ("visit", ("is_in_jail",), "attended", None),
        ("", (), "unrecorded", None),
    ],
)
def test_disposition_and_reason(what: str, reasons: tuple[str, ...], status: str, reason: str | None) -> None:
    row = of((1, "WK1", what, 10, reasons)).attendance.iloc[0]
    assert (row["status"], row["reason"]) == (status, reason)


def test_the_reason_beside_a_held_visit_is_kept_apart() -> None:
    row = of((1, "WK1", "visit", 10, ("is_no_show",))).attendance.iloc[0]
    assert row["reason_beside_visit"] == "no show"


@pytest.mark.parametrize(
    ("who", "label", "day", "date", "imputed"),
    [
        (1, "WK2", 40, "2006-02-11", "false"),  # a recorded day is never changed, whatever the label says
        (1, "WK2", NAN, "2006-01-19", "true"),  # first day 3 + 14 = day 17
        (1, "WK0", NAN, "2006-01-05", "true"),  # the day of randomisation itself
        (6, "WK4", NAN, "2006-01-30", "true"),  # never randomised: from consent
        (5, "EOT", NAN, "NaT", None),  # no number: undated
        (2, "WK0", -3, "2005-12-30", "false"),  # before consent: kept
    ],
)
def test_the_day_of_a_missed_visit(who: int, label: str, day: float, date: str, imputed: str | None) -> None:
    attendance = of((who, label, "no visit", day, ())).attendance
    assert attendance["session_on"].astype(str).tolist() == [date]
    assert attendance["date_imputed"].tolist() == [imputed]


def test_months_after_treatment_are_follow_ups() -> None:
    told = of((5, "M1F", "MISSING", NAN, ()), (5, "M3F", "MISSING", NAN, ()), (5, "EOT", "visit", 90, ()))
    assert told.follow_ups["due_on"].astype(str).tolist() == ["2006-07-27", "2006-09-21"]  # day 10 + 28 × 7, + 36 × 7
    assert set(told.follow_ups["outcome"]) == {"unreachable"}
    assert len(told.attendance) == 1


def test_every_row_is_accounted_for_also_those_of_nobody() -> None:
    told = of(
        (1, "WK1", "visit", 10, ()),
        (1, "WK2", "no visit", NAN, ()),
        (5, "EOT", "MISSING", NAN, ()),
        (5, "M1F", "MISSING", NAN, ()),
        (9, "WK1", "visit", 10, ()),  # no such patient
    )
    assert list(told.account.destinations.values()) == [1, 1, 1, 1, 1]
    assert len(told.attendance) == 3


def test_what_is_noticed() -> None:
    same = (3, "P1Unsc", "", 9.0, ())
    told = of(same, same, (1, "WK1", "visit", 10, ("is_no_show",)), (1, "WK2", "no visit", 10, ()))
    assert {n.code: n.count for n in told.noticed} == {
        "held_and_no_show": 1,
        "two_dispositions": 1,  # patient 1 on day 10
        "same_row_twice": 1,
    }


def test_last_seen_is_the_last_held_visit_and_never_before_the_first_day() -> None:
    patients, _ = patients_of(made_up_package())
    told = visits_of(
        visits([(1, "WK9", "visit", 60, ()), (1, "WK10", "no visit", 70, ()), (5, "WK0", "visit", 2, ())]), patients
    )
    assert list(told.last_seen(patients)) == [60, 0, 5, 7, 10, 0]
    assert list(patients.first_day) == [3, 0, 5, 7, 10, 0]  # unchanged
