"""Known answers of something that begins during follow-up: naive, landmark and time-varying comparison."""

from __future__ import annotations

import math

import numpy as np

from analytics.evaluation.cox import CoxModel, cox_model
from analytics.evaluation.exposure import NEVER, Landmark, landmark, split_at_exposure
from analytics.evaluation.risk_sets import Intervals
from analytics.outcomes.logrank import logrank
from tests.simulation.groups import ROBUST, USUAL, wald_found
from tests.simulation.runs import Claim, Found, Scenario, test_found, tried

DAILY = 1 / 150
"""Hazard of relapse a day without the exposure."""

EVER = 0.85
FIRST_DAY, LAST_DAY = 5, 45
"""85 % would be exposed from a day between these on, if they do not relapse before."""

LANDMARK = 30
FIRST_CENSORED, LAST_CENSORED = 90, 365
RATIO = 0.7
LANDMARK_RATIO = 0.874
"""The ratio the landmark comparison estimates where the true one is 0.7: many of the others are exposed later.
Found with `landmark_ratio` in ten times a million people (error 0.001); the test repeats it with fewer."""


def people(chance: np.random.Generator, n: int, ratio: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Time, event and the day the exposure begins (inf = never), which is drawn without regard to relapse."""
    begins = np.where(chance.random(n) < EVER, chance.integers(FIRST_DAY, LAST_DAY, n, endpoint=True), NEVER)
    luck = chance.exponential(size=n)
    without = luck / DAILY
    later = np.where(without > begins, begins, 0.0)
    happens = np.where(without > begins, later + (without - later) / ratio, without)
    happens, followed = np.ceil(happens), chance.integers(FIRST_CENSORED, LAST_CENSORED, n, endpoint=True)
    time, event = np.minimum(happens, followed), happens <= followed
    return time, event, np.where(begins < time, begins, NEVER)


def _nothing_differs(chance: np.random.Generator, n: int) -> list[Found]:
    time, event, exposed_at = people(chance, n, 1.0)
    ever = (exposed_at < NEVER).astype(float)
    return [
        test_found(logrank(time, event, ever).p),
        *tried(lambda: wald_found(_naive(time, event, ever), None), 2),
        *tried(lambda: _landmark_tests(time, event, exposed_at), 3),
        *tried(lambda: wald_found(_varying(time, event, exposed_at), None), 2),
    ]


def _smaller_hazard(chance: np.random.Generator, n: int) -> list[Found]:
    time, event, exposed_at = people(chance, n, RATIO)
    truth, ever = math.log(RATIO), (exposed_at < NEVER).astype(float)
    return [
        *tried(lambda: wald_found(_naive(time, event, ever), truth)[:1], 1),
        *tried(lambda: _landmark_intervals(time, event, exposed_at, truth), 2),
        *tried(lambda: wald_found(_varying(time, event, exposed_at), truth), 2),
    ]


def _naive(time: np.ndarray, event: np.ndarray, ever: np.ndarray) -> CoxModel:
    return cox_model(Intervals.of(time, event, ever), ["exposed"])


def _varying(time: np.ndarray, event: np.ndarray, exposed_at: np.ndarray) -> CoxModel:
    n = len(time)
    return cox_model(split_at_exposure(time, event, exposed_at, np.zeros((n, 0)), np.arange(n)), ["exposed"])


def _from_landmark(still: Landmark) -> CoxModel:
    return cox_model(Intervals.of(still.time, still.event, still.exposed.astype(float)), ["exposed"])


def _landmark_tests(time: np.ndarray, event: np.ndarray, exposed_at: np.ndarray) -> list[Found]:
    still = landmark(time, event, exposed_at, np.arange(len(time)), at=LANDMARK)
    test = test_found(logrank(still.time, still.event, still.exposed).p)
    return [test, *tried(lambda: wald_found(_from_landmark(still), None), 2)]


def _landmark_intervals(time: np.ndarray, event: np.ndarray, exposed_at: np.ndarray, truth: float) -> list[Found]:
    model = _from_landmark(landmark(time, event, exposed_at, np.arange(len(time)), at=LANDMARK))
    return [wald_found(model, aim)[0] for aim in (truth, math.log(LANDMARK_RATIO))]


def landmark_ratio(n: int, seed: int) -> float:
    """The ratio a landmark comparison of very many people finds where the true ratio is the smaller one."""
    time, event, exposed_at = people(np.random.default_rng(seed), n, RATIO)
    still = landmark(time, event, exposed_at, np.arange(n), at=LANDMARK)
    data = Intervals.of(still.time, still.event, still.exposed.astype(float))
    coefficient = cox_model(data, ["exposed"], errors="usual").terms[0].coefficient
    assert coefficient is not None
    return math.exp(coefficient)


_BY = USUAL, ROBUST
_PEOPLE = (
    f"A constant hazard of relapse (1 in 150 a day). {EVER:.0%} are to be exposed (complete, or reach a dose) from a "
    f"day between {FIRST_DAY} and {LAST_DAY} on that has nothing to do with relapse; who relapses before is not."
)

SCENARIOS = (
    Scenario(
        key="immortal_alike",
        title="Something that begins during follow-up and changes nothing",
        people=_PEOPLE,
        counted="people",
        claims=(
            Claim("naive from day 0, log-rank test (refused by the product)", "rejection", ours=False),
            *(
                Claim(f"naive from day 0, Cox model, {errors} (refused by the product)", "rejection", ours=False)
                for errors in _BY
            ),
            Claim(f"landmark on day {LANDMARK}, log-rank test", "rejection"),
            *(
                Claim(f"{way}, {errors}", "rejection", ours=errors == USUAL)
                for way in (f"landmark on day {LANDMARK}, Cox model", "time-varying Cox model")
                for errors in _BY
            ),
        ),
        run=_nothing_differs,
    ),
    Scenario(
        key="immortal_smaller",
        title=f"Something that begins during follow-up and lowers the hazard to {RATIO:g} of it",
        people=_PEOPLE + f" From then on the hazard is {RATIO:g} of it.",
        counted="people",
        claims=(
            Claim("naive from day 0, log hazard ratio (refused by the product)", truth=math.log(RATIO), ours=False),
            Claim(
                f"landmark on day {LANDMARK}, log hazard ratio, against {RATIO:g}", truth=math.log(RATIO), ours=False
            ),
            Claim(
                f"landmark on day {LANDMARK}, log hazard ratio, against its own truth, {LANDMARK_RATIO:g}",
                truth=math.log(LANDMARK_RATIO),
            ),
            *(
                Claim(
                    f"time-varying Cox model, log hazard ratio, {errors}",
                    truth=math.log(RATIO),
                    ours=errors == USUAL,
                )
                for errors in _BY
            ),
        ),
        run=_smaller_hazard,
    ),
)
