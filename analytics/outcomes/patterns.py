"""Weekly use patterns: one symbol a week for every stay, on a chosen clock.

Week k is days 7(k−1)+1 … 7k after the clock's zero; day 0 is before week 1. `+` positive, `-` negative, `*` both in
the week or only inconclusive, `o` due and not given, `_` nothing due. The rule reproduces the published words of
CTN-0094 to the last week (tests/parity).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analytics.records.days import NO_DAY, Days, earliest, known
from analytics.records.ledger import MISSED_STATUS, UNABLE_STATUS, View, expected_tests, unmet_scheduled
from analytics.records.said import INCONCLUSIVE, NEGATIVE, POSITIVE
from analytics.records.timeline import Timeline

Clock = Literal["admission", "first_negative", "discharge"]
CLOCKS: tuple[Clock, ...] = ("admission", "first_negative", "discharge")

WEEK_NEGATIVE, WEEK_POSITIVE, WEEK_INCONCLUSIVE, WEEK_DUE = np.uint8(1), np.uint8(2), np.uint8(4), np.uint8(8)


def _symbol(flags: int) -> str:
    if flags & 3 == 3:
        return "*"
    if flags & 2:
        return "+"
    if flags & 1:
        return "-"
    if flags & 4:
        return "*"
    return "o" if flags & 8 else "_"


SYMBOLS = np.frombuffer("".join(_symbol(f) for f in range(16)).encode(), np.uint8)


@dataclass(frozen=True)
class Patterns:
    """Words of every stay: `words` uint8 ASCII (stays × weeks, 0 beyond the word), `lengths` weeks, `zero` days.

    A stay whose clock never starts (no negative test, not discharged) has `zero` = NO_DAY and length 0.
    """

    words: np.ndarray
    lengths: np.ndarray
    zero: Days
    clock: Clock

    def text(self) -> list[str]:
        """The words as strings, one a stay."""
        if not self.words.shape[1]:
            return [""] * len(self.words)
        raw = np.ascontiguousarray(self.words).view(f"S{self.words.shape[1]}").ravel()
        return [str(word) for word in raw.astype(str)]


def use_patterns(timeline: Timeline, *, clock: Clock = "admission", view: View = "intent_to_treat") -> Patterns:
    """The weekly word of every stay of the timeline on the clock; `view="in_treatment"` ends the word at discharge."""
    zero = clock_zero(timeline, clock)
    end = _word_end(timeline, zero, clock, view)
    lengths = _weeks(timeline, zero, end)
    flags = _week_flags(timeline, zero, end, lengths)
    _mark_due(flags, timeline, zero, _last_offset(zero, end, lengths), due_view(clock, view))
    words = SYMBOLS[flags]
    words[np.arange(words.shape[1])[None, :] >= lengths[:, None]] = 0
    return Patterns(words, lengths, zero, clock)


def due_view(clock: Clock, view: View = "intent_to_treat") -> View:
    """After discharge only the policy's own phase makes a test due, not the plan that the stay did not finish."""
    return "in_treatment" if clock == "discharge" else view


def clock_zero(timeline: Timeline, clock: Clock) -> Days:
    """Day zero of every stay: admission, the first negative specimen after it, or discharge (`NO_DAY` = never)."""
    stays = timeline.stays
    if clock == "admission":
        return stays.admitted
    if clock == "discharge":
        return stays.discharged
    stay, day = timeline.conclusive[NEGATIVE]
    after = day > stays.admitted[stay]
    first = np.full(len(stays), 2**31 - 1, np.int64)
    np.minimum.at(first, stay[after], day[after])
    return np.where(first == 2**31 - 1, NO_DAY, first).astype(np.int32)


def _word_end(timeline: Timeline, zero: Days, clock: Clock, view: View) -> Days:
    """The last day a word can reach: planned end (discharge while in treatment); the horizon after discharge."""
    stays = timeline.stays
    if clock == "discharge":
        horizon = zero.astype(np.int64) + timeline.records.settings.follow_up_horizon_days
        following = stays.next_admission()
        before = np.where(known(following), following.astype(np.int64) - 1, horizon)
        return np.where(known(zero), np.minimum(horizon, before), NO_DAY).astype(np.int32)
    planned = np.where(known(stays.planned_end), stays.planned_end, stays.discharged).astype(np.int32)
    return earliest(planned, stays.discharged) if view == "in_treatment" else planned


