"""The fit itself: lifelines on counted rows, and the exact bounds where the log-log interval does not exist."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.outcomes.durations import event_counts
from analytics.outcomes.kaplan_meier import kaplan_meier, with_exact_bounds


def test_counted_rows_give_what_lifelines_gives_patient_by_patient() -> None:
    lifelines = pytest.importorskip("lifelines", reason="lifelines (requirements.txt)")
    random = np.random.default_rng(7)
    time, event = random.integers(0, 40, 300).astype(float), random.random(300) < 0.5
    estimate, low, high = kaplan_meier(event_counts(time, event), 0.90)
    fitter = lifelines.KaplanMeierFitter(alpha=0.10).fit(time, event)
    inside = ~np.isnan(low)
    assert inside.sum() > 30
    assert estimate == pytest.approx(fitter.survival_function_.to_numpy()[:, 0], abs=1e-12)
    assert low[inside] == pytest.approx(fitter.confidence_interval_.to_numpy()[inside, 0], abs=1e-12)
    assert high[inside] == pytest.approx(fitter.confidence_interval_.to_numpy()[inside, 1], abs=1e-12)


def test_where_the_log_log_interval_does_not_exist_the_limits_are_unknown() -> None:
    _, low, high = kaplan_meier(
        event_counts(np.array([1.0, 2.0, 3.0, 4.0]), np.array([False, True, False, True])), 0.95
    )
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [True, False, False, True]


@pytest.mark.parametrize(
    ("time", "event", "row", "low", "high"),
    [
        # nobody yet: (α/2)^(1/m), m = n − number censored before
        ([5, 7, 7], [0, 0, 0], 0, 0.025 ** (1 / 3), 1.0),
        ([5, 7, 7], [0, 0, 0], 1, 0.025 ** (1 / 2), 1.0),  # one censored before day 7
        # everybody: 0 to 1 − (α/2)^(1/m)
        ([5, 7, 7], [1, 1, 1], 1, 0.0, 1 - 0.025 ** (1 / 3)),
        ([5, 7, 7], [0, 1, 1], 1, 0.0, 1 - 0.025 ** (1 / 2)),
        ([4], [1], 0, 0.0, 0.975),  # one person
        ([4], [0], 0, 0.025, 1.0),
        ([0, 0], [1, 1], 0, 0.0, 1 - 0.025 ** (1 / 2)),  # everybody on day 0
    ],
)
def test_exact_bounds(time: list[int], event: list[int], row: int, low: float, high: float) -> None:
    counts = event_counts(np.array(time, dtype=float), np.array(event, dtype=bool))
    _, lower, upper = kaplan_meier(counts, 0.95)
    lower, upper = with_exact_bounds(counts, lower, upper, 0.95)
    assert (lower[row], upper[row]) == (pytest.approx(low, abs=1e-12), pytest.approx(high, abs=1e-12))


def test_the_exact_bounds_are_those_of_clopper_and_pearson() -> None:
    from analytics.outcomes.intervals import clopper_pearson

    counts = event_counts(np.full(12, 30.0), np.zeros(12, dtype=bool))
    low, high = with_exact_bounds(counts, *kaplan_meier(counts, 0.95)[1:], 0.95)
    exact = clopper_pearson(12, 12)
    assert (low[0], high[0]) == (pytest.approx(exact.low, abs=1e-12), exact.high)
