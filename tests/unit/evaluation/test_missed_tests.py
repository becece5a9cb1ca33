"""Missed tests of records: which they are, the two plain rules at the ends, what is never imputed."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from analytics.errors import NotEstimable
from analytics.evaluation.contrast import Contrast
from analytics.evaluation.imputation_weeks import NO_SESSION, SESSION_HELD, SESSION_MISSED
from analytics.evaluation.missed_tests import imputation_for, imputation_of, last_sessions
from analytics.evaluation.subjects import subjects_of
from analytics.outcomes.answer import answer
from analytics.outcomes.dated import DATED, Assumed
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.missing import MissingRule
from analytics.outcomes.question import Question
from analytics.records.ctn0094.convert import convert_ctn0094
from analytics.records.load import load_records
from analytics.records.policy import TestingPhase
from analytics.records.settings import Settings
from tests.made_up import Row, day, made_up_records, test_row

SETTINGS = Settings(min_at_risk=1)
WEEKLY = TestingPhase(every_days=7, from_day=0, to_day=None)
AFTER_TOO = replace(
    SETTINGS, sections={"defaults": {"": {"testing": (WEEKLY, TestingPhase(14, 0, 140, after="discharge"))}}}
)
FIRST_POSITIVE = Question(endpoint="first_positive", at=(14, 28))
RULES: tuple[tuple[float, MissingRule], ...] = ((-math.inf, "negative"), (math.inf, "positive"))
ENDPOINTS = (
    ("first_positive", "admission"),
    ("first_positive", "first_negative"),
    ("two_positives_in_28_days", "admission"),
    ("first_use_after_discharge", "discharge"),
    ("ctn0094_relapse", "admission"),
    ("lee_2016_relapse", "admission"),
)


def made(*episodes: Row, tests: list[Row], attendance: list[Row] | None = None) -> Derivation:
    """Patients with planned ends, tested weekly by the usual policy."""
    return Derivation(made_up_records(episodes=episodes, tests=tests, attendance=attendance or (), settings=SETTINGS))


def alone(derivation: Derivation, question: Question = FIRST_POSITIVE) -> tuple[list[int], list[int]]:
    """Person and week (from 1) of every missed test of everybody as one group."""
    count = len(derivation.timeline().stays)
    found = imputation_for(derivation, question, np.arange(count), group=np.zeros(count), names=("all",)).weeks
    order = np.lexsort((found.week, found.person))
    return found.person[order].tolist(), (found.week[order] + 1).tolist()


def test_every_due_window_that_nobody_met_in_the_week_of_its_last_day() -> None:
    # 28 days planned: windows 1–7, 8–14, 15–21, 22–28; tests on days 3 and 17
    derivation = made(
        {"patient_id": "A", "planned_end_on": day(28), "discharged_on": day(28)},
        tests=[test_row(3, "negative"), test_row(17, "negative")],
    )
    assert alone(derivation) == ([0, 0], [2, 4])
    assert alone(derivation, Question(endpoint="lee_2016_relapse", at=(28,))) == ([0, 0], [2, 4])


@pytest.mark.parametrize(
    ("reason", "more"),
    [
        ("death", {"died_on": day(10)}),
        ("transferred", {}),
        ("incarcerated", {}),
        ("other", {"next_level_of_care": "3.5"}),
    ],
)
def test_weeks_after_death_transfer_jail_or_a_higher_level_are_never_imputed(reason: str, more: Row) -> None:
    left: Row = {"patient_id": "A", "planned_end_on": day(28), "discharged_on": day(10), "discharge_reason": reason}
    stayed: Row = {
        "patient_id": "B",
        "planned_end_on": day(28),
        "discharged_on": day(10),
        "discharge_reason": "dropped_out",
    }
    tests = [test_row(3, "negative", patient=who) for who in "AB"]
    derivation = made(left | more, stayed, tests=tests)
    for question in (FIRST_POSITIVE, Question(endpoint="lee_2016_relapse", at=(28,))):
        assert alone(derivation, question) == ([1, 1, 1], [2, 3, 4])  # B dropped out: still due


def test_the_last_session_up_to_each_week() -> None:
    # held on day 2, missed on day 9; on day 16 one missed and one held: held counts; cancelled by the program: nothing
    sessions: list[Row] = [
        {"patient_id": "A", "session_on": day(number), "status": status}
        for number, status in (
            (2, "attended"),
            (9, "no_show"),
            (16, "attended"),
            (16, "no_show"),
            (23, "cancelled_by_program"),
        )
    ]
    episodes: list[Row] = [{"patient_id": who, "planned_end_on": day(28)} for who in "AB"]
    derivation = made(*episodes, tests=[test_row(3, "negative")], attendance=sessions)
    found = last_sessions(derivation, FIRST_POSITIVE, np.arange(2), 4)
    assert found is not None
    assert found.tolist() == [[SESSION_HELD, SESSION_MISSED, SESSION_HELD, SESSION_HELD], [NO_SESSION] * 4]


def test_without_attendance_nothing_is_said_about_sessions() -> None:
    derivation = made({"patient_id": "A", "planned_end_on": day(28)}, tests=[test_row(3, "negative")])
    assert last_sessions(derivation, FIRST_POSITIVE, np.arange(1), 4) is None


def test_two_people_completed_by_hand() -> None:
    # A: − on day 3, windows ending on 14, 21, 28 missed. Positive in the second of them: event on day 21.
    derivation = made(
        {"patient_id": "A", "planned_end_on": day(28), "discharged_on": day(28)}, tests=[test_row(3, "negative")]
    )
    found = imputation_for(derivation, FIRST_POSITIVE, np.arange(1), group=np.zeros(1), names=("all",))
    time, event = found.complete(np.array([[False, False], [True, False], [False, False]]))
    assert (time[:, 0].tolist(), event[:, 0].tolist()) == ([21.0, 28.0], [True, False])


def test_a_question_about_responders_is_refused() -> None:
    subjects = subjects_of(big(), replace(FIRST_POSITIVE, missing="responders"), Contrast(by="track"))
    with pytest.raises(NotEstimable, match="leaves out the people who missed most tests"):
        imputation_of(big(), subjects)


def big() -> Derivation:
    """44 stays of 40 people in two tracks: every fifth week missed, in treatment weekly, after it every two weeks."""
    episodes: list[Row] = [
        {
            "patient_id": f"P{k:02}",
            "planned_end_on": day(84),
            "discharged_on": day(84 if k % 3 else 40),
            "discharge_reason": "completed" if k % 3 else ("dropped_out", "death", "transferred")[k % 9 // 3],
            "track": ("day", "evening")[k % 2],
            "site": ("Main", "River")[k % 5 > 1],
        }
        for k in range(40)
    ]
    again: list[Row] = [
        {**episodes[k], "admitted_on": day(200), "planned_end_on": day(284), "discharged_on": day(284)}
        for k in (1, 2, 4, 5)
    ]
    tests = [
        test_row(start + 7 * week + 2 + k % 3, "positive" if (k * week) % 7 == 3 else "negative", patient=f"P{k:02}")
        for start, people in ((0, range(40)), (200, (1, 2, 4, 5)))
        for k in people
        for week in range(26)
        if (k + week) % 5 and (k % 3 or week < 6)
    ]
    return Derivation(made_up_records(episodes=[*episodes, *again], tests=tests, settings=AFTER_TOO))


def same_as_the_rules(derivation: Derivation, by: str, endpoint: str, clock: str, *, unit: str = "people") -> int:
    """Compare both ends with the two deterministic rules; how many figures were compared."""
    asked = Question(endpoint=endpoint, clock=clock, at=(28, 56, 84), unit=unit)  # type: ignore[arg-type]
    subjects = subjects_of(derivation, asked, Contrast(by=by))
    imputation = imputation_of(derivation, subjects)
    compared = 0
    for delta, rule in RULES:
        found = imputation.shares_at(delta)
        groups = {group.name: group for group in answer(derivation, replace(asked, missing=rule, by=by)).groups}
        for name, shares in zip(found.names, found.shares, strict=True):
            for ours, theirs in zip(shares, groups[name].estimates, strict=True):
                assert (ours.value is None) == (theirs["estimate"] is None), (name, rule, ours, theirs)
                if ours.value is not None:
                    assert ours.value == pytest.approx(theirs["estimate"], abs=1e-12)
                    assert (ours.low, ours.high) == pytest.approx((theirs["low"], theirs["high"]), abs=1e-12)
                    compared += 1
    return compared


@pytest.mark.parametrize(("endpoint", "clock"), ENDPOINTS)
def test_both_ends_are_the_plain_rules_on_made_up_records(endpoint: str, clock: str) -> None:
    assert same_as_the_rules(big(), "track", endpoint, clock) >= 6


def test_both_ends_are_the_plain_rules_for_episodes() -> None:
    assert same_as_the_rules(big(), "track", "first_positive", "admission", unit="episodes") >= 8


@pytest.fixture(scope="module")
def demo(demo_source: str) -> Derivation:
    """The demonstration program."""
    return Derivation(load_records(demo_source, today=date(2026, 10, 1)))


@pytest.mark.parametrize(("endpoint", "clock"), ENDPOINTS)
def test_both_ends_are_the_plain_rules_on_the_demo(demo: Derivation, endpoint: str, clock: str) -> None:
    assert same_as_the_rules(demo, "site", endpoint, clock) >= 6


def test_reading_thinned_tests_changes_no_time(demo: Derivation) -> None:
    # the same completed data set through DATED with all tests, not only each stay's last negative
    asked = Question(endpoint="two_positives_in_28_days", at=(84,))
    subjects = subjects_of(demo, asked, Contrast(by="track"))
    imputation = imputation_of(demo, subjects)
    weeks = imputation.weeks
    positive = np.random.default_rng(3).random(len(weeks.person)) < 0.4
    time, event = imputation.complete(positive[:, None])
    ledger = demo.ledger("intent_to_treat")
    unmet = np.isin(ledger.status, (4, 5)) & np.isin(ledger.stay, subjects.stay)
    stay, last = ledger.stay[unmet], ledger.last[unmet]
    zero = demo.patterns("admission").zero
    place = np.full(len(zero), -1)
    place[subjects.stay] = np.arange(len(subjects.stay))
    order = np.lexsort((place[stay], (last - zero[stay] - 1) // 7))
    stay, last = stay[order], last[order]
    assert len(stay) == len(positive)
    assumed = Assumed((stay[positive], last[positive]), (stay[~positive], last[~positive]))
    plain = DATED[asked.endpoint](demo.timeline(), zero, assumed)
    assert (plain.time[subjects.stay] == time[0]).all() and (plain.event[subjects.stay] == event[0]).all()


@pytest.fixture(scope="module")
def real(ctn0094: Path, tmp_path_factory: pytest.TempPathFactory) -> Derivation:
    """The real trial records as our tables."""
    folder = tmp_path_factory.mktemp("ctn") / "converted"
    convert_ctn0094(ctn0094 / "records").write(folder)
    return Derivation(load_records(str(folder), today=date(2026, 10, 1)))


@pytest.mark.slow
@pytest.mark.parametrize(("endpoint", "clock"), ENDPOINTS[:3] + ENDPOINTS[4:])
def test_both_ends_are_the_plain_rules_on_the_real_trials(real: Derivation, endpoint: str, clock: str) -> None:
    assert same_as_the_rules(real, "project", endpoint, clock) >= 12
