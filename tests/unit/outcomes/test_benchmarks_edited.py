"""Changing the program's own benchmarks: replaced by key, checked as the file is, taken back."""

from __future__ import annotations

from typing import Any

import pytest

from analytics.errors import Refused
from analytics.outcomes.benchmarks import ABSTINENCE, published_ranges
from analytics.outcomes.benchmarks_edited import entry_of, own_entries, with_entry, without_entry
from analytics.records.settings import Settings

BUNDLED = published_ranges(Settings())[ABSTINENCE]
OWN: dict[str, Any] = entry_of(BUNDLED) | {"low": 0.4, "high": 0.6}


def test_an_entry_of_the_same_key_replaces_the_bundled_one() -> None:
    entries = with_entry(Settings(), OWN)
    found = published_ranges(Settings(benchmarks={"benchmark": entries}))[ABSTINENCE]
    assert (found.low, found.high, found.name) == (0.4, 0.6, BUNDLED.name)
    assert len(with_entry(Settings(benchmarks={"benchmark": entries}), OWN | {"low": 0.45})) == 1


def test_an_entry_without_year_leaves_it_out() -> None:
    assert "year" not in entry_of(published_ranges(Settings())["due_tests_given"])
    assert "year" not in with_entry(Settings(), OWN | {"year": None})[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"low": 0.8}, "is not between 0 and 1"),  # above the upper end
        ({"high": 1.2}, "is not between 0 and 1"),
        ({"low": None}, "lacks low"),
        ({"name": ""}, "lacks name"),
        ({"low": "half"}, "is not two numbers"),
        ({"colour": "red"}, "has the unknown colour"),
    ],
)
def test_bad_input_is_refused_as_the_file_would_be(change: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused) as of_form:
        with_entry(Settings(), OWN | change)
    filled = {name: value for name, value in (OWN | change).items() if value not in ("", None)}
    with pytest.raises(Refused) as of_file:
        published_ranges(Settings(benchmarks={"benchmark": [filled]}))
    assert said in str(of_form.value)
    assert str(of_form.value) == str(of_file.value)


def test_an_own_entry_can_be_taken_back_a_bundled_one_cannot() -> None:
    settings = Settings(benchmarks={"benchmark": [OWN]})
    assert without_entry(settings, ABSTINENCE) == []
    assert own_entries(settings) == [OWN]
    with pytest.raises(Refused, match="has no entry of that key"):
        without_entry(Settings(), ABSTINENCE)
