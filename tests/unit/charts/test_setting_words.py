"""Values of settings as a reader would say them."""

from __future__ import annotations

import pytest

from analytics.charts.setting_words import value_words
from analytics.records.policy import TestingPhase


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "not set"), ("", "not set"), ({}, "not set"), ((), "not set"),
        (True, "yes"), (False, "no"), (7, "7"), ((60, 180), "60, 180"),
        ({"thc": 30, "etg": 4}, "thc: 30; etg: 4"),
        ((TestingPhase(7, 0, None),), "1 every 7 days, day 0 to the planned end after admission"),
        ((TestingPhase(14, 90, 180, per_window=2, after="discharge"),),
         "2 every 14 days, day 90 to day 180 after discharge"),
    ],
)  # fmt: skip
def test_a_value_in_words(value: object, words: str) -> None:
    assert value_words("any", value) == words


def test_every_analyte_is_all() -> None:
    assert value_words("counted_analytes", None) == "all"
