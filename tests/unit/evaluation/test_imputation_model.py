"""The imputation model: learns what surrounds a positive week, stays finite, refuses to learn from nothing."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.errors import NotEstimable
from analytics.evaluation.imputation_model import fitted_with_pseudo_rows, imputation_model
from analytics.evaluation.imputation_weeks import weeks_of
from tests.unit.evaluation.words import matrix, simulated


def chances(
    words: np.ndarray,
    *,
    group: np.ndarray | None = None,
    site: np.ndarray | None = None,
    session: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Log odds of every missed test without the last symbol, and the effect of the last symbol, drawn once."""
    weeks = weeks_of(words, group=np.zeros(len(words)) if group is None else group, site=site, session=session)
    model = imputation_model(weeks)
    chance, last = model.draw([np.random.default_rng(0)])
    return chance[model.pattern, 0], last[:, 0]


def test_a_positive_week_before_makes_a_positive_one_likelier() -> None:
    last = chances(simulated(2000)[1])[1]
    assert last[2] > last[1] and last[4] > last[1]  # +, in the neighbouring week or earlier, against −
    assert last[0] == 0  # none is the reference


def test_sites_and_missed_sessions_are_learnt() -> None:
    rng = np.random.default_rng(3)
    site = np.arange(600) % 2
    session = rng.integers(1, 3, (600, 8)).astype(np.uint8)
    chance = 1 / (1 + np.exp(-(-2.0 + 1.5 * site[:, None] + 1.5 * (session == 2))))
    words = np.where(rng.random((600, 8)) < chance, np.uint8(ord("+")), np.uint8(ord("-")))
    words[rng.random(words.shape) < 0.3] = ord("o")
    weeks = weeks_of(words, group=np.zeros(600), site=site, session=session)
    logits = chances(words, site=site, session=session)[0]
    missed_session = session[weeks.person, weeks.week] == 2
    elsewhere = site[weeks.person] == 1
    assert logits[elsewhere].mean() - logits[~elsewhere].mean() == pytest.approx(1.5, abs=0.6)
    assert logits[missed_session].mean() - logits[~missed_session].mean() == pytest.approx(1.5, abs=0.6)


def test_weeks_that_are_always_negative_keep_finite_odds() -> None:
    # group 1 has not a single positive week: perfect separation
    words = matrix(*["-+o-+-"] * 20, *["--o---"] * 20)
    chance, _ = chances(words, group=np.repeat([0, 1], 20))
    assert np.isfinite(chance).all() and np.abs(chance).max() < 15
    assert chance[:20].mean() > chance[20:].mean()


def test_all_negative_three_people_and_one_kind_of_week_are_no_obstacle() -> None:
    assert chances(matrix("--o", "-o-", "o--"))[0].max() < 0
    assert chances(matrix("-", "+", "o"))[0].shape == (1,)


def test_no_test_given_says_so() -> None:
    with pytest.raises(NotEstimable, match="No test was given"):
        imputation_model(weeks_of(matrix("oo", "o_"), group=np.zeros(2)))


def test_pseudo_rows_do_not_move_the_share() -> None:
    # no covariate at all: 30 of 100, the half added to a yes and a no
    found = fitted_with_pseudo_rows(np.zeros((1, 0)), np.array([30.0]), np.array([100.0]))
    odds = np.exp(found.coefficients[0])
    assert odds / (1 + odds) == pytest.approx((30 + 30.5 / 101) / 101)


def test_draws_scatter_as_the_covariance_says() -> None:
    weeks = weeks_of(simulated(300)[1], group=np.zeros(300))
    model = imputation_model(weeks)
    last = model.draw([np.random.default_rng(k) for k in range(4000)])[1]
    error = np.sqrt(model.fitted.covariance[1, 1])
    assert last[1].mean() == pytest.approx(model.fitted.coefficients[1], abs=4 * error / np.sqrt(4000))
    assert last[1].std() == pytest.approx(error, rel=0.05)
