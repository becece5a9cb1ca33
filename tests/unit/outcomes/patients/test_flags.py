"""The four flags on visible rows, their boundaries, and the law that later rows change nothing."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from analytics.outcomes.derivation import Derivation
from analytics.outcomes.patients.events import in_care
from analytics.outcomes.patients.flags import RULES, FlagArray, raised_flags
from analytics.outcomes.scope import Scope, Window, scope_of
from analytics.records.load import load_records
from analytics.records.records import Records
from tests.made_up import Row, test_row
from tests.unit.outcomes.patients.scopes import at, number, scope, session

KEYS = [rule.key for rule in RULES]


def flags_on(days: int, over: Scope) -> dict[str, bool]:
    """Which flags of the first stay are raised on a day."""
    raised = raised_flags(over, np.array([0]), np.array([number(days)]))
    return {key: bool(raised[at_rule][0]) for at_rule, key in enumerate(KEYS)}


def missed(*days: int) -> list[Row]:
    return [session(one, "no_show") for one in days]


@pytest.mark.parametrize(
    ("attendance", "on", "raised"),
    [
        ([session(18), *missed(20)], 20, False),  # one missed session
        ([*missed(18, 20)], 20, True),  # two in a row
        ([*missed(12, 20)], 20, True),  # two in a row, 8 days apart: both in the last 14
        ([*missed(6, 20)], 20, False),  # the first lies 14 days back: days 7 … 20 hold one session only
        ([*missed(14), session(16), *missed(20)], 20, True),  # two of the last seven days (14 … 20), not in a row
        ([*missed(13), session(16), *missed(20)], 20, False),  # day 13 is the eighth day back
        ([*missed(18, 20), session(21)], 21, True),  # came since, but two of seven days were missed
        ([*missed(18), session(20, "cancelled_by_program"), *missed(20)], 20, True),  # not the patient's doing
        ([*missed(18), session(20, "cancelled_by_program")], 20, False),
        ([*missed(12), session(20), session(20, "no_show")], 20, False),  # came to one of the day's two sessions
    ],
)
def test_missed_sessions(attendance: list[Row], on: int, raised: bool) -> None:
    assert flags_on(on, scope(attendance=attendance))["missed_sessions"] is raised


@pytest.mark.parametrize(
    ("tests", "on", "raised"),
    [
        ([], 6, False),  # week 1 (days 1 … 7) is not over
        ([], 7, True),  # over, nothing given
        ([test_row(7, "negative")], 7, False),
        ([test_row(7, "pending")], 7, False),  # given, not answered yet
        ([test_row(7, "refused")], 7, True),
        ([test_row(3, "negative")], 13, False),  # week 2 ends on day 14
        ([test_row(3, "negative")], 14, True),
        ([{"patient_id": "A", "collected_on": None, "scheduled_on": at(5), "analyte": "panel", "result": "excused"}],
         7, False),  # nothing was due
    ],
)  # fmt: skip
def test_missed_test(tests: list[Row], on: int, raised: bool) -> None:
    assert flags_on(on, scope(tests=tests))["missed_test"] is raised


def test_a_test_missed_long_ago_is_no_flag() -> None:
    # The plan of 90 days ends on day 90; its last due window (days 85 … 90) counts to day 117, 27 days later.
    over = scope(as_of=200)
    assert flags_on(117, over)["missed_test"]
    assert not flags_on(118, over)["missed_test"]


@pytest.mark.parametrize(
    ("attendance", "raised"),
    [
        # hours of days 0 … 13: 12, so 6 a week; of days 14 … 20: 3 is not under half, 2.5 is
        ([session(day) for day in (1, 3, 8, 10)] + [session(15)], False),
        ([session(day) for day in (1, 3, 8, 10)] + [session(15, minutes=150.0)], True),
        ([session(day) for day in (1, 3, 8, 10)], True),  # none at all
        ([], False),  # nothing to fall from
        ([session(day) for day in (1, 3, 8, 10)] + [session(18, "unrecorded")], False),  # not known yet
    ],
)
def test_falling_hours(attendance: list[Row], raised: bool) -> None:
    assert flags_on(20, scope(attendance=attendance))["falling_hours"] is raised


def test_hours_are_asked_after_three_full_weeks_in_care() -> None:
    attendance = [session(day) for day in (1, 3, 8, 10)]
    assert not flags_on(19, scope(attendance=attendance))["falling_hours"]  # days 0 … 19 are 20 days
    assert flags_on(20, scope(attendance=attendance))["falling_hours"]


@pytest.mark.parametrize(
    ("tests", "on", "raised"),
    [
        ([test_row(10, "negative"), test_row(17, "positive")], 16, False),
        ([test_row(10, "negative"), test_row(17, "positive")], 17, True),
        ([test_row(10, "negative"), test_row(17, "positive")], 23, True),  # days 17 … 23 are seven
        ([test_row(10, "negative"), test_row(17, "positive")], 24, False),
        ([test_row(17, "positive")], 17, False),  # after no negative test
        ([test_row(10, "positive"), test_row(17, "positive")], 17, False),  # not new
        ([test_row(10, "negative"), test_row(17, "refused")], 17, False),  # a refusal is a test not given
        ([test_row(10, "negative"), test_row(17, "positive", resulted_on=at(20))], 19, False),  # not known yet
        ([test_row(10, "negative"), test_row(17, "positive", resulted_on=at(20))], 20, True),
        ([test_row(10, "negative"), test_row(17, "positive"), test_row(17, "negative", analyte="opiates")], 17, True),
    ],
)
def test_new_positive(tests: list[Row], on: int, raised: bool) -> None:
    assert flags_on(on, scope(tests=_dated(tests)))["new_positive"] is raised


def _dated(tests: list[Row]) -> list[Row]:
    """Every result with the day it came back: the day it was collected, unless the row says otherwise."""
    return [{"resulted_on": row["collected_on"], **row} for row in tests]


def test_a_rule_without_its_records_says_what_is_missing() -> None:
    lacking = {rule.key: rule.lacking(scope()) for rule in RULES}
    assert lacking["missed_sessions"] == "these records hold no dated sessions"
    assert lacking["falling_hours"] == "these records hold no minutes of sessions"
    assert lacking["new_positive"] == "these records hold no drug tests"
    assert lacking["missed_test"] == ""  # the policy's due windows need no test to be there
    assert not any(flags_on(5, scope()).values())


def until(records: Records, day: date) -> Records:
    """The records as they stood on the evening of a day: later rows are not there yet."""
    from dataclasses import replace

    last = np.datetime64(day)
    tests = records.drug_tests[records.drug_tests["tested_on"] <= last].reset_index(drop=True)
    tests.loc[tests["resulted_on"] > last, "result"] = "pending"  # collected, not answered yet
    episodes = records.episodes[records.episodes["admitted_on"] <= last].copy()
    later = episodes["discharged_on"] > last
    for column in ("discharged_on", "discharge_reason", "died_on", "next_level_of_care"):
        episodes.loc[later, column] = None
    return replace(
        records,
        episodes=episodes.reset_index(drop=True),
        attendance=records.attendance[records.attendance["session_on"] <= last].reset_index(drop=True),
        drug_tests=tests,
        as_of=day,
    )


def raised_by_patient(records: Records, day: date) -> dict[tuple[str, str], FlagArray]:
    over = scope_of(Derivation(records), Window("active", None))
    last = (day - date(1970, 1, 1)).days
    stay = np.flatnonzero(in_care(records, over.stays, last))
    raised = raised_flags(over, stay, np.full(len(stay), last))
    names = records.episodes["episode_id"].astype(str).to_numpy()[over.stays.row[stay]]
    return {(name, key): raised[rule, place] for place, name in enumerate(names) for rule, key in enumerate(KEYS)}


@pytest.mark.parametrize("weeks_back", [3, 30, 60])
def test_later_rows_change_no_flag(demo_source: str, weeks_back: int) -> None:
    """The law: the flags of a past day are the same whether or not the rows after it exist."""
    records = load_records(demo_source, today=date(2026, 10, 1))
    day = date(2026, 9, 28) - timedelta(weeks=weeks_back)
    then, now = raised_by_patient(until(records, day), day), raised_by_patient(records, day)
    both = set(then) & set(now)
    assert len(both) >= 4 * 40
    assert {who: bool(then[who]) for who in both} == {who: bool(now[who]) for who in both}
    assert len(set(now) - set(then)) <= 4  # a transfer within the join gap is still in care only in hindsight
