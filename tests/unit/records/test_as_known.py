"""The records as known at the end of a day, on one made-up patient whose every row lies on a known day."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from analytics.records.as_known import records_until
from analytics.records.records import Records
from tests.made_up import day, made_up_records, test_row

RECORDS = made_up_records(
    episodes=[
        {"patient_id": "A", "discharged_on": day(60), "discharge_reason": "completed", "last_contact_on": day(58)},
        {"patient_id": "B", "admitted_on": day(50), "discharged_on": None, "discharge_reason": None},
    ],
    tests=[
        test_row(10, "negative", resulted_on=day(12)),
        test_row(40, "positive", resulted_on=day(43)),
        test_row(70, "positive", resulted_on=day(71)),
    ],
    attendance=[{"patient_id": "A", "session_on": day(n), "status": "attended"} for n in (1, 41, 42)],
    follow_ups=[{"patient_id": "A", "due_on": day(150), "contacted_on": day(152), "outcome": "completed"}],
    measures=[{"patient_id": "A", "measured_on": day(n), "instrument": "phq9", "score": 5} for n in (0, 60)],
    as_of=day(200),
)

ON_THE_DAY = (
    # last day, episodes, discharges known, tests, pending, sessions, follow-ups, measures
    (41, 1, 0, 2, 1, 2, 0, 1),
    (43, 1, 0, 2, 0, 3, 0, 1),
    (59, 2, 0, 2, 0, 3, 0, 1),
    (60, 2, 1, 2, 0, 3, 0, 2),
    (151, 2, 1, 3, 0, 3, 0, 2),
    (152, 2, 1, 3, 0, 3, 1, 2),
)


@pytest.mark.parametrize("expected", ON_THE_DAY, ids=[f"day {row[0]}" for row in ON_THE_DAY])
def test_what_is_known_on_a_day(expected: Sequence[int]) -> None:
    last, episodes, discharges, tests, pending, sessions, follow_ups, measures = expected
    found = records_until(RECORDS, day(last))

    assert found.as_of == day(last)
    assert len(found.episodes) == episodes
    assert int(found.episodes["discharged_on"].notna().sum()) == discharges
    assert int(found.episodes["discharge_reason"].notna().sum()) == discharges
    assert len(found.drug_tests) == tests
    assert int((found.drug_tests["result"] == "pending").sum()) == pending
    assert len(found.attendance) == sessions
    assert len(found.follow_ups) == follow_ups
    assert len(found.measures) == measures


def test_the_day_the_records_reach_changes_nothing() -> None:
    assert records_until(RECORDS, day(200)) is RECORDS


def test_the_records_given_stay_as_they_were() -> None:
    before = _sizes(RECORDS)
    records_until(RECORDS, day(41))
    assert _sizes(RECORDS) == before


def test_another_day_is_other_data() -> None:
    assert records_until(RECORDS, day(41)).fingerprint != records_until(RECORDS, day(43)).fingerprint


def _sizes(records: Records) -> list[tuple[int, int]]:
    tables = ("episodes", "attendance", "drug_tests", "follow_ups", "measures")
    return [(len(records.table(name)), int(records.table(name).isna().sum().sum())) for name in tables]
