"""Everybody's weeks: words that end with the stay, in the order asked for."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import exhibit
from analytics.records.load import load_records
from tests.made_up import test_row
from tests.unit.outcomes.patients.scopes import at, scope

EPISODES = [
    {"patient_id": "A", "discharged_on": at(21), "discharge_reason": "dropped_out", "site": "River"},
    {
        "patient_id": "B",
        "admitted_on": at(-7),
        "discharged_on": at(14),
        "discharge_reason": "completed",
        "site": "Main",
    },
    {"patient_id": "C", "admitted_on": at(1), "discharged_on": at(15), "discharge_reason": "completed", "site": "Main"},
]
TESTS = [
    test_row(5, "negative"), test_row(9, "positive"),  # A: week 3 not given, then left
    test_row(-3, "negative", patient="B"), test_row(4, "negative", patient="B"), test_row(12, "negative", patient="B"),
    test_row(6, "negative", patient="C"), test_row(12, "negative", patient="C"),
]  # fmt: skip


def rows(by: str | None = None, **choices: str) -> dict[str, str]:
    found = exhibit(scope(episodes=EPISODES, tests=TESTS).derivation, "patients.weeks", by=by, choices=choices)
    return dict(zip(found.frame["patient_id"], found.frame["pattern"], strict=True))


def test_words_end_with_the_stay_longest_first_then_most_negative() -> None:
    assert list(rows().items()) == [("B", "---"), ("A", "-+o"), ("C", "--")]


def test_other_orders() -> None:
    assert list(rows(sort="admitted")) == ["B", "A", "C"]
    assert list(rows(sort="most_negative")) == ["B", "C", "A"]
    assert list(rows(by="site", sort="group")) == ["B", "C", "A"]  # Main before River


def test_the_first_negative_clock_begins_there() -> None:
    # A: first negative on day 5; days 6 … 12 positive, 13 … 19 nothing ends, the window of days 15 … 21 ends unmet
    assert rows(clock="first_negative")["A"] == "+_o"


@pytest.fixture(scope="module")
def demo(demo_source: str) -> Derivation:
    return Derivation(load_records(demo_source, today=date(2026, 10, 1)))


def test_the_counts_are_those_of_the_words(demo: Derivation) -> None:
    found = exhibit(demo, "patients.weeks")
    frame = found.frame
    for symbol, column in {"-": "negative", "+": "positive", "*": "both", "o": "not_given", "_": "not_due"}.items():
        assert frame[column].tolist() == [word.count(symbol) for word in frame["pattern"]]
    assert frame["weeks"].tolist() == frame["pattern"].str.len().tolist()
    assert found.members is not None and len(found.members) == len(frame) == found.n
    assert frame["weeks"].is_monotonic_decreasing


def test_no_word_is_longer_than_the_stay(demo: Derivation) -> None:
    frame = exhibit(demo, "patients.weeks").frame
    assert (frame["weeks"] <= -(-frame["days_in_treatment"] // 7)).all()


def test_nobody_is_said() -> None:
    assert "drug_tests" in exhibit(scope(episodes=EPISODES).derivation, "patients.weeks").unavailable
