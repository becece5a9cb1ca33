"""The funnel: small units are hidden yet counted; limits widen only when all units scatter; few units are refused."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.errors import NotEstimable
from analytics.evaluation.funnel import LEAST_PEOPLE, dispersion, funnel, limits_at


def test_one_of_ten_far_away_is_beyond_the_outer_limits() -> None:
    n = np.full(11, 100)
    events = np.array([50, 51, 49, 50, 52, 48, 50, 50, 51, 49, 90])
    found = funnel([f"site {k}" for k in range(11)], n, events)
    # target 590 / 1100; site 10 has 90 of 100: z = (0.9 - 0.536) / 0.0499 = 7.3
    assert found.target == pytest.approx(590 / 1100)
    assert found.units["beyond"].tolist() == [""] * 10 + ["outer"]
    assert found.units["ratio"].iloc[10] == pytest.approx(90 / (100 * 590 / 1100))
    assert not found.widened  # one outlier is drawn in and does not widen the limits for itself


def test_scattered_units_widen_the_limits() -> None:
    n = np.full(12, 200)
    events = np.array([60, 140] * 6)
    found = funnel([str(k) for k in range(12)], n, events)
    # target 0.5, every |z| = 0.2 / sqrt(0.25 / 200) = 5.657, squared 32: phi = 32
    assert found.phi == pytest.approx(32)
    assert found.widened and set(found.units["beyond"]) == {""}
    narrow = limits_at(n, 0.5)
    assert (found.units["outer_low"] < narrow["outer_low"]).all()


def test_under_ten_units_no_dispersion_is_told() -> None:
    found = funnel(list("abc"), np.array([50, 60, 70]), np.array([10, 30, 60]))
    assert found.phi is None and not found.widened


def test_small_units_are_hidden_but_count_towards_the_whole() -> None:
    n = np.array([50, 60, 70, LEAST_PEOPLE - 1])
    found = funnel(list("abcd"), n, np.array([20, 30, 40, 10]))
    assert found.units["unit"].tolist() == ["a", "b", "c"]
    assert (found.hidden, found.hidden_people) == (1, 10)
    assert found.target == pytest.approx(100 / 190)


def test_limits_are_closest_to_the_target_for_the_largest_unit() -> None:
    limits = limits_at(np.array([20, 200, 2000]), 0.3)
    assert (np.diff(limits["high"]) < 0).all() and (np.diff(limits["low"]) > 0).all()
    assert (limits["outer_low"] <= limits["low"]).all() and (limits["outer_high"] >= limits["high"]).all()


def test_dispersion_of_equal_z_is_their_square() -> None:
    assert dispersion(np.array([2.0, -2.0, 2.0, -2.0])) == 4


REFUSED = [
    (np.array([50, 60, 5]), np.array([1, 2, 3]), "Fewer than 3 units"),
    (np.array([50, 60, 50]), np.array([0, 0, 0]), "Nobody, or everybody"),
    (np.array([50, 60, 50]), np.array([50, 60, 50]), "Nobody, or everybody"),
]


@pytest.mark.parametrize(("n", "events", "said"), REFUSED)
def test_what_cannot_be_drawn_says_so(n: np.ndarray, events: np.ndarray, said: str) -> None:
    with pytest.raises(NotEstimable, match=said):
        funnel(["a", "b", "c"], n, events)
