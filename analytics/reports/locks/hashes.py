"""Keyed hashes (HMAC-SHA256) of many things at once; without the key they are noise.

Every lock has a key of its own, made from the person's key and the lock's name, so that two locks cannot be laid side
by side without it.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

import numpy as np

HASH = "sha256"
BLOCK = 64
"""Bytes of a block of SHA-256: a key is at most as long."""
SHORT = 8
"""Bytes kept of a hash that names a row: among a million rows two meet by chance about once in 37 million locks."""


def key_of_lock(key: bytes, salt: str) -> bytes:
    """The lock's own key."""
    return hmac.digest(key, f"lock\0{salt}".encode(), HASH)


def digests(key: bytes, purpose: str, things: Iterable[bytes], size: int = 32) -> np.ndarray:
    """The first `size` bytes of the keyed hash of each thing: uint8, one row a thing.

    HMAC-SHA256 of purpose, a zero byte and the thing; what all of them share is hashed once.
    """
    padded = key.ljust(BLOCK, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in padded) + purpose.encode() + b"\0")
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in padded))

    def digest(thing: bytes) -> bytes:
        within, around = inner.copy(), outer.copy()
        within.update(thing)
        around.update(within.digest())
        return around.digest()[:size]

    return np.frombuffer(b"".join(map(digest, things)), np.uint8).reshape(-1, size)


def numbers(found: np.ndarray) -> np.ndarray:
    """Hashes of eight bytes as numbers (uint64, little end first)."""
    return np.ascontiguousarray(found).view("<u8").reshape(-1)


def rows_of(matrix: np.ndarray) -> Iterable[bytes]:
    """The bytes of each row of a matrix."""
    held, width = np.ascontiguousarray(matrix).tobytes(), matrix.shape[1] * matrix.itemsize
    return (held[at : at + width] for at in range(0, len(held), width))


def mask(key: bytes, purpose: str, names: np.ndarray, size: int) -> np.ndarray:
    """`size` bytes of key stream for each name (uint64): what is laid over with them is unreadable without the key."""
    blocks = [
        digests(key, f"{purpose}\0{block}", rows_of(names.astype("<u8").reshape(-1, 1)))
        for block in range(-(-size // 32))
    ]
    return np.concatenate(blocks, axis=1)[:, :size]


def covered(key: bytes, purpose: str, names: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Values (one row a name) covered by the key stream, as bytes; the same call on the bytes uncovers them."""
    width = values.itemsize * int(np.prod(values.shape[1:], dtype=int))
    plain = np.ascontiguousarray(values).view(np.uint8).reshape(len(names), width)
    found: np.ndarray = plain ^ mask(key, purpose, names, plain.shape[1])
    return found
