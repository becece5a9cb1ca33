"""One hand-worked row for every line of the rule of the weekly use pattern."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from analytics.outcomes.patterns import Clock, use_patterns
from analytics.records.settings import Settings, settings_from
from analytics.records.timeline import build_timeline
from tests.made_up import Row, day, made_up_records
from tests.made_up import test_row as row

FOUR_WEEKS = {"defaults": {"planned_days": 28, "washout_days": {"thc": 14, "cocaine": 0, "opiates": 0, "methadone": 0}}}


def word(
    tests: list[Row],
    *,
    program: dict[str, Any] = FOUR_WEEKS,
    clock: Clock = "admission",
    refused: str = "positive",
    analytes: str = "all",
    view: str = "intent_to_treat",
    as_of: date | None = None,
    episode: Row | None = None,
    attendance: tuple[Row, ...] = (),
) -> str:
    """The word of one patient."""
    records = made_up_records(
        episodes=[{"patient_id": "A", **(episode or {})}],
        tests=tests,
        attendance=attendance,
        settings=settings_from(program),
    )
    if as_of:
        records = replace(records, as_of=as_of)
    timeline = build_timeline(records, refused=refused, analytes=analytes)  # type: ignore[arg-type]
    return use_patterns(timeline, clock=clock, view=view).text()[0]  # type: ignore[arg-type]


RESULTS = [
    # result of one test on day 3          week 1, then three weeks without a test
    ("negative", "-ooo"),
    ("positive", "+ooo"),
    ("admitted", "+ooo"),
    ("refused", "+ooo"),
    ("dilute", "*ooo"),  # only inconclusive
    ("invalid", "*ooo"),
    ("positive_prescribed", "_ooo"),  # neither, but the due test was given
    ("no_show", "oooo"),
    ("unable", "oooo"),
    ("excused", "_ooo"),  # not due
    ("pending", "oooo"),  # past the lag: missed
]


@pytest.mark.parametrize(("result", "expected"), RESULTS)
def test_each_result_makes_its_week(result: str, expected: str) -> None:
    assert word([row(3, result)]) == expected


WEEKS = [
    # what happened                                                                    word
    ([row(3, "negative"), row(4, "positive")], "*ooo"),  # both in the week
    ([row(3, "negative"), row(3, "positive", analyte="opiates")], "+ooo"),  # one specimen, one analyte positive
    ([row(3, "negative"), row(4, "dilute")], "-ooo"),  # conclusive beats inconclusive
    ([row(3, "positive"), row(4, "dilute")], "+ooo"),
    ([row(3, "dilute"), row(5, "no_show")], "*ooo"),
    ([row(0, "positive")], "oooo"),  # day 0 is before week 1
    ([row(1, "negative")], "-ooo"),  # first day of week 1
    ([row(7, "negative")], "-ooo"),  # last day of week 1
    ([row(8, "negative")], "o-oo"),  # first day of week 2
    ([row(28, "negative")], "ooo-"),  # last day of the plan
    ([row(29, "negative")], "oooo"),  # after the plan
    ([row(-2, "positive"), row(3, "negative")], "-ooo"),  # baseline
]


@pytest.mark.parametrize(("tests", "expected"), WEEKS)
def test_weeks_and_their_boundaries(tests: list[Row], expected: str) -> None:
    assert word(tests) == expected


def test_specimens_with_their_own_number_are_read_apart() -> None:
    two = [row(3, "negative", specimen_id="S1"), row(3, "positive", specimen_id="S2")]
    assert word(two) == "*ooo"
    one = [row(3, "negative", specimen_id="S1"), row(3, "positive", specimen_id="S1", analyte="opiates")]
    assert word(one) == "+ooo"


def test_a_refusal_counts_as_positive_or_as_missed() -> None:
    assert word([row(3, "refused", analyte="panel")]) == "+ooo"
    assert word([row(3, "refused", analyte="panel")], refused="missed") == "oooo"


def test_a_missed_test_row_per_analyte_says_the_same_as_one_for_the_panel() -> None:
    panel = [{"patient_id": "A", "scheduled_on": day(3), "analyte": "panel", "result": "no_show"}]
    each = [{**panel[0], "analyte": a} for a in ("cocaine", "opiates")]
    assert word(panel) == word(each) == "oooo"


WASHOUT = [
    # day of a THC positive (wash-out 14 days after admission)
    (13, "o_oo"),
    (14, "o_oo"),  # still inside
    (15, "oo+o"),  # first day outside
]


@pytest.mark.parametrize(("number", "expected"), WASHOUT)
def test_a_positive_inside_its_washout_is_neither(number: int, expected: str) -> None:
    assert word([row(number, "positive", analyte="thc")]) == expected


def test_thc_can_be_left_out() -> None:
    tests = [row(15, "positive", analyte="thc"), row(16, "negative", analyte="cocaine")]
    assert word(tests) == "oo*o"
    assert word(tests, analytes="without_thc") == "oo-o"


def test_a_positive_of_the_prescribed_medication_is_neither() -> None:
    program = {"prescribed": {"methadone": ["methadone"]}, **FOUR_WEEKS}
    tests = [row(10, "positive", analyte="methadone")]
    assert word(tests, program=program, episode={"medication": "methadone"}) == "o_oo"
    assert word(tests, program=program, episode={"medication": "naltrexone"}) == "o+oo"
    # prescribed only from day 14 on: on day 10 it was not
    later = {"medication": "methadone", "medication_from": day(14)}
    assert word(tests, program=program, episode=later) == "o+oo"


def test_only_counted_analytes_count() -> None:
    program = {"defaults": {**FOUR_WEEKS["defaults"], "counted_analytes": ["cocaine"]}}
    assert word([row(3, "positive", analyte="opiates"), row(3, "negative")], program=program) == "-ooo"


def test_pending_is_not_yet_known_within_the_lag() -> None:
    # as of day 21: pending collected on day 21 is within lag_days = 1, the one of day 14 is past it
    assert word([row(14, "pending"), row(21, "pending")], as_of=day(21)) == "oo_"


def test_a_week_not_over_by_as_of_has_no_symbol() -> None:
    assert word([row(3, "negative")], as_of=day(13)) == "-"
    assert word([row(3, "negative")], as_of=day(14)) == "-o"


def test_the_last_week_is_cut_at_the_planned_end() -> None:
    program = {"defaults": {"planned_days": 24}}
    assert word([row(24, "negative")], program=program) == "ooo-"
    assert word([row(25, "negative")], program=program) == "oooo"


PLANS = [
    # planned_end_on, else planned days, else planned sessions ÷ sessions a week
    ({"planned_end_on": day(14)}, FOUR_WEEKS, 2),
    ({}, FOUR_WEEKS, 4),
    ({}, {"defaults": {"planned_sessions": 30, "sessions_per_week": 3}}, 10),
]


@pytest.mark.parametrize(("episode", "program", "weeks"), PLANS)
def test_the_planned_end(episode: Row, program: dict[str, Any], weeks: int) -> None:
    assert len(word([], episode=episode, program=program)) == weeks


EXITS = [
    # discharged on day 10: drop-out, termination, completion stay due; transfer, death, jail, a higher level do not
    ({"discharge_reason": "dropped_out"}, "oooo"),
    ({"discharge_reason": "terminated"}, "oooo"),
    ({"discharge_reason": "completed"}, "oooo"),
    ({"discharge_reason": "transferred"}, "o___"),
    ({"discharge_reason": "death"}, "o___"),
    ({"discharge_reason": "incarcerated"}, "o___"),
    ({"discharge_reason": "other", "next_level_of_care": "3.5"}, "o___"),
    ({"discharge_reason": "other", "next_level_of_care": "1"}, "oooo"),
    ({"discharge_reason": "unknown", "died_on": day(10)}, "o___"),
]


@pytest.mark.parametrize(("episode", "expected"), EXITS)
def test_what_is_due_after_leaving(episode: Row, expected: str) -> None:
    assert word([], episode={"discharged_on": day(10), **episode}) == expected


def test_while_in_treatment_the_word_ends_at_discharge() -> None:
    episode = {"discharged_on": day(10), "discharge_reason": "dropped_out"}
    # the second week is cut on day 10; its due window was not over, so nothing was due in it
    assert word([row(3, "negative")], episode=episode, view="in_treatment") == "-_"
    assert word([row(3, "negative"), row(12, "positive")], episode=episode, view="in_treatment") == "-_"


def test_an_excused_absence_excuses_the_due_test() -> None:
    away = ({"patient_id": "A", "session_on": day(10), "status": "excused"},)
    assert word([row(3, "negative")], attendance=away) == "-_oo"
    came_later_that_day = (*away, {"patient_id": "A", "session_on": day(10), "status": "attended"})
    assert word([row(3, "negative")], attendance=came_later_that_day) == "-ooo"
    program = {"excused_absence_excuses_tests": False, **FOUR_WEEKS}
    assert word([row(3, "negative")], attendance=away, program=program) == "-ooo"


SCHEDULED = [
    # a scheduled test of day 7 not shown for; a specimen within two days meets it (no policy: nothing else is due)
    ([], "oooo"[:1] + "___"),
    ([row(9, "negative")], "_-__"),
    ([row(10, "negative")], "o-__"),
    ([row(5, "positive_prescribed")], "____"),
    ([row(4, "positive_prescribed")], "o___"),
]


@pytest.mark.parametrize(("tests", "expected"), SCHEDULED)
def test_a_test_within_two_days_of_its_schedule_meets_it(tests: list[Row], expected: str) -> None:
    program = {"defaults": {"planned_days": 28, "testing": []}}
    missed = {"patient_id": "A", "scheduled_on": day(7), "analyte": "panel", "result": "no_show"}
    assert word([missed, *tests], program=program) == expected


def test_monthly_testing_misses_only_the_week_in_which_the_window_closes() -> None:
    program = {"defaults": {"planned_days": 28, "testing": [{"every_days": 28, "from_day": 0}]}}
    assert word([], program=program) == "___o"
    assert word([row(3, "negative")], program=program) == "-___"


def test_clocks() -> None:
    tests = [row(3, "positive"), row(9, "negative"), row(12, "positive"), row(17, "negative")]
    assert word(tests) == "+*-o"
    # zero = day 9: week 1 is days 10–16, week 2 days 17–23, week 3 days 24–28 (cut at the planned end)
    assert word(tests, clock="first_negative") == "+-o"
    assert word([row(3, "positive")], clock="first_negative") == ""
    episode = {"discharged_on": day(10), "discharge_reason": "completed"}
    assert word(tests, clock="discharge", episode=episode, as_of=day(24)) == "*_"


def test_a_word_needs_a_clock_that_started() -> None:
    assert word([], clock="discharge") == ""


def test_settings_are_the_house_default() -> None:
    assert Settings().policy().planned_days == 90
