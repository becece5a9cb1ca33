"""Imputing forward: the imputed week before counts, draws are those of the seed, one person at a time agrees."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.evaluation import imputation_draws
from analytics.evaluation.imputation_draws import drawn_results, imputed_forward
from analytics.evaluation.imputation_model import imputation_model
from analytics.evaluation.imputation_weeks import Weeks, weeks_of
from tests.unit.evaluation.words import matrix, simulated

EFFECT = np.array([[0.0], [-3.0], [3.0], [-1.0], [1.0]])
"""Of none, − and + in the neighbouring week, − and + longer ago."""


def forward(
    words: np.ndarray, surplus: float, *, effect: np.ndarray = EFFECT, weeks: Weeks | None = None
) -> list[bool]:
    weeks = weeks or weeks_of(words, group=np.zeros(len(words)))
    return imputed_forward(weeks, np.full((len(weeks.person), 1), surplus), effect)[:, 0].tolist()


def test_an_imputed_week_is_the_last_symbol_of_the_next_one() -> None:
    # +: 3 − 2 > 0, so positive, and so is the one after it; after − neither
    assert forward(matrix("+oo"), -2.0) == [True, True]
    assert forward(matrix("-oo"), 2.0) == [False, False]
    assert forward(matrix("ooo"), 0.5) == [True, True, True]  # none before the first: 0.5 > 0


def test_an_observed_week_takes_over() -> None:
    assert forward(matrix("+o-o"), 0.0) == [True, False]


def test_a_symbol_longer_ago_counts_less() -> None:
    assert forward(matrix("+_o"), -2.0) == [False]  # 1 − 2, where the neighbouring week would give 3 − 2


def test_two_windows_of_one_week_make_it_positive_if_one_is() -> None:
    weeks = weeks_of(matrix("___"), group=np.zeros(1), missed=(np.zeros(3, int), np.array([1, 1, 2])))
    found = imputed_forward(weeks, np.array([[1.0], [-1.0], [-2.0]]), EFFECT)[:, 0]
    assert found.tolist() == [True, False, True]  # the third: 3 − 2 after a positive week


def test_person_by_person_agrees_with_all_at_once() -> None:
    words = simulated(40, seed=5)[1]
    weeks = weeks_of(words, group=np.zeros(40))
    surplus = np.random.default_rng(2).normal(size=(len(weeks.person), 3))
    effect = np.random.default_rng(4).normal(size=(5, 3))
    effect[0] = 0
    found = imputed_forward(weeks, surplus, effect)
    for person in range(40):
        for number in range(3):
            word = words[person].tolist()
            for item in np.flatnonzero(weeks.person == person):
                week = int(weeks.week[item])
                level = 0 if not week else {ord("-"): 1, ord("+"): 2}[word[week - 1]]
                positive = surplus[item, number] + effect[level, number] > 0
                assert positive == found[item, number]
                word[week] = ord("+") if positive else ord("-")


def test_draws_depend_on_seed_and_number_alone() -> None:
    weeks = weeks_of(simulated(60)[1], group=np.zeros(60))
    model = imputation_model(weeks)

    def drawn(seed: int, data_sets: int) -> np.ndarray:
        return np.hstack([found for _, found in drawn_results(weeks, model, 0.0, seed=seed, data_sets=data_sets)])

    assert (drawn(1, 4) == drawn(1, 8)[:, :4]).all() and (drawn(1, 4) != drawn(2, 4)).any()


def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    weeks = weeks_of(simulated(60)[1], group=np.zeros(60))
    model = imputation_model(weeks)
    whole = list(drawn_results(weeks, model, 0.3, seed=7, data_sets=5))
    monkeypatch.setattr(imputation_draws, "CELLS_AT_ONCE", 2 * len(weeks.person))
    parts = list(drawn_results(weeks, model, 0.3, seed=7, data_sets=5))
    assert [len(sets) for sets, _ in parts] == [2, 2, 1]
    assert (np.hstack([found for _, found in parts]) == whole[0][1]).all()
