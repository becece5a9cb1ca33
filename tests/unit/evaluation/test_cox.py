"""Cox models: three worked people, laws, and a sentence where there is nothing to estimate."""

from __future__ import annotations

import math

import numpy as np
import pytest

from analytics.errors import NotEstimable
from analytics.evaluation.cox import ALIASED, LEAST_EVENTS, cox_model, independent_columns, score_residuals
from analytics.evaluation.exposure import split_at_exposure
from analytics.evaluation.proportional_hazards import MOST_ROWS, proportional_hazards
from analytics.evaluation.risk_sets import Intervals, RiskSets


def made_up(n: int = 200, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    x = random.normal(size=(n, 2))
    time = np.ceil(random.exponential(20 / np.exp(0.5 * x[:, 0])))
    return np.minimum(time, 40), time < 40, x


def test_two_groups_of_untied_events_by_hand() -> None:
    # exposed (x = 1) have the event on days 1, 4; the others on 2, 3, 5. With r = exp(b) the partial likelihood is
    # r/(2r+3) * 1/(r+3) * 1/(r+2) * r/(r+1) * 1; its maximum solves 2/r = 2/(2r+3)*... numerically r = 1.1934
    time, x = np.array([1.0, 4, 2, 3, 5]), np.array([1.0, 1, 0, 0, 0])
    model = cox_model(Intervals.of(time, np.ones(5), x), ["exposed"], errors="usual")
    r = math.exp(model.coefficients[0])
    slope = 2 - 2 * r / (2 * r + 3) - r / (r + 3) - r / (r + 2) - r / (r + 1)
    assert slope == pytest.approx(0, abs=1e-9)
    assert model.log_likelihood[0] == pytest.approx(-math.log(120))


def test_order_scale_and_stretches_change_nothing() -> None:
    time, event, x = made_up()
    model = cox_model(Intervals.of(time, event, x), ["a", "b"])
    mixed = np.random.default_rng(2).permutation(len(time))
    again = cox_model(Intervals.of(time[mixed], event[mixed], x[mixed]), ["a", "b"])
    assert again.coefficients == pytest.approx(model.coefficients, abs=1e-12)
    tenfold = cox_model(Intervals.of(time * 7, event, x * 10 + 3), ["a", "b"])
    assert tenfold.coefficients == pytest.approx(model.coefficients / 10, abs=1e-12)
    late = time > 10  # the same follow-up told in two stretches is the same follow-up
    halves = Intervals.of(
        np.concatenate([np.minimum(time, 10), time[late]]),
        np.concatenate([event & ~late, event[late]]),
        np.vstack([x, x[late]]),
        start=np.repeat([0.0, 10.0], [len(time), int(late.sum())]),
        cluster=np.concatenate([np.arange(len(time)), np.flatnonzero(late)]),
    )
    split = cox_model(halves, ["a", "b"])
    assert split.coefficients == pytest.approx(model.coefficients, abs=1e-10)
    assert split.covariance == pytest.approx(model.covariance, abs=1e-10)


def test_a_covariate_of_people_who_leave_before_any_event_tells_nothing() -> None:
    time, event, x = made_up(80)
    gone = np.concatenate([np.zeros(80), np.ones(5)])  # five people with it, all lost on day 0.5
    times, events = np.concatenate([time, np.full(5, 0.5)]), np.concatenate([event, np.zeros(5, bool)])
    others = np.vstack([x, np.zeros((5, 2))])
    model = cox_model(Intervals.of(times, events, np.column_stack([others, gone])), ["a", "b", "gone"])
    without = cox_model(Intervals.of(time, event, x), ["a", "b"])
    assert model.terms[2].ratio.value is None and model.terms[2].ratio.reason == ALIASED
    assert model.coefficients == pytest.approx(without.coefficients, abs=1e-9)


def test_a_weight_of_two_is_the_person_twice() -> None:
    time, event, x = made_up(60)
    time = time + np.arange(60) / 1000  # no ties, where Efron would tell the twins apart
    weight = np.where(np.arange(60) < 20, 2.0, 1.0)
    twice = np.concatenate([np.arange(60), np.arange(20)])
    one = cox_model(Intervals.of(time, event, x, weight=weight), ["a", "b"])
    other = cox_model(Intervals.of(time[twice], event[twice], x[twice], cluster=twice), ["a", "b"])
    assert one.coefficients == pytest.approx(other.coefficients, abs=0.02)  # Efron's share of the ties of twins


def test_score_residuals_add_up_to_nothing() -> None:
    time, event, x = made_up()
    data = Intervals.of(time, event, x - x.mean(axis=0))
    model = cox_model(data, ["a", "b"])
    assert score_residuals(data, RiskSets.of(data), model.coefficients).sum(axis=0) == pytest.approx([0, 0], abs=1e-9)


def test_constant_and_repeated_covariates_are_left_out_with_a_note() -> None:
    time, event, x = made_up()
    data = Intervals.of(time, event, np.column_stack([x[:, 0], np.full(len(x), 3.0), 2 * x[:, 0] - 1]))
    model = cox_model(data, ["a", "constant", "again"])
    assert [term.coefficient is None for term in model.terms] == [False, True, True]
    assert model.notes == ("Left out, the same in everyone at risk, or told by the other covariates: constant, again.",)
    assert independent_columns(np.ones((4, 1))).tolist() == [False]


def test_perfect_separation_is_said_and_the_others_still_stand() -> None:
    time, event, x = made_up()
    marked = event.astype(float)  # everyone marked has the event, nobody else
    model = cox_model(Intervals.of(time, event, np.column_stack([marked, x[:, 0]])), ["marked", "a"])
    assert model.terms[0].ratio.value is None
    assert "perfect separation" in model.terms[0].ratio.reason
    assert model.terms[1].coefficient is not None and abs(model.terms[1].coefficient) < 3


def test_a_separated_exposure_that_begins_late_is_said_without_a_warning() -> None:
    # nobody has the event once exposed, so the ratio falls without end; numpy's warnings are errors in these tests
    time, event, x = made_up(30, seed=4)
    begins = np.where(event, np.inf, time / 2)
    data = split_at_exposure(time, event, begins, x, np.arange(30))
    model = cox_model(data, ["exposed", "a", "b"], errors="usual")
    assert "perfect separation" in model.terms[0].ratio.reason


NOTHING = [
    (np.array([1.0, 2, 3]), np.array([1, 1, 1]), np.array([0.0, 1, 0]), "Only 3 people had the event"),
    (np.arange(20.0), np.zeros(20), np.arange(20.0), "Only 0 people had the event"),
    (np.arange(20.0), np.ones(20), np.ones(20), "No covariate varies"),
]


@pytest.mark.parametrize(("time", "event", "x", "said"), NOTHING)
def test_what_has_no_model_says_so(time: np.ndarray, event: np.ndarray, x: np.ndarray, said: str) -> None:
    with pytest.raises(NotEstimable, match=said):
        cox_model(Intervals.of(time, event, x), ["x"])


def test_five_events_are_enough() -> None:
    time, event = np.arange(1.0, 11), np.arange(10) < LEAST_EVENTS
    assert cox_model(Intervals.of(time, event, np.arange(10) % 2), ["x"]).events == LEAST_EVENTS


def test_a_coefficient_that_fades_is_found() -> None:
    random = np.random.default_rng(5)
    x = random.integers(0, 2, 3000).astype(float)
    early = random.exponential(np.where(x == 1, 5, 20))  # a high hazard for 8 days, afterwards the same
    time = np.where(early < 8, early, 8 + random.exponential(20, 3000))
    data = Intervals.of(np.minimum(time, 40), time < 40, x)
    held = proportional_hazards(data, cox_model(data, ["x"]), ["x"])
    assert held.p[0] < 1e-6 and held.sampled == 0


def test_a_large_study_is_sampled_and_says_so() -> None:
    time, event, x = made_up(MOST_ROWS + 500)
    data = Intervals.of(time, event, x)
    held = proportional_hazards(data, cox_model(data, ["a", "b"]), ["a", "b"])
    assert held.sampled == MOST_ROWS
