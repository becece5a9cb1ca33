"""The interpreter equals one that reads a single word at a time, on random words; the order of rows changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from analytics.outcomes.catalogue import Endpoint, pattern_endpoints
from analytics.outcomes.interpreter import evaluate
from analytics.outcomes.missing import MISSING_RULES, MissingRule, recode_missing
from analytics.outcomes.rules import clauses as c

WORDS = st.lists(st.text(alphabet="+-*o_", max_size=40), min_size=1, max_size=12)
CALENDAR_WORDS = st.lists(st.text(alphabet="+-*o", min_size=1, max_size=30), min_size=2, max_size=12)


@given(WORDS)
def test_every_endpoint_equals_the_reading_of_one_word_at_a_time(words: list[str]) -> None:
    values = evaluate(*as_arrays(words), pattern_endpoints(), face="as_published").values
    for endpoint in pattern_endpoints():
        for place, word in enumerate(words):
            came = [values[column][place] for column in endpoint.columns]
            assert same(came, read_one(endpoint, word)), (endpoint.key, word, came)


@given(CALENDAR_WORDS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(words: list[str], chance: Any) -> None:
    order = list(range(len(words)))
    chance.shuffle(order)
    straight = evaluate(*as_arrays(words), pattern_endpoints(), face="product").values
    shuffled = evaluate(*as_arrays([words[place] for place in order]), pattern_endpoints(), face="product").values
    pd.testing.assert_frame_equal(straight.iloc[order].reset_index(drop=True), shuffled)


@given(CALENDAR_WORDS)
def test_the_product_says_the_published_value_or_says_why_not(words: list[str]) -> None:
    published = evaluate(*as_arrays(words), pattern_endpoints(), face="as_published").values
    product = evaluate(*as_arrays(words), pattern_endpoints(), face="product")
    assert product.reasons is not None
    for endpoint in pattern_endpoints():
        unsaid = (product.reasons[endpoint.key] != "").to_numpy()
        for column in endpoint.columns:
            assert product.values[column][unsaid].isna().all()
            pd.testing.assert_series_equal(product.values[column][~unsaid], published[column][~unsaid])
        counted = product.not_applicable[endpoint.key] + product.not_observed[endpoint.key]
        assert counted == unsaid.sum()


@given(WORDS, st.sampled_from(MISSING_RULES))
def test_a_missing_rule_touches_only_missed_weeks(words: list[str], rule: MissingRule) -> None:
    given_words, lengths = as_arrays(words)
    recoded = recode_missing(given_words, lengths, rule)
    for before, after, length in zip(given_words, recoded.words, recoded.lengths, strict=True):
        kept = (before != ord("o")) & (np.arange(len(before)) < length)
        assert (before[kept] == after[kept]).all()
        assert (after[length:] == 0).all()


@given(CALENDAR_WORDS)
def test_negative_shares_lie_between_the_bounds_over_the_same_weeks(words: list[str]) -> None:
    share = [endpoint for endpoint in pattern_endpoints() if endpoint.key == "fiellin_2006_negative_share"]
    shares = {}
    for rule in ("positive", "as_published", "drop_out_is_event", "negative"):
        recoded = recode_missing(*as_arrays(words), rule)
        values = evaluate(recoded.words, recoded.lengths, share, face="as_published").values
        shares[rule] = values["fiellin_2006_negative_share"]
    for rule in ("as_published", "drop_out_is_event"):
        assert (shares["positive"] <= shares[rule]).all()
        assert (shares[rule] <= shares["negative"]).all()


def as_arrays(words: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Words as the interpreter takes them: uint8 (E, W), zero padded, and lengths."""
    width = max(map(len, words))
    letters = np.array([list(word.encode().ljust(width, b"\0")) for word in words], np.uint8).reshape(len(words), width)
    return letters, np.array([len(word) for word in words])


def same(came: list[Any], expected: list[Any]) -> bool:
    """Equal values; a missing one only equals a missing one; fractions to 1e-9."""
    return all(
        (pd.isna(ours) and theirs is None)
        or (theirs is not None and not pd.isna(ours) and abs(float(ours) - float(theirs)) <= 1e-9)
        for ours, theirs in zip(came, expected, strict=True)
    )


# The same vocabulary, read with plain Python strings, one word and one clause at a time.


