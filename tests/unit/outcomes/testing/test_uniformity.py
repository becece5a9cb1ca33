"""Evenness and chance by hand."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.outcomes.testing.uniformity import even_fit, expected_usual_share, regular_gap_chance


def test_independent_tests_have_a_design_effect_of_about_one() -> None:
    """Six patients with one test each, 4 and 2 on two days: chi-square (1 + 1) ÷ 3; effect 12/5 · 2 · (4/6 · 2/6)."""
    fit = even_fit(np.array([[1, 0]] * 4 + [[0, 1]] * 2))
    assert fit.chi_square == pytest.approx(2 / 3)
    # residuals: 4 × (1/3)² + 2 × (2/3)² = 12/9 a day; variance 6/5 · 12/9 ÷ 36 = 2/45; Σ 6 · 2/45 · 2 over 2 days ÷ 1
    assert fit.design_effect == pytest.approx(2 * 6 * 2 * 2 / 45)
    assert fit.degrees == 1 and fit.p is not None and 0.3 < fit.p < 0.6


def test_habits_are_not_taken_for_unevenness() -> None:
    """Twenty patients, each always on one weekday, four on each: even on the whole, and the test says so."""
    fit = even_fit(np.kron(np.eye(5, dtype=int), np.full((4, 1), 12)))
    assert fit.chi_square == 0 and fit.p == pytest.approx(1)
    assert fit.design_effect > 12  # twelve tests of one habit count about as one


def test_too_few_patients() -> None:
    assert even_fit(np.array([[3, 4]])).p is None
    assert even_fit(np.zeros((4, 2), int)).p is None


def test_one_test_is_always_on_its_fullest_day() -> None:
    assert expected_usual_share(1, 7) == pytest.approx(1)


def test_more_tests_come_nearer_to_an_even_share() -> None:
    shares = [expected_usual_share(tests, 5) for tests in (2, 4, 8, 16, 64)]
    assert shares == sorted(shares, reverse=True)
    assert shares[-1] > 1 / 5


def test_daily_windows_are_always_regular() -> None:
    assert regular_gap_chance(1) == 1
    assert regular_gap_chance(2) == pytest.approx(1)
