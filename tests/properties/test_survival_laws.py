"""Laws every survival curve obeys, whoever the patients are; and a second, slower way to the same numbers."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analytics.outcomes.logrank import logrank
from analytics.outcomes.survival import SurvivalCurve, estimates_at, risk_table, survival_curve, survival_curves

hypothesis = pytest.importorskip("hypothesis", reason="hypothesis (requirements-dev.txt) makes the patients up")
from hypothesis import assume, given  # noqa: E402
from hypothesis import strategies as some  # noqa: E402

WHOLE_OR_HALF_DAYS = some.integers(0, 60).map(lambda half_days: half_days / 2)
PATIENT = some.tuples(WHOLE_OR_HALF_DAYS, some.booleans(), some.sampled_from(["day", "evening", "weekend"]))
PATIENTS = some.lists(PATIENT, min_size=1, max_size=60)
Patients = list[tuple[float, bool, str]]


def columns(patients: Patients) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    time, event, group = zip(*patients, strict=True)
    return np.asarray(time, dtype=float), np.asarray(event, dtype=bool), np.asarray(group, dtype=object)


def curve_of(patients: Patients, **choices: Any) -> SurvivalCurve:
    time, event, _ = columns(patients)
    return survival_curve(time, event, **choices)


@given(PATIENTS)
def test_curves_never_rise_and_stay_between_0_and_1_inside_their_interval(patients: Patients) -> None:
    table = curve_of(patients).table
    estimate = table["estimate"].to_numpy()
    assert (np.diff(estimate) <= 0).all()
    assert ((estimate >= 0) & (estimate <= 1)).all()
    assert ((table["low"] >= 0) & (table["low"] <= estimate) & (estimate <= table["high"])).all()
    assert (table["high"] <= 1).all()
    assert (table["low"] < table["high"]).all()  # never an interval of no width


@given(PATIENTS)
def test_everybody_is_counted_once(patients: Patients) -> None:
    curve = curve_of(patients)
    table = curve.table
    gone = (table["events"] + table["censored"]).to_numpy()
    assert gone.sum() == curve.n == len(patients)
    assert curve.events == sum(event for _, event, _ in patients)
    assert (table["at_risk"] == curve.n - (np.cumsum(gone) - gone)).all()
    assert (gone > 0).all() and table["time"].is_monotonic_increasing and table["time"].is_unique


@given(PATIENTS, some.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(patients: Patients, random: Any) -> None:
    shuffled = patients.copy()
    random.shuffle(shuffled)
    one, other = curve_of(patients), curve_of(shuffled)
    pd.testing.assert_frame_equal(one.table, other.table)
    assert (one.median, one.restricted_mean_se) == (other.median, other.restricted_mean_se)
    assert logrank(*columns(patients)) == logrank(*columns(shuffled))


@given(PATIENTS)
def test_a_patient_by_patient_computation_agrees(patients: Patients) -> None:
    curve = curve_of(patients)
    naive = {moment: naive_estimate(patients, moment) for moment in curve.table["time"]}
    assert curve.table["estimate"].tolist() == pytest.approx(list(naive.values()), abs=1e-12)
    assert curve.restricted_mean == pytest.approx(naive_area(patients, curve.last_time or 0.0), abs=1e-9)


def naive_estimate(patients: Patients, moment: float) -> float:
    """The product over every event time up to the moment, looking at every patient every time."""
    share = 1.0
    for day in sorted({time for time, event, _ in patients if event and time <= moment}):
        at_risk = sum(time >= day for time, _, _ in patients)
        share *= 1 - sum(event and time == day for time, event, _ in patients) / at_risk
    return share


def naive_area(patients: Patients, until: float) -> float:
    """The area in quarter days, read in the middle of each."""
    return sum(0.25 * naive_estimate(patients, quarter / 4 + 0.125) for quarter in range(int(until * 4)))


@given(PATIENTS)
def test_the_variance_of_a_curve_without_censoring_is_the_binomial_one(patients: Patients) -> None:
    everybody_used = [(time, True, group) for time, _, group in patients]
    curve = curve_of(everybody_used)
    time = np.asarray([time for time, _, _ in everybody_used])
    assert curve.restricted_mean == pytest.approx(time.mean(), abs=1e-9)
    assert curve.restricted_mean_se == pytest.approx(time.std() / math.sqrt(len(time)), abs=1e-9)


@given(PATIENTS)
def test_weeks_or_days_give_the_same_curve(patients: Patients) -> None:
    time, event, _ = columns(patients)
    days, weeks = survival_curve(time * 7, event, tau=time.max() * 7), survival_curve(time, event, tau=time.max())
    assert days.table["low"].tolist() == weeks.table["low"].tolist()
    assert days.restricted_mean == pytest.approx((weeks.restricted_mean or 0) * 7, abs=1e-9)
    assert days.median is None if weeks.median is None else days.median == pytest.approx(weeks.median * 7)


@given(PATIENTS, some.lists(some.floats(0, 40), min_size=1, max_size=5))
def test_the_risk_table_adds_up_to_n_and_agrees_with_counting(patients: Patients, times: list[float]) -> None:
    table = risk_table(curve_of(patients), times)
    assert (table["at_risk"] + table["censored"] + table["events"] == len(patients)).all()
    assert table["at_risk"].tolist() == [sum(time >= shown for time, _, _ in patients) for shown in times]


@given(PATIENTS, some.integers(0, 40), some.integers(1, 12))
def test_a_rate_at_a_day_is_the_curve_or_a_reason(patients: Patients, day: int, enough: int) -> None:
    curve = curve_of(patients, min_at_risk=enough)
    rate = estimates_at(curve, [day])[0]
    followed = sum(time >= day for time, _, _ in patients)
    assert rate["at_risk"] == followed
    assert (rate["estimate"] is None) == (followed < enough) == bool(rate["reason"])
    if rate["estimate"] is not None:
        assert rate["estimate"] == pytest.approx(naive_estimate(patients, day), abs=1e-12)


@given(PATIENTS)
def test_groups_split_everybody_and_the_expected_events_are_the_observed_ones(patients: Patients) -> None:
    time, event, group = columns(patients)
    curves = survival_curves(time, event, group)
    assert sum(curve.n for curve in curves) == len(patients)
    assert [curve.name for curve in curves] == sorted(set(group))
    test = logrank(time, event, group)
    assert sum(test.expected) == pytest.approx(event.sum(), abs=1e-9)
    assert test.p is None or 0 <= test.p <= 1
    assert (test.p is None) == (test.statistic is None) == bool(test.reason)


@given(PATIENTS)
def test_lifelines_gives_the_same_logrank(patients: Patients) -> None:
    statistics = pytest.importorskip("lifelines.statistics", reason="lifelines (requirements.txt)")
    test = logrank(*columns(patients))
    counted = [name for name, expected in zip(test.names, test.expected, strict=True) if expected > 0]
    # lifelines cannot leave out a group without expected events
    assume(test.statistic is not None and len(counted) == len(test.names))
    theirs = statistics.multivariate_logrank_test(*[columns(patients)[place] for place in (0, 2, 1)])
    assert test.statistic == pytest.approx(theirs.test_statistic, abs=1e-8)
    assert test.p == pytest.approx(theirs.p_value, abs=1e-9)


@given(PATIENTS)
def test_greenwood_gives_the_same_curve(patients: Patients) -> None:
    greenwood = pytest.importorskip("greenwood", reason="greenwood (requirements-dev.txt) is a second opinion")
    time, event, _ = columns(patients)
    theirs = greenwood.KaplanMeier(conf_type="log-log").fit(greenwood.Surv(time, event=event.astype(int)))
    ours = curve_of(patients).table.set_index("time")
    place = np.searchsorted(ours.index, theirs.time_)
    inside = (theirs.survival_ > 0) & (theirs.survival_ < 1)
    assert ours["estimate"].to_numpy()[place] == pytest.approx(theirs.survival_, abs=1e-9)
    assert ours["low"].to_numpy()[place][inside] == pytest.approx(theirs.conf_low_[inside], abs=1e-9)
    assert ours["high"].to_numpy()[place][inside] == pytest.approx(theirs.conf_high_[inside], abs=1e-9)
