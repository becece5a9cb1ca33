"""Weekly words for the tests of imputation."""

from __future__ import annotations

import numpy as np


def matrix(*words: str) -> np.ndarray:
    """Words as a matrix of symbols, zero padded."""
    width = max(map(len, words))
    return np.array([list(word.encode().ljust(width, b"\0")) for word in words], np.uint8)


def lengths(*words: str) -> np.ndarray:
    """Weeks of each word."""
    return np.array([len(word) for word in words])


def simulated(people: int, weeks: int = 12, *, missed: float = 0.35, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Complete words and the same with some weeks missed at random, made from a chain that remembers last week."""
    rng = np.random.default_rng(seed)
    positive = np.zeros((people, weeks), bool)
    before = np.zeros(people, bool)
    for week in range(weeks):
        before = positive[:, week] = rng.random(people) < np.where(before, 0.4, 0.07)
    complete = np.where(positive, np.uint8(ord("+")), np.uint8(ord("-")))
    return complete, np.where(rng.random(complete.shape) < missed, np.uint8(ord("o")), complete)
