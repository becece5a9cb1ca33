"""Result clauses: the value each working word gives. Shares are compared as whole numbers, never as decimals."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from functools import reduce, singledispatch
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.outcomes.rules.clauses import AllOf, Amount, Compare, Contains, FirstWindow, LongestRun, Penalty, Result
from analytics.outcomes.rules.words import Flags, Lengths, Words, bounds, count, width, within

WORST_SCORE = 120  # Ling, Charuvastra, Kaim & Klett 1976: the index runs from 0 to 120
RISES_TO = 5  # the last multiplier of the evenly rising variant
SIGNS = {"=": operator.eq, ">=": operator.ge, "<=": operator.le}


@dataclass(frozen=True)
class TimeAndEvent:
    """A time in weeks with its event flag; `defined` is false for words too short for one window."""

    time: Lengths
    event: Flags
    defined: Flags


Values = NDArray[Any] | TimeAndEvent


@singledispatch
def measured(result: Result, words: Words) -> Values:
    """One value a word: bool for conditions, int32 for whole numbers, float64 for shares and scores."""
    raise TypeError(f"no result for {result!r}")


@measured.register
def _amount(result: Amount, words: Words) -> Values:
    halves, whole = _halves(result, words), width(result.weeks, words.lengths)
    if result.kind == "number":
        halves = 2 * words.lengths - halves if result.turned else halves
        return halves / 2 if result.half_mixed else halves // 2
    share = np.divide(halves, 2 * whole, out=np.zeros(len(whole)), where=whole > 0)
    return 1 - share if result.turned else share


def _halves(amount: Amount, words: Words) -> Lengths:
    """Twice the number of the symbol in the range, so that a mixed week can count one."""
    number = 2 * count(within(words.where(amount.symbol), amount.weeks, words.lengths))
    if not amount.half_mixed:
        return number
    return number + count(within(words.where("*"), amount.weeks, words.lengths))


@measured.register
def _all_of(result: AllOf, words: Words) -> Values:
    return reduce(operator.and_, (_holds(condition, words) for condition in result.conditions))


def _holds(condition: Compare | Contains, words: Words) -> Flags:
    return _contains(condition, words) if isinstance(condition, Contains) else _compare(condition, words)


def _compare(condition: Compare, words: Words) -> Flags:
    """number/whole against p/q as number·q against whole·p; the share of no weeks at all is 0."""
    amount, halves = condition.amount, _halves(condition.amount, words).astype(np.int64)
    whole = np.ones_like(halves)
    if amount.kind == "share":
        whole = width(amount.weeks, words.lengths).astype(np.int64)
        halves, whole = np.where(whole > 0, halves, 0), np.maximum(whole, 1)
    if amount.turned:
        halves = 2 * (whole if amount.kind == "share" else words.lengths) - halves
    left, right = halves * condition.limit.denominator, 2 * whole * condition.limit.numerator
    return np.asarray(SIGNS[condition.sign](left, right))


def _contains(condition: Contains, words: Words) -> Flags:
    found = np.zeros(len(words.lengths), bool)
    for pattern in condition.patterns:
        found |= _has_stretch(pattern, condition, words)
    return found


def _has_stretch(pattern: str, condition: Contains, words: Words) -> Flags:
    weeks, longest = condition.weeks, words.weeks
    if weeks.first > 0 and weeks.last == -1:
        low, high = weeks.first - 1, longest
    elif weeks.first > 0 and weeks.last > 0:
        low, high = weeks.first - 1, min(weeks.last, longest)
    else:
        low, high = 0, longest
    if high - low < len(pattern):
        return np.zeros(len(words.lengths), bool)
    last_start = high - len(pattern) + 1
    starts = words.where(pattern[0])[low:last_start].copy()
    for step, symbol in enumerate(pattern[1:], start=1):
        starts &= words.where(symbol)[low + step : last_start + step]
    if weeks.first < 0 or weeks.last < -1:
        first, end = bounds(weeks, words.lengths)
        place = np.arange(low, last_start, dtype=np.int32)[:, None]
        starts &= (place >= first) & (place + len(pattern) <= end)
    return np.asarray(np.logical_or.reduce(starts, axis=0))


@measured.register
def _longest_run(result: LongestRun, words: Words) -> Values:
    without = (words.symbols != 0) & ~words.where(result.without)
    run: NDArray[Any] = np.zeros(len(words.lengths), np.uint8 if words.weeks < 256 else np.int32)
    best = run.copy()
    for week in without:
        run += 1
        run *= week
        np.maximum(best, run, out=best)
    return best.astype(np.int32)


@measured.register
def _first_window(result: FirstWindow, words: Words) -> Values:
    """Event: first window with enough, dated w - k weeks after its start. None: censored at n - k + 1."""
    last_start = words.lengths - result.weeks  # from 0
    first = np.full_like(words.lengths, -1)
    held = _window_counts(words.where(result.symbol), result.weeks)
    for start in range(len(held) - 1, result.start - 2, -1):
        np.copyto(first, start, where=(held[start] >= result.at_least) & (start <= last_start))
    event = first >= 0
    late = result.weeks - result.at_least
    time = np.where(event, first + 1 + late, words.lengths - result.at_least + 1)
    return TimeAndEvent(time.astype(np.int32), event, last_start >= result.start - 1)


def _window_counts(flags: Flags, weeks: int) -> NDArray[Any]:
    """Symbols in the window that starts at each week: (W - weeks + 1, E)."""
    windows = max(len(flags) - weeks + 1, 0)
    narrow = np.uint8 if weeks < 256 else np.int32
    held = np.zeros((windows, flags.shape[1]), narrow)
    for step in range(weeks if windows else 0):
        held += flags[step : step + windows]
    return held


@measured.register
def _penalty(result: Penalty, words: Words) -> Values:
    """120 × charges ÷ worst charges: positive and mixed weeks are charged with the multiplier, missed ones without.

    A word shorter than the list of multipliers is charged, and compared with the worst, over the weeks it has.
    """
    multiplier = _multipliers(result, words)
    symbols = words.symbols[: len(multiplier)]
    heavy = np.zeros(256)
    heavy[[ord("+"), ord("*")]] = result.weight("+"), result.weight("*")
    light = np.zeros(256)
    light[[ord("o"), ord("-")]] = result.weight("o"), result.weight("-")
    charged, worst = np.zeros(len(words.lengths)), np.zeros(len(words.lengths))
    for week, times in zip(symbols, multiplier, strict=True):
        charged += heavy[week] * times + light[week]
        worst += np.where(week != 0, np.maximum(result.weight("+") * times, result.weight("o")), 0)
    score = np.divide(WORST_SCORE * charged, worst, out=np.full(len(worst), np.nan), where=worst > 0)
    return WORST_SCORE - score if result.turned else score


def _multipliers(result: Penalty, words: Words) -> NDArray[np.float64]:
    """One multiplier a week (W, 1), or (W, E) when they rise evenly over each word's own length."""
    if result.multipliers:
        return np.array(result.multipliers[: words.weeks])[:, None]
    steps = np.maximum(words.lengths - 1, 1)
    return 1 + (RISES_TO - 1) * np.arange(words.weeks)[:, None] / steps
