"""The range: every row answers the same question, the primary is marked once, nothing stands in it twice."""

from __future__ import annotations

from typing import Any

import pytest

from analytics.outcomes.answer import answer
from analytics.outcomes.benchmark import benchmark_figure
from analytics.outcomes.benchmarks import published_ranges
from analytics.outcomes.catalogue import endpoint_named
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.missing import MissingRule
from analytics.outcomes.question import Question, Unit
from analytics.outcomes.specification import FOLLOW_UP, SpecificationRange, specification_range
from analytics.records.demo import DEMO_TODAY
from analytics.records.load import load_records
from analytics.records.settings import settings_from
from tests.made_up import day, made_up_records
from tests.made_up import test_row as row

MISSING: tuple[MissingRule, ...] = ("positive", "negative")
UNITS: tuple[Unit, ...] = ("people", "episodes")


@pytest.fixture(scope="module")
def derivation(demo_source: str) -> Derivation:
    return Derivation(load_records(demo_source, today=DEMO_TODAY))


@pytest.fixture(scope="module", params=["discharge", "admission", "first_negative"])
def spread(request: pytest.FixtureRequest, derivation: Derivation) -> SpecificationRange:
    return specification_range(derivation, clock=request.param)


def test_only_abstinence_and_relapse_and_never_a_reduction_share(spread: SpecificationRange) -> None:
    keys = set(spread.rows["endpoint"]) - {FOLLOW_UP}
    assert {endpoint_named(key).group for key in keys} <= {"abstinence", "relapse"}
    assert {endpoint_named(key).result_type for key in keys} <= {"boolean", "time_to_event"}


def test_every_row_has_its_interval_and_the_ends_are_the_rows(spread: SpecificationRange) -> None:
    rows = spread.rows
    assert ((rows["low"] <= rows["estimate"]) & (rows["estimate"] <= rows["high"])).all()
    assert rows["estimate"].between(0, 1).all()
    assert rows["estimate"].is_monotonic_increasing
    assert (spread.strictest, spread.most_lenient) == (rows["estimate"].iloc[0], rows["estimate"].iloc[-1])


def test_one_definition_stands_in_it_once(spread: SpecificationRange) -> None:
    assert not spread.rows.duplicated(["endpoint", "missing", "refused", "analytes", "unit"]).any()


def test_the_primary_is_the_headline_on_the_discharge_clock(derivation: Derivation) -> None:
    primary = specification_range(derivation, period=benchmark_figure(derivation).period).rows.query("primary")
    figure = benchmark_figure(derivation).primary
    assert primary["endpoint"].tolist() == [FOLLOW_UP]
    assert primary[["estimate", "low", "high", "n"]].iloc[0].tolist() == [
        figure.value,
        figure.low,
        figure.high,
        figure.n,
    ]


def test_rows_of_dated_endpoints_are_what_the_answer_says(derivation: Derivation) -> None:
    rows = specification_range(derivation, clock="admission").rows
    for unit in UNITS:
        for missing in MISSING:
            question = Question(endpoint="first_positive", missing=missing, unit=unit, at=(90,))
            said = answer(derivation, question).groups[0].estimates[0]
            same = rows.query(
                "endpoint == 'first_positive' and missing == @missing and refused == 'positive'"
                " and analytes == 'all' and unit == @unit"
            )
            assert len(same) == 1
            found = same.iloc[0]
            assert (found["estimate"], found["low"], found["high"]) == pytest.approx(
                (said["estimate"], said["low"], said["high"])
            )


def test_above_within_and_below_are_all_rows(spread: SpecificationRange, derivation: Derivation) -> None:
    published = published_ranges(derivation.records.settings)["iop_abstinence_at_follow_up"]
    assert sum(spread.against(published).values()) == len(spread.rows)


SETTINGS: list[dict[str, Any]] = [{}, {"refused": "missed"}, {"follow_up_window_days": [30, 90]}]


@pytest.mark.parametrize("settings", SETTINGS)
def test_the_primary_is_marked_exactly_once_under_every_setting(settings: dict[str, Any]) -> None:
    # nobody ever refused and nobody was tested for THC: neither choice is repeated
    people = [f"P{i}" for i in range(12)]
    made = made_up_records(
        episodes=[{"patient_id": p, "discharged_on": day(20), "discharge_reason": "completed"} for p in people],
        tests=[row(3, "negative", patient=p) for p in people],
        follow_ups=[
            {"patient_id": p, "due_on": day(90), "contacted_on": day(90), "outcome": "completed",
             "days_used_past_30": float(i % 2)}
            for i, p in enumerate(people)
        ],
        settings=settings_from(settings),
    )  # fmt: skip
    rows = specification_range(Derivation(made)).rows
    assert rows["primary"].sum() == 1
    assert set(rows["refused"]) == {settings.get("refused", "positive")}
    assert set(rows["analytes"]) == {"all"}
    assert set(rows["unit"]) == {"people"}


def test_a_weekly_primary_endpoint_is_marked_under_its_own_rule() -> None:
    program = {"primary_endpoint": "ctn0094_relapse", "min_at_risk": 1, "defaults": {"planned_days": 112}}
    made = made_up_records(tests=[row(7 * w + 3, "negative") for w in range(16)], settings=settings_from(program))
    marked = specification_range(Derivation(made), clock="admission").rows.query("primary")
    assert marked[["endpoint", "missing"]].to_numpy().tolist() == [["ctn0094_relapse", "as_published"]]


def test_yes_or_no_endpoints_see_nothing_after_the_horizon() -> None:
    # negative weeks 14–16 only, that is after day 90: no three negative weeks by then
    program = {"min_at_risk": 1, "defaults": {"planned_days": 112, "washout_days": {"cocaine": 0}}}
    tests = [row(7 * w + 3, "negative" if w > 12 else "positive") for w in range(16)]
    made = made_up_records(tests=tests, settings=settings_from(program))
    rows = specification_range(Derivation(made), clock="admission").rows
    assert rows.query("endpoint == 'kosten_1993_three_weeks'")["estimate"].tolist() == [0.0] * len(
        rows.query("endpoint == 'kosten_1993_three_weeks'")
    )
    assert len(rows.query("endpoint == 'kosten_1993_three_weeks'")) > 0
