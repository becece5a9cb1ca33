"""Family involvement and crisis contacts."""

from __future__ import annotations

import pytest

from tests.unit.outcomes.services.small import rows, session, shown, stay

THREE = [stay("A", track="day"), stay("B", track="day"), stay("C", track="evening")]  # 2 weeks each


def test_share_with_a_family_session_held() -> None:
    found = shown(
        "services.family",
        episodes=THREE,
        attendance=[
            session("A", 1, 60, service="family"),
            session("A", 8, 60, service="family"),  # a second one changes nothing
            session("B", 1, None, "no_show", service="family"),
            session("C", 1, 60),
        ],
    )
    assert rows(found, "sessions", "events", "n") == [(2, 1, 3)]
    assert [stays.tolist() for stays in found.members or ()] == [[0]]


def test_crisis_contacts_by_group() -> None:
    found = shown(
        "services.crisis",
        by="track",
        episodes=[*THREE, stay("D", track="evening")],
        attendance=[session("A", 2, 30, service="crisis"), session("A", 3, 30, service="crisis"), session("B", 1, 60)],
    )
    # day: 2 contacts of one patient in 4 weeks, 50 per 100; evening: none in 4 weeks, exact limit 3.69 / 0.04 = 92
    assert rows(found, "group", "contacts", "patients", "value") == [("day", 2, 1, 50), ("evening", 0, 0, 0)]
    assert found.frame["high"].iloc[1] == pytest.approx(92.2, abs=0.1)
    assert found.notes[-1] == "Where there was none it is the exact Poisson limit."
    assert found.headline is not None and found.headline.value == pytest.approx(25)  # 2 in 8 weeks


@pytest.mark.parametrize("kind", ["family", "crisis"])
def test_records_that_never_write_such_a_session_say_nothing_about_it(kind: str) -> None:
    found = shown(f"services.{kind}", episodes=THREE, attendance=[session("A", 1, 60)])
    assert f"These records hold no {kind} session at all" in found.unavailable
