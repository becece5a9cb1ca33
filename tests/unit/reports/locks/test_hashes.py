"""Keyed hashes are HMAC-SHA256, and what they cover comes back."""

from __future__ import annotations

import hmac

import numpy as np

from analytics.reports.locks.hashes import covered, digests, key_of_lock, mask, numbers, rows_of

KEY = bytes(range(32))


def test_digests_are_those_of_the_standard_library() -> None:
    things = [b"", b"one", b"x" * 200]

    found = digests(KEY, "purpose", things)

    assert [bytes(row) for row in found] == [hmac.digest(KEY, b"purpose\0" + thing, "sha256") for thing in things]
    assert digests(KEY, "purpose", []).shape == (0, 32)


def test_every_lock_has_a_key_of_its_own() -> None:
    assert (
        len({key_of_lock(KEY, "2026Q2.v1 a"), key_of_lock(KEY, "2026Q2.v2 a"), key_of_lock(bytes(32), "2026Q2.v1 a")})
        == 3
    )


def test_numbers_are_read_little_end_first() -> None:
    assert numbers(np.array([[1, 0, 0, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0, 0]], np.uint8)).tolist() == [1, 256]


def test_rows_are_cut_by_their_width() -> None:
    assert list(rows_of(np.array([[1, 2], [3, 4]], np.uint8))) == [b"\1\2", b"\3\4"]


def test_what_is_covered_comes_back_and_is_noise_meanwhile() -> None:
    """Seventy bytes a name need three blocks of key stream."""
    names = np.arange(500, dtype=np.uint64)
    plain = np.zeros((500, 35), "<u2")

    hidden = covered(KEY, "counts", names, plain)

    assert hidden.shape == (500, 70) and not covered(KEY, "counts", names, hidden).any()
    assert 120 < hidden.mean() < 135 and len(np.unique(hidden, axis=0)) == 500
    assert (mask(KEY, "counts", names, 8) != mask(KEY, "class", names, 8)).mean() > 0.99


def test_nobody_can_be_covered() -> None:
    assert covered(KEY, "counts", np.zeros(0, np.uint64), np.zeros((0, 3), "<u2")).shape == (0, 6)
