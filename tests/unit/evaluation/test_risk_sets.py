from __future__ import annotations

import numpy as np
import pytest

from analytics.evaluation.risk_sets import (
    Intervals,
    RiskSets,
    efron_terms,
    expected_events,
    information,
    information_by_time,
)


def _people(seed: int) -> Intervals:
    """Sixty intervals with many ties, late entries, weights; two covariates."""
    chance = np.random.default_rng(seed)
    start = np.where(chance.random(60) < 0.3, chance.integers(0, 4, 60), -np.inf)
    stop = np.maximum(start, 0) + chance.integers(1, 6, 60)
    return Intervals.of(
        stop, chance.random(60) < 0.6, chance.normal(size=(60, 2)), start=start, weight=chance.uniform(0.5, 2, 60)
    )


def test_a_value_of_every_event_time_is_summed_while_someone_is_at_risk() -> None:
    data = Intervals.of([1, 2, 4, 3], [1, 1, 1, 0], [0.0, 0, 0, 0], start=np.array([-np.inf, 1, 0, 2]))
    sets = RiskSets.of(data)  # events on days 1, 2 and 4
    found = sets.while_at_risk(np.array([1.0, 10, 100]))
    assert found.tolist() == [1, 10, 111, 0]  # the last is at risk on day 3 only, when nothing happens


def test_expected_events_of_tied_deaths_by_hand() -> None:
    data = Intervals.of([1, 1, 2], [1, 1, 0], [0.0, 0, 0])
    sets, risk = RiskSets.of(data), np.ones(3)
    terms = efron_terms(data, sets, risk)
    # Efron: 1 of 3, then 1 of 3 − 1/2 · 2 = 2; in the second the dead count by half
    assert expected_events(sets, risk, terms) == pytest.approx([1 / 3 + 1 / 4, 1 / 3 + 1 / 4, 1 / 3 + 1 / 2])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_information_at_once_is_the_sum_over_the_event_times(seed: int) -> None:
    data = _people(seed)
    sets, risk = RiskSets.of(data), np.exp(data.x @ np.array([0.4, -0.7]))
    terms = efron_terms(data, sets, risk)
    by_time = information_by_time(data, sets, risk, terms).sum(axis=0)
    assert information(data, sets, risk, terms) == pytest.approx(by_time, rel=1e-12)


def test_as_many_events_are_expected_as_there_are() -> None:
    data = _people(4)
    sets, risk = RiskSets.of(data), np.exp(data.x @ np.array([0.4, -0.7]))
    expected = expected_events(sets, risk, efron_terms(data, sets, risk))
    # every event time shares out its mean weight once a death
    assert float(data.weight @ expected) == pytest.approx(float(data.weight[data.event].sum()))


def test_whoever_leaves_before_the_first_event_is_in_no_risk_set() -> None:
    alone, late = (
        RiskSets.of(Intervals.of([1, 2, 3, 4], [0, 1, 0, 1], np.zeros(4), start=start))
        for start in (None, np.array([-np.inf, -np.inf, 2, -np.inf]))
    )
    assert alone.over_risk_sets(np.ones(4)).tolist() == [3, 1]  # events on days 2 and 4
    assert late.over_risk_sets(np.ones(4)).tolist() == [2, 1]  # the third is there from day 2 on only
