"""What a missed test is taken to mean, decided before an endpoint is read: the words recoded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from analytics.errors import WrongUsage
from analytics.outcomes.rules.clauses import CarryForward, Preparation, Recode
from analytics.outcomes.rules.prepare import prepared
from analytics.outcomes.rules.words import Flags, Lengths, Symbols, Words, count, retention, week_by_week

MissingRule = Literal[
    "as_published", "positive", "negative", "drop_out_is_event", "censored_at_last_test", "responders"
]
MISSING_RULES: tuple[MissingRule, ...] = get_args(MissingRule)

DROP_OUT_GAP_WEEKS = 2  # 14 days without a test, the program's usual gap that counts as having left
RESPONDER_SHARE = (3, 4)  # at least three quarters of the due tests given


@dataclass(frozen=True)
class RecodedWords:
    """Words ready for an endpoint: uint8 (E, W), int32 (E,), and which episodes the rule keeps, bool (E,)."""

    words: Symbols
    lengths: Lengths
    keep: Flags


def recode_missing(
    words: Symbols,
    lengths: NDArray[np.integer],
    rule: MissingRule,
    *,
    drop_out_gap_weeks: int | NDArray[np.integer] = DROP_OUT_GAP_WEEKS,
) -> RecodedWords:
    """The words (E × W, zero padded) with missed weeks taken as the rule says. Weeks not due stay not due.

    - as_published: unchanged; the endpoint's own rule applies.
    - positive, negative: every missed week is positive, or negative.
    - drop_out_is_event: the missed weeks after the last test are positive if they are at least `drop_out_gap_weeks`
      (one number, or one an episode);
      other missed weeks keep the endpoint's own rule. Nobody tested: all weeks are such a gap.
    - censored_at_last_test: the word ends at the last collected test; without one it has length 0.
    - responders: only episodes with at least three quarters of the due weeks tested; their missed weeks are ignored
      without moving the calendar, each taking the last result before it (at the start, the first one after it).
    """
    if rule not in MISSING_RULES:
        raise WrongUsage(f"There is no missing rule {rule!r}.", f"Use one of {', '.join(MISSING_RULES)}.")
    given = week_by_week(words, lengths)
    if rule == "drop_out_is_event":
        recoded = _drop_out_is_event(given, drop_out_gap_weeks)
    else:
        recoded = RECODES[rule](given)
    keep = _responds(given) if rule == "responders" else np.ones(len(given.lengths), bool)
    return RecodedWords(_episode_by_episode(recoded, words.shape[1]), recoded.lengths, keep)


def carried_over(symbol: str, words: Words) -> Words:
    """Every x takes the symbol before it; at the start, where there is none, the first symbol after it."""
    forward = _prepare(words, CarryForward(symbol))
    symbols = forward.symbols
    for week in range(words.weeks - 2, -1, -1):
        leading = (symbols[week] == ord(symbol)) & (symbols[week + 1] != 0)
        np.copyto(symbols[week], symbols[week + 1], where=leading)
    return Words(symbols, words.lengths)


def _prepare(words: Words, clause: Preparation) -> Words:
    return prepared(clause, words, words.lengths)


def _drop_out_is_event(words: Words, gap_weeks: int | NDArray[np.integer]) -> Words:
    last_test = retention(words)
    week = np.arange(1, words.weeks + 1, dtype=np.int32)[:, None]
    after: Flags = words.where("o") & (week > last_test)
    symbols = words.symbols.copy()
    np.copyto(symbols, ord("+"), where=after & (count(after) >= gap_weeks))
    return Words(symbols, words.lengths)


def _censored_at_last_test(words: Words) -> Words:
    last_test = retention(words)
    week = np.arange(1, words.weeks + 1, dtype=np.int32)[:, None]
    return Words(np.where(week <= last_test, words.symbols, 0).astype(np.uint8), last_test)


def _ignored_in_place(words: Words) -> Words:
    """Carry results over missed weeks; a week not due in between is passed over and stays not due."""
    not_due = words.where("_")
    without = Words(np.where(not_due, ord("o"), words.symbols).astype(np.uint8), words.lengths)
    symbols = carried_over("o", without).symbols
    symbols[not_due] = ord("_")
    return Words(symbols, words.lengths)


def _responds(words: Words) -> Flags:
    tested = count(words.where("+")) + count(words.where("-")) + count(words.where("*"))
    due = tested + count(words.where("o"))
    share, of = RESPONDER_SHARE
    return np.asarray((due > 0) & (of * tested >= share * due))


def _episode_by_episode(words: Words, weeks: int) -> Symbols:
    padded = np.zeros((len(words.lengths), weeks), np.uint8)
    padded[:, : words.weeks] = words.symbols.T
    return padded


RECODES: dict[str, Callable[[Words], Words]] = {
    "as_published": lambda words: words,
    "positive": lambda words: _prepare(words, Recode("o", "+")),
    "negative": lambda words: _prepare(words, Recode("o", "-")),
    "censored_at_last_test": _censored_at_last_test,
    "responders": _ignored_in_place,
}
