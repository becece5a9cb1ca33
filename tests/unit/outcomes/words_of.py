"""Words written as text, for tests."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def words_of(*words: str) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
    """Words as the analytics take them: uint8 (E, W) zero padded, and lengths (E,)."""
    width = max(map(len, words), default=0)
    padded = b"".join(word.encode().ljust(width, b"\0") for word in words)
    letters = np.frombuffer(padded, np.uint8).reshape(len(words), width)
    return letters, np.array([len(word) for word in words], np.int32)


def text_of(words: NDArray[np.uint8], lengths: NDArray[np.integer]) -> list[str]:
    """The same words as text again."""
    return [word[:length].tobytes().decode() for word, length in zip(words, lengths, strict=True)]
