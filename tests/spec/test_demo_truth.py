"""The product against a program whose truth is known: every planted rate lies in its 99 % interval, all dirt is found.

Rates that came out of dice (`true` in truth.json) are compared where a figure counts the same people; `planted` is the
plan itself. Both must lie inside the interval the product would print at 99 %.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analytics.outcomes.benchmark import BenchmarkFigure, benchmark_figure
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.intervals import Estimate, newcombe_difference, wilson
from analytics.outcomes.periods import Period
from analytics.outcomes.retention import retention_at
from analytics.outcomes.sessions import attendance_rate, placed_sessions
from analytics.records.days import known
from analytics.records.demo import DEMO_TODAY
from analytics.records.ledger import expected_tests
from analytics.records.load import load_records
from analytics.records.records import Records

LEVEL = 0.99
VISIBLY = 0.05
"""Responders look at least this much better than everybody really was."""


@pytest.fixture(scope="module")
def truth(demo_source: str) -> dict[str, Any]:
    return json.loads((Path(demo_source) / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def records(demo_source: str) -> Records:
    return load_records(demo_source, today=DEMO_TODAY)


@pytest.fixture(scope="module")
def derivation(records: Records) -> Derivation:
    return Derivation(records)


@pytest.fixture(scope="module")
def verdict(derivation: Derivation) -> BenchmarkFigure:
    return benchmark_figure(derivation)


@pytest.fixture(scope="module")
def whole(derivation: Derivation) -> BenchmarkFigure:
    return benchmark_figure(derivation, period=Period(date(2023, 10, 1), date(2026, 9, 30), "all"))


def holds(interval: Estimate, *rates: float) -> bool:
    assert interval.low is not None
    assert interval.high is not None
    return all(interval.low <= rate <= interval.high for rate in rates)


def at_99(events: int, n: int) -> Estimate:
    return wilson(int(events), int(n), level=LEVEL)


# ---- the benchmark figure -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("figure", "part"), [("whole", "follow_up"), ("verdict", "follow_up_in_verdict_period")])
def test_the_benchmark_figure_is_what_was_planted(
    request: pytest.FixtureRequest, truth: dict[str, Any], figure: str, part: str
) -> None:
    found: BenchmarkFigure = request.getfixturevalue(figure)
    planted = truth[part]
    itt, responders, reached = planted["itt_abstinent"], planted["responders_abstinent"], planted["reached"]
    assert holds(at_99(found.abstinent, found.n), itt["planted"], itt["true"])
    assert holds(at_99(found.abstinent, found.reached), responders["planted"], responders["true"])
    assert holds(at_99(found.reached, found.n), reached["planted"], reached["true"])


def test_the_verdict_period_is_the_one_the_truth_was_written_for(
    verdict: BenchmarkFigure, truth: dict[str, Any]
) -> None:
    assert verdict.period is not None
    planted = truth["follow_up_in_verdict_period"]
    assert verdict.period.start.isoformat() == planted["discharged_from"]
    assert verdict.period.end.isoformat() == planted["discharged_to"]
    assert verdict.n == pytest.approx(planted["itt_abstinent"]["n"], abs=3)


def test_the_naive_responder_rate_is_visibly_above_the_truth(whole: BenchmarkFigure, truth: dict[str, Any]) -> None:
    assert whole.responders.value is not None
    assert whole.responders.value >= truth["follow_up"]["abstinent_30_days"]["true"] + VISIBLY


def test_the_truth_lies_between_the_bounds_and_above_the_intent_to_treat_figure(
    whole: BenchmarkFigure, truth: dict[str, Any]
) -> None:
    true = truth["follow_up"]["abstinent_30_days"]["true"]
    assert whole.worst is not None
    assert whole.best is not None
    assert whole.primary.value is not None
    assert whole.worst <= true <= whole.best
    assert whole.primary.value < true


def test_the_verdict_needs_those_not_reached(verdict: BenchmarkFigure) -> None:
    """Everyone counts: within the range. Only those reached: the interval reaches over 70 %."""
    assert verdict.verdict == "depends on those not reached"


def test_the_truth_of_the_program_lies_inside_the_published_range(truth: dict[str, Any]) -> None:
    for part in ("follow_up", "follow_up_in_verdict_period"):
        assert 0.50 <= truth[part]["abstinent_30_days"]["true"] <= 0.70


# ---- tests, sessions, stays ---------------------------------------------------------------------------------------


def test_due_tests_given(derivation: Derivation, truth: dict[str, Any]) -> None:
    ledger = expected_tests(derivation.timeline())
    given = truth["tests"]["due_tests_given"]
    assert holds(at_99(ledger.met.sum(), ledger.due.sum()), given["true"])
    assert ledger.due.sum() == pytest.approx(given["n"], rel=0.01)


def test_positive_weeks_are_fewer_than_weeks_of_use(derivation: Derivation, truth: dict[str, Any]) -> None:
    """Missed tests hide use: of the weeks that tests tell about, fewer are positive than people used in."""
    words = derivation.patterns("admission", refused="missed").words
    positive, negative = np.isin(words, list(b"+*")).sum(), (words == ord("-")).sum()
    assert positive / (positive + negative) <= truth["tests"]["use_in_due_weeks"]["true"] - VISIBLY


def test_use_shows_less_in_the_tests_given_than_there_was(truth: dict[str, Any]) -> None:
    tests = truth["tests"]
    assert tests["use_in_due_weeks"]["true"] - tests["use_in_tested_weeks"]["true"] >= VISIBLY
    assert tests["given_in_weeks_of_use"]["true"] < tests["given_in_weeks_without_use"]["true"]


def test_attendance(derivation: Derivation, truth: dict[str, Any]) -> None:
    timeline = derivation.timeline()
    sessions = placed_sessions(derivation.records, timeline.stays, timeline.as_of)
    rate = attendance_rate(sessions, np.ones(len(timeline.stays), bool))
    assert rate.value is not None
    counted = int((sessions.came | sessions.missed).sum())
    assert holds(at_99(round(rate.value * counted), counted), truth["attendance"]["rate"]["true"])


@pytest.mark.parametrize("reason", ["completed", "transferred", "dropped_out", "terminated", "incarcerated", "death"])
def test_discharge_reasons(derivation: Derivation, truth: dict[str, Any], reason: str) -> None:
    stays = derivation.timeline().stays
    ended = known(stays.discharged)
    came = derivation.records.episodes["discharge_reason"].to_numpy()[stays.last_row[ended]]
    planted = truth["stays"]["discharge_reason"][reason]
    assert holds(at_99((came == reason).sum(), ended.sum()), planted["planted"], planted["true"])


def test_retention_at_90_days(derivation: Derivation, truth: dict[str, Any]) -> None:
    timeline = derivation.timeline()
    everyone = np.ones(len(timeline.stays), bool)
    kept = retention_at(derivation.records, timeline.stays, everyone, timeline.as_of, days=90)
    assert kept.events is not None
    assert holds(at_99(kept.events, kept.n), truth["stays"]["in_care_90_days_after_admission"]["true"])


def test_readmission(derivation: Derivation, truth: dict[str, Any]) -> None:
    stays = derivation.timeline().stays
    people, times = np.unique(stays.patient, return_counts=True)
    planted = truth["stays"]["readmitted"]
    assert holds(at_99((times > 1).sum(), len(people)), planted["planted"], planted["true"])


def test_length_of_stay(derivation: Derivation, truth: dict[str, Any]) -> None:
    stays = derivation.timeline().stays
    ended = known(stays.discharged)
    median = np.median((stays.discharged - stays.admitted)[ended])
    assert median == pytest.approx(truth["stays"]["median_days"], abs=1)
    assert truth["stays"]["median_days_completed"] > truth["stays"]["median_days"] > 35


# ---- the program changes ------------------------------------------------------------------------------------------


def test_the_reminder_calls_worked_by_the_planted_amount(records: Records, truth: dict[str, Any]) -> None:
    planted = next(e for e in truth["effects"] if e["measure"] == "share of sessions missed")
    site = records.episodes.drop_duplicates("patient_id").set_index("patient_id")["site"].astype(str)
    sessions = records.attendance[records.attendance["patient_id"].map(site).to_numpy() == planted["site"]]
    missed = sessions["status"].isin(["no_show", "cancelled_by_patient"])
    counted = missed | sessions["status"].isin(["attended", "partial", "late"])
    since = sessions["session_on"] >= planted["from"]
    after, before = missed[counted & since], missed[counted & ~since]
    change = newcombe_difference(int(after.sum()), len(after), int(before.sum()), len(before), level=LEVEL)
    assert holds(change, planted["planted_difference"], planted["true_difference"])
    assert change.high is not None
    assert change.high < 0


@pytest.mark.parametrize("name", ["reminder calls", "new curriculum"])
def test_the_change_in_true_abstinence_is_close_to_plan(truth: dict[str, Any], name: str) -> None:
    effect = next(e for e in truth["effects"] if e["name"] == name and "abstinent" in e["measure"])
    assert effect["true_difference"] == pytest.approx(effect["planted_difference"], abs=0.04)
    assert effect["works"] == (effect["planted_difference"] != 0)


# ---- dirt ---------------------------------------------------------------------------------------------------------


def test_every_kind_of_dirt_is_found_where_it_was_put(records: Records, truth: dict[str, Any]) -> None:
    found = records.findings.groupby(["table", "code"]).size()
    missing = [d for d in truth["dirt"] if d["finding"] and not found.get((d["table"], d["finding"]), 0)]
    assert missing == []


def test_every_added_row_is_set_aside_for_its_reason(records: Records, truth: dict[str, Any]) -> None:
    aside = records.reconciliation.set_index("table")["quarantined_by"]
    planted: dict[tuple[str, str], int] = {}
    for d in truth["dirt"]:
        if d["added"]:
            planted[d["table"], d["finding"]] = planted.get((d["table"], d["finding"]), 0) + d["rows"]
    assert {key: aside[key[0]].get(key[1], 0) for key in planted} == planted


def test_nothing_else_is_set_aside(records: Records, truth: dict[str, Any]) -> None:
    table = records.reconciliation.set_index("table")
    for name in table.index:
        added = sum(d["rows"] for d in truth["dirt"] if d["table"] == name and d["added"])
        assert table.loc[name, "quarantined"] == added, name
        assert table.loc[name, "used"] == truth["rows"][name], name


def test_patients_in_two_spellings_are_one(records: Records, truth: dict[str, Any]) -> None:
    assert records.episodes["patient_id"].nunique() == truth["patients"]
    assert set(records.attendance["patient_id"]) <= set(records.episodes["patient_id"])
