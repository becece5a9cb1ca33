"""Reads the distinct words of number, yes/no, time, coded and text columns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analytics.records.codes import ValueSet, canonical_by_spelling, plain_spelling
from analytics.records.words import MISSING, MISSING_WORDS, looks_like_a_formula

PLAIN_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
THOUSANDS_DOTTED = re.compile(r"[+-]?\d{1,3}(\.\d{3})+,\d+")
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
CURRENCY = re.compile(r"^[$€£]\s*|\s*[$€£]$")

YES = frozenset({"yes", "y", "true", "t", "1", "x", "1.0"})
NO = frozenset({"no", "n", "false", "f", "0", "0.0"})

CLOCK = re.compile(
    r"(?:.*[T ])?(\d{1,2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*([AaPp])?\.?[Mm]?\.?(?:\s*(?:Z|UTC|[+-]\d{2}:?\d{2}))?"
)
CLOCK_WITHOUT_COLON = re.compile(r"([01]?\d|2[0-3])([0-5]\d)")
PART_OF_DAY = re.compile(r"0?\.\d+")
MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class Words:
    """What the distinct words of a column mean: `values` (one a word), and boolean arrays of the words with a fault.

    `repaired`: code of the repair → words; `kept`: words outside the value set that an open column keeps.
    """

    values: np.ndarray
    empty: np.ndarray
    unreadable: np.ndarray
    formula: np.ndarray
    repaired: Mapping[str, np.ndarray]
    kept: np.ndarray
    categories: np.ndarray | None = None


def read_numbers(words: list[str]) -> Words:
    """Numbers with a decimal point; decimal commas, thousands and currency signs are repaired and told."""
    read = [_number(word) for word in words]
    values = np.array([np.nan if value is None else value for value, _ in read], np.float64)
    how = np.array([fault for _, fault in read], dtype=object)
    return _words(words, values, how, ("decimal_comma", "thousands"))


def read_yes_no(words: list[str]) -> Words:
    """1 yes, 0 no, -1 empty."""
    known = {**dict.fromkeys(YES, 1), **dict.fromkeys(NO, 0)}
    values = np.array([known.get(word.casefold(), MISSING) for word in words], np.int8)
    how = np.array(["" if word.casefold() in known else _how(word) for word in words], dtype=object)
    return _words(words, values, how)


def read_times(words: list[str]) -> Words:
    """Times of day as text HH:MM."""
    read = [_time_of_day(word) for word in words]
    how = np.array(["" if time else _how(word) for time, word in zip(read, words, strict=True)], dtype=object)
    return _categories(words, read, how, known=())


def read_codes(words: list[str], accepted: ValueSet, *, open_set: bool, all_categories: bool) -> Words:
    """Canonical codes by spelling; `open_set`: an unknown code is kept in plain lower case.

    `all_categories`: every accepted code is a category, used or not (results, statuses); else only those that came.
    """
    spellings = canonical_by_spelling(accepted)
    read, how = [], []
    for word in words:
        code = spellings.get(plain_spelling(word)) if word else None
        fault = "" if code else _how(word)
        if fault == "unreadable" and open_set:
            code, fault = "_".join(word.casefold().split()), "kept"
        read.append(code)
        how.append(fault)
    return _categories(words, read, np.array(how, dtype=object), known=tuple(accepted), all_known=all_categories)


def read_texts(words: list[str]) -> Words:
    """Texts without blanks around them; "NA" and "None" stay texts, only the empty cell is empty."""
    read = [None if looks_like_a_formula(word) else word or None for word in words]
    how = np.array(["" if word and text else _how(word) for word, text in zip(words, read, strict=True)], dtype=object)
    how[how == "unreadable"] = ""
    return _categories(words, read, how, known=())


def _how(word: str) -> str:
    if not word or word.casefold() in MISSING_WORDS:
        return "empty"
    return "formula" if looks_like_a_formula(word) else "unreadable"


def _words(
    words: list[str],
    values: np.ndarray,
    how: np.ndarray,
    repairs: tuple[str, ...] = (),
    categories: np.ndarray | None = None,
) -> Words:
    if not words:
        how = np.zeros(0, dtype=object)
    return Words(
        values,
        how == "empty",
        how == "unreadable",
        how == "formula",
        {repair: how == repair for repair in repairs},
        how == "kept",
        categories,
    )


def _categories(
    words: list[str], read: list[str | None], how: np.ndarray, *, known: tuple[str, ...], all_known: bool = False
) -> Words:
    present = set(read) - {None}
    ordered = [code for code in known if all_known or code in present]
    ordered += sorted(str(code) for code in present - set(known))
    place = {code: i for i, code in enumerate(ordered)}
    values = np.array([MISSING if code is None else place[code] for code in read], np.int32)
    return _words(words, values, how, categories=np.array(ordered, dtype=object))


def _number(word: str) -> tuple[float | None, str]:
    bare = CURRENCY.sub("", word).strip().rstrip("%").strip()
    if PLAIN_NUMBER.fullmatch(bare):
        return float(bare), ""
    if THOUSANDS.fullmatch(bare):
        return float(bare.replace(",", "")), "thousands"
    if THOUSANDS_DOTTED.fullmatch(bare):
        return float(bare.replace(".", "").replace(",", ".")), "thousands"
    if DECIMAL_COMMA.fullmatch(bare):
        return float(bare.replace(",", ".")), "decimal_comma"
    return None, _how(word)


def _time_of_day(word: str) -> str | None:
    if found := CLOCK.fullmatch(word):
        hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").casefold()
        hour = hour % 12 + (12 if half == "p" else 0) if half else hour
        return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None
    if found := CLOCK_WITHOUT_COLON.fullmatch(word):
        return f"{int(found[1]):02d}:{found[2]}"
    if PART_OF_DAY.fullmatch(word):
        minutes = round(float(word) * MINUTES_A_DAY) % MINUTES_A_DAY
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return None
