"""The comparison itself: it names what differs and by how much, and cannot be satisfied by what is missing."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.parity.compare_with_r import same_as_r, same_curve

THEIRS: dict[str, Any] = {
    "n": 2, "events": 1, "tau": 3, "median": 2.0, "median_low": None, "median_high": None,
    "restricted_mean": 2.5, "restricted_mean_se": 0.4,
    "curve": {"time": [2, 3], "at_risk": [2, 1], "events": [1, 0], "censored": [0, 1],
              "estimate": [0.5, 0.5], "low": [0.01, 0.01], "high": [0.9, 0.9]},
}  # fmt: skip


def ours() -> dict[str, Any]:
    curve = [dict(zip(THEIRS["curve"], row, strict=True)) for row in zip(*THEIRS["curve"].values(), strict=True)]
    return copy.deepcopy(THEIRS) | {"curve": curve}


def test_the_same_values_are_the_same() -> None:
    assert same_curve("all", ours(), THEIRS) == 0
    assert same_as_r("all", {"a": [1.0, float("nan")], "more": 3}, {"a": [1.0 + 1e-12, None]}) == pytest.approx(
        1e-12, rel=1e-3
    )


@pytest.mark.parametrize("field", ["n", "events", "median", "median_low", "restricted_mean", "restricted_mean_se"])
def test_a_difference_is_named(field: str) -> None:
    changed = ours() | {field: 7.0}
    with pytest.raises(AssertionError, match=rf"all\.{field}\[0\]: ours 7\.0, R"):
        same_curve("all", changed, THEIRS)


@pytest.mark.parametrize("column", list(THEIRS["curve"]))
def test_a_difference_in_the_curve_is_named_with_its_place(column: str) -> None:
    changed = ours()
    changed["curve"][1][column] += 1e-8
    with pytest.raises(AssertionError, match=rf"all\.curve\.{column}\[1\].*1e-08 apart"):
        same_curve("all", changed, THEIRS)


def test_missing_values_rows_and_names_are_differences() -> None:
    with pytest.raises(AssertionError, match="ours None, R 2"):
        same_as_r("median", None, 2.0)
    with pytest.raises(AssertionError, match="1 values, R has 2"):
        same_as_r("low", [1.0], [1.0, 2.0])
    with pytest.raises(AssertionError, match="R also has"):
        same_as_r("logrank", {"p": 1.0}, {"p": 1.0, "df": 1})
    with pytest.raises(ValueError, match="zip"):
        same_curve("all", ours() | {"curve": ours()["curve"][:1]}, THEIRS)
