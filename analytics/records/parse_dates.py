"""Reads dates. The order of day and month is found once for the whole source, or asked for; it is never guessed.

A cell may be ISO (2026-03-31), year first (2026/03/31, 20260331), slashed or dashed in either order (31/03/2026,
03-31-2026), dotted (31.03.2026, day first), named (31-Mar-2026, March 31, 2026) or an Excel serial number (46112),
each with a time and a zone behind it. Of a moment with a zone the local calendar date, as written, is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analytics.errors import Refused
from analytics.records.days import NO_DAY
from analytics.records.words import MISSING_WORDS

EXCEL_DAY_ZERO = date(1899, 12, 30)
EXCEL_SERIALS = range(20_000, 80_000)  # 1954 to 2119
LATEST_SHORT_YEAR = 69  # 00-69 → 2000-2069, 70-99 → 1970-1999 (POSIX)
RELATIVE_DAY_ZERO = date(2006, 1, 2)  # a Monday: day 0 of a source that counts days
EPOCH = date(1970, 1, 1).toordinal()

TIME_BEHIND = r"[T ]+\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$"
ZONE_BEHIND = r"\d\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})$"
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{4})(\d{2})(\d{2})")
NUMBERED = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
DAY_NAMED = re.compile(r"(\d{1,2})[-/ .]*([A-Za-z]{3,9})[-/ .,]*(\d{4}|\d{2})")
MONTH_NAMED = re.compile(r"([A-Za-z]{3,9})[- .]*(\d{1,2})[ ,]+(\d{4})")
SERIAL = re.compile(r"(\d{5})(\.\d+)?")
MONTHS = {
    name: place
    for place, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}


@dataclass(frozen=True)
class DateWords:
    """The distinct words of a date column, read as far as one word alone tells.

    `days`: days since 1970 or NO_DAY; `undecided`: word position → (first, second, year) of a numbered date;
    the other sets are word positions.
    """

    days: np.ndarray
    undecided: dict[int, tuple[int, int, int]]
    unreadable: np.ndarray
    empty: np.ndarray
    serial: np.ndarray
    timed: np.ndarray
    zoned: np.ndarray


def read_date_words(words: pa.Array, *, relative: bool = False) -> DateWords:
    """Reads each distinct word once; numbered dates wait for `date_order`. `relative`: small whole numbers are days."""
    text, timed, zoned = _without_time(pc.utf8_trim_whitespace(pc.fill_null(words, "")))
    distinct = text.dictionary_encode()
    read = [_read(word, relative) for word in distinct.dictionary.to_pylist()]
    place = distinct.indices.to_numpy(zero_copy_only=False)
    kinds = np.array([kind for kind, _ in read], dtype=object)[place] if read else np.zeros(0, object)
    days = np.array([value if isinstance(value, int) else NO_DAY for _, value in read], np.int32)[place]
    waiting = np.flatnonzero(kinds == "numbered").tolist()
    return DateWords(
        days,
        {i: read[place[i]][1] for i in waiting},
        kinds == "unreadable",
        kinds == "empty",
        kinds == "serial",
        timed,
        zoned,
    )


def date_order(columns: Mapping[str, DateWords]) -> str:
    """The order of numbered dates of the whole source: the only one that fits ("dmy" when it makes no difference).

    `columns`: the columns whose order nobody said, by their place ("attendance.csv (session_on)"). Refused: two orders
    in one source, or none that the data decide.
    """
    parts = {place: list(column.undecided.values()) for place, column in columns.items()}
    day_first = [place for place, dates in parts.items() if any(first > 12 >= second for first, second, _ in dates)]
    month_first = [place for place, dates in parts.items() if any(second > 12 >= first for first, second, _ in dates)]
    if day_first and month_first:
        raise Refused(
            f"The dates of this source are in two orders: some of {' and '.join(day_first)} only fit day/month, "
            f"some of {' and '.join(month_first)} only month/day.",
            "Export them again in one order; or say in mapping.toml which order each table has, such as [date_order] "
            'attendance = "dmy"; or write date_order = "dmy" or "mdy" in program.toml, and dates that do not fit are '
            "set aside.",
        )
    either = [
        place
        for place, dates in parts.items()
        if any(first != second and max(first, second) <= 12 for first, second, _ in dates)
    ]
    if either and not day_first and not month_first:
        raise Refused(
            f"The dates of {' and '.join(either)} are ambiguous: every one could be day/month or month/day.",
            'Write date_order = "dmy" (31/12/2026) or date_order = "mdy" (12/31/2026) in program.toml or mapping.toml.',
        )
    return "mdy" if month_first else "dmy"


def settled(column: DateWords, order: str | None) -> DateWords:
    """The column with its numbered dates read in the order found; those that do not fit are unreadable."""
    days, unreadable = column.days.copy(), column.unreadable.copy()
    for place, (first, second, year) in column.undecided.items():
        day, month = (first, second) if order != "mdy" else (second, first)
        days[place] = _day_number(year, month, day) if order != "ymd" else NO_DAY
        unreadable[place] = days[place] == NO_DAY
    return DateWords(days, {}, unreadable, column.empty, column.serial, column.timed, column.zoned)


def _without_time(text: pa.Array) -> tuple[pa.Array, np.ndarray, np.ndarray]:
    nothing = np.zeros(len(text), bool)
    if not len(text) or not pc.any(pc.match_substring(text, ":")).as_py():
        return text, nothing, nothing
    day = pc.utf8_trim_whitespace(pc.replace_substring_regex(text, TIME_BEHIND, ""))
    timed = pc.not_equal(day, text)
    zoned = pc.and_(timed, pc.match_substring_regex(text, ZONE_BEHIND))
    midnight = pc.match_substring_regex(text, r"[T ]0?0:00(:00(\.0+)?)?$")  # a date that some program wrote long
    told = pc.and_(timed, pc.invert(midnight))
    return day, told.to_numpy(zero_copy_only=False), zoned.to_numpy(zero_copy_only=False)


def _read(word: str, relative: bool) -> tuple[str, int | tuple[int, int, int]]:
    if not word or word.casefold() in MISSING_WORDS:
        return "empty", NO_DAY
    if relative and re.fullmatch(r"-?\d{1,4}(\.0*)?", word):
        return "read", RELATIVE_DAY_ZERO.toordinal() - EPOCH + int(float(word))
    if found := YEAR_FIRST.fullmatch(word):
        year, month, day = (int(part) for part in found.groups() if part)
        return _read_day(year, month, day)
    if found := NUMBERED.fullmatch(word):
        first, second, year = int(found[1]), int(found[3]), _year(found[4])
        return _read_day(year, second, first) if found[2] == "." else ("numbered", (first, second, year))
    if found := DAY_NAMED.fullmatch(word):
        return _read_day(_year(found[3]), MONTHS.get(found[2][:3].casefold(), 0), int(found[1]))
    if found := MONTH_NAMED.fullmatch(word):
        return _read_day(int(found[3]), MONTHS.get(found[1][:3].casefold(), 0), int(found[2]))
    if (found := SERIAL.fullmatch(word)) and int(found[1]) in EXCEL_SERIALS:
        return "serial", EXCEL_DAY_ZERO.toordinal() - EPOCH + int(found[1])
    return "unreadable", NO_DAY


def _read_day(year: int, month: int, day: int) -> tuple[str, int]:
    number = _day_number(year, month, day)
    return ("unreadable" if number == NO_DAY else "read"), number


def _day_number(year: int, month: int, day: int) -> int:
    try:
        return date(year, month, day).toordinal() - EPOCH
    except ValueError:
        return NO_DAY


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year <= LATEST_SHORT_YEAR else 1900)
