"""Change in words: titles say no more than the intervals, better is right whichever sign the number has."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from analytics.charts.change_words import LARGEST, change_alt, change_title, change_words, drawn, rows_of

FIELDS = {"kind": "share", "better": "up", "before": 0.65, "after": 0.74, "n": 305, "people": 576}


def row(measure: str, value: float | None, low: float | None, high: float | None, **more: Any) -> dict[str, Any]:
    """One row of a change exhibit."""
    return FIELDS | {"measure": measure, "value": value, "low": low, "high": high, "reason": ""} | more


HOUSED = row("stable housing", 0.09, 0.01, 0.16)
HOMELESS = row("homelessness", 0.01, -0.03, 0.05, better="down", before=0.05, after=0.06)
DEPRESSED = row("PHQ-9 depression", -3.8, -4.7, -2.9, kind="mean", better="down", before=12.3, after=8.5)


def test_a_fall_of_what_should_fall_lies_right() -> None:
    (drawn_row,) = rows_of(pd.DataFrame([DEPRESSED]))
    assert (drawn_row.value, drawn_row.low, drawn_row.high) == (3.8, 2.9, 4.7)
    assert drawn_row.words == "−3.8 (−4.7 to −2.9)"
    assert drawn_row.under == "12.3 → 8.5 · lower is better"
    assert drawn_row.tone == "good"


def test_a_rise_of_what_should_fall_is_a_concern() -> None:
    (drawn_row,) = rows_of(pd.DataFrame([DEPRESSED | {"value": 3.0, "low": 1.0, "high": 5.0}]))
    assert (drawn_row.value, drawn_row.tone) == (-3, "concern")


@pytest.mark.parametrize(
    ("frame", "title"),
    [
        ([HOUSED, HOMELESS], "Stable housing rose from 65% to 74% by discharge; no other change shown"),
        ([HOUSED], "Stable housing rose from 65% to 74% by discharge"),
        ([HOMELESS], "No change in housing can be shown between admission and discharge"),
        ([HOUSED, HOUSED, HOMELESS], "Housing at discharge: 2 of 3 better than at admission, none worse"),
        (
            [HOUSED, HOUSED | {"better": "down"}],
            "Housing at discharge: 1 of 2 better than at admission, 1 worse",
        ),
        (
            [HOUSED | {"value": None, "low": None, "high": None}],
            "No change in housing can be shown: nobody was measured at admission and discharge",
        ),
    ],
)
def test_titles(frame: list[dict[str, Any]], title: str) -> None:
    assert change_title(pd.DataFrame(frame), "housing", "discharge") == title
    assert len(title) <= LARGEST


def test_with_groups_every_measure_of_every_group_is_one_comparison() -> None:
    frame = pd.DataFrame([HOUSED | {"group": "day"}, HOUSED | {"group": "evening", "low": -0.01}])
    title = "Housing at discharge: better in 1 of 2 comparisons, worse in none"
    assert change_title(frame, "housing", "discharge") == title


def test_an_interval_that_touches_0_shows_no_change() -> None:
    frame = pd.DataFrame([HOUSED | {"low": 0.0}])
    assert "No change" in change_title(frame, "housing", "discharge")


def test_words_of_a_change() -> None:
    assert change_words(HOUSED) == "+9 points (+1 to +16)"
    assert change_words(HOUSED | {"value": None, "reason": "nobody was measured both times"}).startswith("nobody")
    assert change_words(DEPRESSED | {"low": None, "high": None}) == "−3.8"
    assert change_words(DEPRESSED | {"value": -0.12, "low": -0.17, "high": 0.0}) == "−0.12 (−0.17 to 0)"


def test_drawn_are_one_kind_with_a_direction_of_the_four_largest_groups() -> None:
    many = [
        HOUSED | {"group": name, "people": size} for name, size in zip("abcdef", (9, 50, 40, 30, 20, 8), strict=True)
    ]
    apart = row("controlled environment", 0.1, 0.0, 0.2, better="", group="b")
    shown = drawn(pd.DataFrame([*many, apart, DEPRESSED | {"group": "b"}]), "share")
    assert shown["group"].tolist() == ["b", "c", "d", "e"]
    assert rows_of(shown)[0].under.startswith("b: 65% → 74%")


def test_alt_text_has_the_finding_and_the_numbers() -> None:
    frame = pd.DataFrame([HOUSED])
    said = change_alt(frame, change_title(frame, "housing", "discharge"), "576 people")
    assert "Stable housing +9 points (+1 to +16)" in said and "Of 576 people." in said
