"""Answers by hand: who is in n, who was never observed, whose word is too short, and which choices reach the curve."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from analytics.errors import NotEstimable
from analytics.outcomes.answer import Answer, answer
from analytics.outcomes.derivation import Derivation
from analytics.outcomes.periods import Period
from analytics.outcomes.question import Question
from analytics.records.settings import settings_from
from tests.made_up import Row, day, made_up_records
from tests.made_up import test_row as row

WASHOUT = {"cocaine": 0}
PROGRAM = {"min_at_risk": 1, "defaults": {"planned_days": 28, "washout_days": WASHOUT}}


def asked(tests: list[Row], episodes: list[Row], program: dict[str, Any] | None = None, **question: Any) -> Answer:
    made = made_up_records(episodes=episodes, tests=tests, settings=settings_from(program or PROGRAM))
    return answer(Derivation(made), Question(**{"endpoint": "first_positive", "at": (10, 20)} | question))


def people(names: str, **more: object) -> list[Row]:
    return [{"patient_id": name, **more} for name in names]


# A positive on day 10, B negative to day 20, C never tested, D transferred on day 2 (nothing was ever due)
TESTS = [row(10, "positive"), row(5, "negative", patient="B"), row(20, "negative", patient="B")]
EPISODES = [*people("ABC", discharge_reason=None), *people("D", discharged_on=day(2), discharge_reason="transferred")]


def test_times_to_event_keep_everybody_and_count_the_never_observed() -> None:
    found = asked(TESTS, EPISODES)
    assert (found.n, found.never_observed, found.not_applicable, found.not_started) == (4, 2, 0, 0)
    curve = found.curves[0]
    assert curve.table[["time", "at_risk", "events", "censored"]].to_numpy().tolist() == [
        [0, 4, 0, 2],
        [10, 2, 1, 0],
        [20, 1, 0, 1],
    ]
    assert [at["estimate"] for at in found.groups[0].estimates] == [0.5, 0.5]


NEVER_OBSERVED = ["as_published", "positive", "negative", "drop_out_is_event", "censored_at_last_test"]


@pytest.mark.parametrize("missing", NEVER_OBSERVED)
@pytest.mark.parametrize("endpoint", ["first_positive", "mokri_2016_first_positive"])
def test_never_observed_does_not_depend_on_what_is_assumed(missing: str, endpoint: str) -> None:
    assert asked(TESTS, EPISODES, endpoint=endpoint, missing=missing).never_observed == 2


def test_nothing_due_is_no_result_whatever_missed_tests_mean() -> None:
    # "contains ---": A o+oo, B -o-o, C oooo, D ____ ; D has nothing that could be assumed
    for missing, share, n in (("positive", 0, 3), ("negative", 2, 3)):
        figure = asked(TESTS, EPISODES, endpoint="kosten_1993_three_weeks", missing=missing).groups[0].figure
        assert figure is not None
        assert (figure.events, figure.n) == (share, n)


def test_nothing_due_is_no_time_without_the_event() -> None:
    found = asked(TESTS, EPISODES, endpoint="mokri_2016_first_positive", missing="negative")
    table = found.curves[0].table
    assert table["time"].tolist()[0] == 0
    assert int(table["censored"].tolist()[0]) == 1  # D, at 0


def test_the_products_face_leaves_out_short_words_and_the_published_does_not() -> None:
    tests = [row(3, "negative"), row(10, "negative")]
    short = {"min_at_risk": 1, "defaults": {"planned_days": 14, "washout_days": WASHOUT}}
    asks: dict[str, Any] = {"endpoint": "ctn0094_relapse", "program": short}
    product = asked(tests, people("A"), **asks)
    assert (product.n, product.not_applicable, product.groups) == (1, 1, ())
    published = asked(tests, people("A"), as_published=True, **asks)
    assert (published.n, published.not_applicable, published.curves[0].n) == (1, 0, 1)


def test_a_word_cut_at_the_last_test_is_followed_shorter_and_stays_in_n() -> None:
    found = asked([row(3, "negative")], people("A"), endpoint="ctn0094_relapse", missing="censored_at_last_test")
    assert (found.n, found.not_applicable, found.curves[0].n) == (1, 0, 1)


def test_people_whose_clock_never_started_are_told_apart() -> None:
    found = asked(TESTS, EPISODES, clock="first_negative")
    assert (found.n, found.not_started) == (1, 3)


def test_the_programs_own_least_number_at_risk_is_used() -> None:
    strict = asked(TESTS, EPISODES, program={**PROGRAM, "min_at_risk": 3})
    assert [at["reason"] for at in strict.groups[0].estimates] == ["fewer than 3 at risk"] * 2
    assert strict.curves[0].min_at_risk == 3


@pytest.mark.parametrize("endpoint", ["first_positive", "mokri_2016_first_positive"])
def test_rates_are_asked_for_in_days_for_every_endpoint(endpoint: str) -> None:
    estimates = asked(TESTS, EPISODES, endpoint=endpoint, missing="negative", at=(7, 13, 14)).groups[0].estimates
    assert [at["day"] for at in estimates] == [7, 13, 14]
    weekly = endpoint != "first_positive"
    # one of A, B and C had a positive: A on day 10, in week 2, which day 13 ÷ 7 = 1 has not reached
    expected = [1, 1, 2 / 3] if weekly else [1, 2 / 3, 2 / 3]
    assert [at["estimate"] for at in estimates] == pytest.approx(expected)


def test_due_tests_given_by_hand() -> None:
    # A 1 of 4, B 2 of 4, C 0 of 4; D was transferred before the first window was over
    given = asked(TESTS, EPISODES).due_tests_given
    assert (given.events, given.n) == (3, 12)


def test_a_period_is_counted_on_its_basis() -> None:
    later = [*people("A"), {"patient_id": "B", "admitted_on": day(40), "discharged_on": day(60)}]
    period = Period(day(30), day(59), "a stretch")
    assert asked([], later, period=period).n == 1
    assert asked([], later, period=period, basis="discharged").n == 0
    assert asked([], later, period=period).period == "admitted a stretch"


def test_records_without_dates_have_no_period() -> None:
    relative = {**PROGRAM, "calendar": "relative"}
    assert asked(TESTS, EPISODES, program=relative).period == "admitted: the whole cohort, days without a calendar"
    with pytest.raises(NotEstimable, match="count days, not dates"):
        asked(TESTS, EPISODES, program=relative, period=Period(date(2026, 1, 1), date(2026, 3, 31), "2026 Q1"))


def test_episodes_are_clustered_by_patient() -> None:
    again = [*EPISODES, {"patient_id": "A", "admitted_on": day(100)}]
    one, all_of_them = asked(TESTS, again), asked(TESTS, again, unit="episodes")
    assert (one.n, all_of_them.n) == (4, 5)
    assert all_of_them.curves[0].method.endswith("patient-clustered error")


def test_the_groups_add_up_to_everybody() -> None:
    grouped = [{**e, "site": site} for e, site in zip(EPISODES, ["north", "south", "north", None], strict=True)]
    found = asked(TESTS, grouped, by="site")
    assert {g.name: g.n for g in found.groups} == {"north": 2, "not recorded": 1, "south": 1}
    assert sum(g.n for g in found.groups) == found.n


def test_groups_known_only_at_discharge_are_not_tested_from_admission() -> None:
    episodes = [
        *people("A", discharged_on=day(15), discharge_reason="completed"),
        *people("B", discharged_on=day(21), discharge_reason="dropped_out"),
    ]
    naive = asked(TESTS, episodes, by="discharge_reason")
    assert "immortal time" in naive.cautions[0] and naive.logrank is None and not naive.comparable
    assert [group.name for group in naive.groups] == ["completed", "dropped_out"]
    fair = asked(TESTS, episodes, by="discharge_reason", clock="discharge")
    assert fair.comparable and asked(TESTS, EPISODES).comparable


UNEVEN = [
    # of their four due tests both in the south gave so many, both in the north all: only more than 10 points are told
    (4, ()),
    (
        3,
        ("The groups were tested unequally: 75% to 100% of due tests given; part of a difference may be the testing.",),
    ),
]


@pytest.mark.parametrize(("given", "told"), UNEVEN)
def test_groups_tested_unequally_are_told(given: int, told: tuple[str, ...]) -> None:
    tests = [row(7 * week, "negative", patient=name) for name in "AC" for week in range(1, 5)]
    tests += [row(7 * week, "negative", patient=name) for name in "BD" for week in range(1, given + 1)]
    episodes = [*people("AC", site="north"), *people("BD", site="south")]
    assert asked(tests, episodes, by="site").cautions == told
