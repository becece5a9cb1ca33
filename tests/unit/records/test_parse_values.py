"""How one cell of a number, yes/no, time or coded column is read."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.records import codes, substances
from analytics.records.parse_values import read_codes, read_numbers, read_texts, read_times, read_yes_no
from analytics.records.schema import TABLES

NUMBERS = [
    ("90", 90),
    ("90.5", 90.5),
    (".5", 0.5),
    ("-3", -3),
    ("1e3", 1000),
    ("90,5", 90.5),
    ("1,234", 1234),
    ("1,234.5", 1234.5),
    ("1.234,5", 1234.5),
    ("$1,200.00", 1200),
    ("12,3456", 12.3456),
    ("90 min", None),
    ("", None),
    ("n/a", None),
]


@pytest.mark.parametrize(("word", "number"), NUMBERS)
def test_numbers(word: str, number: float | None) -> None:
    (value,) = read_numbers([word]).values.tolist()
    assert value == number or (number is None and np.isnan(value))


def test_repairs_of_numbers_are_marked() -> None:
    words = read_numbers(["90,5", "1,234", "90"])
    assert words.repaired["decimal_comma"].tolist() == [True, False, False]
    assert words.repaired["thousands"].tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("word", "flag"), [("Yes", 1), ("y", 1), ("TRUE", 1), ("1", 1), ("no", 0), ("0", 0), ("", -1), ("maybe", -1)]
)
def test_yes_and_no(word: str, flag: int) -> None:
    assert read_yes_no([word]).values.tolist() == [flag]


TIMES = [
    ("09:00", "09:00"),
    ("9:00", "09:00"),
    ("9:05 PM", "21:05"),
    ("12:00 am", "00:00"),
    ("12:30 pm", "12:30"),
    ("0900", "09:00"),
    ("1730", "17:30"),
    ("0.375", "09:00"),
    ("2026-03-31 17:30:00", "17:30"),
    ("24:00", None),
    ("nine", None),
    ("", None),
]


@pytest.mark.parametrize(("word", "time"), TIMES)
def test_times(word: str, time: str | None) -> None:
    words = read_times([word])
    assert words.categories is not None
    assert words.categories.tolist() == ([time] if time else [])


CODES = [
    ("status", "No Show", "no_show"),
    ("status", "NS", "no_show"),
    ("status", "Absent", "no_show"),
    ("status", "PRESENT", "attended"),
    ("status", "cancelled", None),  # by whom? mapping.toml says it
    ("result", "POSITIVE", "positive"),
    ("result", "neg", "negative"),
    ("result", "+", "positive"),
    ("result", "-", "negative"),
    ("result", "adulterated", None),
    ("result", "None Detected", "negative"),
]


@pytest.mark.parametrize(("column", "word", "code"), CODES)
def test_codes(column: str, word: str, code: str | None) -> None:
    accepted = {"status": codes.ATTENDANCE_STATUS, "result": substances.TEST_RESULTS}[column]
    words = read_codes([word], accepted, open_set=False, all_categories=False)
    assert words.categories is not None
    assert words.categories.tolist() == ([code] if code else [])
    assert words.unreadable.tolist() == [code is None]


def test_an_open_set_keeps_what_it_does_not_know() -> None:
    words = read_codes(["Spice K2", "Cannabis"], substances.ANALYTES, open_set=True, all_categories=False)
    assert words.categories is not None
    assert words.categories.tolist() == ["thc", "spice_k2"]
    assert words.kept.tolist() == [True, False]


def test_texts_keep_na_and_lose_formulas() -> None:
    words = read_texts(["NA", "None", "", "=1+1", "@SUM(A1)", "-5"])
    assert words.values.tolist() == [1, 2, -1, -1, -1, 0]
    assert words.formula.tolist() == [False, False, False, True, True, False]


def test_no_spelling_stands_for_two_codes() -> None:
    """A spelling listed under two codes of one set would be read as whichever comes first."""
    for table in TABLES.values():
        for column in table.columns:
            seen: dict[str, str] = {}
            for code, others in (column.values or {}).items():
                for spelling in {codes.plain_spelling(text) for text in (code, *others)}:
                    assert seen.setdefault(spelling, code) == code, f"{column.name}: {spelling}"
