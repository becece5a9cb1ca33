"""The expected-test ledger by hand: which windows are due, and what became of each."""

from __future__ import annotations

from typing import Any

import pytest

from analytics.records.ledger import expected_tests
from analytics.records.settings import settings_from
from analytics.records.timeline import build_timeline
from tests.made_up import Row, day, made_up_records
from tests.made_up import test_row as row

WEEKLY = {"defaults": {"planned_days": 28}}


def statuses(
    tests: list[Row],
    *,
    program: dict[str, Any] = WEEKLY,
    episode: Row | None = None,
    attendance: tuple[Row, ...] = (),
    view: str = "in_treatment",
    as_of: Any = None,
) -> list[str]:
    """The status of every window of one patient."""
    records = made_up_records(
        episodes=[{"patient_id": "A", **(episode or {})}],
        tests=tests,
        attendance=attendance,
        settings=settings_from(program),
        **({"as_of": as_of} if as_of else {}),
    )
    return expected_tests(build_timeline(records), view=view).frame()["status"].tolist()  # type: ignore[arg-type]


ONE_WINDOW = [
    ([row(1, "negative")], "given"),
    ([row(7, "dilute")], "given"),  # any specimen meets it
    ([row(7, "positive_prescribed")], "given"),
    ([row(0, "negative")], "missed"),  # day 0 is excluded
    ([row(3, "refused")], "refused"),
    ([row(3, "refused"), row(5, "negative")], "given"),
    ([row(3, "no_show")], "missed"),
    ([row(3, "unable")], "unable"),
    ([row(3, "excused")], "excused"),
    ([row(3, "excused"), row(4, "no_show")], "excused"),
    ([], "missed"),
]


@pytest.mark.parametrize(("tests", "expected"), ONE_WINDOW)
def test_what_became_of_the_first_window(tests: list[Row], expected: str) -> None:
    assert statuses(tests)[0] == expected


def test_windows_after_discharge_are_not_due_while_in_treatment_but_stay_due_for_a_drop_out() -> None:
    # discharged on day 13: the second window (days 8–14) was not over
    episode = {"discharged_on": day(13), "discharge_reason": "dropped_out"}
    assert statuses([], episode=episode) == ["missed", "not_due", "not_due", "not_due"]
    assert statuses([], episode=episode, view="intent_to_treat") == ["missed"] * 4
    on_its_last_day = {"discharged_on": day(14), "discharge_reason": "dropped_out"}
    assert statuses([], episode=on_its_last_day)[1] == "missed"


def test_windows_not_over_by_as_of_are_not_due() -> None:
    assert statuses([], as_of=day(14)) == ["missed", "missed"]
    assert statuses([], as_of=day(13)) == ["missed", "not_due"]


def test_jail_excuses_the_window() -> None:
    jail = ({"patient_id": "A", "session_on": day(10), "status": "no_show", "reason": "jail"},)
    assert statuses([], attendance=jail) == ["missed", "excused", "missed", "missed"]


def test_two_tests_a_window_need_two_days() -> None:
    program = {"defaults": {"planned_days": 7, "testing": [{"every_days": 7, "from_day": 0, "per_window": 2}]}}
    ledger = expected_tests(
        build_timeline(made_up_records(tests=[row(2, "negative")], settings=settings_from(program)))
    ).frame()
    assert (ledger["due"].tolist(), ledger["met"].tolist(), ledger["status"].tolist()) == ([2], [1], ["missed"])
    assert statuses([row(2, "negative"), row(2, "negative", analyte="opiates")], program=program) == ["missed"]
    assert statuses([row(2, "negative"), row(5, "negative")], program=program) == ["given"]


def test_phases_follow_each_other() -> None:
    # weekly for two weeks, then one test in the four weeks after: windows 1–7, 8–14, 15–42
    phases = [{"every_days": 7, "from_day": 0, "to_day": 14}, {"every_days": 28, "from_day": 14}]
    program = {"defaults": {"planned_days": 42, "testing": phases}}
    assert statuses([row(9, "negative"), row(40, "negative")], program=program) == ["missed", "given", "given"]


def test_after_discharge_only_the_policys_own_phase_is_due() -> None:
    program = {"defaults": {"planned_days": 7, "testing": [{"every_days": 30, "from_day": 0, "after": "discharge"}]}}
    episode = {"discharged_on": day(7), "discharge_reason": "completed"}
    tests = [row(7 + 31, "negative")]
    assert statuses(tests, program=program, episode=episode, as_of=day(7 + 60)) == ["missed", "given"]
