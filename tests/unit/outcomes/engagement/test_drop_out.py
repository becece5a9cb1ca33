"""Drop-out by the gap rule: 14 days without a contact while not discharged, beside the recorded reason."""

from __future__ import annotations

import numpy as np

from analytics.outcomes.engagement.drop_out import gap_rule, recorded_reasons
from tests.made_up import Row, day
from tests.unit.outcomes.engagement.asked import asked, cells, program, scope, session, who


def person(name: str, discharged: int | None, reason: str | None = None) -> Row:
    return {
        "patient_id": name,
        "discharged_on": None if discharged is None else day(discharged),
        "discharge_reason": reason,
    }


def dropped(episodes: list[Row], sessions: list[Row], until: int = 400) -> list[float | None]:
    found = gap_rule(scope(program(episodes, sessions, until=until)))
    return [None if np.isnan(after) else float(after) for after in found.after]


def test_fourteen_days_without_a_contact_while_the_stay_is_open() -> None:
    assert dropped([person("A", 20, "completed")], [session("A", 5)]) == [5]  # days 6–19 open: 14 days
    assert dropped([person("A", 19, "completed")], [session("A", 5)]) == [None]  # discharged on the fourteenth
    assert dropped([person("A", None)], [session("A", 5)], until=19) == [5]
    assert dropped([person("A", None)], [session("A", 5)], until=18) == [None]


def test_a_gap_between_two_sessions_counts_even_when_the_person_came_back() -> None:
    assert dropped([person("A", 40, "completed")], [session("A", d) for d in (5, 20, 30)]) == [5]
    assert dropped([person("A", 32, "completed")], [session("A", d) for d in (5, 19, 30)]) == [None]


def test_the_admission_is_a_contact_and_absences_that_are_no_fault_too() -> None:
    assert dropped([person("A", 40, "completed")], [session("A", 20)]) == [0]
    kept = [session("A", 5), session("A", 15, "excused"), session("A", 25, "unrecorded"), session("A", 35)]
    assert dropped([person("A", 40, "completed")], kept) == [None]
    missed = [session("A", 5), session("A", 15, "no_show"), session("A", 25)]
    assert dropped([person("A", 30, "completed")], missed) == [5]


def test_who_came_again_is_counted() -> None:
    people = [person("A", 60, "completed"), person("B", 60, "completed")]
    records = program(people, [session("A", 5), session("A", 30), session("B", 5)])
    assert "1 of the 2 had a contact again later." in asked(records, "drop_out").notes


def test_nobody_without_any_session_is_judged() -> None:
    records = program(
        [person("A", 40, "completed"), person("B", 40, "completed")], [session("A", d) for d in range(0, 40, 7)]
    )
    found = asked(records, "drop_out")
    assert found.n == 1
    assert "1 people without any session in the records are left out." in found.notes


def test_beside_the_recorded_reason() -> None:
    people: list[Row] = [
        person("A", 60, "dropped_out"),
        person("B", 20, "dropped_out"),
        person("C", 60, "completed"),
        person("D", None),
    ]
    sessions = [session("A", 3), session("B", 10), *(session("C", d) for d in range(0, 60, 7)), session("D", 395)]
    records = program(people, [*sessions, *(session("D", d) for d in range(0, 395, 7))])
    found = asked(records, "drop_out")
    assert cells(found, "recorded", "events", "n") == [
        ("all", 1, 4), ("completed", 0, 1), ("dropped out", 1, 2), ("in treatment", 0, 1),
    ]  # fmt: skip
    assert who(records, found, 0) == ["A"]
    assert found.frame["median"].iloc[0] == 3
    assert "1 of 2 recorded as dropped out were discharged before so long a gap had passed." in found.notes


def test_without_discharges_the_planned_end_ends_the_stay() -> None:
    planned: list[Row] = [{"patient_id": "A", "planned_end_on": day(30)}]
    assert dropped(planned, [session("A", d) for d in range(0, 30, 7)]) == [None]  # last contact day 28
    assert dropped(planned, [session("A", 5)]) == [5]
    assert recorded_reasons(scope(program(planned, [session("A", 5)]))).tolist() == ["not recorded"]
