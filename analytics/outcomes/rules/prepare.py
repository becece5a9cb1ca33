"""Preparation clauses: each takes words and gives the working words the next clause reads."""

from __future__ import annotations

from functools import singledispatch

import numpy as np

from analytics.outcomes.rules.clauses import (
    CarryForward,
    Drop,
    FillMode,
    FillNearest,
    Keep,
    KeepToRetention,
    Preparation,
    Recode,
    ViewThrough,
)
from analytics.outcomes.rules.words import Flags, Lengths, Symbols, Words, bounds, count, retention

POSITIVE, NEGATIVE, MIXED, MISSED, NOT_DUE = (ord(symbol) for symbol in "+-*o_")


def prepared(clause: Preparation, words: Words, retained: Lengths) -> Words:
    """The working words after one clause; `retained` is the retention of the raw words."""
    if isinstance(clause, KeepToRetention):
        return _cut(words, np.minimum(words.lengths, retained))
    return _after(clause, words)


@singledispatch
def _after(clause: Preparation, words: Words) -> Words:
    raise TypeError(f"no preparation for {clause!r}")


@_after.register
def _recode(clause: Recode, words: Words) -> Words:
    symbols = words.symbols.copy()
    np.copyto(symbols, ord(clause.new), where=words.where(clause.old))
    return Words(symbols, words.lengths)


@_after.register
def _drop(clause: Drop, words: Words) -> Words:
    """Cut the symbol out: the kept symbols of each word, in order, fill its first places."""
    kept = ~words.where(clause.symbol)
    kept &= words.symbols != 0
    lengths = count(kept)
    by_word = np.ascontiguousarray(words.symbols.T)
    closed = np.zeros_like(by_word)
    closed[np.arange(words.weeks) < lengths[:, None]] = by_word[kept.T]
    return Words(np.ascontiguousarray(closed.T), lengths)


@_after.register
def _keep(clause: Keep, words: Words) -> Words:
    if clause.weeks.first == 1 and clause.weeks.last > 0:
        return _cut(words, np.minimum(words.lengths, clause.weeks.last))
    first, last = bounds(clause.weeks, words.lengths)
    last = np.maximum(np.minimum(last, words.lengths), first)
    place = np.minimum(first + np.arange(words.weeks, dtype=np.int32)[:, None], max(words.weeks - 1, 0))
    moved = Words(np.take_along_axis(words.symbols, place, axis=0), words.lengths)
    return _cut(moved, last - first)


def _cut(words: Words, lengths: Lengths) -> Words:
    longest = int(lengths.max(initial=0))
    symbols = words.symbols[:longest].copy()
    symbols *= np.arange(longest, dtype=np.int32)[:, None] < lengths
    return Words(symbols, lengths)


@_after.register
def _view_through(clause: ViewThrough, words: Words) -> Words:
    weeks = len(clause.lattice)
    symbols = np.full((weeks, len(words.lengths)), MISSED, np.uint8)
    shared = min(weeks, words.weeks)
    inside = words.symbols[:shared] != 0
    np.copyto(symbols[:shared], words.symbols[:shared], where=inside)
    symbols[[week for week, planned in enumerate(clause.lattice) if planned == "_"]] = NOT_DUE
    return Words(symbols, np.full_like(words.lengths, weeks))


@_after.register
def _carry_forward(clause: CarryForward, words: Words) -> Words:
    symbols = words.symbols.copy()
    over = words.where(clause.symbol)
    last = retention(words) if clause.up_to_last_test else words.lengths
    for week in range(1, words.weeks):
        np.copyto(symbols[week], symbols[week - 1], where=over[week] & (week < last))
    return Words(symbols, words.lengths)


NEIGHBOUR_VALUE = np.full(256, 9, np.uint8)  # twice the value of a symbol; 9 = not a test, so no sum with it is below 5
NEIGHBOUR_VALUE[[NEGATIVE, MIXED, POSITIVE]] = [0, 1, 2]
CLOSEST = np.array([NEGATIVE, MIXED, MIXED, POSITIVE, POSITIVE], np.uint8)  # by the sum of both; a tie goes up


@_after.register
def _fill_nearest(clause: FillNearest, words: Words) -> Words:
    """The first and last week are never filled, nor a missed week next to another one."""
    symbols = words.symbols.copy()
    values = NEIGHBOUR_VALUE[words.symbols]
    around = values[:-2] + values[2:]
    fillable = words.where("o")[1:-1] & (around < len(CLOSEST))
    symbols[1:-1][fillable] = CLOSEST[around[fillable]]
    return Words(symbols, words.lengths)


@_after.register
def _fill_mode(clause: FillMode, words: Words) -> Words:
    negatives = count(words.where("-"))
    positives = count(words.where("+")) + count(words.where("*"))
    missed: Flags = words.where("o") & (negatives + positives > 0)
    symbols: Symbols = words.symbols.copy()
    np.copyto(symbols, np.where(negatives > positives, NEGATIVE, POSITIVE).astype(np.uint8), where=missed)
    return Words(symbols, words.lengths)
