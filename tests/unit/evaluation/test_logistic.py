"""Logistic regression: a two-by-two table by hand, separation without a crash, one-sided answers refused."""

from __future__ import annotations

import math

import numpy as np
import pytest

from analytics.errors import NotEstimable
from analytics.evaluation.logistic import logistic


def test_a_two_by_two_table_gives_its_odds_ratio() -> None:
    # of 10 without x 2 say yes (odds 1/4), of 10 with x 6 do (odds 3/2): odds ratio 6
    x = np.repeat([0.0, 1.0], 10)[:, None]
    fit = logistic(x, np.r_[np.arange(10) < 2, np.arange(10) < 6])
    assert fit.coefficients == pytest.approx([math.log(1 / 4), math.log(6)])
    assert fit.covariance[1, 1] == pytest.approx(1 / 2 + 1 / 8 + 1 / 6 + 1 / 4)
    assert fit.chance(np.array([[0.0], [1.0]])) == pytest.approx([0.2, 0.6])


def test_separated_answers_keep_finite_chances() -> None:
    x = np.arange(20.0)[:, None]
    fit = logistic(x, x[:, 0] >= 10)
    assert fit.separated
    chance = fit.chance(x)
    assert np.isfinite(fit.coefficients).all() and chance[0] < 0.01 and chance[-1] > 0.99


def test_a_covariate_told_by_another_changes_no_chance() -> None:
    random = np.random.default_rng(1)
    x = random.normal(size=(50, 1))
    yes = random.random(50) < 0.5
    twice = logistic(np.column_stack([x, 2 * x]), yes)
    assert twice.chance(np.column_stack([x, 2 * x])) == pytest.approx(logistic(x, yes).chance(x), abs=1e-8)


@pytest.mark.parametrize("answer", [0, 1])
def test_one_sided_answers_are_refused(answer: int) -> None:
    with pytest.raises(NotEstimable, match="Everybody, or nobody"):
        logistic(np.zeros((5, 1)), np.full(5, answer))
