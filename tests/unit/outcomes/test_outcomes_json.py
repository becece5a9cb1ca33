"""The JSON of an answer: nothing that is not JSON, and no dates under a relative calendar."""

from __future__ import annotations

import json
from typing import Any

import pytest

from analytics.outcomes.answer import answer
from analytics.outcomes.benchmark import benchmark_figure
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.outcomes_json import outcomes_json
from analytics.outcomes.outcomes_text import outcomes_text
from analytics.outcomes.question import Question, Unit
from analytics.records.settings import settings_from
from tests.made_up import day, made_up_records
from tests.made_up import test_row as row

TESTS = [row(d, r) for d, r in ((3, "negative"), (10, "positive"), (103, "negative"), (115, "positive"))]
EPISODES = [{"patient_id": "A", "admitted_on": day(0)}, {"patient_id": "A", "admitted_on": day(100)}]


def told(unit: Unit, calendar: str, endpoint: str = "first_positive") -> tuple[dict[str, Any], str]:
    """One patient with two episodes: the clustered interval does not exist."""
    program = {"calendar": calendar, "min_at_risk": 1, "defaults": {"washout_days": {"cocaine": 0}}}
    derivation = Derivation(made_up_records(episodes=EPISODES, tests=TESTS, settings=settings_from(program)))
    found = answer(derivation, Question(endpoint=endpoint, unit=unit, at=(10,)))
    parts = found, benchmark_figure(derivation), None, derivation.records
    return outcomes_json(*parts), outcomes_text(*parts)


@pytest.mark.parametrize("unit", ["people", "episodes"])
@pytest.mark.parametrize("calendar", ["dates", "relative"])
def test_it_is_strictly_json(unit: Unit, calendar: str) -> None:
    found, text = told(unit, calendar)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert "nan" not in text


def test_a_limit_that_does_not_exist_is_null() -> None:
    found, _ = told("episodes", "dates")
    assert found["groups"][0]["estimates"][0] == {
        "day": 10, "estimate": 0.5, "low": None, "high": None, "at_risk": 2, "reason": "",
    }  # fmt: skip


def test_a_relative_calendar_states_no_dates() -> None:
    found, text = told("people", "relative")
    assert (found["as_of"], found["data_through"], found["benchmark"]["period"]) == (None, None, None)
    assert "202" not in json.dumps([found["period"], found["as_of"]])
    assert "2026" not in text and "2027" not in text


def test_the_mean_of_one_person_has_no_interval_and_says_so() -> None:
    _, text = told("people", "dates", "fiellin_2006_abstinent_weeks")
    assert "one value alone has no interval, n = 1" in text