def read_one(endpoint: Endpoint, raw: str) -> list[Any]:
    """The values of one word, None where undefined."""
    rule = endpoint.parsed
    stayed = len(raw.rstrip("o"))
    if rule.guard and stayed < rule.guard.below:
        return [0]
    word = raw
    for clause in rule.preparations:
        word = PREPARE[type(clause)](clause, word, stayed)
    return RESULT[type(rule.result)](rule.result, word)


def place(week: int, word: str) -> int:
    return week if week > 0 else len(word) + week + 1


def cut(weeks: c.Weeks, word: str) -> str:
    first, last = max(place(weeks.first, word), 1), place(weeks.last, word)
    return word[first - 1 : max(last, 0)] if last >= first else ""


def viewed(clause: c.ViewThrough, word: str, _: int) -> str:
    padded = word.ljust(len(clause.lattice), "o")[: len(clause.lattice)]
    return "".join("_" if planned == "_" else seen for planned, seen in zip(clause.lattice, padded, strict=True))


def carried(clause: c.CarryForward, word: str, _: int) -> str:
    out = ""
    for symbol in word:
        out += out[-1] if symbol == clause.symbol and out else symbol
    return out


def nearest(_clause: c.FillNearest, word: str, _: int) -> str:
    value = {"+": Fraction(1), "*": Fraction(1, 2), "-": Fraction(0)}
    out = list(word)
    for i in range(1, len(word) - 1):
        if word[i] == "o" and word[i - 1] in value and word[i + 1] in value:
            mean = (value[word[i - 1]] + value[word[i + 1]]) / 2
            out[i] = min("+*-", key=lambda symbol: abs(value[symbol] - mean))  # the heavier one of a tie comes first
    return "".join(out)


def mode(_clause: c.FillMode, word: str, _: int) -> str:
    negatives, positives = word.count("-"), word.count("+") + word.count("*")
    if not negatives + positives:
        return word
    return word.replace("o", "-" if negatives > positives else "+")


PREPARE: dict[type, Callable[..., str]] = {
    c.Recode: lambda clause, word, _: word.replace(clause.old, clause.new),
    c.Drop: lambda clause, word, _: word.replace(clause.symbol, ""),
    c.Keep: lambda clause, word, _: cut(clause.weeks, word),
    c.KeepToRetention: lambda _clause, word, stayed: word[:stayed],
    c.ViewThrough: viewed,
    c.CarryForward: carried,
    c.FillNearest: nearest,
    c.FillMode: mode,
}


def amount(result: c.Amount, word: str) -> Fraction:
    weeks = cut(result.weeks, word)
    number = Fraction(weeks.count(result.symbol)) + (Fraction(weeks.count("*"), 2) if result.half_mixed else 0)
    if result.kind == "number":
        return len(word) - number if result.turned else number
    share = number / len(weeks) if weeks else Fraction(0)
    return 1 - share if result.turned else share


def holds(condition: c.Compare | c.Contains, word: str) -> bool:
    if isinstance(condition, c.Contains):
        return any(pattern in cut(condition.weeks, word) for pattern in condition.patterns)
    value = amount(condition.amount, word)
    return {"=": value == condition.limit, ">=": value >= condition.limit, "<=": value <= condition.limit}[
        condition.sign
    ]


def first_window(result: c.FirstWindow, word: str) -> list[Any]:
    starts = range(result.start, len(word) - result.weeks + 2)
    if not starts:
        return [None, None]
    for start in starts:
        if word[start - 1 : start - 1 + result.weeks].count(result.symbol) >= result.at_least:
            return [start + result.weeks - result.at_least, 1]
    return [len(word) - result.at_least + 1, 0]


def penalty(result: c.Penalty, word: str) -> list[Any]:
    weights = dict(result.weights) | {"_": 0.0}
    steps = max(len(word) - 1, 1)
    multipliers = result.multipliers or tuple(1 + 4 * week / steps for week in range(len(word)))
    charged = worst = 0.0
    for symbol, times in zip(word, multipliers, strict=False):
        charged += weights[symbol] * (times if symbol in "+*" else 1)
        worst += max(weights["+"] * times, weights["o"])
    return [None if not worst else 120 - 120 * charged / worst]


RESULT: dict[type, Callable[..., list[Any]]] = {
    c.Amount: lambda result, word: [amount(result, word)],
    c.AllOf: lambda result, word: [all(holds(condition, word) for condition in result.conditions)],
    c.LongestRun: lambda result, word: [max(map(len, word.split(result.without)))],
    c.FirstWindow: first_window,
    c.Penalty: penalty,
}
