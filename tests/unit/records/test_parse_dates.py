"""How one cell of a date column is read."""

from __future__ import annotations

from datetime import date, timedelta

import pyarrow as pa
import pytest

from analytics.errors import Refused
from analytics.records.days import NO_DAY
from analytics.records.parse_dates import date_order, read_date_words, settled


def read(*words: str, order: str | None = None) -> list[str | None]:
    column = read_date_words(pa.array(list(words)))
    days = settled(column, order or date_order({"visits.csv (seen_on)": column})).days
    return [None if day == NO_DAY else (date(1970, 1, 1) + timedelta(days=day)).isoformat() for day in days.tolist()]


CELLS = [
    ("2026-03-31", "2026-03-31"),
    ("2026-3-1", "2026-03-01"),
    ("2026/03/31", "2026-03-31"),
    ("20260331", "2026-03-31"),
    ("31.03.2026", "2026-03-31"),
    ("01.02.2026", "2026-02-01"),  # dotted dates are day first
    ("31-Mar-2026", "2026-03-31"),
    ("March 31, 2026", "2026-03-31"),
    ("31/03/2026", "2026-03-31"),
    ("03/31/2026", "2026-03-31"),
    ("3/31/26", "2026-03-31"),
    ("12/31/69", "2069-12-31"),
    ("12/31/70", "1970-12-31"),
    ("46112", "2026-03-31"),  # Excel: days after 1899-12-30
    ("46112.5", "2026-03-31"),
    ("2026-03-31 00:00:00", "2026-03-31"),
    ("2026-03-31T23:30:00Z", "2026-03-31"),
    ("2026-03-31T23:30:00.123+02:00", "2026-03-31"),  # the local calendar date, as written
    ("03/31/2026 11:15 PM", "2026-03-31"),
    (" 2026-03-31 ", "2026-03-31"),
    ("2024-02-29", "2024-02-29"),
    ("2026-02-29", None),
    ("32/13/2026", None),
    ("soon", None),
    ("", None),
    ("NULL", None),
    ("5", None),
]


@pytest.mark.parametrize(("word", "day"), CELLS)
def test_a_cell(word: str, day: str | None) -> None:
    assert read(word) == [day]


def test_what_was_left_out_is_marked() -> None:
    column = read_date_words(pa.array(["2026-03-31 00:00", "2026-03-31 08:00", "2026-03-31T08:00Z", "46112", "x", ""]))
    assert column.timed.tolist() == [False, True, True, False, False, False]  # midnight is a date written long
    assert column.zoned.tolist() == [False, False, True, False, False, False]
    assert column.serial.tolist() == [False, False, False, True, False, False]
    assert column.unreadable.tolist() == [False, False, False, False, True, False]
    assert column.empty.tolist() == [False, False, False, False, False, True]


def test_one_cell_decides_the_order_of_all() -> None:
    assert read("03/04/2026", "25/04/2026") == ["2026-04-03", "2026-04-25"]
    assert read("03/04/2026", "04/25/2026") == ["2026-03-04", "2026-04-25"]


def test_a_day_that_is_the_same_in_both_orders_is_not_ambiguous() -> None:
    assert read("04/04/2026") == ["2026-04-04"]


@pytest.mark.parametrize("words", [("03/04/2026",), ("12/11/2026", "01/02/2026")])
def test_ambiguous_dates_are_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(Refused, match=r"The dates of visits.csv \(seen_on\) are ambiguous"):
        read(*words)


def test_two_orders_are_refused() -> None:
    with pytest.raises(Refused, match=r"two orders: some of visits.csv \(seen_on\) only fit day/month"):
        read("25/04/2026", "04/25/2026")


def test_the_order_that_was_said_is_used() -> None:
    assert read("03/04/2026", "25/04/2026", "04/25/2026", order="dmy") == ["2026-04-03", "2026-04-25", None]
    assert read("03/04/2026", "2026-04-03", order="ymd") == [None, "2026-04-03"]
