"""Pooling: small levels are pooled before they are named, and the pool is large enough itself."""

from __future__ import annotations

from analytics.reports.pooling import POOLED, pooled


def names(sizes: dict[str, tuple[int, ...]]) -> list[tuple[str, tuple[str, ...]]]:
    """The groups by name, with their levels."""
    return [(group.name, group.levels) for group in pooled(sizes, least=11)]


def test_large_levels_keep_their_names_in_alphabetical_order() -> None:
    assert names({"white": (40,), "black": (11,)}) == [("black", ("black",)), ("white", ("white",))]


def test_small_levels_make_one_pool_at_the_end() -> None:
    assert names({"white": (40,), "native": (6,), "asian": (5,), "black": (20,)}) == [
        ("black", ("black",)), ("white", ("white",)), (POOLED, ("asian", "native")),
    ]  # fmt: skip


def test_the_smallest_large_level_joins_a_pool_that_is_too_small() -> None:
    assert names({"white": (40,), "native": (3,), "black": (20,)}) == [
        ("white", ("white",)), (POOLED, ("black", "native")),
    ]  # fmt: skip


def test_every_count_of_a_level_must_be_large_enough() -> None:
    # 30 people of whom 10 were not counted: small, so the next smallest joins
    assert names({"day": (20, 10), "evening": (15, 15), "weekend": (30, 30)}) == [
        ("weekend", ("weekend",)), (POOLED, ("day", "evening")),
    ]  # fmt: skip


def test_one_group_tells_nothing() -> None:
    assert names({"day": (20,), "evening": (4,)}) == []
    assert names({"day": (20,)}) == []
    assert names({}) == []
