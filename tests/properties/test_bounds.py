"""Laws of the follow-up figure, the range and the exits: worst ≤ every rule over the same people and weeks ≤ best."""

from __future__ import annotations

from typing import Any

import pytest

from analytics.outcomes.benchmark import benchmark_figure
from analytics.outcomes.cohort import group_of
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.specification import FOLLOW_UP, specification_range
from analytics.records.settings import settings_from
from tests.made_up import day, made_up_records
from tests.made_up import test_row as row

pytest.importorskip("hypothesis", reason="hypothesis (requirements-dev.txt) tries many records")
from hypothesis import given, settings
from hypothesis import strategies as st

PROGRAM = {"min_at_risk": 1, "defaults": {"planned_days": 112, "washout_days": {"cocaine": 0}}}
PERSON = st.fixed_dictionaries(
    {
        "weeks": st.lists(st.sampled_from(["negative", "positive", None, None]), min_size=16, max_size=16),
        "left": st.one_of(st.none(), st.integers(5, 112)),
        "reason": st.sampled_from(["completed", "dropped_out", "terminated"]),
        "used": st.one_of(st.none(), st.integers(0, 3)),
    }
)


def program_of(people: list[dict[str, Any]]) -> Derivation:
    """People followed long past their plan, one possible test a week, one possible contact 90 days after discharge."""
    left = {f"P{i}": 112 if p["left"] is None else p["left"] for i, p in enumerate(people)}
    return Derivation(
        made_up_records(
            episodes=[
                {"patient_id": f"P{i}", "discharged_on": day(left[f"P{i}"]), "discharge_reason": p["reason"]}
                for i, p in enumerate(people)
            ],
            tests=[
                row(7 * week + 3, result, patient=f"P{i}")
                for i, p in enumerate(people)
                for week, result in enumerate(p["weeks"])
                if result
            ],
            follow_ups=[
                {
                    "patient_id": f"P{i}",
                    "due_on": day(left[f"P{i}"] + 90),
                    "contacted_on": day(left[f"P{i}"] + 90),
                    "outcome": "completed",
                    "days_used_past_30": float(p["used"]),
                }
                for i, p in enumerate(people)
                if p["used"] is not None
            ],
            settings=settings_from(PROGRAM),
            as_of=day(500),
        )
    )


@settings(max_examples=12)
@given(people=st.lists(PERSON, min_size=1, max_size=12))
def test_worst_and_best_hold_every_rule_over_the_same_people_and_weeks(people: list[dict[str, Any]]) -> None:
    rows = specification_range(program_of(people), clock="admission").rows.query("unit == 'people'")
    worst = rows.query("missing == 'positive'").set_index("endpoint")
    best = rows.query("missing == 'negative'").set_index("endpoint")
    assert len(best) > 0
    for keeps in ("positive", "as_published", "drop_out_is_event", "negative"):
        for found in rows[rows["missing"] == keeps].to_dict("records"):
            key = found["endpoint"]
            if key not in worst.index or key not in best.index:
                continue  # under one of them no one is left to follow at the horizon
            dated = key in ("first_positive", "two_positives_in_28_days")
            if found["n"] != worst.loc[key, "n"] or (dated and keeps not in ("positive", "negative")):
                continue  # other people, or people followed for other weeks
            assert worst.loc[key, "estimate"] <= found["estimate"] + 1e-12
            assert found["estimate"] <= best.loc[key, "estimate"] + 1e-12


@settings(max_examples=15)
@given(people=st.lists(PERSON, min_size=1, max_size=12))
def test_the_follow_up_figure_lies_between_its_bounds(people: list[dict[str, Any]]) -> None:
    derivation = program_of(people)
    figure = benchmark_figure(derivation)
    if not figure.n:
        return
    assert figure.worst is not None and figure.best is not None and figure.primary.value is not None
    assert figure.worst == figure.primary.value
    assert figure.worst <= figure.best
    if figure.responders.value is not None:
        assert figure.worst - 1e-12 <= figure.responders.value <= figure.best + 1e-12
    rows = specification_range(derivation, period=figure.period).rows.query("endpoint == @FOLLOW_UP")
    assert rows["estimate"].between(figure.worst - 1e-12, figure.best + 1e-12).all()


@settings(max_examples=15)
@given(people=st.lists(PERSON, min_size=1, max_size=12))
def test_exits_by_reason_sum_to_all_exits(people: list[dict[str, Any]]) -> None:
    derivation = program_of(people)
    by_reason = group_of(derivation.records, derivation.timeline().stays, "discharge_reason")
    counts = {reason: int((by_reason == reason).sum()) for reason in set(by_reason)}
    assert sum(counts.values()) == len(people)
    assert counts.keys() == {p["reason"] for p in people}


def test_the_name_of_the_follow_up_figure_is_in_the_range() -> None:
    people = [{"weeks": [None] * 16, "left": 20, "reason": "completed", "used": 0}]
    assert FOLLOW_UP in set(specification_range(program_of(people)).rows["endpoint"])
