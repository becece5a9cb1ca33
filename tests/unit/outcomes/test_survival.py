"""Curves of empty, tiny and one-sided groups, what is refused, and rates that are not estimable."""

from __future__ import annotations

import dataclasses
import time as clock

import numpy as np
import pandas as pd
import pytest

from analytics.errors import CannotContinue
from analytics.outcomes.logrank import logrank
from analytics.outcomes.survival import MIN_AT_RISK, estimates_at, risk_table, survival_curve, survival_curves

COLUMNS = ["time", "at_risk", "events", "censored", "estimate", "low", "high", "thin"]


def test_an_empty_group_is_defined() -> None:
    curve = survival_curve([], [], name="nobody yet")
    assert (curve.name, curve.n, curve.events) == ("nobody yet", 0, 0)
    assert list(curve.table.columns) == COLUMNS and curve.table.empty
    assert curve.median is curve.restricted_mean is curve.restricted_mean_se is curve.tau is curve.last_time is None
    assert estimates_at(curve, [30]) == [
        {"day": 30, "estimate": None, "low": None, "high": None, "at_risk": 0, "reason": "no one to follow"}
    ]
    assert risk_table(curve, [0, 30])["at_risk"].tolist() == [0, 0]


def test_a_group_in_which_nobody_had_the_event_is_defined() -> None:
    curve = survival_curve([30, 60, 90], [0, 0, 0])
    assert curve.table["estimate"].tolist() == [1, 1, 1]
    assert (curve.median, curve.median_low, curve.median_high) == (None, None, None)
    assert (curve.restricted_mean, curve.restricted_mean_se, curve.tau) == (90, 0, 90)


@pytest.mark.parametrize("event", [0, 1])
def test_one_patient_is_defined(event: int) -> None:
    curve = survival_curve([12], [event])
    assert (curve.n, curve.events, curve.last_time) == (1, event, 12)
    assert curve.table["estimate"].tolist() == [1 - event]
    assert curve.median == (12 if event else None)
    assert curve.restricted_mean == 12


def test_everybody_at_day_0() -> None:
    curve = survival_curve([0, 0, 0], [1, 1, 1])
    assert curve.table["estimate"].tolist() == [0]
    assert (curve.median, curve.restricted_mean) == (0, 0)


def test_thin_starts_below_ten_and_stays() -> None:
    table = survival_curve(range(1, 13), [1] * 12).table
    assert MIN_AT_RISK == 10
    assert table.loc[~table["thin"], "at_risk"].tolist() == [12, 11, 10]
    assert table["thin"].is_monotonic_increasing


def test_ten_at_risk_are_enough_and_nine_are_not() -> None:
    curve = survival_curve([30] * 2 + [60] * 10, [1] * 2 + [0] * 10)
    assert estimates_at(curve, [60])[0]["estimate"] == pytest.approx(10 / 12)
    assert (
        estimates_at(survival_curve([30] * 2 + [60] * 9, [1] * 2 + [0] * 9), [60])[0]["reason"]
        == "fewer than 10 at risk"
    )


def test_the_reason_beyond_the_last_observation_speaks_in_days() -> None:
    weekly = survival_curve([24] * 40, [0] * 40)
    rate = estimates_at(weekly, [168, 174, 175, 365], days_per_unit=7)
    assert [row["reason"] for row in rate] == [
        "",
        "",
        "no one was followed for 175 days",
        "no one was followed for 365 days",
    ]


@pytest.mark.parametrize("day", [-1, float("nan"), float("inf")])
def test_a_day_that_is_none_is_refused(day: float) -> None:
    with pytest.raises(CannotContinue, match="Ask for days from 0 on"):
        estimates_at(survival_curve([1], [0]), [day])


@pytest.mark.parametrize("tau", [-1, float("nan"), float("inf")])
def test_a_limit_that_is_none_is_refused(tau: float) -> None:
    with pytest.raises(CannotContinue, match="restricted mean"):
        survival_curve([1], [0], tau=tau)
    with pytest.raises(CannotContinue, match="restricted mean"):
        survival_curves([1], [0], ["a"], tau=tau)


def test_a_level_that_is_none_is_refused() -> None:
    with pytest.raises(CannotContinue, match=r"such as 0\.95"):
        survival_curve([1], [0], level=95)


def test_a_lower_level_gives_a_shorter_interval_and_is_kept_with_the_curve() -> None:
    wide, short = survival_curve([1, 2, 3], [1, 0, 1]), survival_curve([1, 2, 3], [1, 0, 1], level=0.8)
    assert (wide.table["low"].iloc[0], wide.level) < (short.table["low"].iloc[0], 1)
    assert short.level == 0.8


def test_a_curve_cannot_be_changed_by_accident() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        survival_curve([1], [1]).n = 2  # type: ignore[misc]


def test_groups_come_in_the_order_of_their_categories() -> None:
    stage = pd.Categorical(["late", "early", "late"], categories=["early", "never used", "late"])
    curves = survival_curves([1, 2, 3], [1, 0, 1], stage, tau=2)
    assert [(curve.name, curve.n, curve.tau) for curve in curves] == [("early", 1, 2), ("late", 2, 2)]
    assert survival_curves([], [], []) == ()


def test_numbers_are_plain_so_that_they_can_be_written_as_json() -> None:
    curve = survival_curves(np.array([1, 2]), np.array([1, 0]), np.array(["a", "a"]))[0]
    numbers = [
        curve.n,
        curve.events,
        curve.median,
        curve.restricted_mean,
        curve.restricted_mean_se,
        curve.tau,
        curve.last_time,
    ]
    assert {type(number) for number in numbers} == {int, float}
    assert {type(value) for value in estimates_at(curve, [1])[0].values()} <= {int, float, str, type(None)}


def test_a_hundred_thousand_patients_in_four_groups_take_a_fraction_of_a_second() -> None:
    random = np.random.default_rng(1)
    time, event = random.integers(0, 90, 100_000), random.random(100_000) < 0.6
    group = pd.Categorical(random.choice(list("abcd"), 100_000))
    survival_curves(time, event, group)  # the first call imports lifelines
    started = clock.perf_counter()
    survival_curves(time, event, group)
    logrank(time, event, group)
    # about 0.03 s alone on two cores; patient by patient lifelines takes 0.09 s, R 0.35 s
    assert clock.perf_counter() - started < 0.5
