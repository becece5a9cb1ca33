"""Reasons and tables in plain words."""

from __future__ import annotations

from analytics.charts.reason_words import REASONS, TABLE_WORDS, reason_words
from analytics.records.schema import TABLES


def test_a_reason_without_words_of_its_own_is_spelled_out() -> None:
    assert reason_words("orphan") == "patient has no episode"
    assert reason_words("impossible_age") == "impossible age"
    assert not any("_" in words for words in REASONS.values())


def test_every_table_has_words() -> None:
    assert set(TABLE_WORDS) == set(TABLES)
