"""Sessions without a status by clinician: most first, with their share and the oldest."""

from __future__ import annotations

import pandas as pd

from tests.made_up import Row, day
from tests.unit.outcomes.engagement.asked import asked, cells, program, session, who

SESSIONS: list[Row] = [
    session("A", 9, "unrecorded", clinician="Ada"), session("A", 4, "unrecorded", clinician="Ada"),
    session("A", 1, clinician="Ada"), session("B", 2, clinician="Ben"), session("B", 3, "unrecorded", clinician=None),
    session("B", 50, "unrecorded", clinician="Ben"),  # booked after as-of
]  # fmt: skip
PEOPLE: list[Row] = [{"patient_id": "A"}, {"patient_id": "B"}]


def test_by_clinician() -> None:
    records = program(PEOPLE, SESSIONS, until=40)
    found = asked(records, "unrecorded")
    assert cells(found, "clinician", "events", "n") == [
        ("all", 3, 5),
        ("Ada", 2, 3),
        ("not recorded", 1, 1),
        ("Ben", 0, 1),
    ]
    assert found.frame["oldest"].tolist()[:3] == [pd.Timestamp(day(3)), pd.Timestamp(day(4)), pd.Timestamp(day(3))]
    assert pd.isna(found.frame["oldest"].iloc[3])
    assert [who(records, found, row) for row in range(4)] == [["A", "B"], ["A"], ["B"], []]
