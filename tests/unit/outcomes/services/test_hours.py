"""Hours a patient-week by service and therapy."""

from __future__ import annotations

import pytest

from analytics.outcomes.services.hours import NO_MINUTES, NO_SESSION, therapy_words
from tests.unit.outcomes.services.small import rows, session, shown, stay

TWO = [stay("A", track="day"), stay("B", track="evening")]  # two weeks each


def test_by_hand() -> None:
    found = shown(
        "services.hours",
        episodes=TWO,
        attendance=[
            session("A", 1, 180),
            session("A", 3, 60, service="family"),
            session("B", 1, 120),
            session("B", 2, None, "no_show"),
        ],
    )
    # all 6 hours in 4 weeks; group 5 in 4; family 1 in 4 and of one of two
    assert rows(found, "service", "hours", "value", "had_any", "n") == [
        ("all services", 6, 1.5, 2, 2),
        ("group", 5, 1.25, 2, 2),
        ("family", 1, 0.25, 1, 2),
    ]
    assert [stays.tolist() for stays in found.members or ()] == [[0, 1], [0, 1], [0]]


def test_by_group_a_service_nobody_of_it_had_is_0_hours() -> None:
    found = shown(
        "services.hours",
        by="track",
        episodes=[*TWO, stay("C", track="day"), stay("D", track="evening")],
        attendance=[session("A", 1, 180), session("C", 1, 60)],
    )
    group = found.frame[found.frame["service"] == "group"]
    assert group[["group", "value", "had_any", "reason"]].to_numpy().tolist() == [
        ["day", 1, 2, ""],  # 4 hours in 4 weeks
        ["evening", 0, 0, NO_SESSION],
    ]


def test_sessions_without_minutes_give_shares_but_no_hours() -> None:
    found = shown("services.hours", episodes=TWO, attendance=[session("A", 1, None), session("B", 1, None)])
    assert found.frame["value"].isna().all()
    assert set(found.frame["reason"]) == {NO_MINUTES}
    assert found.frame["share_any"].tolist() == [1, 1]
    assert "2 of 2 sessions have no minutes" in found.notes[0]


def test_therapies_by_their_names_and_sessions_without_one_last() -> None:
    found = shown(
        "services.therapies",
        episodes=TWO,
        attendance=[
            session("A", 1, 60, therapy="mi"),
            session("B", 1, 60, therapy="motivational"),
            session("A", 2, 60, therapy="cbt"),
            session("B", 2, 600, therapy=None),
        ],
    )
    assert rows(found, "therapy", "hours") == [
        ("motivational interviewing", 2),
        ("CBT", 1),
        ("no therapy recorded", 10),
    ]


def test_the_programs_own_therapies_keep_their_names() -> None:
    assert [therapy_words(code) for code in ("12_step", "matrix", "community", "seeking_safety")] == [
        "12-step facilitation",
        "Matrix model",
        "therapeutic community",
        "seeking safety",
    ]


@pytest.mark.parametrize(
    ("key", "missing"),
    [("services.hours", "service"), ("services.therapies", "therapy"), ("services.family", "service")],
)
def test_what_the_records_lack_is_named(key: str, missing: str) -> None:
    bare = {"patient_id": "A", "session_on": TWO[0]["admitted_on"], "status": "attended"}
    assert f"the column {missing} of attendance" in shown(key, episodes=TWO, attendance=[bare]).unavailable


def test_nobody_came() -> None:
    found = shown("services.hours", episodes=TWO, attendance=[session("A", 1, None, "no_show")])
    assert found.unavailable == "Nobody came to a session on these days."
