"""Visits: placed sessions in the order of stay and day, and which of them count in a window."""

from __future__ import annotations

from datetime import date

from analytics.outcomes.engagement.visits import in_window, visits_of
from analytics.outcomes.periods import quarter
from analytics.outcomes.scope import Window, scope_of
from tests.made_up import Row, day
from tests.unit.outcomes.engagement.asked import program, scope, session

SESSIONS: list[Row] = [
    session("B", 3, service="crisis"), session("A", 5, "no_show", service="group"), session("A", 2, service="family"),
    session("A", 9, "unrecorded", service="testing"), session("B", 4, "cancelled_by_program", service=None),
]  # fmt: skip
PEOPLE: list[Row] = [{"patient_id": "A"}, {"patient_id": "B"}]


def test_in_the_order_of_stay_and_day_with_what_became_of_them() -> None:
    asked = scope(program(PEOPLE, SESSIONS))
    visits = visits_of(asked)
    zero = asked.stays.admitted[visits.stay]
    assert list(zip(visits.stay.tolist(), (visits.day - zero).tolist(), strict=True)) == [
        (0, 2), (0, 5), (0, 9), (1, 3), (1, 4),
    ]  # fmt: skip
    assert visits.came.tolist() == [True, False, False, True, False]
    assert visits.no_show.tolist() == [False, True, False, False, False]
    assert visits.unrecorded.tolist() == [False, False, True, False, False]
    assert visits.by_program.tolist() == [False, False, False, False, True]
    assert visits.clinical.tolist() == [True, True, False, False, True]  # testing and crisis are outside


def test_sessions_before_admission_or_after_as_of_are_of_no_stay() -> None:
    visits = visits_of(scope(program(PEOPLE, [*SESSIONS, session("A", -1), session("A", 50)], until=40)))
    assert len(visits.stay) == len(SESSIONS)


def test_of_the_period_when_in_treatment_else_of_the_people() -> None:
    records = program(PEOPLE, [*SESSIONS, session("A", 90)])
    first = quarter(date(2026, 1, 5))
    for basis, counted in (("active", 5), ("admitted", 6)):
        asked = scope_of(records, Window(basis, first))  # type: ignore[arg-type]
        visits = visits_of(asked)
        assert int(in_window(asked, visits.stay, visits.day).sum()) == counted


def test_a_session_after_discharge_counts_in_its_quarter_as_on_the_overview() -> None:
    left: list[Row] = [{"patient_id": "A", "discharged_on": day(10), "discharge_reason": "completed"}]
    records = program(left, [session("A", 90)])
    asked = scope_of(records, Window("active", quarter(date(2026, 4, 5))))
    visits = visits_of(asked)
    assert in_window(asked, visits.stay, visits.day).tolist() == [True]


def test_aftercare_is_attended_but_no_hour_of_treatment() -> None:
    """Left on day 10: that day's session is treatment, day 11's is aftercare; without a discharge all are."""
    people: list[Row] = [
        {"patient_id": "A", "discharged_on": day(10), "discharge_reason": "completed"}, {"patient_id": "B"},
    ]  # fmt: skip
    visits = visits_of(scope(program(people, [session("A", 10), session("A", 11), session("B", 11)])))
    assert visits.came.tolist() == [True, True, True]
    assert visits.clinical.tolist() == [True, False, True]