def _weeks(timeline: Timeline, zero: Days, end: Days) -> np.ndarray:
    """Weeks of every word: to the end, the last week cut there; a week not over by the as-of date has none."""
    start = zero.astype(np.int64)
    reached = known(end) & (end <= timeline.as_of)
    whole = (timeline.as_of - start) // 7
    cut = -(-(end.astype(np.int64) - start) // 7)
    weeks = np.where(reached, cut, whole)
    return np.where(known(zero), np.maximum(weeks, 0), 0).astype(np.int64)


def _week_flags(timeline: Timeline, zero: Days, end: Days, lengths: np.ndarray) -> np.ndarray:
    """What every week holds (stays × weeks of bits), specimens read day by day first unless the source names them."""
    weeks = int(lengths.max(initial=0))
    flags = np.zeros((len(lengths), weeks), np.uint8)
    if not weeks or not len(timeline.stay):
        return flags
    stop = _last_offset(zero, end, lengths)
    offset = timeline.day - zero[timeline.stay]
    rows = np.flatnonzero((offset > 0) & (offset <= stop[timeline.stay]))
    stay, offset, said = timeline.stay[rows], offset[rows], timeline.said[rows]
    if timeline.specimen is not None:
        return _flags_by_specimen(flags, stay, offset, said, timeline.specimen[rows])
    return _flags_by_day(flags, stay, offset, said)


def _last_offset(zero: Days, end: Days, lengths: np.ndarray) -> np.ndarray:
    cut = np.where(known(end), end.astype(np.int64) - zero, 7 * lengths)
    return np.where(lengths > 0, np.minimum(cut, 7 * lengths), 0).astype(np.int32)


def _flags_by_day(flags: np.ndarray, stay: np.ndarray, offset: np.ndarray, said: np.ndarray) -> np.ndarray:
    """A day is positive if anything is, else negative if anything is; then days become weeks."""
    count, weeks = flags.shape
    cell = stay.astype(np.int64) * (7 * weeks) + (offset - 1)
    by_day = {}
    for bit in (NEGATIVE, POSITIVE, INCONCLUSIVE):
        here = np.zeros(count * weeks * 7, bool)
        here[cell[(said & bit) > 0]] = True
        by_day[bit] = here
    by_day[NEGATIVE] &= ~by_day[POSITIVE]
    for bit, week in _WEEK_BITS:
        flags |= by_day[bit].reshape(count, weeks, 7).any(axis=2) * week
    return flags


def _flags_by_specimen(
    flags: np.ndarray, stay: np.ndarray, offset: np.ndarray, said: np.ndarray, specimen: np.ndarray
) -> np.ndarray:
    positive = (said & POSITIVE) > 0
    has_positive = np.zeros(int(specimen.max(initial=0)) + 1, bool)
    has_positive[specimen[positive]] = True
    masks = {
        POSITIVE: positive,
        NEGATIVE: ((said & NEGATIVE) > 0) & ~has_positive[specimen],
        INCONCLUSIVE: (said & INCONCLUSIVE) > 0,
    }
    cell = stay.astype(np.int64) * flags.shape[1] + (offset - 1) // 7
    for bit, week in _WEEK_BITS:
        here = np.zeros(flags.size, bool)
        here[cell[masks[bit]]] = True
        flags |= here.reshape(flags.shape) * week
    return flags


_WEEK_BITS = ((NEGATIVE, WEEK_NEGATIVE), (POSITIVE, WEEK_POSITIVE), (INCONCLUSIVE, WEEK_INCONCLUSIVE))


def _mark_due(flags: np.ndarray, timeline: Timeline, zero: Days, stop: np.ndarray, view: View) -> None:
    """Mark the weeks in which a due window closed unmet, and those of explicitly missed tests."""
    ledger = expected_tests(timeline, view=view)
    unmet = np.flatnonzero((ledger.status == MISSED_STATUS) | (ledger.status == UNABLE_STATUS))
    _mark(flags, zero, stop, ledger.stay[unmet], ledger.last[unmet])
    missed = unmet_scheduled(timeline)
    stay, day = timeline.stay[missed], timeline.day[missed]
    until = timeline.stays.due_until[stay]
    due = ~known(until) | (day <= until)
    _mark(flags, zero, stop, stay[due], day[due])


def _mark(flags: np.ndarray, zero: Days, stop: np.ndarray, stay: np.ndarray, day: Days) -> None:
    offset = day.astype(np.int64) - zero[stay]
    inside = (offset > 0) & (offset <= stop[stay]) & known(zero[stay])
    flags[stay[inside], (offset[inside] - 1) // 7] |= WEEK_DUE


def pattern_frame(timeline: Timeline, patterns: Patterns, selected: np.ndarray) -> pd.DataFrame:
    """patient_id, episode_id, pattern: one row a selected stay whose clock started, in the order of the stays."""
    rows = timeline.records.episodes.iloc[timeline.stays.row]
    frame = pd.DataFrame(
        {
            "patient_id": rows["patient_id"].astype(str).to_numpy(),
            "episode_id": rows["episode_id"].astype(str).to_numpy(),
            "pattern": patterns.text(),
        }
    )
    return frame[known(patterns.zero) & selected].reset_index(drop=True)
