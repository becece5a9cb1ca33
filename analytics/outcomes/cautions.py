"""Sentences without which a comparison of groups must not be read."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.outcomes.intervals import Estimate
from analytics.outcomes.patterns import Clock
from analytics.records.stays import KNOWN_AT_LEAVING

UNEVEN_TESTING = 0.10
"""Groups whose share of due tests given differs by more are not compared without saying so."""

UNEVEN_COVERAGE = 0.10
"""Groups in which tests could have seen shares of the days that differ by more are not compared without saying so."""

IMMORTAL_TIME = (
    "Biased, not for comparison: the groups are known only at discharge, and whoever completed had to stay long enough "
    "to complete (immortal time). Count days from discharge instead."
)


def immortal_time(by: str | None, clock: Clock) -> str:
    """Why groups known only at discharge cannot be compared from an earlier zero; empty when they can."""
    return IMMORTAL_TIME if by in KNOWN_AT_LEAVING and clock != "discharge" else ""


def uneven_testing(tested: Sequence[Estimate]) -> str:
    """That the groups gave their due tests unequally: testing less often sees less use. Empty when they did not."""
    shares = [found.value for found in tested if found.value is not None]
    if len(shares) < 2 or max(shares) - min(shares) <= UNEVEN_TESTING:
        return ""
    return (
        f"The groups were tested unequally: {min(shares):.0%} to {max(shares):.0%} of due tests given; part of a "
        "difference may be the testing."
    )


def uneven_coverage(covered: Sequence[Estimate]) -> str:
    """That tests could have seen unequal shares of the groups' days. Empty when the shares are alike."""
    shares = [found.value for found in covered if found.value is not None]
    if len(shares) < 2 or max(shares) - min(shares) <= UNEVEN_COVERAGE:
        return ""
    return (
        f"What tests could have seen differs between the groups: {min(shares):.0%} to {max(shares):.0%} of the days in "
        "care lie in a detection window, so they are not compared by test without saying so."
    )


def people_on_both_sides(people: int) -> str:
    """That some people have episodes in several of the groups compared. Empty when nobody has."""
    if not people:
        return ""
    have = "1 person has" if people == 1 else f"{people:,} people have"
    return (
        f"{have} episodes in more than one of the groups, so the groups are not independent; all episodes of a person "
        "are taken together in intervals and p-values."
    )
