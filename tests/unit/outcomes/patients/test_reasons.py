"""The words behind a flag: days with the month once, spans, day numbers."""

from __future__ import annotations

from analytics.outcomes.patients.reasons import days_words, span_words
from analytics.records.settings import Settings
from tests.unit.outcomes.patients.scopes import number, scope


def days(*after: int) -> list[int]:
    return [number(one) for one in after]


def test_the_month_is_written_once() -> None:
    # day 0 is 5 January 2026; day 26 the 31st, day 27 the 1st of February
    assert days_words(scope(), 0, days(0, 2, 26, 27)) == "5, 7, 31 Jan, 1 Feb"
    assert days_words(scope(), 0, days(3)) == "8 Jan"


def test_spans() -> None:
    assert span_words(scope(), 0, *days(1, 7)) == "6–12 Jan"
    assert span_words(scope(), 0, *days(22, 28)) == "27 Jan – 2 Feb"


def test_day_number_records_speak_of_days_of_the_stay() -> None:
    over = scope(settings=Settings(calendar="relative"))
    assert days_words(over, 0, days(4, 9)) == "day 4, 9"
    assert span_words(over, 0, *days(8, 14)) == "day 8–14"
