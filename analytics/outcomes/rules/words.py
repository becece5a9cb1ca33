"""Words of weekly symbols, many at a time, laid out week by week so that one week of all episodes is one block.

Shapes: `symbols` is uint8 (W weeks × E episodes), the ASCII code of the symbol, 0 past the end of a word; `lengths` is
int32 (E,).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from analytics.outcomes.rules.clauses import TESTED, Weeks

Symbols = NDArray[np.uint8]
Lengths = NDArray[np.int32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Words:
    """A block of words and the masks already read from it (each mask is computed once)."""

    symbols: Symbols
    lengths: Lengths
    seen: dict[str, Flags] = field(default_factory=dict, repr=False, compare=False)

    @property
    def weeks(self) -> int:
        """Weeks of the longest word there is room for."""
        return int(self.symbols.shape[0])

    def where(self, symbol: str) -> Flags:
        """Which weeks hold the symbol: bool (W, E)."""
        if symbol not in self.seen:
            self.seen[symbol] = self.symbols == ord(symbol)
        return self.seen[symbol]


def week_by_week(words: Symbols, lengths: NDArray[np.integer]) -> Words:
    """Words given episode by episode (E × W), turned so that each week is contiguous."""
    return Words(np.ascontiguousarray(words.T), lengths.astype(np.int32))


def bounds(weeks: Weeks, lengths: Lengths) -> tuple[Lengths, Lengths]:
    """First place (from 0) and the place after the last of a range in each word, clipped; never crossing."""
    first = np.full_like(lengths, weeks.first - 1) if weeks.first > 0 else np.maximum(lengths + weeks.first, 0)
    last = np.minimum(weeks.last, lengths) if weeks.last > 0 else lengths + weeks.last + 1
    return first, np.maximum(last, first)


def width(weeks: Weeks, lengths: Lengths) -> Lengths:
    """How many weeks of each word lie in the range."""
    first, last = bounds(weeks, lengths)
    return np.asarray(np.maximum(np.minimum(last, lengths) - first, 0), np.int32)


def within(flags: Flags, weeks: Weeks, lengths: Lengths) -> Flags:
    """The flags of the weeks in the range, the rest cut off or false; past the end of a word they are false already."""
    if weeks.first > 0 and (weeks.last > 0 or weeks.last == -1):
        return flags[weeks.first - 1 : None if weeks.last == -1 else max(weeks.last, weeks.first - 1)]
    first, last = bounds(weeks, lengths)
    place = np.arange(len(flags), dtype=np.int32)[:, None]
    return flags & (place >= first) & (place < last)


def count(flags: Flags) -> Lengths:
    """How many flags each word has set."""
    narrow = np.uint8 if len(flags) < 256 else np.int32
    return np.add.reduce(flags.view(np.uint8), axis=0, dtype=narrow).astype(np.int32)


def retention(words: Words, *, not_due_is_contact: bool = False) -> Lengths:
    """Week of the last collected test of each word, 0 if there is none; gaps before it do not matter.

    With `not_due_is_contact` a week without a due test counts as well, as it does in the published results.
    """
    last = np.zeros_like(words.lengths)
    for week in range(words.weeks):
        np.copyto(last, week + 1, where=_collected(words.symbols[week], not_due_is_contact))
    return last


def _collected(symbols: Symbols, not_due_is_contact: bool) -> Flags:
    symbols_of_contact = TESTED + ("_" if not_due_is_contact else "")
    table = np.zeros(256, bool)
    table[[ord(symbol) for symbol in symbols_of_contact]] = True
    return np.asarray(table[symbols])
