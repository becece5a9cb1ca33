"""The program's own endpoints by hand: dated events, and censoring where use could last have been seen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from analytics.outcomes.derivation import Derivation
from analytics.records.settings import settings_from
from tests.made_up import Row, day, made_up_records
from tests.made_up import test_row as row

PROGRAM = {"defaults": {"planned_days": 28, "washout_days": {"cocaine": 0, "opiates": 0}}}
LONG_AFTER = day(400)
LEFT = {"discharged_on": day(20), "discharge_reason": "completed"}


def seen(
    key: str,
    tests: list[Row],
    *,
    clock: str = "admission",
    missing: str = "as_published",
    episodes: list[Row] | None = None,
    follow_ups: tuple[Row, ...] = (),
    as_of: date = LONG_AFTER,
    program: dict[str, Any] = PROGRAM,
) -> tuple[int, int, bool]:
    """time, event, observed of the first stay."""
    records = made_up_records(
        episodes=episodes or [{"patient_id": "A"}],
        tests=tests,
        follow_ups=follow_ups,
        settings=settings_from(program),
        as_of=as_of,
    )
    times = Derivation(records).dated(key, clock, missing)  # type: ignore[arg-type]
    return int(times.time[0]), int(times.event[0]), bool(times.observed[0])


FIRST_POSITIVE = [
    # tests                                                      time, event, observed
    ([row(5, "negative"), row(9, "positive")], (9, 1, True)),
    ([row(5, "negative"), row(12, "negative")], (12, 0, True)),  # censored at the last conclusive test
    ([row(5, "negative"), row(12, "dilute")], (5, 0, True)),  # an inconclusive one shows nothing
    ([row(0, "positive")], (0, 0, False)),  # the day of admission is before the clock
    ([], (0, 0, False)),  # stays in n, censored at 0
    ([row(5, "refused")], (5, 1, True)),
]


@pytest.mark.parametrize(("tests", "expected"), FIRST_POSITIVE)
def test_first_positive(tests: list[Row], expected: tuple[int, int, bool]) -> None:
    assert seen("first_positive", tests) == expected


TWO_POSITIVES = [
    ([row(5, "positive"), row(33, "positive")], (33, 1, True)),  # 28 days apart, dated at the second
    ([row(5, "positive"), row(34, "positive")], (34, 0, True)),  # 29 days apart
    ([row(5, "positive"), row(5, "positive", analyte="opiates")], (5, 0, True)),  # one day
    ([row(5, "positive"), row(34, "positive"), row(40, "positive")], (40, 1, True)),  # the second pair
    ([row(5, "positive"), row(12, "negative"), row(20, "positive")], (20, 1, True)),
]


@pytest.mark.parametrize(("tests", "expected"), TWO_POSITIVES)
def test_two_positives_in_28_days(tests: list[Row], expected: tuple[int, int, bool]) -> None:
    assert seen("two_positives_in_28_days", tests) == expected


MISSING = [
    # one negative on day 5; the windows of weeks 2, 3, 4 end on days 14, 21, 28 unmet
    ("as_published", (5, 0, True)),
    ("positive", (14, 1, True)),
    ("negative", (28, 0, True)),
    ("drop_out_is_event", (14, 1, True)),
]


@pytest.mark.parametrize(("missing", "expected"), MISSING)
def test_what_a_missed_test_means(missing: str, expected: tuple[int, int, bool]) -> None:
    assert seen("first_positive", [row(5, "negative")], missing=missing) == expected


def test_a_single_missed_week_at_the_end_is_no_drop_out() -> None:
    tests = [row(d, "negative") for d in (5, 12, 19)]
    assert seen("first_positive", tests, missing="drop_out_is_event") == (19, 0, True)
    assert seen("first_positive", tests[:2], missing="drop_out_is_event") == (21, 1, True)


def test_the_drop_out_gap_is_the_programs_own() -> None:
    # tests until day 12, then two missed weeks: a drop-out at 14 days, none at 21
    tests = [row(5, "negative"), row(12, "negative")]
    longer = {"defaults": {**PROGRAM["defaults"], "drop_out_gap_days": 21}}
    assert seen("first_positive", tests, missing="drop_out_is_event") == (21, 1, True)
    assert seen("first_positive", tests, program=longer, missing="drop_out_is_event") == (12, 0, True)


def contact(number: int, **said: Any) -> Row:
    """A completed contact on a day after admission."""
    said.setdefault("outcome", "completed")
    return {"patient_id": "A", "due_on": day(number), "contacted_on": day(number), **said}


AFTER_DISCHARGE = [
    # discharged on day 20; days count from there
    ([row(50, "positive")], (), (30, 1, True)),
    ([row(10, "positive")], (), (0, 0, False)),  # before discharge
    ([], (contact(110, days_used_past_30=0.0),), (90, 0, True)),
    ([], (contact(110, days_used_past_30=2.0),), (90, 1, True)),
    ([row(50, "positive")], (contact(110, days_used_past_30=0.0),), (30, 1, True)),
    ([row(50, "negative")], (contact(110, days_used_past_30=0.0, outcome="unreachable"),), (30, 0, True)),
]


@pytest.mark.parametrize(("tests", "contacts", "expected"), AFTER_DISCHARGE)
def test_first_use_after_discharge(
    tests: list[Row], contacts: tuple[Row, ...], expected: tuple[int, int, bool]
) -> None:
    episodes = [{"patient_id": "A", **LEFT}]
    found = seen("first_use_after_discharge", tests, clock="discharge", episodes=episodes, follow_ups=contacts)
    assert found == expected


READMITTED = [
    # back on day 100, that is 80 days after discharge; use recorded within 30 days of the readmission counts
    ([row(104, "positive")], (80, 1, True)),
    ([row(130, "positive")], (80, 1, True)),
    ([row(131, "positive")], (0, 0, False)),
    ([row(95, "positive")], (75, 1, True)),  # the test before it is earlier still
    ([row(104, "negative")], (0, 0, False)),  # readmitted without recorded use: another state, not relapse
]


@pytest.mark.parametrize(("tests", "expected"), READMITTED)
def test_readmission_for_use(tests: list[Row], expected: tuple[int, int, bool]) -> None:
    again = {"patient_id": "A", "admitted_on": day(100)}
    episodes = [{"patient_id": "A", **LEFT, "admitted_on": day(0)}, {**again, "discharged_on": None}]
    assert seen("first_use_after_discharge", tests, clock="discharge", episodes=episodes) == expected
