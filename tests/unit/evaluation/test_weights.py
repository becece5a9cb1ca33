"""Weights: balance by hand, mean one, and what is said where the groups cannot be made alike."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.evaluation.weights import inverse_probability_weights


def test_a_binary_covariate_is_balanced_exactly() -> None:
    # first group: 30 of 40 are old; second: 20 of 60. Everyone: 50 of 100; weighted, both groups have half.
    old = np.r_[np.arange(40) < 30, np.arange(60) < 20].astype(float)
    group = np.repeat([0, 1], [40, 60])
    found = inverse_probability_weights(old[:, None], group)
    for code in (0, 1):
        own = group == code
        assert np.average(old[own], weights=found.weight[own]) == pytest.approx(0.5)
    # an old one of the first group: 0.4 / (30 / 50)
    assert found.weight[0] == pytest.approx(0.4 / 0.6)
    assert found.weight.mean() == pytest.approx(1)
    assert found.effective[0] < 40 and found.effective[1] < 60
    assert found.outside == 0


def test_alike_groups_need_no_weights() -> None:
    x = np.tile([[0.0], [1.0], [2.0]], (20, 1))
    found = inverse_probability_weights(x, np.repeat([0, 1], 30))
    assert found.weight == pytest.approx(np.ones(60))
    assert found.effective == pytest.approx((30, 30))
    assert found.notes == ("Weights run from 1.00 to 1.00.",)


def test_groups_told_by_a_covariate_cannot_be_made_alike() -> None:
    x = np.r_[np.linspace(0, 1, 30), np.linspace(2, 3, 30)][:, None]
    found = inverse_probability_weights(x, np.repeat([0, 1], 30))
    assert found.outside == 60
    assert any("cannot be made alike" in note for note in found.notes)


def test_overlap_is_the_share_of_each_group() -> None:
    random = np.random.default_rng(3)
    x = random.normal(size=(400, 2))
    found = inverse_probability_weights(x, (x[:, 0] + random.normal(size=400) > 0).astype(int))
    assert found.overlap[["first", "second"]].sum().tolist() == pytest.approx([1, 1])
