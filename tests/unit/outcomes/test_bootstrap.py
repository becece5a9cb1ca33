"""The bootstrap of a ratio: the same every time, patients kept whole, infinite where nobody is below the line."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.outcomes import bootstrap
from analytics.outcomes.bootstrap import SEED, ratio_of_sums

COST = np.array([1000.0, 3000.0, 2000.0, 4000.0, 2500.0] * 8)
ABSTINENT = np.array([1.0, 0.0, 1.0, 1.0, 0.0] * 8)


def test_the_figure_and_an_interval_around_it() -> None:
    found = ratio_of_sums(COST, ABSTINENT)
    assert found.value == pytest.approx(100_000 / 24)
    assert (found.low or 0) < (found.value or 0) < (found.high or 0)
    assert (found.n, found.method) == (40, f"bootstrap by patient, 2,000 draws, seed {SEED}")


def test_the_same_records_give_the_same_interval() -> None:
    assert ratio_of_sums(COST, ABSTINENT) == ratio_of_sums(COST, ABSTINENT)
    assert ratio_of_sums(COST, ABSTINENT, seed=1).low != ratio_of_sums(COST, ABSTINENT).low


def test_drawing_in_blocks_draws_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "CELLS_AT_A_TIME", 130)  # three draws of 40 at a time: 667 blocks
    whole = ratio_of_sums(COST, ABSTINENT, draws=2000)
    assert bootstrap._drawn_ratios(COST, ABSTINENT, 2000, np.random.default_rng(1)).shape == (2000,)
    assert whole.value == pytest.approx(100_000 / 24)


def test_equal_patients_have_an_interval_of_no_width() -> None:
    found = ratio_of_sums(np.full(30, 500.0), np.ones(30))
    assert (found.low, found.value, found.high) == (500, 500, 500)


def test_one_abstinent_among_many_has_no_upper_limit() -> None:
    # a draw of 12 leaves the one abstinent out with (11/12)^12 = 0.35
    found = ratio_of_sums(np.full(12, 10.0), np.array([1.0] + [0.0] * 11))
    assert found.high == np.inf


def test_nobody_below_the_line() -> None:
    assert ratio_of_sums(np.ones(3), np.zeros(3)).reason == "nobody to divide by"
