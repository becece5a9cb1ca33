"""Known answers of imputing missed tests: more are missed after a positive one, which the tests given tell."""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from tests.pooled_words import pooled_shares
from tests.simulation.runs import Claim, Found, Scenario, interval_found, tried

WEEKS = 12
DAY = 7 * WEEKS
FIRST_POSITIVE = 0.12
"""Chance of a positive first week."""

NEXT_POSITIVE = {False: 0.05, True: 0.6}
"""Chance of a positive week after a negative and after a positive one."""

MISSED = {False: 0.12, True: 0.45}
"""Chance of missing the test of a week, by the last result that was given."""

SPREAD = 1.0
"""Standard deviation of patients' own log odds of a positive week, where they differ."""

DATA_SETS = 20
RULES = (("imputed (δ = 0)", 0.0), ("missed tests as negative", -math.inf), ("missed tests as positive", math.inf))


def truth(spread: float = 0.0) -> float:
    """The true share without a positive week in twelve; over patients' own odds by 201-point integration."""
    own = np.linspace(-6, 6, 201)
    weight = np.exp(-(own**2) / 2)
    weeks = np.array([FIRST_POSITIVE, *[NEXT_POSITIVE[False]] * (WEEKS - 1)])
    without = 1 - _moved(weeks[:, None], own[None] * spread)
    return float(without.prod(axis=0) @ weight / weight.sum())


def complete_words(chance: np.random.Generator, n: int, spread: float = 0.0) -> np.ndarray:
    """What every weekly test of n people would show (bool, n × 12): each week follows the week before."""
    own, week = chance.normal(size=n) * spread, np.zeros(n, bool)
    found = np.empty((n, WEEKS), bool)
    for number in range(WEEKS):
        level = np.where(week, NEXT_POSITIVE[True], NEXT_POSITIVE[False]) if number else np.full(n, FIRST_POSITIVE)
        week = chance.random(n) < _moved(level, own)
        found[:, number] = week
    return found


def words(chance: np.random.Generator, n: int, spread: float = 0.0) -> np.ndarray:
    """Weekly words of n people (uint8, n × 12 of `+ - o`): a test is missed by the last result that was given."""
    complete = complete_words(chance, n, spread)
    found = np.where(complete, np.uint8(ord("+")), np.uint8(ord("-")))
    last_given = np.zeros(n, bool)
    for number in range(WEEKS):
        missed = chance.random(n) < np.where(last_given, MISSED[True], MISSED[False])
        found[missed, number] = ord("o")
        last_given = np.where(missed, last_given, complete[:, number])
    return found


def _moved(share: np.ndarray, log_odds: np.ndarray) -> np.ndarray:
    """Shares with their log odds moved."""
    odds = share / (1 - share) * np.exp(log_odds)
    return np.asarray(odds / (1 + odds))


def _missed_at_random(spread: float, true_share: float, chance: np.random.Generator, n: int) -> list[Found]:
    made, lengths = words(chance, n, spread), np.full(n, WEEKS)
    seed = int(chance.integers(2**31))
    found: list[Found] = []
    for _, delta in RULES:
        found += tried(lambda shift=delta: [_by_rule(made, lengths, shift, seed, true_share)], 1)  # type: ignore[misc]
    return found


def _by_rule(made: np.ndarray, lengths: np.ndarray, delta: float, seed: int, true_share: float) -> Found:
    given = pooled_shares(made, lengths, days=[DAY], delta=delta, seed=seed, data_sets=DATA_SETS)
    return interval_found(given.shares[0][0], true_share)


def _scenario(key: str, title: str, people: str, spread: float) -> Scenario:
    true_share = truth(spread)
    return Scenario(
        key=key,
        title=title,
        people=people,
        counted="people",
        claims=tuple(
            Claim(f"share without a positive week to day {DAY}, {rule}", truth=true_share, ours=not math.isinf(delta))
            for rule, delta in RULES
        ),
        run=partial(_missed_at_random, spread, true_share),
    )


_WEEKLY = (
    f"Twelve weekly tests; {NEXT_POSITIVE[False]:.0%} positive after a negative week, {NEXT_POSITIVE[True]:.0%} after "
    f"a positive one. {MISSED[False]:.0%} are missed after a negative result, {MISSED[True]:.0%} after a positive one."
)

SCENARIOS = (
    _scenario("missed", "Missed tests that the tests given explain", _WEEKLY, 0.0),
    _scenario(
        "missed_apart",
        "The same, and patients differ in ways nobody recorded",
        _WEEKLY + f" Each patient has log odds of their own (standard deviation {SPREAD:g}).",
        SPREAD,
    ),
)
