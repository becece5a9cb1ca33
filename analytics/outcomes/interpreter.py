"""Read endpoints off weekly words: one small interpreter for every rule of the catalogue, many episodes at a time.

Two faces. `as_published` gives what the published computation gives, for every word. `product` gives a value only
where it means something: *not applicable* for a word shorter than the endpoint needs, *not observed* without a test.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.errors import Refused, WrongUsage
from analytics.outcomes.catalogue import Endpoint
from analytics.outcomes.missing import carried_over
from analytics.outcomes.rules.clauses import SYMBOLS, Drop, Preparation, Rule
from analytics.outcomes.rules.measure import TimeAndEvent, Values, measured
from analytics.outcomes.rules.prepare import prepared
from analytics.outcomes.rules.words import Flags, Lengths, Symbols, Words, count, retention, week_by_week

Face = Literal["as_published", "product"]
NotDue = Literal["carry_forward", "drop"]

BLOCK_EPISODES = 16_384  # a block of words and its masks stay in the processor's cache
REASONS = ("", "not_applicable", "not_observed")
NOT_APPLICABLE, NOT_OBSERVED = 1, 2
REASON_TYPE = pd.CategoricalDtype(list(REASONS))


@dataclass(frozen=True)
class EndpointValues:
    """The values of many endpoints for many episodes, in the order of the words given.

    `values` has a column an endpoint (KEY, or KEY.time and KEY.event); a value that does not exist is missing in it.
    `reasons` (categories "", not_applicable, not_observed; one column a KEY) is there for the product's face only;
    `not_applicable` and `not_observed` count the episodes by endpoint.
    """

    face: Face
    values: pd.DataFrame
    reasons: pd.DataFrame | None
    not_applicable: dict[str, int]
    not_observed: dict[str, int]


def evaluate(
    words: Symbols,
    lengths: NDArray[np.integer],
    endpoints: Sequence[Endpoint],
    *,
    face: Face,
    not_due: NotDue = "carry_forward",
) -> EndpointValues:
    """Each endpoint's value for each word: uint8 (E, W) of symbols, zero padded, with their lengths (E,).

    As published, a week not due (`_`) takes a place and is neither positive nor negative. The product decides about
    it before any rule: "carry_forward" counts weeks (it takes the result before it; at the start, the first one after
    it; at the end the word stops at the last week due), "drop" counts visits (it is cut out).

    Raises Refused for a symbol that is none of + - * o _ or a word that does not fill its length.
    """
    if face not in get_args(Face) or not_due not in get_args(NotDue):
        raise WrongUsage(f"There is no face {face!r} with weeks not due {not_due!r}.", "See evaluate's own help.")
    check_words(words, lengths)
    rules = [endpoint.parsed for endpoint in endpoints]
    blocks = [_block_values(block, rules, endpoints, face, not_due) for block in _blocks(words, lengths)]
    reasons = [np.concatenate(column) for column in zip(*(block.reasons for block in blocks), strict=True)]
    values = [_joined(column) for column in zip(*(block.values for block in blocks), strict=True)]
    return _as_frames(endpoints, values, reasons, face)


def check_words(words: Symbols, lengths: NDArray[np.integer]) -> None:
    """Refuse words with a symbol nobody defined, or whose length is not the number of their symbols."""
    known = np.zeros(256, bool)
    known[[0, *SYMBOLS.encode()]] = True
    unknown = ~known[words]
    if unknown.any():
        row, week = (int(place[0]) for place in np.nonzero(unknown))
        raise Refused(
            f"Word {row + 1} has the symbol {chr(words[row, week])!r} in week {week + 1}.",
            f"Use only {' '.join(SYMBOLS)}: positive, negative, mixed, missed, not due.",
        )
    if not np.array_equal(words != 0, np.arange(words.shape[1]) < np.asarray(lengths)[:, None]):
        raise Refused("A word has not as many symbols as its length says.", "Pad words with zeros at the end only.")


def _blocks(words: Symbols, lengths: NDArray[np.integer]) -> Iterator[Words]:
    for start in range(0, max(len(words), 1), BLOCK_EPISODES):
        chosen = slice(start, start + BLOCK_EPISODES)
        longest = int(lengths[chosen].max(initial=0))
        yield week_by_week(words[chosen, :longest], lengths[chosen])


@dataclass(frozen=True)
class _BlockValues:
    values: list[Values]
    reasons: list[NDArray[np.uint8]]  # codes into REASONS


def _block_values(
    raw: Words, rules: Sequence[Rule], endpoints: Sequence[Endpoint], face: Face, not_due: NotDue
) -> _BlockValues:
    if face == "as_published":
        started, tests = Started(raw, retention(raw, not_due_is_contact=True)), None
    else:
        started, tests = _without_not_due(raw, not_due), _tests(raw)
    values = [started.value(rule) for rule in rules]
    lengths = started.words.lengths
    return _BlockValues(values, [_reasons(endpoint, lengths, tests) for endpoint in endpoints])


def _tests(words: Words) -> Lengths:
    return count(words.where("+")) + count(words.where("-")) + count(words.where("*"))


def _without_not_due(raw: Words, not_due: NotDue) -> Started:
    """The words the product reads; retention is the last collected test in them, never a week not due."""
    if not_due == "drop":
        words = prepared(Drop("_"), raw, raw.lengths)
        return Started(words, retention(words))
    due = (raw.symbols != 0) & ~raw.where("_")
    last_due = np.zeros_like(raw.lengths)
    for week in range(raw.weeks):
        np.copyto(last_due, week + 1, where=due[week])
    inside = np.arange(raw.weeks, dtype=np.int32)[:, None] < last_due
    words = carried_over("_", Words(np.where(inside, raw.symbols, 0).astype(np.uint8), last_due))
    return Started(words, retention(raw))


def _reasons(endpoint: Endpoint, lengths: Lengths, tests: Lengths | None) -> NDArray[np.uint8]:
    reasons = np.zeros(len(lengths), np.uint8)
    if tests is not None:
        reasons[tests < endpoint.needs_tests] = NOT_OBSERVED
        reasons[lengths < endpoint.needs_weeks] = NOT_APPLICABLE
    return reasons


class Started:
    """Raw words with everything already prepared from them, so that endpoints share their first clauses."""

    def __init__(self, words: Words, retained: Lengths) -> None:
        self.words = words
        self.retained = retained
        self._prepared: dict[tuple[Preparation, ...], Words] = {(): words}
        self._values: dict[Rule, Values] = {}

    def working(self, preparations: tuple[Preparation, ...]) -> Words:
        """The words after these clauses."""
        if preparations not in self._prepared:
            before = self.working(preparations[:-1])
            self._prepared[preparations] = prepared(preparations[-1], before, self.retained)
        return self._prepared[preparations]

    def value(self, rule: Rule) -> Values:
        """What the rule gives for each word; rules that several papers share are read once."""
        if rule not in self._values:
            value = measured(rule.result, self.working(rule.preparations))
            if rule.guard and not isinstance(value, TimeAndEvent):
                value = np.where(self.retained < rule.guard.below, value.dtype.type(0), value)
            self._values[rule] = value
        return self._values[rule]


def working_words(preparations: tuple[Preparation, ...], words: Words) -> Words:
    """The words after some clauses, as the worked examples of the vocabulary show them."""
    return Started(words, retention(words, not_due_is_contact=True)).working(preparations)


def _joined(parts: Sequence[Values]) -> Values:
    first = parts[0]
    if isinstance(first, TimeAndEvent):
        rows = [part for part in parts if isinstance(part, TimeAndEvent)]
        return TimeAndEvent(
            np.concatenate([row.time for row in rows]),
            np.concatenate([row.event for row in rows]),
            np.concatenate([row.defined for row in rows]),
        )
    return np.concatenate([part for part in parts if not isinstance(part, TimeAndEvent)])


def _as_frames(
    endpoints: Sequence[Endpoint], values: Sequence[Values], reasons: Sequence[NDArray[np.uint8]], face: Face
) -> EndpointValues:
    columns: dict[str, Any] = {}
    for endpoint, value, reason in zip(endpoints, values, reasons, strict=True):
        columns |= _columns(endpoint, value, reason > 0)
    why = {
        endpoint.key: pd.Categorical.from_codes(cast(Sequence[int], reason.astype(np.int8)), dtype=REASON_TYPE)
        for endpoint, reason in zip(endpoints, reasons, strict=True)
    }
    return EndpointValues(
        face=face,
        values=pd.DataFrame(columns),
        reasons=pd.DataFrame(why) if face == "product" else None,
        not_applicable=_counts(endpoints, reasons, NOT_APPLICABLE),
        not_observed=_counts(endpoints, reasons, NOT_OBSERVED),
    )


def _counts(endpoints: Sequence[Endpoint], reasons: Sequence[NDArray[np.uint8]], code: int) -> dict[str, int]:
    return {e.key: int(np.count_nonzero(reason == code)) for e, reason in zip(endpoints, reasons, strict=True)}


def _columns(endpoint: Endpoint, value: Values, unsaid: Flags) -> dict[str, Any]:
    """Nullable columns: boolean, Int32 for whole numbers and times, float64 for shares and scores."""
    if isinstance(value, TimeAndEvent):
        empty = unsaid | ~value.defined
        time, event = endpoint.columns
        return {time: _whole(value.time, empty), event: _whole(value.event, empty)}
    if value.dtype == bool:
        return {endpoint.key: pd.arrays.BooleanArray(value, unsaid)}
    if value.dtype.kind == "i":
        return {endpoint.key: _whole(value, unsaid)}
    return {endpoint.key: np.where(unsaid, np.nan, value)}


def _whole(numbers: NDArray[Any], empty: Flags) -> pd.arrays.IntegerArray:
    return pd.arrays.IntegerArray(numbers.astype(np.int32), empty)
