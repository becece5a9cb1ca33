"""Median and restricted mean: the rules at the edges."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.outcomes.durations import event_counts
from analytics.outcomes.survival_summary import Median, median_with_limits, restricted_mean


@pytest.mark.parametrize(
    ("estimate", "median"),
    [
        ([0.9, 0.6, 0.4], 30),
        ([0.9, 0.5, 0.4], 25),  # the middle of the stretch at one half
        ([0.9, 0.5, 0.5], 25),  # a stretch that nothing ends reaches to the last time
        ([0.9, 0.6, 0.5], 30),
        ([0.9, 0.6, 0.51], None),
        ([0.2, 0.1, 0.0], 10),
        ([0.9, 0.5 + 1e-12, 0.4], 25),  # one half but for the computer's rounding
        ([float("nan"), 0.6, 0.4], 30),  # a limit that does not exist is passed over
        ([float("nan")] * 3, None),
    ],
)
def test_median(estimate: list[float], median: float | None) -> None:
    time, curve = np.array([10.0, 20.0, 30.0]), np.array(estimate)
    unknown = np.full(3, np.nan)
    assert median_with_limits(time, curve, unknown, unknown) == Median(median, None, None)


def test_an_empty_curve_has_no_median() -> None:
    nothing = np.zeros(0)
    assert median_with_limits(nothing, nothing, nothing, nothing) == Median(None, None, None)


@pytest.mark.parametrize(
    ("time", "event", "tau", "mean", "error"),
    [
        ([2, 4], [0, 0], 4, 4, 0),  # nobody had it: the whole time, without error
        ([2, 4], [0, 0], 5, None, None),  # no one was followed to 5
        ([2, 4], [1, 1], 9, 3, 2 * 0.5**0.5 / 2),  # everybody had it: known for ever; area to come 1, 1² / (2 × 1)
        ([2, 4], [1, 1], 1, 1, 0),  # before the first event
        ([2, 4], [1, 0], 0, 0, 0),
        ([], [], 4, None, None),
    ],
)
def test_restricted_mean(
    time: list[int], event: list[int], tau: float, mean: float | None, error: float | None
) -> None:
    counts = event_counts(np.array(time, dtype=float), np.array(event, dtype=bool))
    left = np.cumprod(1 - counts.events / counts.at_risk)
    assert restricted_mean(counts, left, tau) == (
        None if mean is None else pytest.approx(mean),
        None if error is None else pytest.approx(error),
    )


def test_without_a_limit_there_is_no_restricted_mean() -> None:
    assert restricted_mean(event_counts(np.zeros(0), np.zeros(0, dtype=bool)), np.zeros(0), None) == (None, None)
